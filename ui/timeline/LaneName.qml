import QtQuick
import Interleave.Controls

// One row of the column of names: fold arrow, chip, name, and the state at the cursor.
Item {
    id: root

    required property int index
    required property int entity
    required property string name
    required property int depth
    required property bool hasChildren
    required property bool folded
    required property int chip
    required property int status
    required property string statusText
    required property bool selected

    signal chosen
    signal toggled
    signal fitted
    signal menuRequested(point where)

    implicitHeight: Theme.rowHeight

    Accessible.role: Accessible.TreeItem
    Accessible.name: qsTr("%1, %2").arg(root.name).arg(root.statusText)
    Accessible.selected: root.selected
    Accessible.onPressAction: root.chosen()

    Rectangle {
        anchors.fill: parent
        color: root.selected ? Theme.selection : pointer.hovered ? Theme.hover : "transparent"
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.line
        opacity: 0.45
    }
    Item {
        id: arrow

        x: Theme.spaceXs + 12 * Math.min(root.depth, 8)
        width: 14
        height: parent.height

        Text {
            anchors.centerIn: parent
            visible: root.hasChildren
            text: root.folded ? "\u25B8" : "\u25BE"
            color: foldArea.containsMouse ? Theme.text : Theme.textMuted
            font.pixelSize: 11
        }
    }
    Chip {
        id: mark

        anchors.left: arrow.right
        anchors.verticalCenter: parent.verticalCenter
        width: 9
        height: 9
        hue: root.chip
        opacity: root.status === 0 ? 0.35 : 1
    }
    Text {
        anchors.left: mark.right
        anchors.leftMargin: 6
        anchors.right: dot.left
        anchors.rightMargin: Theme.spaceXs
        anchors.verticalCenter: parent.verticalCenter
        text: root.name
        textFormat: Text.PlainText
        color: root.status === 0 ? Theme.textMuted : Theme.text
        elide: Text.ElideMiddle
        font.family: Theme.sansFamily
        font.pixelSize: 12
    }
    StateDot {
        id: dot

        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceS
        anchors.verticalCenter: parent.verticalCenter
        visible: root.status >= 2
        status: root.status
        scale: 0.8
    }
    HoverHandler {
        id: pointer
    }
    MouseArea {
        anchors.fill: parent
        acceptedButtons: Qt.LeftButton | Qt.RightButton
        onClicked: mouse => {
            if (mouse.button === Qt.RightButton)
                root.menuRequested(Qt.point(mouse.x, mouse.y));
            else
                root.chosen();
        }
        onDoubleClicked: root.fitted()
    }
    MouseArea {
        id: foldArea

        anchors.fill: arrow
        enabled: root.hasChildren
        hoverEnabled: true
        onClicked: root.toggled()
    }
}
