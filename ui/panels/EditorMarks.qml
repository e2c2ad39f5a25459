import QtQuick
import Interleave.Controls
import Interleave.ViewModel

// Behind the program text: the line of the cursor and the line of an error.
Item {
    id: root

    required property SourceMarks marks
    required property real lineHeight
    required property real textTop
    required property int errorLine

    Accessible.ignored: true

    Rectangle {
        visible: root.marks.currentLine > 0
        y: root.textTop + (root.marks.currentLine - 1) * root.lineHeight
        width: parent.width
        height: root.lineHeight
        color: Qt.alpha(Theme.cursor, Theme.dark ? 0.13 : 0.14)
    }
    Rectangle {
        visible: root.errorLine > 0
        y: root.textTop + (root.errorLine - 1) * root.lineHeight
        width: parent.width
        height: root.lineHeight
        color: Qt.alpha(Theme.failed, 0.20)
    }
}
