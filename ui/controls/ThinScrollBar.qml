import QtQuick
import QtQuick.Controls.Basic

// A scroll bar that stays out of the way of what it scrolls.
ScrollBar {
    id: root

    padding: 2
    minimumSize: 0.06

    contentItem: Rectangle {
        implicitWidth: 6
        implicitHeight: 6
        radius: 3
        color: root.pressed ? Theme.textMuted : Qt.alpha(Theme.textMuted, root.hovered ? 0.7 : 0.4)
        visible: root.size < 1
    }
    background: null
}
