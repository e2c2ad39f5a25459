pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// What every channel holds at the cursor, and who waits at it.
Item {
    id: root

    required property Workbench workbench
    readonly property ChannelModel channels: root.workbench.channels

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Channels")

    EmptyHint {
        anchors.centerIn: parent
        visible: root.channels.count === 0
        title: root.channels.total === 0 ? qsTr("This program has no channels")
                                         : qsTr("No channel exists yet at the cursor")
        advice: root.channels.total === 0
            ? qsTr("Channels made with ASQ.csp.chan() appear here with their messages and whoever waits at them.")
            : qsTr("Step on with →: the first channel appears when it is made.")
    }

    ListView {
        id: view

        anchors.fill: parent
        topMargin: Theme.spaceXs
        clip: true
        cacheBuffer: 0 // nothing is made ahead: rows that are half made when the model changes cause warnings
        boundsBehavior: Flickable.StopAtBounds
        model: root.channels
        ScrollBar.vertical: ThinScrollBar {}

        delegate: ChannelRow {
            width: view.width
            session: root.workbench.session
        }
    }
}
