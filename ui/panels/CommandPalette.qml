pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls as Controls
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// Every command by name: type a few letters, Enter runs it.
Popup {
    id: root

    required property Workbench workbench

    function runRow(row: int) {
        if (row < 0 || row >= commands.count)
            return
        const command = commands.commandAt(row)
        root.close()
        root.workbench.run(command)
    }

    objectName: "palette"
    x: Math.round((parent.width - width) / 2)
    y: 60
    width: Math.min(520, parent.width - 40)
    height: Math.min(430, parent.height - 120, field.height + 28 * Math.max(1, commands.count) + 3 * Theme.spaceS)
    padding: Theme.spaceS
    modal: true
    focus: true
    onOpened: {
        field.clear()
        field.forceActiveFocus()
        list.currentIndex = 0
    }

    CommandModel {
        id: commands

        filter: field.text
    }
    Controls.Overlay.modal: Rectangle { color: Theme.dark ? "#80000000" : "#40000000" }
    background: Rectangle {
        color: Theme.surface
        radius: 6
        border.width: 1
        border.color: Theme.line
    }
    Item {
        anchors.fill: parent

        SearchField {
            id: field

            width: parent.width
            placeholderText: qsTr("What do you want to do?")
            hint: qsTr("Name of a command")
            onTextChanged: list.currentIndex = 0
            onAccepted: root.runRow(list.currentIndex)
            Keys.onUpPressed: list.decrementCurrentIndex()
            Keys.onDownPressed: list.incrementCurrentIndex()
        }
        ListView {
            id: list

            anchors.fill: parent
            anchors.topMargin: field.height + Theme.spaceS
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            // Nothing is made ahead: a filter that is typed quickly leaves half-made rows behind otherwise.
            cacheBuffer: 0
            model: commands
            ScrollBar.vertical: ThinScrollBar {}

            delegate: KeyRow {
                required property int index

                width: list.width
                highlighted: ListView.isCurrentItem
                onClicked: root.runRow(index)
            }
        }
    }
}
