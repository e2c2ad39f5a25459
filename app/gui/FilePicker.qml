pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls as Controls
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Qt.labs.folderlistmodel
import Interleave.Controls

// Asks for a file, in the window's own style: a folder's path, what is in it, and, to save, a name.
Popup {
    id: root

    required property string title
    property bool saving: false
    // Of the kinds of files: names, and patterns separated by blanks. To save, the first pattern gives the ending.
    required property list<string> kinds
    required property list<string> patterns
    property string suggestion: ""
    property int kind: 0
    signal chosen(url file)

    readonly property string pattern: root.patterns[root.kind]
    readonly property string ending: root.pattern.split(" ")[0].slice(1)

    function pathOf(folder: url): string { return decodeURIComponent(String(folder).replace(/^file:\/\//, "")) }
    function urlOf(path: string): url { return "file://" + path.split("/").map(encodeURIComponent).join("/") }
    function toFolder(folder: url) {
        files.folder = folder
        list.currentIndex = 0
    }
    // A folder is entered, a file is taken.
    function take(row: int) {
        if (row < 0 || row >= files.count)
            return
        if (files.get(row, "fileIsDir"))
            root.toFolder(files.get(row, "fileUrl"))
        else if (root.saving)
            nameField.text = files.get(row, "fileName")
        else
            root.finish(files.get(row, "fileUrl"))
    }
    function takeName() {
        const name = nameField.text.trim()
        if (name !== "")
            root.finish(root.urlOf(root.pathOf(files.folder) + "/" + (name.includes(".") ? name : name + root.ending)))
    }
    function finish(file: url) {
        root.close()
        root.chosen(file)
    }

    parent: Controls.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(680, parent ? parent.width - 2 * Theme.spaceXl : 680)
    height: Math.min(520, parent ? parent.height - 2 * Theme.spaceXl : 520)
    padding: Theme.spaceL
    modal: true
    focus: true
    onAboutToShow: {
        pathField.text = root.pathOf(files.folder)
        nameField.text = root.suggestion
        list.currentIndex = 0
        if (root.saving)
            nameField.forceActiveFocus()
        else
            list.forceActiveFocus()
    }

    Controls.Overlay.modal: Rectangle { color: Theme.dark ? "#80000000" : "#40000000" }
    background: Rectangle {
        color: Theme.surface
        radius: 6
        border.width: 1
        border.color: Theme.line
    }

    component Field: TextField {
        id: field

        required property string label

        implicitHeight: Theme.controlHeight
        topPadding: 0
        bottomPadding: 0
        font: Theme.sans
        color: Theme.text
        selectionColor: Theme.accent
        selectedTextColor: Theme.textOnAccent
        selectByMouse: true
        verticalAlignment: TextInput.AlignVCenter

        Accessible.role: Accessible.EditableText
        Accessible.name: field.label

        background: Rectangle {
            radius: Theme.radius
            color: Theme.raised
            border.width: field.activeFocus ? Theme.focusWidth : 0
            border.color: Theme.accent
        }
    }

    FolderListModel {
        id: files

        nameFilters: root.pattern.split(" ")
        showDirsFirst: true
        caseSensitive: false
        onFolderChanged: pathField.text = root.pathOf(files.folder)
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.spaceM

        RowLayout {
            Text {
                Layout.fillWidth: true
                text: root.title
                font.family: Theme.sansFamily
                font.pixelSize: Theme.fontSizeLarge
                font.weight: Font.DemiBold
                color: Theme.text
                elide: Text.ElideRight
            }
            IconButton {
                iconName: "close"
                hint: qsTr("Close  (Esc)")
                onClicked: root.close()
            }
        }
        RowLayout {
            spacing: Theme.spaceXs

            IconButton {
                iconName: "up"
                hint: qsTr("To the folder above  (Backspace)")
                onClicked: root.toFolder(files.parentFolder)
            }
            Field {
                id: pathField

                Layout.fillWidth: true
                label: qsTr("Folder, or the path of a file")
                onAccepted: {
                    const path = pathField.text.trim().replace(/(.)\/$/, "$1")
                    if (!root.saving && /\.\w+$/.test(path))
                        root.finish(root.urlOf(path))
                    else
                        root.toFolder(root.urlOf(path))
                }
            }
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.fillHeight: true
            color: Theme.background
            radius: Theme.radius
            border.width: list.activeFocus ? Theme.focusWidth : 1
            border.color: list.activeFocus ? Theme.accent : Theme.line

            ListView {
                id: list

                objectName: "files"
                anchors.fill: parent
                anchors.margins: 2
                clip: true
                cacheBuffer: 0 // nothing is made ahead, see ConsolePanel.qml
                model: files
                boundsBehavior: Flickable.StopAtBounds
                keyNavigationEnabled: true
                activeFocusOnTab: true
                ScrollBar.vertical: ThinScrollBar {}
                Keys.onReturnPressed: root.take(list.currentIndex)
                Keys.onEnterPressed: root.take(list.currentIndex)
                Keys.onPressed: event => {
                    if (event.key !== Qt.Key_Backspace)
                        return
                    root.toFolder(files.parentFolder)
                    event.accepted = true
                }

                Accessible.role: Accessible.List
                Accessible.name: qsTr("Files in %1").arg(pathField.text)

                delegate: FileRow {
                    width: list.width
                    current: ListView.isCurrentItem
                    onPointed: list.currentIndex = index
                    onTaken: root.take(index)
                }
            }
            EmptyHint {
                anchors.centerIn: parent
                visible: files.status === FolderListModel.Ready && files.count === 0
                title: qsTr("Nothing here")
                advice: qsTr("This folder holds no files of this kind.")
            }
        }
        RowLayout {
            visible: root.saving
            spacing: Theme.spaceS

            Text {
                text: qsTr("Name")
                font: Theme.sans
                color: Theme.textMuted
            }
            Field {
                id: nameField

                objectName: "fileName"
                Layout.fillWidth: true
                label: qsTr("Name of the file")
                onAccepted: root.takeName()
            }
        }
        RowLayout {
            spacing: Theme.spaceS

            Segmented {
                visible: root.kinds.length > 1
                options: root.kinds
                hint: qsTr("Kind of file")
                current: root.kind
                onChosen: position => {
                    root.kind = position
                    if (root.saving)
                        nameField.text = nameField.text.replace(/\.\w+$/, "") + root.ending
                }
            }
            Item { Layout.fillWidth: true }
            TextButton {
                text: qsTr("Cancel")
                hint: ""
                onClicked: root.close()
            }
            TextButton {
                objectName: "takeFile"
                primary: true
                text: root.saving ? qsTr("Save") : qsTr("Open")
                hint: ""
                onClicked: root.saving ? root.takeName() : root.take(list.currentIndex)
            }
        }
    }
}
