pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Interleave.Controls
import Interleave.ViewModel

// The bar above everything: programs, run, the transport, axis, clock, search, theme.
Rectangle {
    id: root

    required property Workbench workbench
    readonly property CommandModel commands: root.workbench.commands
    readonly property Transport transport: root.workbench.transport
    readonly property bool roomy: root.width >= 1320
    readonly property bool tight: root.width < 1200
    readonly property bool roomiest: root.width >= 1600

    function focusSearch() {
        search.forceActiveFocus()
        search.selectAll()
    }

    implicitHeight: Theme.topBarHeight
    color: Theme.surface

    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Transport")

    component CommandButton: IconButton {
        required property int command

        hint: root.commands.tooltip(command)
        onClicked: root.workbench.run(command)
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.spaceS
        anchors.rightMargin: Theme.spaceS
        spacing: 2

        LessonButton {
            Layout.maximumWidth: root.roomy ? 240 : root.width >= 1000 ? 164 : 144
            workbench: root.workbench
        }
        CommandButton { command: CommandModel.Open; iconName: "open" }
        CommandButton { command: CommandModel.Paste; iconName: "paste" }
        CommandButton { command: CommandModel.Save; iconName: "save"; on: root.workbench.document.modified }

        BarSeparator {}

        TextButton {
            objectName: "runButton"
            primary: true
            iconName: root.workbench.busy ? "stop" : "run"
            text: root.workbench.busy ? qsTr("Stop") : qsTr("Run")
            hint: root.commands.tooltip(CommandModel.RunOrStop)
            enabled: root.workbench.canRun
            Layout.minimumWidth: 72
            onClicked: root.workbench.run(CommandModel.RunOrStop)
        }

        BarSeparator {}

        CommandButton { command: CommandModel.ToStart; iconName: "to-start"; enabled: !root.transport.atStart }
        CommandButton { command: CommandModel.StepBack; iconName: "step-back"; enabled: !root.transport.atStart }
        CommandButton {
            objectName: "playButton"
            command: CommandModel.TogglePlaying
            iconName: root.transport.playing || (root.workbench.busy && !root.workbench.paused) ? "pause" : "play"
            on: root.transport.playing || root.workbench.paused
        }
        CommandButton {
            command: CommandModel.Step
            iconName: "step"
            enabled: !root.transport.atEnd || root.workbench.paused
        }
        CommandButton { command: CommandModel.ToEnd; iconName: "to-end"; enabled: !root.transport.atEnd }
        SpeedButton { transport: root.transport }

        BarSeparator {}

        CommandButton { command: CommandModel.PreviousOfEntity; iconName: "previous-of-entity" }
        CommandButton { command: CommandModel.NextOfEntity; iconName: "next-of-entity" }
        CommandButton { command: CommandModel.NextChoice; iconName: "choice" }

        BarSeparator {}

        Segmented {
            options: [qsTr("order"), qsTr("time")]
            hint: root.commands.tooltip(CommandModel.SwitchAxis)
            current: root.workbench.session.axis === TraceSession.Order ? 0 : 1
            onChosen: position => root.workbench.session.axis = position === 0 ? TraceSession.Order : TraceSession.Time
        }
        CommandButton {
            visible: root.tight
            command: CommandModel.SwitchClock
            iconName: root.workbench.preferences.virtualClock ? "virtual-clock" : "clock"
        }
        Item { implicitWidth: Theme.spaceXs; visible: !root.tight }
        Segmented {
            visible: !root.tight
            options: root.roomy ? [qsTr("real clock"), qsTr("virtual")] : [qsTr("real"), qsTr("virtual")]
            hint: root.commands.tooltip(CommandModel.SwitchClock)
            current: root.workbench.preferences.virtualClock ? 1 : 0
            onChosen: position => {
                if ((position === 1) !== root.workbench.preferences.virtualClock)
                    root.workbench.run(CommandModel.SwitchClock)
            }
        }

        Item { Layout.fillWidth: true }

        SearchField {
            id: search

            objectName: "search"
            Layout.fillWidth: true
            Layout.minimumWidth: root.tight ? 88 : 150
            Layout.preferredWidth: 180
            Layout.maximumWidth: root.roomiest ? 320 : 220
            placeholderText: qsTr("Search events")
            hint: root.commands.tooltip(CommandModel.Search)
            text: root.workbench.searchText
            onTextEdited: root.workbench.searchText = search.text
            onTextChanged: if (search.text === "") root.workbench.searchText = ""
            onAccepted: root.workbench.toNextMatch()
            Keys.onEscapePressed: {
                search.clear()
                root.workbench.run(CommandModel.FocusTimeline)
            }
        }
        CommandButton {
            command: CommandModel.SwitchTheme
            iconName: Theme.dark ? "light" : "dark"
        }
        CommandButton { command: CommandModel.Palette; iconName: "commands" }
        CommandButton { visible: root.roomy; command: CommandModel.KeyList; iconName: "keys" }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.line
    }
}
