pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// What the program wrote. Lines later than the cursor are dimmed; a click goes to the event of a line.
Item {
    id: root

    required property Workbench workbench
    readonly property ConsoleModel lines: root.workbench.console
    readonly property TraceSession session: root.workbench.session

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Console")

    EmptyHint {
        anchors.centerIn: parent
        visible: root.lines.count === 0
        title: qsTr("The program has written nothing")
        advice: root.session.eventCount === 0
            ? qsTr("Run it: what it prints and the errors that nobody handles appear here.")
            : qsTr("What it prints with console.log and the errors that nobody handles appear here.")
    }

    ListView {
        id: view

        anchors.fill: parent
        topMargin: Theme.spaceXs
        bottomMargin: Theme.spaceXs
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        reuseItems: true
        cacheBuffer: 0 // nothing is made ahead: rows that are half made when the model changes cause warnings
        focus: true
        keyNavigationEnabled: false
        model: root.lines
        ScrollBar.vertical: ThinScrollBar {}

        Connections {
            target: root.lines

            function onCursorRowChanged() {
                if (root.lines.cursorRow >= 0)
                    view.positionViewAtIndex(root.lines.cursorRow, ListView.Center)
            }
            function onCountChanged() {
                if (root.workbench.busy || root.lines.cursorRow < 0)
                    view.positionViewAtEnd()
            }
        }

        delegate: ConsoleRow {
            width: view.width
            session: root.session
            current: index === root.lines.cursorRow
        }
    }
}
