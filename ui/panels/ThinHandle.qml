import QtQuick
import QtQuick.Controls as Controls
import Interleave.Controls

// Between two parts of the window: one thin line that is easy to grab. With the focus, arrow keys move it.
Rectangle {
    id: root

    required property int orientation
    required property Controls.SplitView split

    readonly property bool sideways: root.orientation === Qt.Horizontal
    readonly property bool marked: Controls.SplitHandle.pressed || Controls.SplitHandle.hovered || root.activeFocus

    // The part that ends at this line gets so many pixels; of the one that fills the rest, its neighbour loses them.
    function move(pixels: real) {
        const edge = root.sideways ? root.x : root.y
        let before = 0
        while (before + 1 < root.split.count && root.endOf(before) < edge - 1)
            ++before
        root.resize(before, before + 1, pixels)
    }
    function endOf(part: int): real {
        const item = root.split.itemAt(part)
        return root.sideways ? item.x + item.width : item.y + item.height
    }
    function resize(part: int, neighbour: int, pixels: real) {
        const item = root.split.itemAt(part)
        const next = root.split.itemAt(neighbour)
        if (root.sideways && item.Controls.SplitView.fillWidth)
            next.Controls.SplitView.preferredWidth = next.width - pixels
        else if (root.sideways)
            item.Controls.SplitView.preferredWidth = item.width + pixels
        else if (item.Controls.SplitView.fillHeight)
            next.Controls.SplitView.preferredHeight = next.height - pixels
        else
            item.Controls.SplitView.preferredHeight = item.height + pixels
    }

    implicitWidth: 1
    implicitHeight: 1
    color: root.marked ? Theme.accent : Theme.line
    activeFocusOnTab: true
    containmentMask: Item {
        x: root.sideways ? -3 : 0
        y: root.sideways ? 0 : -3
        width: root.sideways ? 7 : root.width
        height: root.sideways ? root.height : 7
    }
    Keys.onLeftPressed: event => root.sideways ? root.move(-16) : event.accepted = false
    Keys.onRightPressed: event => root.sideways ? root.move(16) : event.accepted = false
    Keys.onUpPressed: event => root.sideways ? event.accepted = false : root.move(-16)
    Keys.onDownPressed: event => root.sideways ? event.accepted = false : root.move(16)

    Accessible.role: Accessible.Splitter
    Accessible.name: root.sideways ? qsTr("Splitter between columns; arrow keys move it")
                                   : qsTr("Splitter between rows; arrow keys move it")
    Accessible.focusable: true

    Rectangle {
        anchors.centerIn: parent
        visible: root.activeFocus
        width: root.sideways ? Theme.focusWidth + 1 : parent.width
        height: root.sideways ? parent.height : Theme.focusWidth + 1
        color: Theme.accent
    }
}
