pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Interleave.Controls
import Interleave.ViewModel

// Console, events, channels and findings as tabs.
Rectangle {
    id: root

    required property Workbench workbench
    readonly property CommandModel commands: root.workbench.commands

    objectName: "bottomPanel"
    color: Theme.surface

    TabStrip {
        id: tabs

        objectName: "tabs"
        x: Theme.spaceXs
        names: [qsTr("Console"), qsTr("Events"), qsTr("Channels"), qsTr("Findings")]
        hints: [root.commands.tooltip(CommandModel.ShowConsole), root.commands.tooltip(CommandModel.ShowEvents),
                root.commands.tooltip(CommandModel.ShowChannels), root.commands.tooltip(CommandModel.ShowFindings)]
        badges: [root.workbench.console.count, root.workbench.events.count, root.workbench.channels.count,
                 root.workbench.findings.count]
        current: root.workbench.bottomTab
        onChosen: tab => root.workbench.bottomTab = tab
    }
    Rectangle {
        y: tabs.height
        width: parent.width
        height: 1
        color: Theme.line
    }

    StackLayout {
        anchors.fill: parent
        anchors.topMargin: tabs.height + 1
        currentIndex: root.workbench.bottomTab

        ConsolePanel { workbench: root.workbench }
        EventsPanel { workbench: root.workbench }
        ChannelsPanel { workbench: root.workbench }
        FindingsPanel { workbench: root.workbench }
    }
}
