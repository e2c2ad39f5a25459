import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.Timeline

// How many lanes are hidden, and the way to get them back. Takes no room while there are none.
AbstractButton {
    id: root

    required property LaneModel lanes

    height: root.lanes.hiddenCount > 0 ? 24 : 0
    visible: height > 0
    text: root.lanes.hiddenCount === 1 ? qsTr("1 lane hidden: show it") : qsTr("%1 lanes hidden: show them").arg(root.lanes.hiddenCount)
    focusPolicy: Qt.TabFocus
    onClicked: root.lanes.showAll()

    Accessible.role: Accessible.Button
    Accessible.name: root.text

    contentItem: Text {
        leftPadding: Theme.spaceM
        text: root.text
        color: root.hovered ? Theme.text : Theme.textMuted
        font: Theme.small
        elide: Text.ElideRight
        verticalAlignment: Text.AlignVCenter
    }
    background: Rectangle {
        color: root.hovered ? Theme.raised : Theme.surface
        border.width: root.visualFocus ? Theme.focusWidth : 0
        border.color: Theme.accent

        Rectangle {
            width: parent.width
            height: 1
            color: Theme.line
        }
    }
}
