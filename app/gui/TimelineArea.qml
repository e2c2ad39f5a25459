import QtQuick
import Interleave.Controls
import Interleave.Timeline
import Interleave.ViewModel

// The timeline, and what stands in its place as long as there is nothing to show.
FocusScope {
    id: root

    required property Workbench bench
    readonly property alias timeline: timeline

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }
    Timeline {
        id: timeline

        objectName: "timeline"
        anchors.fill: parent
        focus: true
        visible: root.bench.session.eventCount > 0
        session: root.bench.session
        namesWidth: Math.max(150, Math.min(200, root.width * 0.35))
    }
    LoadingBar {
        // In the middle as long as nothing else is there; else out of the way of what can be looked at already.
        x: (parent.width - width) / 2
        y: timeline.visible ? parent.height - height - Theme.spaceL : (parent.height - height) / 2
        z: 2
        loader: root.bench.loader
    }
    EmptyHint {
        anchors.centerIn: parent
        visible: root.bench.session.eventCount === 0 && !root.bench.loader.loading
        title: root.bench.busy ? qsTr("The program starts…") : qsTr("No recording yet")
        advice: root.bench.busy
            ? qsTr("Its sequences, coroutines and channels appear here as soon as something happens.")
            : qsTr("Run the program (F5) or open a recording (Ctrl+O): its sequences, coroutines and channels appear here, and who waits for whom.")
    }
}
