import QtQuick
import Interleave.Controls

// One row of the column of names: fold arrow, chip, name, and the state at the cursor. Under the pointer: pin and hide.
Item {
    id: root

    required property int index
    required property int entity
    required property string name
    required property int depth
    required property bool hasChildren
    required property bool folded
    required property bool pinned
    required property int chip
    required property int status
    required property string statusText
    required property bool selected
    // It is being dragged.
    readonly property bool dragged: drag.active

    signal chosen
    signal toggled
    signal fitted
    signal pinToggled
    signal hideAsked
    signal menuRequested(point where)
    // While it is dragged: how far its middle is from the top of the list; and when it is let go.
    signal movedTo(real y)
    signal dropped(real y)

    implicitHeight: Theme.rowHeight
    opacity: root.dragged ? 0.6 : 1

    Accessible.role: Accessible.TreeItem
    Accessible.name: root.statusText === "" ? root.name
        : root.pinned ? qsTr("%1, %2, pinned").arg(root.name).arg(root.statusText)
                      : qsTr("%1, %2").arg(root.name).arg(root.statusText)
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

        x: Theme.spaceXs + (root.width < 180 ? 8 : 12) * Math.min(root.depth, 8)
        width: 14
        height: parent.height

        ThemedIcon {
            anchors.centerIn: parent
            width: 12
            height: 12
            visible: root.hasChildren
            name: root.folded ? "right" : "down"
            color: foldArea.containsMouse ? Theme.text : Theme.textMuted
        }
    }
    Chip {
        id: mark

        anchors.left: arrow.right
        anchors.verticalCenter: parent.verticalCenter
        width: visible ? 9 : 0
        height: 9
        visible: root.chip >= 0
        hue: Math.max(0, root.chip)
        opacity: root.status === 0 ? 0.35 : 1
    }
    Text {
        id: label

        anchors.left: mark.right
        anchors.leftMargin: 6
        anchors.right: buttons.visible ? buttons.left : dot.left
        anchors.rightMargin: Theme.spaceXs
        anchors.verticalCenter: parent.verticalCenter
        text: root.name
        textFormat: Text.PlainText
        color: root.status === 0 && root.chip >= 0 ? Theme.textMuted : Theme.text
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
            else if (root.entity === 0)
                root.toggled();
            else
                root.chosen();
        }
        onDoubleClicked: root.fitted()
    }
    DragHandler {
        id: drag

        target: null
        xAxis.enabled: false
        grabPermissions: PointerHandler.CanTakeOverFromAnything
        onActiveChanged: if (!active)
            root.dropped(root.y + drag.centroid.position.y)
        onCentroidChanged: if (active)
            root.movedTo(root.y + drag.centroid.position.y)
    }
    Row {
        id: buttons

        anchors.right: dot.left
        anchors.rightMargin: 2
        anchors.verticalCenter: parent.verticalCenter
        visible: pointer.hovered || root.pinned

        LaneButton {
            iconName: "hide"
            hint: qsTr("Hide this lane (H)")
            visible: pointer.hovered
            onClicked: root.hideAsked()
        }
        LaneButton {
            iconName: "pin"
            on: root.pinned
            hint: root.pinned ? qsTr("Let go of this lane (P)") : qsTr("Pin this lane (P)")
            onClicked: root.pinToggled()
        }
    }
    MouseArea {
        id: foldArea

        anchors.fill: arrow
        enabled: root.hasChildren
        hoverEnabled: true
        onClicked: root.toggled()
    }
}
