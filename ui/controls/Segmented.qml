pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic

// A switch between a few named positions, all of them in view.
Rectangle {
    id: root

    required property list<string> options
    required property string hint
    property int current: 0
    property bool compact: false
    signal chosen(int position)

    implicitWidth: row.implicitWidth + 4
    implicitHeight: Theme.controlHeight
    radius: Theme.radius
    color: Theme.raised

    Accessible.role: Accessible.PageTabList
    Accessible.name: root.hint

    Row {
        id: row

        anchors.centerIn: parent

        Repeater {
            model: root.options

            AbstractButton {
                id: option

                required property string modelData
                required property int index
                readonly property bool current: option.index === root.current

                implicitHeight: Theme.controlHeight - 4
                leftPadding: Theme.spaceS
                rightPadding: Theme.spaceS
                text: option.modelData
                checked: option.current
                focusPolicy: Qt.TabFocus
                onClicked: root.chosen(option.index)

                Accessible.role: Accessible.RadioButton
                Accessible.name: option.text
                Accessible.description: root.hint
                Accessible.checkable: true
                Accessible.checked: option.current

                ToolTip.visible: option.hovered
                ToolTip.delay: 500
                ToolTip.text: root.hint

                contentItem: Text {
                    text: option.text
                    font: Theme.sans
                    color: option.current ? Theme.text : Theme.textMuted
                    verticalAlignment: Text.AlignVCenter
                }
                background: Rectangle {
                    radius: Theme.radius - 1
                    color: option.current ? Theme.background : option.hovered ? Theme.hover : "transparent"
                    border.width: option.visualFocus ? Theme.focusWidth : option.current ? 1 : 0
                    border.color: option.visualFocus ? Theme.accent : Theme.line
                }
            }
        }
    }
}
