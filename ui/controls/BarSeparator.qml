import QtQuick

// A thin line between groups of buttons.
Item {
    implicitWidth: Theme.spaceS + 1
    implicitHeight: Theme.controlHeight

    Accessible.ignored: true

    Rectangle {
        anchors.centerIn: parent
        width: 1
        height: 18
        color: Theme.line
    }
}
