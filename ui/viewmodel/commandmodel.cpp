#include "viewmodel/commandmodel.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace interleave {

namespace {

struct Entry {
    CommandModel::Command command;
    const char *group;
    const char *title;
    const char *keys;      ///< As people read them.
    const char *sequences; ///< As QKeySequence reads them, separated by blanks.
};

constexpr char Run[] = QT_TRANSLATE_NOOP("CommandModel", "Run");
constexpr char Move[] = QT_TRANSLATE_NOOP("CommandModel", "Move in time");
constexpr char View[] = QT_TRANSLATE_NOOP("CommandModel", "Timeline");
constexpr char File[] = QT_TRANSLATE_NOOP("CommandModel", "Files");
constexpr char Window[] = QT_TRANSLATE_NOOP("CommandModel", "Window");

// In the order of the enum; the constructor asserts it.
constexpr std::array<Entry, 50> entries = {{
    {CommandModel::RunOrStop, Run, QT_TRANSLATE_NOOP("CommandModel", "Run or stop the program"), "F5", "F5"},
    {CommandModel::RunAgain, Run, QT_TRANSLATE_NOOP("CommandModel", "Run again"), "Ctrl+R", "Ctrl+R"},
    {CommandModel::ToggleBreakpoint, Run,
     QT_TRANSLATE_NOOP("CommandModel", "Set a breakpoint at the line or take it away"), "F9", "F9"},
    {CommandModel::RunToCursor, Run, QT_TRANSLATE_NOOP("CommandModel", "Run to the line of the text cursor"), "Ctrl+F9",
     "Ctrl+F9"},
    {CommandModel::ClearBreakpoints, Run, QT_TRANSLATE_NOOP("CommandModel", "Take all breakpoints away"),
     "Ctrl+Shift+F9", "Ctrl+Shift+F9"},
    {CommandModel::StepBack, Move, QT_TRANSLATE_NOOP("CommandModel", "Step back"), "←", "Left"},
    {CommandModel::Step, Move, QT_TRANSLATE_NOOP("CommandModel", "Step"), "→", "Right"},
    {CommandModel::TogglePlaying, Move, QT_TRANSLATE_NOOP("CommandModel", "Play, pause or continue"), "Space", "Space"},
    {CommandModel::PreviousOfEntity, Move, QT_TRANSLATE_NOOP("CommandModel", "To the previous event of this one"),
     "Shift+←", "Shift+Left"},
    {CommandModel::NextOfEntity, Move, QT_TRANSLATE_NOOP("CommandModel", "To the next event of this one"), "Shift+→",
     "Shift+Right"},
    {CommandModel::NextChoice, Move, QT_TRANSLATE_NOOP("CommandModel", "To the next choice"), "Alt+→", "Alt+Right"},
    {CommandModel::ToCause, Move, QT_TRANSLATE_NOOP("CommandModel", "To the cause"), "Enter", "Return Enter"},
    {CommandModel::ToEffect, Move, QT_TRANSLATE_NOOP("CommandModel", "To the effect"), "Shift+Enter",
     "Shift+Return Shift+Enter"},
    {CommandModel::ToStart, Move, QT_TRANSLATE_NOOP("CommandModel", "To the start"), "Home", "Home"},
    {CommandModel::ToEnd, Move, QT_TRANSLATE_NOOP("CommandModel", "To the end"), "End", "End"},
    {CommandModel::ToggleMark, Move, QT_TRANSLATE_NOOP("CommandModel", "Mark this event or take the mark away"), "M",
     "M"},
    {CommandModel::NextMark, Move, QT_TRANSLATE_NOOP("CommandModel", "To the next mark"), "Shift+M", "Shift+M"},
    {CommandModel::SwitchAxis, View, QT_TRANSLATE_NOOP("CommandModel", "Switch the axis: time or order"), "E", "E"},
    {CommandModel::ZoomIn, View, QT_TRANSLATE_NOOP("CommandModel", "Zoom in"), "W", "W"},
    {CommandModel::ZoomOut, View, QT_TRANSLATE_NOOP("CommandModel", "Zoom out"), "S", "S"},
    {CommandModel::PanLeft, View, QT_TRANSLATE_NOOP("CommandModel", "Pan left"), "A", "A"},
    {CommandModel::PanRight, View, QT_TRANSLATE_NOOP("CommandModel", "Pan right"), "D", "D"},
    {CommandModel::Fit, View, QT_TRANSLATE_NOOP("CommandModel", "Fit the selected one"), "F", "F"},
    {CommandModel::ShowAll, View, QT_TRANSLATE_NOOP("CommandModel", "Show everything"), "0", "0"},
    {CommandModel::TogglePin, View, QT_TRANSLATE_NOOP("CommandModel", "Pin the selected lane or let it go"), "P", "P"},
    {CommandModel::HideLane, View, QT_TRANSLATE_NOOP("CommandModel", "Hide the selected lane"), "H", "H"},
    {CommandModel::ShowLanes, View, QT_TRANSLATE_NOOP("CommandModel", "Show all hidden lanes"), "Shift+H", "Shift+H"},
    {CommandModel::LaneUp, View, QT_TRANSLATE_NOOP("CommandModel", "Move the selected lane up"), "Alt+↑", "Alt+Up"},
    {CommandModel::LaneDown, View, QT_TRANSLATE_NOOP("CommandModel", "Move the selected lane down"), "Alt+↓",
     "Alt+Down"},
    {CommandModel::ToggleFold, View, QT_TRANSLATE_NOOP("CommandModel", "Fold or unfold the selected lane"), "G", "G"},
    {CommandModel::ToggleFolds, View, QT_TRANSLATE_NOOP("CommandModel", "Fold or unfold all groups"), "Shift+G",
     "Shift+G"},
    {CommandModel::Search, View, QT_TRANSLATE_NOOP("CommandModel", "Search events"), "/", "/ Ctrl+F"},
    {CommandModel::Palette, Window, QT_TRANSLATE_NOOP("CommandModel", "All commands"), "Ctrl+P", "Ctrl+P"},
    {CommandModel::KeyList, Window, QT_TRANSLATE_NOOP("CommandModel", "List of keys"), "?", "? F1"},
    {CommandModel::Open, File, QT_TRANSLATE_NOOP("CommandModel", "Open a program or a recording"), "Ctrl+O", "Ctrl+O"},
    {CommandModel::Paste, File, QT_TRANSLATE_NOOP("CommandModel", "New program from the clipboard"), "Ctrl+Shift+V",
     "Ctrl+Shift+V"},
    {CommandModel::Save, File, QT_TRANSLATE_NOOP("CommandModel", "Save the program"), "Ctrl+S", "Ctrl+S"},
    {CommandModel::SaveAs, File, QT_TRANSLATE_NOOP("CommandModel", "Save the program as"), "Ctrl+Shift+S",
     "Ctrl+Shift+S"},
    {CommandModel::ExportPicture, File, QT_TRANSLATE_NOOP("CommandModel", "Export the timeline as a picture"), "Ctrl+E",
     "Ctrl+E"},
    {CommandModel::SwitchTheme, Window, QT_TRANSLATE_NOOP("CommandModel", "Light or dark"), "Ctrl+T", "Ctrl+T"},
    {CommandModel::SwitchClock, Run, QT_TRANSLATE_NOOP("CommandModel", "Real or virtual clock"), "Ctrl+K", "Ctrl+K"},
    {CommandModel::ToggleLesson, Window, QT_TRANSLATE_NOOP("CommandModel", "Fold or show the lesson"), "Ctrl+L",
     "Ctrl+L"},
    {CommandModel::FocusProgram, Window, QT_TRANSLATE_NOOP("CommandModel", "Write in the program"), "Ctrl+1", "Ctrl+1"},
    {CommandModel::FocusTimeline, Window, QT_TRANSLATE_NOOP("CommandModel", "To the timeline"), "Ctrl+2", "Ctrl+2"},
    {CommandModel::Deselect, Window, QT_TRANSLATE_NOOP("CommandModel", "Select nothing"), "Esc", "Escape"},
    {CommandModel::ShowConsole, Window, QT_TRANSLATE_NOOP("CommandModel", "Show the console"), "Alt+1", "Alt+1"},
    {CommandModel::ShowEvents, Window, QT_TRANSLATE_NOOP("CommandModel", "Show the events"), "Alt+2", "Alt+2"},
    {CommandModel::ShowChannels, Window, QT_TRANSLATE_NOOP("CommandModel", "Show the channels"), "Alt+3", "Alt+3"},
    {CommandModel::ShowFindings, Window, QT_TRANSLATE_NOOP("CommandModel", "Show the findings"), "Alt+4", "Alt+4"},
    {CommandModel::Quit, Window, QT_TRANSLATE_NOOP("CommandModel", "Quit"), "Ctrl+Q", "Ctrl+Q"},
}};

} // namespace

CommandModel::CommandModel(QObject *parent) : QAbstractListModel(parent), m_rows(entries.size())
{
    for (std::size_t i = 0; i < entries.size(); ++i)
        Q_ASSERT(entries.at(i).command == Command(i));
    std::iota(m_rows.begin(), m_rows.end(), 0);
}

void CommandModel::setFilter(const QString &filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    m_rows.clear();
    const QStringList words = m_filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (int i = 0; i < int(entries.size()); ++i) {
        const QString text = title(Command(i)) + QLatin1Char(' ') + tr(entries.at(std::size_t(i)).group);
        if (std::all_of(words.begin(), words.end(),
                        [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); }))
            m_rows.append(i);
    }
    endResetModel();
    Q_EMIT filterChanged();
}

CommandModel::Command CommandModel::commandAt(int row) const
{
    Q_ASSERT(row >= 0 && row < m_rows.size());
    return Command(m_rows.at(row));
}

QString CommandModel::title(Command command) const
{
    return tr(entries.at(std::size_t(command)).title);
}

QString CommandModel::tooltip(Command command) const
{
    return tr("%1  (%2)").arg(title(command), QString::fromUtf8(entries.at(std::size_t(command)).keys));
}

int CommandModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant CommandModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = entries.at(std::size_t(m_rows.at(index.row())));
    const QString sequences = QString::fromLatin1(entry.sequences);
    switch (role) {
    case CommandRole: return int(entry.command);
    case Qt::DisplayRole:
    case TitleRole: return tr(entry.title);
    case KeysRole: return QString::fromUtf8(entry.keys);
    case SequencesRole: return sequences.split(QLatin1Char(' '));
    case GroupRole: return tr(entry.group);
    // Such keys type in a text, so they are commands only elsewhere.
    case PlainRole:
        return !sequences.contains(QStringLiteral("Ctrl")) && !sequences.contains(QStringLiteral("Alt"))
                && !sequences.startsWith(QLatin1Char('F'))
            ? true
            : sequences == QStringLiteral("F");
    default: return {};
    }
}

QHash<int, QByteArray> CommandModel::roleNames() const
{
    return {{CommandRole, "command"},        {TitleRole, "title"}, {KeysRole, "keys"},
            {SequencesRole, "keySequences"}, {GroupRole, "group"}, {PlainRole, "plain"}};
}

} // namespace interleave
