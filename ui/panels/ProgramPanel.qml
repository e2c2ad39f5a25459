pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Interleave.Controls
import Interleave.ViewModel

// A lesson's words above the program text.
Rectangle {
    id: root

    required property Workbench workbench
    readonly property bool lessonShown: root.workbench.preferences.lessonShown
    readonly property bool hasLesson: root.workbench.document.words !== ""
    readonly property bool typing: editor.typing

    function focusText() { editor.focusText() }
    function toggleBreakpoint() { editor.toggleBreakpoint() }
    function runToCursor() { editor.runToCursor() }

    objectName: "programPanel"
    color: Theme.background

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Program")

    component Bar: Rectangle {
        id: bar

        required property string title
        property string detail: ""

        SplitView.minimumHeight: 28
        Layout.fillWidth: true
        implicitHeight: 28
        color: Theme.surface

        Text {
            id: titleText

            x: Theme.spaceM
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, parent.width - 2 * Theme.spaceM)
            text: bar.title
            font: Theme.sansBold
            color: Theme.text
            elide: Text.ElideMiddle
        }
        Text {
            anchors.left: titleText.right
            anchors.leftMargin: Theme.spaceS
            anchors.right: parent.right
            anchors.rightMargin: Theme.spaceM
            anchors.verticalCenter: parent.verticalCenter
            text: bar.detail
            font: Theme.small
            color: Theme.textMuted
            elide: Text.ElideRight
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 1
            color: Theme.line
        }
    }

    SplitView {
        id: parts

        anchors.fill: parent
        orientation: Qt.Vertical
        handle: ThinHandle { orientation: Qt.Vertical; split: parts }

        ColumnLayout {
            SplitView.preferredHeight: root.lessonShown ? Math.max(120, root.height * 0.34) : 28
            SplitView.minimumHeight: root.lessonShown ? 80 : 28
            SplitView.maximumHeight: root.lessonShown ? root.height - 120 : 28
            visible: root.hasLesson
            spacing: 0

            Bar {
                title: root.workbench.title
                detail: qsTr("lesson")

                IconButton {
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.spaceXs
                    anchors.verticalCenter: parent.verticalCenter
                    height: 24
                    width: 24
                    iconName: root.lessonShown ? "down" : "right"
                    hint: root.workbench.commands.tooltip(CommandModel.ToggleLesson)
                    onClicked: root.workbench.run(CommandModel.ToggleLesson)
                }
            }
            LessonPanel {
                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: root.lessonShown
                workbench: root.workbench
            }
        }
        ColumnLayout {
            SplitView.fillHeight: true
            spacing: 0

            Bar {
                title: root.workbench.document.name === "" ? qsTr("Program") : root.workbench.document.name
                detail: root.workbench.textRemark
            }
            ProgramEditor {
                id: editor

                Layout.fillWidth: true
                Layout.fillHeight: true
                workbench: root.workbench
            }
        }
    }
}
