import QtQuick
import Interleave.Controls

// What one of the rows at the top of the timeline shows, in the column of names.
Rectangle {
    id: root

    required property string caption
    property bool important: false

    color: Theme.surface

    Text {
        anchors.left: parent.left
        anchors.leftMargin: Theme.spaceM
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: root.caption
        color: root.important ? Theme.text : Theme.textMuted
        elide: Text.ElideRight
        font.family: Theme.sansFamily
        font.pixelSize: root.important ? 12 : Theme.fontSizeSmall
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.line
    }
}
