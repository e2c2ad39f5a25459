import QtQuick

// The coloured mark that tells one entity from another; a word beside it always says its name.
Rectangle {
    id: root

    required property int hue

    implicitWidth: 10
    implicitHeight: 10
    radius: 3
    color: Theme.chip(root.hue)

    Accessible.ignored: true
}
