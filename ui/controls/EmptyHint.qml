import QtQuick

// What an empty panel says: what would be here, and how to get it.
Column {
    id: root

    required property string title
    required property string advice

    spacing: Theme.spaceXs
    width: Math.min(420, (parent ? parent.width : 420) - 2 * Theme.spaceL)

    Text {
        width: parent.width
        text: root.title
        font: Theme.sansBold
        color: Theme.textMuted
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
    }
    Text {
        width: parent.width
        text: root.advice
        font: Theme.sans
        color: Theme.textMuted
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
    }
}
