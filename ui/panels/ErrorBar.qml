import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// The error of the last run below the program text; a click goes to its line.
AbstractButton {
    id: root

    required property ProgramDocument document
    signal chosen

    visible: root.document.errorText !== ""
    height: root.visible ? content.implicitHeight + Theme.spaceM : 0
    focusPolicy: Qt.TabFocus
    onClicked: root.chosen()

    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.document.errorText

    Item {
        anchors.fill: parent

        ThemedIcon {
            x: Theme.spaceS
            y: content.y
            name: "error"
            color: Theme.failed
        }
        Text {
            id: content

            x: Theme.spaceS + 24
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - Theme.spaceM
            text: root.document.errorLine > 0
                ? qsTr("Line %1: %2").arg(root.document.errorLine).arg(root.document.errorText)
                : root.document.errorText
            textFormat: Text.PlainText
            font: Theme.sans
            color: Theme.failed
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            maximumLineCount: 5
            elide: Text.ElideRight
        }
    }
    background: Rectangle {
        color: Theme.surface
        border.width: root.visualFocus ? Theme.focusWidth : 0
        border.color: Theme.accent

        Rectangle {
            width: parent.width
            height: 1
            color: Theme.failed
        }
    }
}
