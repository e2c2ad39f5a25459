import QtQuick
import Interleave.Controls

// One file or folder in a list of them.
Item {
    id: root

    required property int index
    required property string fileName
    required property bool fileIsDir
    required property real fileSize
    required property date fileModified
    property bool current: false

    readonly property string size: root.fileIsDir ? ""
        : root.fileSize < 1e6 ? qsTr("%1 kB").arg(Math.max(1, Math.round(root.fileSize / 1e3)))
                              : qsTr("%1 MB").arg((root.fileSize / 1e6).toFixed(1))
    signal pointed
    signal taken

    implicitHeight: 26

    Accessible.role: Accessible.ListItem
    Accessible.name: root.fileIsDir ? qsTr("folder %1").arg(root.fileName) : qsTr("%1, %2").arg(root.fileName).arg(root.size)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.current ? Theme.selection : area.containsMouse ? Theme.hover : "transparent"
    }
    ThemedIcon {
        x: Theme.spaceS
        anchors.verticalCenter: parent.verticalCenter
        name: root.fileIsDir ? "open" : "lesson"
        color: root.fileIsDir ? Theme.accent : Theme.textMuted
    }
    Text {
        anchors.left: parent.left
        anchors.leftMargin: Theme.spaceXl + Theme.spaceS
        anchors.right: sizeText.left
        anchors.rightMargin: Theme.spaceS
        anchors.verticalCenter: parent.verticalCenter
        text: root.fileName
        textFormat: Text.PlainText
        font: Theme.sans
        color: Theme.text
        elide: Text.ElideMiddle
    }
    Text {
        id: sizeText

        anchors.right: dateText.left
        anchors.rightMargin: Theme.spaceL
        anchors.verticalCenter: parent.verticalCenter
        text: root.size
        font: Theme.small
        color: Theme.textMuted
    }
    Text {
        id: dateText

        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceL
        anchors.verticalCenter: parent.verticalCenter
        text: Qt.formatDateTime(root.fileModified, "yyyy-MM-dd hh:mm")
        font: Theme.small
        color: Theme.textMuted
    }
    MouseArea {
        id: area

        anchors.fill: parent
        hoverEnabled: true
        onClicked: root.pointed()
        onDoubleClicked: root.taken()
    }
}
