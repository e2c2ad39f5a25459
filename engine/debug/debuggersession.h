#pragma once

#include "debug/linkserver.h"
#include "trace/formats/chunkreader.h"
#include "trace/tracebuilder.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <QTimer>

namespace asq::debug {

/// The debugger's side of one run: starts the program as a child process, receives what it records, controls it, and
/// tells how it ended. Whatever the child does (crash, hang, send garbage, never join), this object stays well, ends the
/// child, keeps the events that came and emits ended() exactly once.
///
///     session.start({QStringLiteral("asq"), {QStringLiteral("run"), file}});
///     connect(&session, &DebuggerSession::grown, …session.trace()…);
///
/// One run an object. Lives on a thread with an event loop that outlives the run (the GUI thread): the child dies with it.
class DebuggerSession : public QObject
{
    Q_OBJECT

public:
    struct Program {
        QString executable;
        QStringList arguments;
        QString workingDirectory = {};
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        /// Adds "--debug-link NAME" to the arguments, as `asq` wants it; the environment names it in any case.
        bool passesLinkAsArgument = true;
    };
    enum class State {
        NotStarted,
        Starting, ///< The process exists or will, and has not joined yet.
        Running,
        Idle, ///< The program waits for a timer or the outside.
        Paused,
        Ended,
    };
    Q_ENUM(State)
    enum class Ending {
        Finished, ///< By itself; see exitStatus().
        Stopped, ///< As asked.
        Killed, ///< As asked, but by force: it did not end within the grace time.
        Crashed, ///< By a signal.
        OutOfMemory, ///< Its memory guard ended it.
        FailedToStart, ///< There was never a process.
        NeverJoined, ///< It ended, or was ended, without having spoken to the debugger.
        LinkBroken, ///< It sent what nobody understands, or closed the link and went on.
    };
    Q_ENUM(Ending)

    /// How long things may take.
    struct Patience {
        std::chrono::milliseconds join{10'000}; ///< From the start of the process to its greeting.
        std::chrono::milliseconds stop{500}; ///< From the wish to stop to the kill.
        std::chrono::milliseconds farewell{2000}; ///< From the last word on the link to the end of the process.
    };

    explicit DebuggerSession(QObject *parent = nullptr);
    /// Kills what still runs, without ended().
    ~DebuggerSession() override;
    void setPatience(const Patience &patience) { m_patience = patience; }

    /// Requires: state() is NotStarted. What goes wrong is told by ended(), never from within this call.
    void start(const Program &program);
    /// Asks the program to stop, and kills it after the grace time. Nothing when it does not run.
    void stop();
    void pause();
    void resume();
    /// Runs one tick of the paused program.
    void step();
    /// The lines at which the program holds, instead of those before; before start() too.
    void setBreakpoints(const QList<Breakpoint> &breakpoints);

    State state() const { return m_state; }
    /// Why the program is paused, a few words for people: "breakpoint in line 12". Empty when it was asked to.
    QString pauseReason() const { return m_pauseReason; }
    bool isRunning() const { return m_state != State::NotStarted && m_state != State::Ended; }
    /// All that was received so far. Cheap.
    trace::Trace trace() const { return m_builder.snapshot(); }
    qsizetype eventCount() const { return m_builder.eventCount(); }
    /// The last 64 KiB of what the program wrote to stderr.
    QString errorOutput() const { return QString::fromUtf8(m_errorOutput); }
    /// Requires: state() is Ended.
    Ending ending() const { return m_ending; }
    int exitStatus() const { return m_exitStatus; }
    QString message() const { return m_message; }

Q_SIGNALS:
    /// trace() has more events; at most 30 times a second, and once more before ended().
    void grown();
    void stateChanged();
    /// `message` is a sentence for people, never empty.
    void ended(asq::debug::DebuggerSession::Ending ending, const QString &message);
    /// What the program wrote, as it comes.
    void standardOutputReceived(const QByteArray &bytes);
    void standardErrorReceived(const QByteArray &bytes);
    /// Somebody else tried to join; a sentence for people.
    void strangerRefused(const QString &message);

private:
    void onJoined();
    void onFrame(const Frame &frame);
    void onChunk(const QByteArray &bytes);
    void onReport(const ActivityReport &report);
    void onLinkClosed(bool cutShort);
    void onProcessError(QProcess::ProcessError error);
    void onProcessFinished();
    void onTimeUp();
    void readOutput();
    void breakLink(const QString &reason);
    void kill();
    void announceGrowth();
    void setState(State state);
    void endWhenAllIsKnown();
    void end();
    void judge();
    void conclude(Ending ending, const QString &message);
    QString withErrorOutput(const QString &sentence) const;

    Patience m_patience;
    QProcess m_process;
    LinkServer m_server;
    std::unique_ptr<LinkConnection> m_connection;
    trace::TraceBuilder m_builder;
    trace::ChunkReader m_reader{&m_builder};

    QTimer m_timeUp; ///< For whatever is being waited for: joining, stopping, the farewell.
    QTimer m_growthPace; ///< Active: grown() was emitted a moment ago.
    bool m_hasGrown = false;

    State m_state = State::NotStarted;
    bool m_joined = false;
    bool m_linkIsOver = false;
    bool m_processIsOver = false;
    bool m_stopAsked = false;
    bool m_killed = false;
    std::optional<ActivityReport> m_lastWord; ///< The report that it has finished.
    QString m_linkProblem;
    QString m_pauseReason;
    QString m_refusal;
    QString m_startProblem;
    QByteArray m_errorOutput;
    Ending m_ending = Ending::Finished;
    int m_exitStatus = 0;
    QString m_message;
};

} // namespace asq::debug
