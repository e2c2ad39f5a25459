pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic

// A row of tabs, each with an optional count behind its name.
Row {
    id: root

    required property list<string> names
    required property list<string> hints
    property list<string> badges: []
    property int current: 0
    signal chosen(int tab)

    height: 30

    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Panels")

    Repeater {
        model: root.names

        AbstractButton {
            id: tab

            required property string modelData
            required property int index
            readonly property bool current: tab.index === root.current
            readonly property string badge: tab.index < root.badges.length ? root.badges[tab.index] : ""

            height: root.height
            leftPadding: Theme.spaceM
            rightPadding: Theme.spaceM
            text: tab.modelData
            focusPolicy: Qt.TabFocus
            onClicked: root.chosen(tab.index)

            Accessible.role: Accessible.PageTab
            Accessible.name: tab.text
            Accessible.selected: tab.current

            ToolTip.visible: tab.hovered
            ToolTip.delay: 500
            ToolTip.text: root.hints[tab.index]

            contentItem: Row {
                spacing: Theme.spaceXs + 2

                Text {
                    anchors.verticalCenter: parent.verticalCenter
                    text: tab.text
                    font: Theme.sans
                    color: tab.current ? Theme.text : Theme.textMuted
                }
                Text {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: tab.badge !== "" && tab.badge !== "0"
                    text: tab.badge
                    font: Theme.small
                    color: Theme.textMuted
                }
            }
            background: Rectangle {
                color: tab.hovered && !tab.current ? Theme.hover : "transparent"
                border.width: tab.visualFocus ? Theme.focusWidth : 0
                border.color: Theme.accent

                Rectangle {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: 2
                    color: tab.current ? Theme.accent : "transparent"
                }
            }
        }
    }
}
