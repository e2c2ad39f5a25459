import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// One "name: value"; a click leads to its event when it has one.
AbstractButton {
    id: root

    required property string name
    required property string value
    required property int number
    required property TraceSession session

    implicitHeight: Math.max(label.implicitHeight, content.implicitHeight)
    enabled: root.number > 0
    focusPolicy: root.number > 0 ? Qt.TabFocus : Qt.NoFocus
    onClicked: root.session.cursorEvent = root.number

    Accessible.role: root.number > 0 ? Accessible.Link : Accessible.StaticText
    Accessible.name: root.name + ": " + root.value

    Item {
        anchors.fill: parent

        Text {
            id: label

            width: 84
            text: root.name
            font: Theme.sans
            color: Theme.textMuted
            elide: Text.ElideRight
        }
        Text {
            id: content

            x: 88
            width: parent.width - x
            text: root.value
            textFormat: Text.PlainText
            font: Theme.sans
            color: root.number > 0 ? Theme.accent : Theme.text
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            maximumLineCount: 6
            elide: Text.ElideRight
        }
    }
    background: Rectangle {
        color: "transparent"
        radius: Theme.radius
        border.width: root.visualFocus ? Theme.focusWidth : 0
        border.color: Theme.accent
    }
}
