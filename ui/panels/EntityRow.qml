import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// One entity with its state in a sentence; a click selects it.
AbstractButton {
    id: root

    required property int entity
    required property string name
    required property int hue
    required property int status
    required property string sentence
    required property TraceSession session

    implicitHeight: content.implicitHeight + Theme.spaceS
    focusPolicy: Qt.TabFocus
    onClicked: root.session.selectedEntity = root.entity

    Accessible.role: Accessible.ListItem
    Accessible.name: root.name + ": " + root.sentence

    Item {
        anchors.fill: parent

        Chip {
            x: Theme.spaceXs
            y: content.y + 4
            hue: root.hue
        }
        StateDot {
            x: Theme.spaceXs + 16
            y: content.y + 4
            status: root.status
        }
        Text {
            id: content

            x: Theme.spaceXs + 34
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - Theme.spaceXs
            text: root.sentence
            textFormat: Text.StyledText
            font: Theme.sans
            color: Theme.text
            wrapMode: Text.Wrap
            maximumLineCount: 3
            elide: Text.ElideRight
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.hovered ? Theme.hover : "transparent"
        border.width: root.visualFocus ? Theme.focusWidth : 0
        border.color: Theme.accent
    }
}
