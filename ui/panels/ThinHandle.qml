import QtQuick
import QtQuick.Controls as Controls
import Interleave.Controls

// Between two parts of the window: one thin line that is easy to grab.
Rectangle {
    id: root

    required property int orientation

    implicitWidth: 1
    implicitHeight: 1
    color: Controls.SplitHandle.pressed || Controls.SplitHandle.hovered ? Theme.accent : Theme.line
    containmentMask: Item {
        x: root.orientation === Qt.Horizontal ? -3 : 0
        y: root.orientation === Qt.Vertical ? -3 : 0
        width: root.orientation === Qt.Horizontal ? 7 : root.width
        height: root.orientation === Qt.Vertical ? 7 : root.height
    }

    Accessible.role: Accessible.Splitter
    Accessible.name: qsTr("Splitter")
}
