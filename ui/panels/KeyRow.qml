import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls

// One command: title, group, keys.
AbstractButton {
    id: root

    required property string title
    required property string keys
    required property string group
    property bool highlighted: false

    height: 28
    padding: 0
    focusPolicy: Qt.NoFocus

    Accessible.role: Accessible.ListItem
    Accessible.name: root.title + ", " + root.keys

    Item {
        anchors.fill: parent

        Text {
            x: Theme.spaceS
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - keyBox.width - groupText.width - 2 * Theme.spaceL
            text: root.title
            font: Theme.sans
            color: Theme.text
            elide: Text.ElideRight
        }
        Text {
            id: groupText

            anchors.right: keyBox.left
            anchors.rightMargin: Theme.spaceM
            anchors.verticalCenter: parent.verticalCenter
            text: root.group
            font: Theme.small
            color: Theme.textMuted
        }
        Rectangle {
            id: keyBox

            anchors.right: parent.right
            anchors.rightMargin: Theme.spaceM
            anchors.verticalCenter: parent.verticalCenter
            width: Math.max(26, keyText.implicitWidth + Theme.spaceM)
            height: 20
            radius: Theme.radius
            color: Theme.raised
            border.width: 1
            border.color: Theme.line

            Text {
                id: keyText

                anchors.centerIn: parent
                text: root.keys
                font: Theme.small
                color: Theme.text
            }
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.highlighted ? Theme.selection : root.hovered ? Theme.hover : "transparent"
    }
}
