pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// Line numbers, chips, and the arrow of the current line, at the left of the program text.
Rectangle {
    id: root

    required property SourceMarks marks
    required property TraceSession session
    required property real lineHeight
    required property real textTop
    required property font font
    required property int errorLine
    // "1\n2\n3…": one text draws all numbers.
    required property string numbers
    required property list<int> breakpoints
    signal breakpointToggled(int line)

    color: Theme.background

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Marks beside the program")

    Text {
        y: root.textTop
        anchors.right: parent.right
        anchors.rightMargin: 12
        text: root.numbers
        font: root.font
        color: Theme.textMuted
        horizontalAlignment: Text.AlignRight
        lineHeight: root.lineHeight
        lineHeightMode: Text.FixedHeight
        textFormat: Text.PlainText

        Accessible.ignored: true
    }
    Repeater {
        model: root.breakpoints

        // The dot stands over the number, which it leaves readable.
        Rectangle {
            id: dot

            required property int modelData

            x: root.width - width - 8
            y: root.textTop + (dot.modelData - 1) * root.lineHeight + (root.lineHeight - height) / 2
            width: number.implicitWidth + 8
            height: Math.min(14, root.lineHeight)
            radius: height / 2
            color: Theme.breakpoint

            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("Breakpoint in line %1").arg(dot.modelData)

            Text {
                id: number

                anchors.centerIn: parent
                text: dot.modelData
                font: root.font
                color: Theme.textOnBreakpoint

                Accessible.ignored: true
            }
        }
    }
    Rectangle {
        visible: root.marks.currentLine > 0
        anchors.right: parent.right
        anchors.rightMargin: 2
        y: root.textTop + (root.marks.currentLine - 1) * root.lineHeight
        width: 4
        height: root.lineHeight
        radius: 2
        color: Theme.cursor
    }
    ThemedIcon {
        visible: root.errorLine > 0
        x: 4
        y: root.textTop + (root.errorLine - 1) * root.lineHeight + (root.lineHeight - height) / 2
        name: "error"
        color: Theme.failed
    }
    MouseArea {
        id: area

        function lineAt(y: real): int {
            return Math.floor((y - root.textTop) / root.lineHeight) + 1
        }

        anchors.fill: parent
        acceptedButtons: Qt.LeftButton | Qt.RightButton
        hoverEnabled: true
        onClicked: mouse => {
            const line = area.lineAt(mouse.y)
            if (mouse.button === Qt.LeftButton)
                return root.breakpointToggled(line)
            const event = root.marks.nextEventAtLine(line)
            if (event > 0)
                root.session.cursorEvent = event
        }

        ToolTip.visible: area.containsMouse && !area.pressed
        ToolTip.delay: 900
        ToolTip.text: qsTr("Click: breakpoint (F9). Right click: to the next event of this line.")
    }

    Repeater {
        model: root.marks

        AbstractButton {
            id: mark

            required property int line
            required property int slot
            required property int hue
            required property int entity
            required property int status
            required property string name
            required property string sentence

            x: 5 + mark.slot * 11
            y: root.textTop + (mark.line - 1) * root.lineHeight + (root.lineHeight - height) / 2
            width: 11
            height: root.lineHeight
            focusPolicy: Qt.NoFocus
            hoverEnabled: true
            onClicked: root.session.selectedEntity = mark.entity

            Accessible.role: Accessible.Button
            Accessible.name: qsTr("Line %1: %2").arg(mark.line).arg(mark.sentence)

            ToolTip.visible: mark.hovered
            ToolTip.text: mark.sentence

            contentItem: Item {
                Chip {
                    anchors.centerIn: parent
                    hue: mark.hue
                    opacity: mark.status === 3 || mark.status === 2 ? 1 : 0.85
                    border.width: mark.entity === root.session.selectedEntity ? 2 : 0
                    border.color: Theme.text
                }
            }
        }
    }
}
