pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.Panels
import Interleave.ViewModel

// The program text with line numbers, a chip for every live coroutine at its line, and the line of the cursor.
Rectangle {
    id: root

    required property Workbench workbench
    readonly property ProgramDocument document: root.workbench.document
    readonly property SourceMarks marks: root.workbench.marks
    readonly property bool typing: area.activeFocus
    readonly property real lineHeight: area.lineCount > 0 ? area.contentHeight / area.lineCount : 16
    readonly property int caretLine: Math.floor((area.cursorRectangle.y - area.topPadding) / root.lineHeight + 0.5) + 1
    readonly property int gutterWidth: digits.width * Math.max(2, String(area.lineCount).length) + 3 * 11 + 18

    function focusText() { area.forceActiveFocus() }
    // The line that people mean: where they write, else where the cursor of the timeline is.
    function meantLine(): int {
        return area.activeFocus || root.marks.currentLine === 0 ? root.caretLine : root.marks.currentLine
    }
    function toggleBreakpoint() { root.document.toggleBreakpoint(root.meantLine()) }
    function runToCursor() { root.workbench.runToLine(root.caretLine) }
    function showLine(line: int) {
        const y = (line - 1) * root.lineHeight
        if (y < flick.contentY + root.lineHeight || y > flick.contentY + flick.height - 3 * root.lineHeight)
            flick.contentY = Math.max(0, Math.min(y - flick.height / 2, flick.contentHeight - flick.height))
    }

    color: Theme.background

    TextMetrics {
        id: digits

        font: area.font
        text: "0"
    }
    JavaScriptHighlighter {
        target: area.textDocument
        keywordColor: Theme.codeKeyword
        stringColor: Theme.codeString
        numberColor: Theme.codeNumber
        commentColor: Theme.codeComment
        functionColor: Theme.codeFunction
        libraryColor: Theme.message
    }
    Connections {
        target: root.document

        function onReplaced() {
            if (area.text !== root.document.text) {
                area.text = root.document.text
                area.cursorPosition = 0
                flick.contentY = 0
                flick.contentX = 0
            }
        }
        function onErrorChanged() {
            if (root.document.errorLine > 0)
                root.showLine(root.document.errorLine)
        }
    }
    Connections {
        target: root.marks

        function onChanged() {
            if (root.marks.currentLine > 0 && !area.activeFocus)
                root.showLine(root.marks.currentLine)
        }
    }

    Flickable {
        id: flick

        anchors.fill: parent
        anchors.bottomMargin: errorBar.height
        contentWidth: Math.max(width, area.x + area.contentWidth + Theme.spaceXl)
        contentHeight: Math.max(height, area.height)
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ScrollBar.vertical: ThinScrollBar {}
        ScrollBar.horizontal: ThinScrollBar {}

        EditorMarks {
            width: flick.contentWidth
            height: flick.contentHeight
            marks: root.marks
            lineHeight: root.lineHeight
            textTop: area.topPadding
            errorLine: root.document.errorLine
        }
        TextArea {
            id: area

            objectName: "programText"
            x: root.gutterWidth
            width: Math.max(flick.width - x, contentWidth + Theme.spaceXl)
            height: Math.max(flick.height, contentHeight + topPadding + bottomPadding)
            leftPadding: Theme.spaceXs
            topPadding: Theme.spaceS
            bottomPadding: Theme.spaceL
            font.family: Theme.monoFamily
            font.pixelSize: Math.round(Theme.codeFontSize)
            textFormat: TextEdit.PlainText
            color: Theme.text
            selectionColor: Theme.accent
            selectedTextColor: Theme.textOnAccent
            selectByMouse: true
            wrapMode: TextEdit.NoWrap
            tabStopDistance: 2 * digits.width
            background: null
            text: root.document.text
            onTextChanged: root.document.text = area.text
            onCursorRectangleChanged: flick.keepInView(area.cursorRectangle)
            Keys.onEscapePressed: root.workbench.run(CommandModel.FocusTimeline)

            Accessible.role: Accessible.EditableText
            Accessible.name: qsTr("Program text")
            Accessible.multiLine: true
        }
        EditorGutter {
            x: flick.contentX
            width: root.gutterWidth
            height: flick.contentHeight
            marks: root.marks
            session: root.workbench.session
            numbers: root.workbench.lineNumbers(area.lineCount)
            lineHeight: root.lineHeight
            textTop: area.topPadding
            font: area.font
            errorLine: root.document.errorLine
            breakpoints: root.document.breakpoints
            onBreakpointToggled: line => root.document.toggleBreakpoint(line)
        }

        function keepInView(rectangle: rect) {
            if (!area.activeFocus)
                return
            if (rectangle.y < contentY)
                contentY = rectangle.y
            else if (rectangle.y + rectangle.height > contentY + height)
                contentY = rectangle.y + rectangle.height - height
            const x = area.x + rectangle.x
            if (x > contentX + width - 20)
                contentX = x - width + 20
            else if (x < contentX + root.gutterWidth + 10)
                contentX = Math.max(0, x - root.gutterWidth - 10)
        }
    }

    EmptyHint {
        anchors.centerIn: parent
        visible: area.length === 0 && !area.activeFocus
        title: qsTr("No program")
        advice: qsTr("Choose a lesson above, open a file with Ctrl+O, drop one here, paste one with Ctrl+Shift+V, or begin to write.")
    }

    ErrorBar {
        id: errorBar

        anchors.bottom: parent.bottom
        width: parent.width
        document: root.document
        onChosen: root.showLine(root.document.errorLine)
    }
}
