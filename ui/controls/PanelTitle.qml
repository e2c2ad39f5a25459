import QtQuick

// The small heading of a part of a panel.
Text {
    font: Theme.small
    color: Theme.textMuted
    elide: Text.ElideRight

    Accessible.role: Accessible.Heading
    Accessible.name: text
}
