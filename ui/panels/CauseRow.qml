import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// One event of the chain of causes; a click goes there.
AbstractButton {
    id: root

    required property string name
    required property string value
    required property int number
    required property int hue
    required property TraceSession session

    implicitHeight: content.implicitHeight + Theme.spaceXs
    focusPolicy: Qt.TabFocus
    onClicked: root.session.cursorEvent = root.number

    Accessible.role: Accessible.Link
    Accessible.name: qsTr("Event %1: %2").arg(root.name).arg(root.value)

    Item {
        anchors.fill: parent

        Chip {
            x: Theme.spaceXs
            y: content.y + 4
            hue: root.hue
        }
        Text {
            id: content

            x: Theme.spaceXs + 18
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - numberText.width - Theme.spaceM
            text: root.value
            textFormat: Text.StyledText
            font: Theme.sans
            color: Theme.text
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        Text {
            id: numberText

            anchors.right: parent.right
            anchors.rightMargin: Theme.spaceXs
            y: content.y + 1
            text: root.name
            font: Theme.small
            color: Theme.textMuted
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.hovered ? Theme.hover : "transparent"
        border.width: root.visualFocus ? Theme.focusWidth : 0
        border.color: Theme.accent
    }
}
