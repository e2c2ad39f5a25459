import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.Timeline
import Interleave.ViewModel

// The timeline with its column of names. `session` says what to show; the rest is its own.
FocusScope {
    id: root

    required property TraceSession session
    property real namesWidth: 176
    readonly property alias view: item

    // What the window's menus and keys ask for.
    function zoomIn() { item.zoomBy(1.5); }
    function zoomOut() { item.zoomBy(1 / 1.5); }
    function panLeft() { item.panBy(-0.2); }
    function panRight() { item.panBy(0.2); }
    function fit() { item.fitSelection(); }
    function showAll() { item.showAll(); }
    // Of the selected lane.
    function selectedRow(): int { return item.lanes.rowOfEntity(root.session.selectedEntity); }
    function togglePin() { item.lanes.togglePin(root.selectedRow()); }
    function hideLane() { item.lanes.hide(root.selectedRow()); }
    function showLanes() { item.lanes.showAll(); }
    function moveLane(places: int) { item.lanes.moveBy(root.selectedRow(), places); }
    function toggleFold() { item.lanes.toggle(root.selectedRow()); }
    function toggleFolds() { item.lanes.toggleAll(); }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Timeline")

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }
    Rectangle {
        id: column

        width: Math.max(80, Math.min(root.namesWidth, root.width * 0.5))
        height: parent.height
        color: Theme.surface
        clip: true

        Column {
            id: captions

            width: parent.width

            TimelineCaption {
                width: parent.width
                height: Theme.minimapHeight
                caption: qsTr("whole run")
            }
            TimelineCaption {
                width: parent.width
                height: Theme.rulerHeight
                caption: item.axisText
            }
            TimelineCaption {
                width: parent.width
                height: Theme.stripHeight
                caption: qsTr("who runs")
                important: true
            }
        }
        LaneNames {
            anchors.top: captions.bottom
            anchors.bottom: hidden.top
            width: parent.width
            session: root.session
            timeline: item
            onMenuRequested: (row, pinned, where) => {
                menu.row = row;
                menu.pinned = pinned;
                menu.popup(captions, where.x, captions.height + where.y);
            }
        }
        HiddenLanes {
            id: hidden

            anchors.bottom: parent.bottom
            width: parent.width
            lanes: item.lanes
        }
        Rectangle {
            anchors.right: parent.right
            width: 1
            height: parent.height
            color: divider.containsMouse || divider.pressed ? Theme.accent : Theme.line
        }
    }
    TimelineItem {
        id: item

        anchors.left: column.right
        anchors.right: parent.right
        height: parent.height
        focus: true
        session: root.session
        dark: Theme.dark
        motion: Theme.motion

        Accessible.role: Accessible.Chart
        Accessible.name: qsTr("Events %1 to %2, by %3").arg(item.firstEvent).arg(item.lastEvent).arg(item.axisText)

        ThinScrollBar {
            anchors.right: parent.right
            y: Theme.minimapHeight + Theme.rulerHeight + Theme.stripHeight
            height: item.bodyHeight
            orientation: Qt.Vertical
            size: item.contentHeight > 0 ? Math.min(1, item.bodyHeight / item.contentHeight) : 1
            position: item.contentHeight > 0 ? item.scroll / item.contentHeight : 0
            onPositionChanged: if (pressed)
                item.scroll = position * item.contentHeight
        }
        TimelineHint {
            sentence: item.rangeText.length > 0 ? item.rangeText : item.hoverText
            near: item.rangeText.length > 0 ? Qt.point(Theme.spaceM, Theme.minimapHeight + Theme.rulerHeight + 18)
                                            : item.hoverPoint
        }
    }
    MouseArea {
        id: divider

        x: column.width - 3
        width: 6
        height: parent.height
        hoverEnabled: true
        cursorShape: Qt.SplitHCursor
        preventStealing: true
        onPositionChanged: mouse => {
            if (pressed)
                root.namesWidth = divider.x + mouse.x + 3;
        }
    }
    Menu {
        id: menu

        property int row: -1
        property bool pinned: false

        MenuItem {
            text: qsTr("Fold or unfold")
            onTriggered: item.lanes.toggle(menu.row)
        }
        MenuItem {
            text: qsTr("Fold or unfold all groups")
            onTriggered: item.lanes.toggleAll()
        }
        MenuItem {
            text: menu.pinned ? qsTr("Let go of this lane") : qsTr("Pin this lane")
            onTriggered: item.lanes.togglePin(menu.row)
        }
        MenuItem {
            text: qsTr("Move up")
            onTriggered: item.lanes.moveBy(menu.row, -1)
        }
        MenuItem {
            text: qsTr("Move down")
            onTriggered: item.lanes.moveBy(menu.row, 1)
        }
        MenuItem {
            text: qsTr("Hide this lane")
            onTriggered: item.lanes.hide(menu.row)
        }
        MenuItem {
            text: qsTr("Show all lanes")
            onTriggered: item.lanes.showAll()
        }
    }
}
