#pragma once

#include <QAbstractListModel>
#include <qqmlregistration.h>

namespace interleave {

/// Every command of the window: title, keys, icon, group. One table serves the shortcuts, the tooltips, the palette
/// and the list of keys, so that they cannot disagree. What a command does is decided by Workbench::run().
class CommandModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    /// Words, all of which must occur in the title or group.
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY filterChanged FINAL)

public:
    enum Command {
        RunOrStop,
        RunAgain,
        ToggleBreakpoint,
        RunToCursor,
        ClearBreakpoints,
        StepBack,
        Step,
        TogglePlaying,
        PreviousOfEntity,
        NextOfEntity,
        NextChoice,
        ToCause,
        ToEffect,
        ToStart,
        ToEnd,
        ToggleMark,
        NextMark,
        SwitchAxis,
        ZoomIn,
        ZoomOut,
        PanLeft,
        PanRight,
        Fit,
        ShowAll,
        TogglePin,
        HideLane,
        ShowLanes,
        LaneUp,
        LaneDown,
        ToggleFold,
        ToggleFolds,
        Search,
        Palette,
        KeyList,
        Open,
        Paste,
        Save,
        SaveAs,
        ExportPicture,
        SwitchTheme,
        SwitchClock,
        ToggleLesson,
        FocusProgram,
        FocusTimeline,
        Deselect,
        ShowConsole,
        ShowEvents,
        ShowChannels,
        ShowFindings,
        Quit,
    };
    Q_ENUM(Command)
    enum Role { CommandRole = Qt::UserRole, TitleRole, KeysRole, SequencesRole, GroupRole, PlainRole };
    Q_ENUM(Role)

    explicit CommandModel(QObject *parent = nullptr);

    const QString &filter() const { return m_filter; }
    void setFilter(const QString &filter);
    int count() const { return int(m_rows.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// The command of a row. Requires: 0 <= row < count.
    Q_INVOKABLE interleave::CommandModel::Command commandAt(int row) const;
    Q_INVOKABLE QString title(interleave::CommandModel::Command command) const;
    /// "Step (→)"
    Q_INVOKABLE QString tooltip(interleave::CommandModel::Command command) const;

Q_SIGNALS:
    void filterChanged();

private:
    QString m_filter;
    QList<int> m_rows;
};

} // namespace interleave
