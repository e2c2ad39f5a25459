pragma ComponentBehavior: Bound

import QtQuick
import QtQml.Models
import Interleave.ViewModel

// The keys of every command. Keys that type, and those that buttons take, are left to a text or a button that has
// the focus.
Instantiator {
    id: root

    required property Workbench bench
    required property bool typing
    required property bool atButton
    required property bool inPopup

    model: root.bench.commands
    delegate: Shortcut {
        required property int command
        required property var keySequences
        required property bool plain

        context: Qt.WindowShortcut
        sequences: keySequences
        enabled: !root.inPopup && !(plain && (root.typing || root.atButton))
        onActivated: root.bench.run(command)
    }
}
