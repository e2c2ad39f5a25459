import QtQuick
import Interleave.Controls
import Interleave.ViewModel

// How far a recording is read, and the way to call it off.
Rectangle {
    id: root

    required property RecordingLoader loader

    width: Math.min(360, parent.width - 2 * Theme.spaceL)
    height: column.height + 2 * Theme.spaceL
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.line
    visible: root.loader.loading

    Accessible.role: Accessible.ProgressBar
    Accessible.name: qsTr("%1, %2 %").arg(root.loader.text).arg(Math.round(root.loader.progress * 100))

    Column {
        id: column

        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceL
        spacing: Theme.spaceM

        Text {
            width: parent.width
            text: root.loader.text
            color: Theme.text
            font: Theme.sans
            elide: Text.ElideMiddle
        }
        Rectangle {
            width: parent.width
            height: 6
            radius: 3
            color: Theme.raised

            Rectangle {
                width: parent.width * root.loader.progress
                height: parent.height
                radius: 3
                color: Theme.accent
            }
        }
        TextButton {
            objectName: "cancelLoading"
            text: qsTr("Cancel")
            hint: qsTr("Call it off (Esc)")
            onClicked: root.loader.cancel()
        }
    }
}
