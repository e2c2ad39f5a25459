import QtQuick
import Interleave.Controls
import Interleave.ViewModel

// Files and texts that are dropped on the window are opened.
DropArea {
    id: root

    required property Workbench bench

    onDropped: drop => {
        if (drop.hasUrls)
            root.bench.open(drop.urls[0])
        else if (drop.hasText)
            root.bench.paste(drop.text)
    }

    Rectangle {
        anchors.fill: parent
        visible: root.containsDrag
        color: Qt.alpha(Theme.accent, 0.12)
        border.width: 3
        border.color: Theme.accent

        Text {
            anchors.centerIn: parent
            text: qsTr("Drop to open")
            font: Theme.sansBold
            color: Theme.text
        }
    }
}
