import QtQuick

// A state as a small mark: its colour, and a shape for those whom colour does not tell.
Item {
    id: root

    required property int status

    readonly property color tone: {
        switch (root.status) {
        case 2: return Theme.running
        case 3: return Theme.running
        case 4: return Theme.blocked
        case 5: return Theme.waiting
        case 6: return Theme.completed
        case 7: return Theme.failed
        case 8: return Theme.aborted
        }
        return Theme.textMuted
    }

    implicitWidth: 10
    implicitHeight: 10

    Accessible.ignored: true

    Rectangle {
        anchors.centerIn: parent
        width: root.status === 4 ? 8 : 9
        height: width
        radius: root.status === 4 ? 1 : width / 2
        rotation: root.status === 4 ? 45 : 0
        color: root.status === 3 || root.status === 4 || root.status >= 6 ? root.tone : "transparent"
        border.width: 1.5
        border.color: root.tone
    }
}
