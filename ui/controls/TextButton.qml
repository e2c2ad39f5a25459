import QtQuick
import QtQuick.Controls.Basic

// A button with words, and an icon before them.
Button {
    id: root

    property string iconName: ""
    required property string hint
    // The one button that the window is about.
    property bool primary: false

    implicitHeight: Theme.controlHeight
    leftPadding: Theme.spaceS
    rightPadding: Theme.spaceS + 2
    topPadding: 0
    bottomPadding: 0
    spacing: Theme.spaceXs + 1
    focusPolicy: Qt.TabFocus
    font: Theme.sans
    icon.source: root.iconName === "" ? "" : "qrc:/icons/" + root.iconName + ".svg"
    icon.width: Theme.iconSize
    icon.height: Theme.iconSize
    icon.color: root.primary ? Theme.textOnAccent : Theme.text
    palette.buttonText: root.primary ? Theme.textOnAccent : Theme.text

    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.description: root.hint

    ToolTip.visible: root.hovered && root.hint !== ""
    ToolTip.delay: 500
    ToolTip.text: root.hint

    background: Rectangle {
        radius: Theme.radius
        color: root.primary ? (root.down ? Qt.darker(Theme.accent, 1.2)
                                         : root.hovered ? Qt.lighter(Theme.accent, 1.1) : Theme.accent)
                            : root.down ? Theme.pressed : root.hovered ? Theme.hover : Theme.raised
        border.width: root.visualFocus ? Theme.focusWidth : 0
        border.color: root.primary ? Theme.text : Theme.accent
    }
}
