import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls

// A small sign at a lane's name that can be pressed.
AbstractButton {
    id: root

    required property string iconName
    required property string hint
    property bool on: false

    width: 18
    height: 18
    focusPolicy: Qt.NoFocus
    hoverEnabled: true

    Accessible.role: Accessible.Button
    Accessible.name: root.hint

    ToolTip.visible: root.hovered
    ToolTip.delay: 500
    ToolTip.text: root.hint

    contentItem: Item {
        ThemedIcon {
            anchors.centerIn: parent
            width: 14
            height: 14
            name: root.iconName
            color: root.on ? Theme.accent : root.hovered ? Theme.text : Theme.textMuted
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.hovered ? Theme.hover : "transparent"
    }
}
