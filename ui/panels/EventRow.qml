import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls

// One event in a list: number, time, sentence, place.
AbstractButton {
    id: root

    required property int eventNumber
    required property string timeText
    property int chipHue: -1
    property string placeText: ""
    property bool current: false
    property bool later: false
    // Narrow lists leave out the chip and the place.
    property bool compact: false
    signal chosen

    height: Theme.rowHeight
    padding: 0
    focusPolicy: Qt.NoFocus
    onClicked: root.chosen()

    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("Event %1: %2").arg(root.eventNumber).arg(root.text)
    Accessible.description: root.later ? qsTr("later than the cursor") : ""

    Item {
        anchors.fill: parent

        Text {
            id: numberText

            x: Theme.spaceS
            anchors.verticalCenter: parent.verticalCenter
            width: root.compact ? 44 : 60
            text: root.eventNumber
            font: Theme.small
            color: Theme.textMuted
            horizontalAlignment: Text.AlignRight
        }
        Text {
            id: timeLabel

            anchors.left: numberText.right
            anchors.leftMargin: Theme.spaceM
            anchors.verticalCenter: parent.verticalCenter
            width: root.compact ? 0 : 72
            visible: !root.compact
            text: root.timeText
            font: Theme.small
            color: Theme.textMuted
            horizontalAlignment: Text.AlignRight
        }
        Chip {
            id: chip

            anchors.left: timeLabel.right
            anchors.leftMargin: root.compact ? 0 : Theme.spaceM
            anchors.verticalCenter: parent.verticalCenter
            visible: root.chipHue >= 0
            width: root.chipHue >= 0 ? 10 : 0
            hue: Math.max(0, root.chipHue)
            opacity: root.later ? 0.5 : 1
        }
        Text {
            anchors.left: chip.right
            anchors.leftMargin: root.compact ? 0 : Theme.spaceS
            anchors.right: placeLabel.left
            anchors.rightMargin: Theme.spaceS
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            textFormat: Text.StyledText
            font: Theme.sans
            color: root.later ? Theme.textMuted : Theme.text
            elide: Text.ElideRight
            maximumLineCount: 1
        }
        Text {
            id: placeLabel

            anchors.right: parent.right
            anchors.rightMargin: Theme.spaceM
            anchors.verticalCenter: parent.verticalCenter
            text: root.placeText
            font: Theme.small
            color: Theme.textMuted
        }
    }
    background: Rectangle {
        color: root.current ? Theme.selection : root.hovered ? Theme.hover : "transparent"

        Rectangle {
            visible: root.current
            width: 3
            height: parent.height
            color: Theme.cursor
        }
    }
}
