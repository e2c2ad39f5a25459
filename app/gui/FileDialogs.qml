import QtQuick
import QtQuick.Dialogs
import Interleave.Controls
import Interleave.ViewModel
import Interleave.Window

// The dialogs that ask for a file.
Item {
    id: root

    required property Workbench bench

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
    FileDialog {
        id: openDialog

        title: qsTr("Open a program or a recording")
        nameFilters: [qsTr("Programs and recordings (*.js *.asq *.asqtext *.txt)"), qsTr("All files (*)")]
        onAccepted: root.bench.open(openDialog.selectedFile)
    }
    FileDialog {
        id: saveDialog

        title: qsTr("Save the program as")
        fileMode: FileDialog.SaveFile
        defaultSuffix: "js"
        nameFilters: [qsTr("Programs (*.js)")]
        onAccepted: root.bench.saveAs(saveDialog.selectedFile)
    }
    FileDialog {
        id: exportDialog

        title: qsTr("Export the timeline as a picture")
        fileMode: FileDialog.SaveFile
        defaultSuffix: "png"
        nameFilters: [qsTr("PNG picture (*.png)"), qsTr("SVG drawing (*.svg)"), qsTr("PDF (*.pdf)")]
        onAccepted: picture.save(exportDialog.selectedFile)
    }
}
