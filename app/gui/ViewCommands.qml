import QtQuick
import Interleave.Panels
import Interleave.Timeline
import Interleave.ViewModel

// Commands that only views can do.
QtObject {
    id: root

    required property Timeline timeline
    required property TopBar topBar
    required property ProgramPanel programPanel
    required property CommandPalette commandPalette
    required property KeyList keyList
    required property FileDialogs dialogs

    function run(command: int) {
        switch (command) {
        case CommandModel.ZoomIn: return root.timeline.zoomIn()
        case CommandModel.ZoomOut: return root.timeline.zoomOut()
        case CommandModel.PanLeft: return root.timeline.panLeft()
        case CommandModel.PanRight: return root.timeline.panRight()
        case CommandModel.Fit: return root.timeline.fit()
        case CommandModel.ShowAll: return root.timeline.showAll()
        case CommandModel.ToggleBreakpoint: return root.programPanel.toggleBreakpoint()
        case CommandModel.RunToCursor: return root.programPanel.runToCursor()
        case CommandModel.TogglePin: return root.timeline.togglePin()
        case CommandModel.HideLane: return root.timeline.hideLane()
        case CommandModel.ShowLanes: return root.timeline.showLanes()
        case CommandModel.LaneUp: return root.timeline.moveLane(-1)
        case CommandModel.LaneDown: return root.timeline.moveLane(1)
        case CommandModel.ToggleFold: return root.timeline.toggleFold()
        case CommandModel.ToggleFolds: return root.timeline.toggleFolds()
        case CommandModel.Search: return root.topBar.focusSearch()
        case CommandModel.Palette: return root.commandPalette.open()
        case CommandModel.KeyList: return root.keyList.open()
        case CommandModel.Open: return root.dialogs.open()
        case CommandModel.Save: return root.dialogs.saveAs()
        case CommandModel.SaveAs: return root.dialogs.saveAs()
        case CommandModel.ExportPicture: return root.dialogs.exportPicture()
        case CommandModel.Paste: return root.dialogs.pasteClipboard()
        case CommandModel.FocusProgram: return root.programPanel.focusText()
        case CommandModel.FocusTimeline: return root.timeline.forceActiveFocus()
        case CommandModel.Quit: return Qt.quit()
        }
    }
}
