#pragma once

#include "viewmodel/channelmodel.h"
#include "viewmodel/childrun.h"
#include "viewmodel/commandmodel.h"
#include "viewmodel/consolemodel.h"
#include "viewmodel/eventmodel.h"
#include "viewmodel/findingsmodel.h"
#include "viewmodel/inspector.h"
#include "viewmodel/lessonmodel.h"
#include "viewmodel/preferences.h"
#include "viewmodel/programdocument.h"
#include "viewmodel/recordingloader.h"
#include "viewmodel/sourcemarks.h"
#include "viewmodel/tracesession.h"
#include "viewmodel/transport.h"

#include <QUrl>

namespace interleave {

/// The view-model of the window: owns one of each of the others, opens and saves, runs programs in a child process
/// and does every command. What only views can do (zoom, dialogs, focus) it passes on as viewCommand().
class Workbench : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(interleave::TraceSession *session READ session CONSTANT FINAL)
    Q_PROPERTY(interleave::Transport *transport READ transport CONSTANT FINAL)
    Q_PROPERTY(interleave::ConsoleModel *console READ console CONSTANT FINAL)
    Q_PROPERTY(interleave::EventModel *events READ events CONSTANT FINAL)
    Q_PROPERTY(interleave::ChannelModel *channels READ channels CONSTANT FINAL)
    Q_PROPERTY(interleave::FindingsModel *findings READ findings CONSTANT FINAL)
    Q_PROPERTY(interleave::Inspector *inspector READ inspector CONSTANT FINAL)
    Q_PROPERTY(interleave::SourceMarks *marks READ marks CONSTANT FINAL)
    Q_PROPERTY(interleave::ProgramDocument *document READ document CONSTANT FINAL)
    Q_PROPERTY(interleave::LessonModel *lessons READ lessons CONSTANT FINAL)
    Q_PROPERTY(interleave::CommandModel *commands READ commands CONSTANT FINAL)
    Q_PROPERTY(interleave::Preferences *preferences READ preferences CONSTANT FINAL)
    Q_PROPERTY(interleave::RecordingLoader *loader READ loader CONSTANT FINAL)
    /// What is shown: a lesson's title or a file's name.
    Q_PROPERTY(QString title READ title NOTIFY titleChanged FINAL)
    /// A program runs.
    Q_PROPERTY(bool busy READ busy NOTIFY runChanged FINAL)
    Q_PROPERTY(bool canRun READ canRun NOTIFY runChanged FINAL)
    /// The program holds: it was asked to, or came to a breakpoint.
    Q_PROPERTY(bool paused READ paused NOTIFY runChanged FINAL)
    /// The last run ended badly.
    Q_PROPERTY(bool failed READ failed NOTIFY runChanged FINAL)
    Q_PROPERTY(QString statusText READ statusText NOTIFY runChanged FINAL)
    /// The time at the cursor, with the name of its clock.
    Q_PROPERTY(QString timeText READ timeText NOTIFY timeTextChanged FINAL)
    /// What to know about the program text: that it was edited since the run.
    Q_PROPERTY(QString textRemark READ textRemark NOTIFY textRemarkChanged FINAL)
    Q_PROPERTY(QString searchText READ searchText WRITE setSearchText NOTIFY searchTextChanged FINAL)
    Q_PROPERTY(int bottomTab READ bottomTab WRITE setBottomTab NOTIFY bottomTabChanged FINAL)

public:
    enum Tab { ConsoleTab, EventsTab, ChannelsTab, FindingsTab };
    Q_ENUM(Tab)

    explicit Workbench(QObject *parent = nullptr);

    TraceSession *session() { return &m_session; }
    Transport *transport() { return &m_transport; }
    ConsoleModel *console() { return &m_console; }
    EventModel *events() { return &m_events; }
    ChannelModel *channels() { return &m_channels; }
    FindingsModel *findings() { return &m_findings; }
    Inspector *inspector() { return &m_inspector; }
    SourceMarks *marks() { return &m_marks; }
    ProgramDocument *document() { return &m_document; }
    LessonModel *lessons() { return &m_lessons; }
    CommandModel *commands() { return &m_commands; }
    Preferences *preferences() { return &m_preferences; }
    RecordingLoader *loader() { return &m_loader; }
    const QString &title() const { return m_title; }
    bool busy() const { return m_run.isRunning(); }
    bool paused() const { return m_run.isPaused(); }
    bool canRun() const;
    bool failed() const { return m_failed; }
    QString statusText() const;
    QString timeText() const;
    QString textRemark() const;
    const QString &searchText() const { return m_events.filter(); }
    void setSearchText(const QString &text);
    int bottomTab() const { return m_bottomTab; }
    void setBottomTab(int tab);

    /// Does a command; `command` is a CommandModel::Command.
    Q_INVOKABLE void run(int command);
    /// Shows a lesson and runs its program. Requires: there is such a row.
    Q_INVOKABLE void openLesson(int row);
    /// Opens a recording, or a program, which it runs. Problems are told in the console and the status line.
    Q_INVOKABLE void open(const QUrl &file);
    Q_INVOKABLE void saveAs(const QUrl &file);
    /// A new program from a text that a person pasted.
    Q_INVOKABLE void paste(const QString &text);
    /// Runs the program, or lets it go on, until it comes to a line.
    Q_INVOKABLE void runToLine(int line);
    /// To the next event that the search finds.
    Q_INVOKABLE void toNextMatch();
    /// Puts a sentence into the status line and the console.
    Q_INVOKABLE void tellPeople(const QString &sentence, bool bad) { tell(sentence, bad); }
    /// "1", "2", … each on a line.
    Q_INVOKABLE QString lineNumbers(int lines) const;

Q_SIGNALS:
    /// For the views: zoom, pan, focus, dialogs, palette. A CommandModel::Command.
    void viewCommand(int command);
    void titleChanged();
    void runChanged();
    void timeTextChanged();
    void textRemarkChanged();
    void searchTextChanged();
    void bottomTabChanged();

private:
    /// A recording is opened with the cursor this part of the way in, where there is something to see.
    static constexpr double OpeningPlace = 0.45;
    /// What is not longer is read at once: nobody sees that it takes time.
    static constexpr qint64 ShortFile = 128 * 1024;

    void connectRun();
    void connectLoader();
    void startRun(int target = 0);
    void endRun(const RunOutcome &outcome);
    void openRecording(const QString &path, AnalysedTrace recording, bool isWhole);
    void completeRecording(AnalysedTrace recording);
    void tell(const QString &text, bool bad);
    void setTitle(const QString &title);
    bool moves(CommandModel::Command command);
    bool changesWindow(CommandModel::Command command);
    bool runsOrSaves(CommandModel::Command command);

    TraceSession m_session;
    Transport m_transport;
    ConsoleModel m_console;
    EventModel m_events;
    ChannelModel m_channels;
    FindingsModel m_findings;
    Inspector m_inspector;
    SourceMarks m_marks;
    ProgramDocument m_document;
    LessonModel m_lessons;
    CommandModel m_commands;
    Preferences m_preferences;
    ChildRun m_run;
    RecordingLoader m_loader;
    QString m_title;
    QString m_status;
    int m_bottomTab = ConsoleTab;
    int m_shownRun = 0; ///< The run that the session shows.
    bool m_failed = false;
    bool m_showsBeginning = false; ///< Of the recording that m_loader reads.
    bool m_opensInTheMiddle = false;
};

} // namespace interleave
