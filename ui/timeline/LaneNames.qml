pragma ComponentBehavior: Bound
import QtQuick
import Interleave.Controls
import Interleave.Timeline
import Interleave.ViewModel

// The column of names. Scrolls with the lanes, in both directions.
ListView {
    id: root

    required property TraceSession session
    required property TimelineItem timeline

    signal menuRequested(int row, point where)

    // By row and remainder, not by contentY alone: rows that were never made have a guessed place, and correcting the
    // guess by contentY makes page after page of them.
    function place() {
        const first = Math.floor(root.timeline.scroll / Theme.rowHeight)
        if (first >= root.count)
            return
        root.positionViewAtIndex(first, ListView.Beginning)
        root.contentY += root.timeline.scroll - first * Theme.rowHeight
    }

    clip: true
    model: root.timeline.lanes
    interactive: false
    reuseItems: true
    cacheBuffer: 0
    onCountChanged: root.place()
    onHeightChanged: root.place()
    Component.onCompleted: root.place()

    Accessible.role: Accessible.Tree
    Accessible.name: qsTr("Lanes")

    delegate: LaneName {
        id: row

        width: root.width
        onChosen: root.session.selectedEntity = row.entity
        onToggled: root.timeline.lanes.toggle(row.index)
        onFitted: {
            root.session.selectedEntity = row.entity;
            root.timeline.fitSelection();
        }
        onMenuRequested: where => root.menuRequested(row.index, row.mapToItem(root, where.x, where.y))
    }

    Connections {
        target: root.timeline

        function onScrollChanged() {
            root.place()
        }
    }
    WheelHandler {
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        onWheel: event => root.timeline.scroll -= event.angleDelta.y / 120 * 3 * Theme.rowHeight
    }
}
