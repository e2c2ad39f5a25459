pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Interleave.Controls
import Interleave.Panels
import Interleave.Timeline
import Interleave.ViewModel
import Interleave.Window

// The window: bar, program, timeline, inspector, tabs, status line.
ApplicationWindow {
    id: root

    property url startFile
    property int startLesson: 1
    property string pictureFile: ""

    readonly property Item focused: root.activeFocusItem
    readonly property bool typing: root.focused instanceof TextInput || root.focused instanceof TextEdit
    readonly property bool atButton: root.focused instanceof AbstractButton || root.focused instanceof ComboBox
                                    || root.focused instanceof ThinHandle
    readonly property bool inPopup: commandPalette.visible || keyList.visible || dialogs.anyOpen || root.menuOpen
    property bool menuOpen: false

    width: desk.preferences.width
    height: desk.preferences.height
    minimumWidth: 960 // What the top bar needs.
    minimumHeight: 560
    visible: true
    title: desk.title === "" ? "Interleave" : desk.title + " – Interleave"
    color: Theme.background
    font: Theme.sans
    palette {
        window: Theme.surface
        windowText: Theme.text
        base: Theme.surface
        text: Theme.text
        button: Theme.raised
        buttonText: Theme.text
        light: Theme.raised
        midlight: Theme.line
        mid: Theme.line
        dark: Theme.line
        highlight: Theme.accent
        highlightedText: Theme.textOnAccent
        toolTipBase: Theme.raised
        toolTipText: Theme.text
        placeholderText: Theme.textMuted
    }

    Component.onCompleted: {
        if (String(root.startFile) !== "")
            desk.open(root.startFile)
        else if (root.startLesson > 0 && desk.lessons.count > 0)
            desk.openLesson(Math.min(root.startLesson, desk.lessons.count) - 1)
        timelineArea.forceActiveFocus()
    }
    onClosing: {
        desk.preferences.keepSize(root.width, root.height)
        memory.keep()
    }

    Binding {
        target: Theme
        property: "dark"
        value: desk.preferences.dark
    }
    Workbench {
        id: desk

        objectName: "workbench"
        onViewCommand: command => viewCommands.run(command)
    }
    ViewCommands {
        id: viewCommands

        timeline: timelineArea.timeline
        topBar: topBar
        programPanel: programPanel
        commandPalette: commandPalette
        keyList: keyList
        dialogs: dialogs
    }
    ShortcutTable {
        bench: desk
        typing: root.typing
        atButton: root.atButton
        inPopup: root.inPopup
    }
    FileDialogs {
        id: dialogs

        bench: desk
    }
    CommandPalette {
        id: commandPalette

        workbench: desk
    }
    KeyList {
        id: keyList
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            id: topBar

            Layout.fillWidth: true
            workbench: desk
        }
        SplitView {
            id: rows

            Layout.fillWidth: true
            Layout.fillHeight: true
            orientation: Qt.Vertical
            handle: ThinHandle { orientation: Qt.Vertical; split: rows }

            SplitView {
                id: columns

                SplitView.fillHeight: true
                SplitView.minimumHeight: 200
                handle: ThinHandle {
                    objectName: "splitter"
                    orientation: Qt.Horizontal
                    split: columns
                }

                ProgramPanel {
                    id: programPanel

                    SplitView.preferredWidth: Math.round(root.width * (root.width < 1200 ? 0.28 : 0.30))
                    SplitView.minimumWidth: 180
                    workbench: desk
                }
                TimelineArea {
                    id: timelineArea

                    SplitView.fillWidth: true
                    SplitView.minimumWidth: 240
                    bench: desk
                }
                InspectorPanel {
                    SplitView.preferredWidth: root.width < 1200 ? 236 : 320
                    SplitView.minimumWidth: 180
                    workbench: desk
                }
            }
            BottomPanel {
                SplitView.preferredHeight: root.height < 800 ? 160 : 200
                SplitView.minimumHeight: 32
                workbench: desk
            }
        }
        StatusLine {
            Layout.fillWidth: true
            workbench: desk
        }
    }
    FileDrop {
        anchors.fill: parent
        bench: desk
    }
    SplitterMemory {
        id: memory

        bench: desk
        columns: columns
        rows: rows
    }
    PictureTaker {
        window: root
        busy: desk.busy || desk.loader.loading
        path: root.pictureFile
    }
}
