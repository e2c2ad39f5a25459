pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// How many events a second playing passes.
ComboBox {
    id: root

    required property Transport transport

    implicitWidth: 58
    implicitHeight: Theme.controlHeight
    font: Theme.sans
    focusPolicy: Qt.TabFocus
    model: [1, 2, 4, 8, 16, 60, 250, 1000]
    displayText: qsTr("%1/s").arg(root.transport.speed)
    currentIndex: root.model.indexOf(root.transport.speed)
    onActivated: index => root.transport.speed = root.model[index]

    Accessible.role: Accessible.ComboBox
    Accessible.name: qsTr("Events a second while playing: %1").arg(root.transport.speed)

    ToolTip.visible: root.hovered && !root.popup.visible
    ToolTip.delay: 500
    ToolTip.text: qsTr("Events a second while playing")

    contentItem: Text {
        leftPadding: Theme.spaceS
        text: root.displayText
        font: Theme.small
        color: Theme.textMuted
        verticalAlignment: Text.AlignVCenter
    }
    indicator: ThemedIcon {
        x: root.width - width - 2
        anchors.verticalCenter: parent.verticalCenter
        name: "down"
        color: Theme.textMuted
        scale: 0.8
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.pressed : root.hovered ? Theme.hover : "transparent"
        border.width: root.visualFocus ? Theme.focusWidth : 0
        border.color: Theme.accent
    }
    delegate: ItemDelegate {
        id: choice

        required property int modelData

        width: 90
        height: 26
        text: qsTr("%1 / s").arg(choice.modelData)
        font: Theme.sans
    }
    popup.width: 90
}
