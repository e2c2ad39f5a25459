import QtQuick
import QtQuick.Layouts
import Interleave.Controls
import Interleave.ViewModel

// Below everything: where the cursor is, what happened there, how the run goes.
Rectangle {
    id: root

    required property Workbench workbench
    // What the pointer is over, in a sentence; it takes the place of the event while it is there.
    property string hoverText: ""

    implicitHeight: 26
    color: Theme.surface

    Accessible.role: Accessible.StatusBar
    Accessible.name: root.workbench.statusText

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.line
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.spaceM
        anchors.rightMargin: Theme.spaceM
        spacing: Theme.spaceL

        Text {
            objectName: "position"
            text: root.workbench.transport.positionText
            font: Theme.small
            color: Theme.text
        }
        Text {
            visible: root.workbench.session.eventCount > 0
            text: root.workbench.timeText
            font: Theme.small
            color: Theme.textMuted
        }
        Text {
            Layout.fillWidth: true
            text: root.hoverText === "" ? root.workbench.inspector.happening : root.hoverText
            textFormat: Text.StyledText
            font: Theme.sans
            color: Theme.text
            elide: Text.ElideRight
            maximumLineCount: 1
        }
        Text {
            objectName: "runStatus"
            text: root.workbench.statusText
            font: Theme.small
            elide: Text.ElideMiddle
            Layout.maximumWidth: root.width * 0.45
            color: root.workbench.failed ? Theme.failed : root.workbench.paused ? Theme.text : Theme.textMuted
        }
    }
}
