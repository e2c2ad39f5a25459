import QtQuick

// A state as a word on its colour; `status` counts as asq::analysis::State does.
Rectangle {
    id: root

    required property int status
    required property string text

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
    readonly property bool solid: root.status === 3 || root.status === 7

    implicitWidth: label.implicitWidth + 2 * Theme.spaceS
    implicitHeight: 20
    radius: 10
    color: root.solid ? root.tone : Qt.alpha(root.tone, 0.16)
    border.width: root.solid ? 0 : 1
    border.color: root.tone

    Accessible.role: Accessible.StaticText
    Accessible.name: root.text

    Text {
        id: label

        anchors.centerIn: parent
        text: root.text
        font: Theme.small
        color: root.solid ? Theme.textOnAccent : Theme.text
    }
}
