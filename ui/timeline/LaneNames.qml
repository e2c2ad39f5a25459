pragma ComponentBehavior: Bound
import QtQuick
import Interleave.Controls
import Interleave.Timeline
import Interleave.ViewModel

// The column of names: the pinned lanes, and below them the others, which scroll with the timeline. Lanes are moved by
// dragging their names.
Item {
    id: root

    required property TraceSession session
    required property TimelineItem timeline
    readonly property real pinnedHeight: root.timeline.lanes.pinnedCount * Theme.rowHeight
    // The row that a dragged lane would stand before, or -1.
    property int target: -1

    signal menuRequested(int row, bool pinned, point where)

    // The row before which something goes that is let go at `y` of this column.
    function rowAt(y: real): int {
        const above = y < root.pinnedHeight ? 0 : root.timeline.scroll
        return Math.max(0, Math.min(root.timeline.lanes.count, Math.round((y + above) / Theme.rowHeight)))
    }
    function lineAt(row: int): real {
        const above = row < root.timeline.lanes.pinnedCount ? 0 : root.timeline.scroll
        return row * Theme.rowHeight - above
    }

    clip: true

    Accessible.role: Accessible.Tree
    Accessible.name: qsTr("Lanes")

    component Name: LaneName {
        id: row

        required property ListView list

        width: row.list.width
        onChosen: root.session.selectedEntity = row.entity
        onToggled: root.timeline.lanes.toggle(row.index)
        onPinToggled: root.timeline.lanes.togglePin(row.index)
        onHideAsked: root.timeline.lanes.hide(row.index)
        onFitted: {
            root.session.selectedEntity = row.entity;
            root.timeline.fitSelection();
        }
        onMenuRequested: where => root.menuRequested(row.index, row.pinned, row.mapToItem(root, where.x, where.y))
        onMovedTo: y => root.target = root.rowAt(root.mapFromItem(row.list.contentItem, 0, y).y)
        onDropped: y => {
            const target = root.rowAt(root.mapFromItem(row.list.contentItem, 0, y).y)
            root.target = -1
            // In the next turn: the row that is let go may be gone then.
            Qt.callLater(root.timeline.lanes.move, row.index, target)
        }
    }

    ListView {
        id: others

        // By row and remainder, not by contentY alone: rows that were never made have a guessed place, and correcting
        // the guess by contentY makes page after page of them.
        function place() {
            const first = root.timeline.lanes.pinnedCount + Math.floor(root.timeline.scroll / Theme.rowHeight)
            if (first >= others.count)
                return
            others.positionViewAtIndex(first, ListView.Beginning)
            others.contentY += root.timeline.scroll - (first - root.timeline.lanes.pinnedCount) * Theme.rowHeight
        }

        y: root.pinnedHeight
        width: parent.width
        height: Math.max(0, parent.height - y)
        clip: true
        model: root.timeline.lanes
        interactive: false
        reuseItems: true
        cacheBuffer: 0
        onCountChanged: others.place()
        onHeightChanged: others.place()
        Component.onCompleted: others.place()
        delegate: Name { list: others }
    }
    ListView {
        id: pinned

        width: parent.width
        height: root.pinnedHeight
        visible: height > 0
        clip: true
        model: root.timeline.lanes
        interactive: false
        reuseItems: true
        cacheBuffer: 0
        delegate: Name { list: pinned }

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 1
            z: 2
            color: Theme.textMuted
        }
    }
    Rectangle {
        visible: root.target >= 0
        y: Math.max(0, Math.min(root.height - 2, root.lineAt(root.target) - 1))
        width: parent.width
        height: 2
        color: Theme.accent
    }

    Connections {
        target: root.timeline

        function onScrollChanged() {
            others.place()
        }
    }
    WheelHandler {
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        onWheel: event => root.timeline.scroll -= event.angleDelta.y / 120 * 3 * Theme.rowHeight
    }
}
