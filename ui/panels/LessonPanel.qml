import QtQuick
import QtQuick.Controls.Basic
import Interleave.Controls
import Interleave.ViewModel

// The words of a lesson, above its program; they fold away.
Rectangle {
    id: root

    required property Workbench workbench

    color: Theme.surface
    clip: true

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Lesson")

    Flickable {
        id: flick

        anchors.fill: parent
        contentWidth: width
        contentHeight: words.height
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ThinScrollBar {}

        TextEdit {
            id: words

            objectName: "lessonWords"
            width: flick.width
            leftPadding: Theme.spaceM
            rightPadding: Theme.spaceL
            topPadding: Theme.spaceS
            bottomPadding: Theme.spaceM
            text: root.workbench.document.words
            textFormat: TextEdit.MarkdownText
            readOnly: true
            selectByMouse: true
            activeFocusOnPress: false
            font: Theme.sans
            color: Theme.text
            selectionColor: Theme.accent
            selectedTextColor: Theme.textOnAccent
            wrapMode: TextEdit.Wrap
            onLinkActivated: link => Qt.openUrlExternally(link)

            Accessible.role: Accessible.StaticText
            Accessible.name: words.getText(0, words.length)
        }
    }
    Connections {
        target: root.workbench.document

        function onReplaced() { flick.contentY = 0 }
    }
}
