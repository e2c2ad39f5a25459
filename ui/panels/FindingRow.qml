import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// One finding; a click selects whom it is about and goes to where it began.
AbstractButton {
    id: root

    required property string title
    required property string detail
    required property int severity
    required property int number
    required property int entity
    required property TraceSession session

    padding: 0
    implicitHeight: Math.max(30, content.implicitHeight + Theme.spaceS)
    focusPolicy: Qt.TabFocus
    onClicked: {
        if (root.entity > 0)
            root.session.selectedEntity = root.entity
        if (root.number > 0)
            root.session.cursorEvent = root.number
    }

    Accessible.role: Accessible.ListItem
    Accessible.name: root.title + ": " + root.detail

    Item {
        anchors.fill: parent

        ThemedIcon {
            id: icon

            x: Theme.spaceM
            anchors.verticalCenter: parent.verticalCenter
            name: root.severity === FindingsModel.Problem ? "error"
                : root.severity === FindingsModel.Warning ? "warning" : "info"
            color: root.severity === FindingsModel.Problem ? Theme.failed
                 : root.severity === FindingsModel.Warning ? Theme.blocked : Theme.textMuted
        }
        Text {
            id: titleText

            x: Theme.spaceM + 26
            anchors.verticalCenter: parent.verticalCenter
            width: 190
            text: root.title
            font: Theme.sansBold
            color: Theme.text
            elide: Text.ElideRight
        }
        Text {
            id: content

            anchors.left: titleText.right
            anchors.leftMargin: Theme.spaceM
            anchors.right: numberText.left
            anchors.rightMargin: Theme.spaceM
            anchors.verticalCenter: parent.verticalCenter
            text: root.detail
            textFormat: Text.StyledText
            font: Theme.sans
            color: Theme.text
            wrapMode: Text.Wrap
            maximumLineCount: 3
            elide: Text.ElideRight
        }
        Text {
            id: numberText

            anchors.right: parent.right
            anchors.rightMargin: Theme.spaceL
            anchors.verticalCenter: parent.verticalCenter
            visible: root.number > 0
            text: qsTr("event %1").arg(root.number)
            font: Theme.small
            color: Theme.textMuted
        }
    }
    background: Rectangle {
        color: root.hovered ? Theme.hover : "transparent"
        border.width: root.visualFocus ? Theme.focusWidth : 0
        border.color: Theme.accent
    }
}
