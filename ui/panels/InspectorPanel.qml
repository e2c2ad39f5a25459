pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
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

    ListView {
        id: view

        anchors.fill: parent
        visible: root.session.eventCount > 0
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        reuseItems: true
        model: root.inspector.hasEntity ? history : null
        ScrollBar.vertical: ThinScrollBar {}

        header: InspectorHead {
            width: view.width
            workbench: root.workbench
        }
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
