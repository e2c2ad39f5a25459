#pragma once

#include "debug/debuggersession.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <memory>

namespace interleave {

/// How a run ended, for people.
struct RunOutcome {
    bool bad = false;
    QString sentence;   ///< Never empty.
    QString errorText;  ///< What the program's own error says, or empty.
    int errorLine = 0;  ///< In the program text, or 0.
};

/// One run after the other of a program text in a child `asq` process. Snapshots of what it records come at the pace
/// at which the window can show them: the longer one takes to show, the rarer they come.
class ChildRun : public QObject
{
    Q_OBJECT

public:
    /// A program that makes more events than this is stopped: the window must stay well.
    static constexpr qsizetype MostEvents = 4'000'000;

    explicit ChildRun(QObject *parent = nullptr);
    ~ChildRun() override;

    /// Empty when there is none beside this program or in the path.
    static QString debuggeeExecutable();

    /// Starts `text` as a file called `name`; what ran before is ended first, without ended(). Holds at `target` once,
    /// when that is a line.
    void start(const QString &name, const QString &text, bool virtualClock, int target = 0);
    void stop();
    void togglePause();
    /// Lines of the text at which the program holds, now and in later runs.
    void setBreakpoints(const QList<int> &lines);
    /// Lets it go on until it comes to `line`, or to a breakpoint, or ends. Requires: it runs.
    void runTo(int line);
    /// Why it is paused, for people; empty when it was asked to.
    QString pauseReason() const { return m_session ? m_session->pauseReason() : QString(); }
    /// Lets a paused program do one tick.
    void stepProgram();

    bool isRunning() const { return m_session && m_session->isRunning(); }
    bool isPaused() const { return m_session && m_session->state() == asq::debug::DebuggerSession::State::Paused; }
    /// The program waits for a timer or the outside.
    bool isIdle() const { return m_session && m_session->state() == asq::debug::DebuggerSession::State::Idle; }
    /// Counts the runs.
    int number() const { return m_number; }

Q_SIGNALS:
    /// A longer snapshot; the first one of a run has another number().
    void grown(const asq::trace::Trace &trace);
    void stateChanged();
    void ended(const interleave::RunOutcome &outcome);

private:
    void scheduleSnapshot();
    void sendBreakpoints();
    void onStateChanged();
    void giveSnapshot();
    void finish(asq::debug::DebuggerSession::Ending ending, const QString &message);
    void findError(RunOutcome &outcome) const;

    std::unique_ptr<asq::debug::DebuggerSession> m_session;
    std::unique_ptr<QTemporaryDir> m_folder;
    QTimer m_pace;
    qint64 m_showingTook = 0; ///< Milliseconds.
    qsizetype m_given = 0; ///< Events of the last snapshot.
    int m_number = 0;
    QString m_fileName; ///< That the text is run under.
    QList<int> m_breakpoints;
    int m_target = 0; ///< A line to hold at once, or 0.
    bool m_tooLong = false;
};

} // namespace interleave
