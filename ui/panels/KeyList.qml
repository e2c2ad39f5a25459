pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls as Controls
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// The list of keys, and what the mouse does in the timeline.
Popup {
    id: root

    objectName: "keyList"
    x: Math.round((parent.width - width) / 2)
    y: Math.round((parent.height - height) / 2)
    width: Math.min(960, parent.width - 40)
    height: Math.min(716, parent.height - 40)
    padding: Theme.spaceL
    modal: true
    focus: true

    Controls.Overlay.modal: Rectangle { color: Theme.dark ? "#80000000" : "#40000000" }
    background: Rectangle {
        color: Theme.surface
        radius: 6
        border.width: 1
        border.color: Theme.line
    }
    Item {
        anchors.fill: parent

        Text {
            id: heading

            text: qsTr("Keys")
            font.family: Theme.sansFamily
            font.pixelSize: Theme.fontSizeLarge
            font.weight: Font.DemiBold
            color: Theme.text
        }
        IconButton {
            anchors.right: parent.right
            iconName: "close"
            hint: qsTr("Close  (Esc)")
            onClicked: root.close()
        }
        GridView {
            id: grid

            readonly property int columns: grid.width > 700 ? 2 : 1

            anchors.fill: parent
            anchors.topMargin: 36
            anchors.bottomMargin: mouseText.height + Theme.spaceS
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            cellWidth: Math.floor(grid.width / grid.columns)
            cellHeight: 28
            flow: GridView.FlowLeftToRight
            model: CommandModel {}
            ScrollBar.vertical: ThinScrollBar {}

            delegate: KeyRow { width: grid.cellWidth - Theme.spaceM }
        }
        Text {
            id: mouseText

            anchors.bottom: parent.bottom
            width: parent.width
            text: qsTr("In the timeline: the wheel zooms at the pointer, Shift and wheel or a drag pans, a click sets the cursor and selects, a double click fits. In the program text, keys type; Esc leaves it.")
            font: Theme.sans
            color: Theme.textMuted
            wrapMode: Text.Wrap
        }
    }
}
