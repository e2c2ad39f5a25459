import QtQuick
import Interleave.Controls
import Interleave.ViewModel
import Interleave.Window

// The dialogs that ask for a file.
Item {
    id: root

    required property Workbench bench

    readonly property bool anyOpen: openDialog.visible || saveDialog.visible || exportDialog.visible

    function open() { openDialog.open() }
    function saveAs() { saveDialog.open() }
    function exportPicture() { exportDialog.open() }
    function pasteClipboard() { root.bench.paste(clipboard.text()) }

    ClipboardText {
        id: clipboard
    }
    PictureExport {
        id: picture

        session: root.bench.session
        light: !Theme.dark
        onSaved: sentence => root.bench.tellPeople(sentence, false)
        onFailed: sentence => root.bench.tellPeople(sentence, true)
    }
    FilePicker {
        id: openDialog

        objectName: "openPicker"
        title: qsTr("Open a program or a recording")
        kinds: [qsTr("Programs and recordings"), qsTr("All files")]
        patterns: ["*.js *.mjs *.asq *.txt *.asqtrace *.asqtext *.json *.log *.pftrace *.perfetto-trace *.gz *.zst", "*"]
        onChosen: file => root.bench.open(file)
    }
    FilePicker {
        id: saveDialog

        objectName: "savePicker"
        title: qsTr("Save the program as")
        saving: true
        kinds: [qsTr("Programs")]
        patterns: ["*.js"]
        suggestion: root.bench.document.name
        onChosen: file => root.bench.saveAs(file)
    }
    FilePicker {
        id: exportDialog

        objectName: "exportPicker"
        title: qsTr("Export the timeline as a picture")
        saving: true
        kinds: ["PNG", "SVG", "PDF"]
        patterns: ["*.png", "*.svg", "*.pdf"]
        suggestion: "timeline" + exportDialog.ending
        onChosen: file => picture.save(file)
    }
}
