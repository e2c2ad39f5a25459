#include "viewmodel/childrun.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace interleave {

using asq::debug::DebuggerSession;
using asq::trace::Event;
using asq::trace::EventKind;
using asq::trace::LocationId;
using asq::trace::Trace;

namespace {

constexpr int FrameMilliseconds = 33;
/// Showing may take at most one part in this many of the window's time.
constexpr int ShareOfTime = 4;

/// A name that is a file name everywhere.
QString safeName(const QString &name)
{
    QString safe = QFileInfo(name).fileName();
    safe.replace(QRegularExpression(QStringLiteral("[^\\w.-]")), QStringLiteral("_"));
    if (safe.isEmpty())
        safe = QStringLiteral("program");
    return safe.endsWith(QStringLiteral(".js")) ? safe : safe + QStringLiteral(".js");
}

} // namespace

ChildRun::ChildRun(QObject *parent) : QObject(parent)
{
    m_pace.setSingleShot(true);
    connect(&m_pace, &QTimer::timeout, this, &ChildRun::giveSnapshot);
}

ChildRun::~ChildRun() = default;

QString ChildRun::debuggeeExecutable()
{
    const QString name = QStringLiteral("asq");
    const QString beside = QStandardPaths::findExecutable(name, {QCoreApplication::applicationDirPath()});
    return beside.isEmpty() ? QStandardPaths::findExecutable(name) : beside;
}

void ChildRun::start(const QString &name, const QString &text, bool virtualClock, int target)
{
    m_session.reset();
    m_pace.stop();
    m_given = 0;
    m_showingTook = 0;
    m_tooLong = false;
    ++m_number;
    m_folder = std::make_unique<QTemporaryDir>();
    const QString path = m_folder->filePath(safeName(name));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0) {
        Q_EMIT ended({true, tr("The program could not be written to %1: %2").arg(path, file.errorString()), {}, 0});
        return;
    }
    file.close();

    m_session = std::make_unique<DebuggerSession>();
    connect(m_session.get(), &DebuggerSession::grown, this, &ChildRun::scheduleSnapshot);
    connect(m_session.get(), &DebuggerSession::stateChanged, this, &ChildRun::onStateChanged);
    connect(m_session.get(), &DebuggerSession::ended, this, &ChildRun::finish);
    DebuggerSession::Program program;
    program.executable = debuggeeExecutable();
    program.arguments = {QStringLiteral("run")};
    if (virtualClock)
        program.arguments.append(QStringLiteral("--virtual"));
    m_fileName = QFileInfo(path).fileName();
    m_target = target;
    sendBreakpoints();
    program.arguments.append(m_fileName); // messages name it as the person does
    program.workingDirectory = m_folder->path();
    m_session->start(program);
    Q_EMIT stateChanged();
}

void ChildRun::stop()
{
    if (m_session)
        m_session->stop();
}

void ChildRun::togglePause()
{
    if (!isRunning())
        return;
    if (isPaused())
        m_session->resume();
    else
        m_session->pause();
}

void ChildRun::setBreakpoints(const QList<int> &lines)
{
    m_breakpoints = lines;
    sendBreakpoints();
}

void ChildRun::runTo(int line)
{
    Q_ASSERT(isRunning());
    m_target = line;
    sendBreakpoints();
    m_session->resume();
}

void ChildRun::sendBreakpoints()
{
    if (!m_session)
        return;
    QList<asq::debug::Breakpoint> breakpoints;
    for (const int line : std::as_const(m_breakpoints))
        breakpoints.append({m_fileName, line});
    if (m_target > 0 && !m_breakpoints.contains(m_target))
        breakpoints.append({m_fileName, m_target});
    m_session->setBreakpoints(breakpoints);
}

void ChildRun::onStateChanged()
{
    // Wherever it holds, the run to a line is over.
    if (isPaused() && m_target > 0) {
        m_target = 0;
        sendBreakpoints();
    }
    Q_EMIT stateChanged();
}

void ChildRun::stepProgram()
{
    if (isPaused())
        m_session->step();
}

void ChildRun::scheduleSnapshot()
{
    if (m_session->eventCount() > MostEvents && !m_tooLong) {
        m_tooLong = true;
        m_session->stop();
    }
    if (!m_pace.isActive())
        m_pace.start(int(std::max<qint64>(m_given == 0 ? 0 : FrameMilliseconds, m_showingTook * ShareOfTime)));
}

// The next snapshot is taken up after whoever listens has shown this one, so the time measured here is what a
// snapshot costs in all but painting.
void ChildRun::giveSnapshot()
{
    if (!m_session || m_session->eventCount() == m_given)
        return;
    QElapsedTimer clock;
    clock.start();
    m_given = m_session->eventCount();
    Q_EMIT grown(m_session->trace());
    m_showingTook = clock.elapsed();
}

void ChildRun::finish(DebuggerSession::Ending ending, const QString &message)
{
    m_pace.stop();
    giveSnapshot();
    RunOutcome outcome;
    outcome.sentence = message;
    const bool asked = ending == DebuggerSession::Ending::Stopped || ending == DebuggerSession::Ending::Killed;
    outcome.bad = !asked && (ending != DebuggerSession::Ending::Finished || m_session->exitStatus() != 0);
    if (m_tooLong) {
        outcome.bad = true;
        outcome.sentence = tr("Stopped: the program made more than %L1 events. They are all kept.").arg(MostEvents);
    } else if (outcome.bad) {
        findError(outcome);
    }
    Q_EMIT ended(outcome);
    Q_EMIT stateChanged();
}

// The command line tells of errors as "FILE:LINE:COLUMN: what"; an error that only the recording knows has its place
// there.
void ChildRun::findError(RunOutcome &outcome) const
{
    static const QRegularExpression place(QStringLiteral("([\\w.-]+\\.js):(\\d+)(?::\\d+)?:?\\s*([^\\n]*)"));
    const QString errors = m_session->errorOutput();
    const QRegularExpressionMatch match = place.match(errors);
    if (match.hasMatch()) {
        outcome.errorLine = match.captured(2).toInt();
        outcome.errorText = match.captured(3).trimmed();
    }
    const Trace trace = m_session->trace();
    for (qsizetype i = trace.eventCount(); i-- > 0 && outcome.errorText.isEmpty();) {
        const Event &event = trace.event(i);
        if (event.kind != EventKind::Reported)
            continue;
        outcome.errorText = trace.string(event.value);
        if (event.location != LocationId::Unknown)
            outcome.errorLine = int(trace.location(event.location).line);
    }
    if (outcome.errorText.isEmpty())
        outcome.errorText = errors.isEmpty() ? outcome.sentence : errors.section(QLatin1Char('\n'), 0, 0);
}

} // namespace interleave
