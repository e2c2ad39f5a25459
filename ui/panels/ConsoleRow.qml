import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// One line of the console.
AbstractButton {
    id: root

    required property int index
    required property string line
    required property int severity
    required property int number
    required property string place
    required property string name
    required property int hue
    required property TraceSession session
    property bool current: false
    readonly property bool later: root.number > root.session.cursorEvent

    text: root.line
    padding: 0
    implicitHeight: Math.max(20, content.implicitHeight + 4)
    focusPolicy: Qt.NoFocus
    onClicked: if (root.number > 0) root.session.cursorEvent = root.number

    Accessible.role: Accessible.ListItem
    Accessible.name: root.text
    Accessible.description: root.later ? qsTr("later than the cursor") : ""

    Item {
        anchors.fill: parent

        Rectangle {
            x: Theme.spaceS
            width: 3
            height: parent.height - 4
            y: 2
            radius: 1
            visible: root.number > 0
            color: root.severity === ConsoleModel.Error ? Theme.failed : Theme.chip(root.hue)
            opacity: root.later ? 0.5 : 1
        }
        Text {
            id: content

            x: Theme.spaceL + 2
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - origin.width - Theme.spaceXl
            text: root.text
            textFormat: Text.PlainText
            font.family: Theme.monoFamily
            font.pixelSize: 12
            color: root.severity === ConsoleModel.Error ? Theme.failed
                 : root.severity === ConsoleModel.Note || root.later ? Theme.textMuted : Theme.text
            wrapMode: Text.WrapAnywhere
            maximumLineCount: 12
            elide: Text.ElideRight
        }
        Text {
            id: origin

            anchors.right: parent.right
            anchors.rightMargin: Theme.spaceL
            y: content.y + 1
            visible: root.number > 0
            text: root.place === "" ? root.name : root.name + " · " + root.place
            font: Theme.small
            color: Theme.textMuted
        }
    }
    background: Rectangle {
        color: root.hovered && root.number > 0 ? Theme.hover : "transparent"

        Rectangle {
            anchors.bottom: parent.bottom
            visible: root.current
            width: parent.width
            height: 1
            color: Theme.cursor
            opacity: 0.7
        }
    }
}
