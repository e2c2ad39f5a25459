import QtQuick
import Interleave.Controls

// One sentence near the pointer. Stands where it appeared, inside of its parent, and takes no clicks.
Rectangle {
    id: root

    required property string sentence
    required property point near

    readonly property real below: near.y + 20

    x: Math.max(Theme.spaceXs, Math.min(root.near.x + 12, root.parent.width - root.width - Theme.spaceXs))
    y: root.below + root.height < root.parent.height ? root.below : Math.max(0, root.near.y - root.height - 12)
    z: 10
    width: words.width + 2 * Theme.spaceS
    height: words.height + 2 * Theme.spaceXs + 2
    radius: Theme.radius
    color: Theme.raised
    border.color: Theme.line
    visible: root.sentence.length > 0

    Accessible.role: Accessible.ToolTip
    Accessible.name: root.sentence

    Text {
        id: words

        x: Theme.spaceS
        y: Theme.spaceXs + 1
        width: Math.min(implicitWidth, 420, root.parent.width - 2 * Theme.spaceS - 2 * Theme.spaceXs)
        text: root.sentence
        textFormat: Text.StyledText
        wrapMode: Text.Wrap
        color: Theme.text
        font.family: Theme.sansFamily
        font.pixelSize: 12
    }
}
