pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Interleave.Controls
import Interleave.ViewModel

// The selected entity at the cursor, its state in a sentence first; without a selection, who is alive.
Rectangle {
    id: root

    required property Workbench workbench
    readonly property Inspector inspector: root.workbench.inspector
    readonly property TraceSession session: root.workbench.session

    objectName: "inspector"
    color: Theme.surface

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Inspector")

    EventModel {
        id: history

        session: root.session
        entity: root.session.selectedEntity
    }

    EmptyHint {
        anchors.centerIn: parent
        visible: root.session.eventCount === 0
        title: qsTr("Nothing to inspect yet")
        advice: qsTr("Run the program or open a recording. The state of whatever you select is told here, in a sentence.")
    }

    ColumnLayout {
        anchors.fill: parent
        visible: root.session.eventCount > 0
        spacing: 0

        // The head keeps its place while the history scrolls; it scrolls itself where it is too tall.
        Flickable {
            id: headArea

            Layout.fillWidth: true
            Layout.fillHeight: !root.inspector.hasEntity
            Layout.preferredHeight: head.height
            Layout.maximumHeight: root.inspector.hasEntity ? Math.min(head.height, root.height * 0.7) : Infinity
            contentHeight: head.height
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ThinScrollBar {}

            InspectorHead {
                id: head

                width: headArea.width
                workbench: root.workbench
            }
        }
        ListView {
            id: view

            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: root.inspector.hasEntity
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            reuseItems: true
            cacheBuffer: 0
            model: history
            ScrollBar.vertical: ThinScrollBar {}

            delegate: EventRow {
                required property int number
                required property string sentence
                required property string time

                width: view.width
                compact: true
                eventNumber: number
                text: sentence
                timeText: time
                current: number === root.session.cursorEvent
                later: number > root.session.cursorEvent
                onChosen: root.session.cursorEvent = number
            }
        }
    }
}
