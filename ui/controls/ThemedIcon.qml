import QtQuick
import QtQuick.Controls.Basic

// An icon that is not a button, in a colour of the theme.
ToolButton {
    id: root

    required property string name
    required property color color

    width: Theme.iconSize
    height: Theme.iconSize
    padding: 0
    enabled: false
    focusPolicy: Qt.NoFocus
    display: AbstractButton.IconOnly
    icon.source: "qrc:/icons/" + root.name + ".svg"
    icon.width: Theme.iconSize
    icon.height: Theme.iconSize
    icon.color: root.color
    background: null

    Accessible.ignored: true
}
