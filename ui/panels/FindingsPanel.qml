pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// What is worth telling about the recording as a whole.
Item {
    id: root

    required property Workbench workbench
    readonly property FindingsModel findings: root.workbench.findings

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Findings")

    EmptyHint {
        anchors.centerIn: parent
        visible: root.findings.count === 0
        title: root.workbench.session.eventCount === 0 ? qsTr("Nothing to find yet")
             : root.findings.ended ? qsTr("Nothing conspicuous") : qsTr("Nothing conspicuous so far")
        advice: qsTr("Errors that nobody handles, whoever waits for ever, deadlocks and lost messages are told of here.")
    }

    ListView {
        id: view

        anchors.fill: parent
        topMargin: Theme.spaceXs
        clip: true
        cacheBuffer: 0 // nothing is made ahead: rows that are half made when the model changes cause warnings
        boundsBehavior: Flickable.StopAtBounds
        model: root.findings
        ScrollBar.vertical: ThinScrollBar {}

        delegate: FindingRow {
            width: view.width
            session: root.workbench.session
        }
    }
}
