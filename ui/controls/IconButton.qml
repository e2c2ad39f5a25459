import QtQuick
import QtQuick.Controls.Basic

// A button of the bar: one icon, and a tooltip that says what and which key.
ToolButton {
    id: root

    required property string iconName
    required property string hint
    // An on-off button shows that it is on.
    property bool on: false

    implicitWidth: Theme.controlHeight
    implicitHeight: Theme.controlHeight
    padding: 0
    focusPolicy: Qt.TabFocus
    display: AbstractButton.IconOnly
    icon.source: "qrc:/icons/" + root.iconName + ".svg"
    icon.width: Theme.iconSize
    icon.height: Theme.iconSize
    icon.color: root.enabled ? (root.on ? Theme.accent : Theme.text) : Theme.textMuted
    opacity: root.enabled ? 1 : 0.55

    Accessible.role: Accessible.Button
    Accessible.name: root.hint

    ToolTip.visible: root.hovered || root.visualFocus
    ToolTip.delay: 500
    ToolTip.text: root.hint

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.pressed : root.hovered || root.on ? Theme.hover : "transparent"
        border.width: root.visualFocus ? Theme.focusWidth : 0
        border.color: Theme.accent
    }
}
