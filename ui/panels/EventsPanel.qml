pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// Every event in a sentence, as many as there are; the search of the bar filters.
Item {
    id: root

    required property Workbench workbench
    readonly property EventModel events: root.workbench.events
    readonly property TraceSession session: root.workbench.session

    function follow() {
        if (root.events.cursorRow >= 0)
            view.positionViewAtIndex(root.events.cursorRow, ListView.Contain)
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Events")

    onVisibleChanged: if (root.visible) root.follow()

    EmptyHint {
        anchors.centerIn: parent
        visible: root.events.count === 0
        title: root.session.eventCount === 0 ? qsTr("No events yet") : qsTr("No event matches “%1”").arg(root.events.filter)
        advice: root.session.eventCount === 0
            ? qsTr("Run the program or open a recording: everything that happens is listed here, one sentence each.")
            : qsTr("A search looks for words in the names, kinds and values of events. Esc in the search shows all.")
    }

    ListView {
        id: view

        anchors.fill: parent
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        reuseItems: true
        cacheBuffer: 0 // nothing is made ahead: rows that are half made when the model changes cause warnings
        keyNavigationEnabled: false
        model: root.events
        ScrollBar.vertical: ThinScrollBar {}

        Connections {
            target: root.events
            enabled: root.visible

            function onCursorRowChanged() { root.follow() }
        }

        delegate: EventRow {
            required property int number
            required property string sentence
            required property string time
            required property int entity
            required property int hue
            required property string place

            width: view.width
            eventNumber: number
            text: sentence
            timeText: time
            chipHue: hue
            placeText: place
            current: number === root.session.cursorEvent
            later: number > root.session.cursorEvent
            onChosen: root.session.cursorEvent = number
            onDoubleClicked: root.session.selectedEntity = entity
        }
    }
}
