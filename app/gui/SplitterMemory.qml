import QtQuick
import QtQuick.Controls.Basic
import Interleave.ViewModel

// Keeps the sizes of the window's parts from one start to the next.
QtObject {
    id: root

    required property Workbench bench
    required property SplitView columns
    required property SplitView rows

    function keep() {
        root.bench.preferences.keepSplitter("columns", root.columns.saveState())
        root.bench.preferences.keepSplitter("rows", root.rows.saveState())
    }

    Component.onCompleted: {
        root.columns.restoreState(root.bench.preferences.splitter("columns"))
        root.rows.restoreState(root.bench.preferences.splitter("rows"))
    }
}
