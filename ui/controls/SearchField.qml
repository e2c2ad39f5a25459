import QtQuick
import QtQuick.Controls.Basic

// A line to search by, with its icon and a way to empty it.
TextField {
    id: root

    required property string hint

    implicitHeight: Theme.controlHeight
    leftPadding: 28
    rightPadding: root.text === "" ? Theme.spaceS : 26
    topPadding: 0
    bottomPadding: 0
    font: Theme.sans
    color: Theme.text
    placeholderTextColor: Theme.textMuted
    selectionColor: Theme.accent
    selectedTextColor: Theme.textOnAccent
    selectByMouse: true
    verticalAlignment: TextInput.AlignVCenter

    Accessible.role: Accessible.EditableText
    Accessible.name: root.hint

    ToolTip.visible: root.hovered && !root.activeFocus
    ToolTip.delay: 500
    ToolTip.text: root.hint

    background: Rectangle {
        radius: Theme.radius
        color: Theme.raised
        border.width: root.activeFocus ? Theme.focusWidth : 0
        border.color: Theme.accent
    }

    ThemedIcon {
        x: 7
        anchors.verticalCenter: parent.verticalCenter
        name: "search"
        color: Theme.textMuted
    }
    IconButton {
        anchors.right: parent.right
        anchors.rightMargin: 2
        anchors.verticalCenter: parent.verticalCenter
        width: 22
        height: 22
        visible: root.text !== ""
        iconName: "close"
        hint: qsTr("Empty the search")
        onClicked: root.clear()
    }
}
