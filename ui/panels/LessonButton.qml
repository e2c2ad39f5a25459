pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Interleave.Controls
import Interleave.ViewModel

// The name of the program that is shown, and below it the lessons to choose from.
Button {
    id: root

    required property Workbench workbench

    implicitHeight: Theme.controlHeight
    leftPadding: Theme.spaceS
    rightPadding: Theme.spaceS
    focusPolicy: Qt.TabFocus
    text: root.workbench.title === "" ? qsTr("Lessons") : root.workbench.title
    onClicked: menu.popup(root, 0, root.height + 4)

    Accessible.role: Accessible.ButtonMenu
    Accessible.name: qsTr("Lessons. Now: %1").arg(root.text)

    ToolTip.visible: root.hovered && !menu.visible
    ToolTip.delay: 500
    ToolTip.text: qsTr("Choose a lesson")

    contentItem: RowLayout {
        spacing: Theme.spaceXs + 2

        ThemedIcon {
            name: "lesson"
            color: Theme.text
        }
        Text {
            Layout.fillWidth: true
            text: root.text
            font: Theme.sans
            color: Theme.text
            elide: Text.ElideRight
        }
        ThemedIcon {
            name: "down"
            color: Theme.textMuted
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.pressed : root.hovered || menu.visible ? Theme.hover : "transparent"
        border.width: root.visualFocus ? Theme.focusWidth : 0
        border.color: Theme.accent
    }

    Menu {
        id: menu

        width: 340

        Repeater {
            model: root.workbench.lessons

            MenuItem {
                id: lesson

                required property string title
                required property int number

                height: 28
                text: lesson.title
                font: Theme.sans
                onTriggered: root.workbench.openLesson(lesson.number - 1)
            }
        }
    }
}
