// A run ends in pieces: the last frames, the end of the link, the last output and the end of the process arrive in any
// order, and some of them never. Each only notes what it knows and asks endWhenAllIsKnown(); one timer at a time makes
// sure that nothing is waited for without a limit (to join, to obey, to go after the last word). Only judge() says what
// it all meant.
#include "debug/debuggersession.h"

#include "record/crashguard.h"
#include "record/memoryguard.h"

#include <QFileInfo>

#include <csignal>
#if defined(Q_OS_LINUX)
#include <sys/prctl.h>
#endif

namespace asq::debug {

namespace {

constexpr std::chrono::milliseconds GrowthPace{34};
constexpr qsizetype KeptErrorOutput = 64 * 1024;
/// Bounds what one turn of the event loop decodes; a program that records faster than that waits in its own process.
constexpr qint64 ReadBufferSize = 1024 * 1024;

QString lastLine(const QString &text)
{
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    return lines.isEmpty() ? QString() : lines.constLast().trimmed();
}

} // namespace

DebuggerSession::DebuggerSession(QObject *parent) : QObject(parent)
{
    m_timeUp.setSingleShot(true);
    m_growthPace.setSingleShot(true);
    m_growthPace.setInterval(GrowthPace);
    connect(&m_timeUp, &QTimer::timeout, this, &DebuggerSession::onTimeUp);
    connect(&m_growthPace, &QTimer::timeout, this, &DebuggerSession::announceGrowth);
    connect(&m_server, &LinkServer::accepted, this, &DebuggerSession::onJoined);
    connect(&m_server, &LinkServer::refused, this, [this](const QString &message) {
        m_refusal = message;
        Q_EMIT strangerRefused(message);
    });
    connect(&m_process, &QProcess::errorOccurred, this, &DebuggerSession::onProcessError);
    connect(&m_process, &QProcess::finished, this, &DebuggerSession::onProcessFinished);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DebuggerSession::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &DebuggerSession::readOutput);
}

DebuggerSession::~DebuggerSession()
{
    m_process.disconnect(this);
    if (m_connection)
        m_connection->disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(int(m_patience.farewell.count()));
    }
}

void DebuggerSession::start(const Program &program)
{
    Q_ASSERT(m_state == State::NotStarted);
    setState(State::Starting);
    const trace::Result<QString> name = m_server.listen();
    if (!name) {
        m_startProblem = name.error().text;
        m_processIsOver = true;
        m_timeUp.start(0);
        return;
    }
    QProcessEnvironment environment = program.environment;
    environment.insert(QLatin1String(LinkVariable), *name);
    environment.insert(QLatin1String(SecretVariable), m_server.secret());
    QStringList arguments = program.arguments;
    if (program.passesLinkAsArgument)
        arguments += {QStringLiteral("--debug-link"), *name};
    m_process.setProcessEnvironment(environment);
    m_process.setWorkingDirectory(program.workingDirectory);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setProgram(program.executable);
    m_process.setArguments(arguments);
#if defined(Q_OS_LINUX)
    // A window that dies leaves no endless loops behind.
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
    m_timeUp.start(m_patience.join);
    m_process.start();
}

void DebuggerSession::stop()
{
    if (!isRunning() || m_stopAsked)
        return;
    m_stopAsked = true;
    if (m_connection && m_connection->sendNow(FrameType::Stop))
        m_timeUp.start(m_patience.stop);
    else if (!m_processIsOver)
        kill();
}

void DebuggerSession::pause()
{
    if (m_connection)
        m_connection->sendNow(FrameType::Pause);
}

void DebuggerSession::resume()
{
    if (m_connection)
        m_connection->sendNow(FrameType::Resume);
}

void DebuggerSession::step()
{
    if (m_connection)
        m_connection->sendNow(FrameType::Step);
}

void DebuggerSession::setBreakpoints(const QList<Breakpoint> &breakpoints)
{
    m_server.setBreakpoints(breakpoints);
    if (m_connection)
        m_connection->sendNow(FrameType::Breakpoints, encoded(breakpoints));
}

void DebuggerSession::onJoined()
{
    if (m_state == State::Ended)
        return;
    m_joined = true;
    m_timeUp.stop();
    m_connection = m_server.takeConnection();
    m_connection->socket().setReadBufferSize(ReadBufferSize);
    connect(m_connection.get(), &LinkConnection::frameReceived, this, &DebuggerSession::onFrame);
    connect(m_connection.get(), &LinkConnection::closed, this, &DebuggerSession::onLinkClosed);
    connect(m_connection.get(), &LinkConnection::garbled, this, [this](const QString &error) { breakLink(error); });
    if (m_processIsOver)
        m_timeUp.start(m_patience.farewell);
    setState(State::Running);
}

void DebuggerSession::onFrame(const Frame &frame)
{
    if (frame.type == FrameType::Chunk)
        return onChunk(frame.payload);
    if (frame.type != FrameType::State)
        return breakLink(QStringLiteral("it sent what only a debugger may send"));
    if (const trace::Result<ActivityReport> report = decodedActivityReport(frame.payload))
        onReport(*report);
    else
        breakLink(report.error().text);
}

void DebuggerSession::onChunk(const QByteArray &bytes)
{
    const qsizetype before = m_builder.eventCount();
    const std::optional<trace::Error> error = m_reader.feed(bytes);
    if (m_builder.eventCount() > before) {
        m_hasGrown = true;
        if (!m_growthPace.isActive())
            announceGrowth();
    }
    if (error)
        breakLink(QStringLiteral("its recording is damaged, %1").arg(error->toString()));
}

void DebuggerSession::onReport(const ActivityReport &report)
{
    switch (report.activity) {
    case Activity::Running: return setState(State::Running);
    case Activity::Idle: return setState(State::Idle);
    case Activity::Paused: m_pauseReason = report.message; return setState(State::Paused);
    case Activity::Finished:
        m_lastWord = report;
        if (!m_stopAsked)
            m_timeUp.start(m_patience.farewell);
        return;
    }
}

void DebuggerSession::onLinkClosed(bool cutShort)
{
    m_linkIsOver = true;
    if (cutShort)
        m_linkProblem = QStringLiteral("the last thing it sent was cut short");
    if (!m_processIsOver && !m_stopAsked)
        m_timeUp.start(m_patience.farewell);
    endWhenAllIsKnown();
}

void DebuggerSession::onProcessError(QProcess::ProcessError error)
{
    if (error != QProcess::FailedToStart)
        return; // What else there is ends in finished().
    const QString program = m_process.program();
    m_startProblem = QStringLiteral("%1 cannot be started: %2.")
                         .arg(QFileInfo(program).fileName().isEmpty() ? program : QFileInfo(program).fileName(),
                              m_process.errorString());
    m_processIsOver = true;
    m_timeUp.start(0);
}

// The link may still hold what the process sent before it ended.
void DebuggerSession::onProcessFinished()
{
    m_processIsOver = true;
    readOutput();
    if (m_joined && !m_linkIsOver)
        m_timeUp.start(m_patience.farewell);
    endWhenAllIsKnown();
}

void DebuggerSession::onTimeUp()
{
    if (m_processIsOver)
        return end();
    if (m_linkIsOver && !m_lastWord && !m_stopAsked && m_linkProblem.isEmpty())
        m_linkProblem = QStringLiteral("it closed the link to the debugger and went on");
    kill();
}

void DebuggerSession::readOutput()
{
    if (const QByteArray bytes = m_process.readAllStandardOutput(); !bytes.isEmpty())
        Q_EMIT standardOutputReceived(bytes);
    if (const QByteArray bytes = m_process.readAllStandardError(); !bytes.isEmpty()) {
        m_errorOutput = (m_errorOutput + bytes).right(KeptErrorOutput);
        Q_EMIT standardErrorReceived(bytes);
    }
}

void DebuggerSession::breakLink(const QString &reason)
{
    m_linkProblem = reason;
    m_linkIsOver = true;
    m_connection->close();
    kill();
}

void DebuggerSession::kill()
{
    if (m_processIsOver)
        return endWhenAllIsKnown();
    m_killed = true;
    m_timeUp.stop();
    m_process.kill();
}

void DebuggerSession::announceGrowth()
{
    if (!m_hasGrown)
        return;
    m_hasGrown = false;
    m_growthPace.start();
    Q_EMIT grown();
}

void DebuggerSession::setState(State state)
{
    if (m_state == state || m_state == State::Ended)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

void DebuggerSession::endWhenAllIsKnown()
{
    if (m_processIsOver && (m_linkIsOver || !m_joined))
        end();
}

void DebuggerSession::end()
{
    if (m_state == State::Ended)
        return;
    m_timeUp.stop();
    m_growthPace.stop();
    if (m_connection)
        m_connection->close();
    m_reader.close();
    judge();
    announceGrowth();
    m_growthPace.stop();
    setState(State::Ended);
    Q_EMIT ended(m_ending, m_message);
}

void DebuggerSession::judge()
{
    m_exitStatus = m_lastWord ? m_lastWord->exitStatus : m_process.exitCode();
    const bool bySignal = m_process.exitStatus() == QProcess::CrashExit;
    if (!m_startProblem.isEmpty())
        return conclude(Ending::FailedToStart, m_startProblem);
    if (bySignal && !m_killed) {
        const int signal = m_process.exitCode();
        return conclude(Ending::Crashed,
                        QStringLiteral("The program crashed: %1 (%2).")
                            .arg(QLatin1String(record::signalName(signal)),
                                 QLatin1String(record::signalMeaning(signal))));
    }
    if (!bySignal && m_process.exitCode() == record::MemoryGuard::ExitCode && !m_lastWord)
        return conclude(Ending::OutOfMemory, lastLine(errorOutput()));
    if (m_stopAsked) {
        if (m_killed && m_joined)
            return conclude(Ending::Killed, QStringLiteral("The program did not stop when asked and was killed."));
        return conclude(Ending::Stopped, QStringLiteral("The program was stopped."));
    }
    if (!m_joined && m_killed)
        return conclude(Ending::NeverJoined,
                        withErrorOutput(QStringLiteral("The program did not join the debugger within "
                                                       "%1 seconds and was killed.")
                                            .arg(double(m_patience.join.count()) / 1000)));
    if (!m_joined)
        return conclude(Ending::NeverJoined,
                        withErrorOutput(
                            QStringLiteral("The program ended, with exit status %1, before it had joined the "
                                           "debugger.")
                                .arg(m_exitStatus)));
    if (!m_linkProblem.isEmpty())
        return conclude(Ending::LinkBroken, QStringLiteral("The program's link broke: %1.").arg(m_linkProblem));
    if (m_lastWord && !m_lastWord->message.isEmpty())
        return conclude(Ending::Finished, m_lastWord->message);
    if (m_exitStatus == 0)
        return conclude(Ending::Finished, QStringLiteral("The program has finished."));
    conclude(Ending::Finished,
             withErrorOutput(QStringLiteral("The program has finished with exit status %1.").arg(m_exitStatus)));
}

void DebuggerSession::conclude(Ending ending, const QString &message)
{
    m_ending = ending;
    m_message = message.isEmpty() ? QStringLiteral("The program has ended.") : message;
}

QString DebuggerSession::withErrorOutput(const QString &sentence) const
{
    QString text = sentence;
    if (!m_joined && !m_refusal.isEmpty())
        text += u' ' + m_refusal;
    if (const QString line = lastLine(errorOutput()); !line.isEmpty())
        text += QLatin1String(" It wrote: ") + line;
    return text;
}

} // namespace asq::debug
