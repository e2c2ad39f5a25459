#include "viewmodel/workbench.h"

#include "geometry/quantity.h"
#include "viewmodel/recordingfile.h"
#include "viewmodel/wording.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <utility>

namespace interleave {

using asq::trace::SourceFile;
using asq::trace::Trace;

Workbench::Workbench(QObject *parent) : QObject(parent), m_lessons(QStringLiteral(":/lessons"))
{
    m_transport.setSession(&m_session);
    m_console.setSession(&m_session);
    m_events.setSession(&m_session);
    m_channels.setSession(&m_session);
    m_findings.setSession(&m_session);
    m_inspector.setSession(&m_session);
    m_marks.setSession(&m_session);
    m_transport.setSpeed(m_preferences.speed());
    connect(&m_transport, &Transport::speedChanged, this, [this] { m_preferences.setSpeed(m_transport.speed()); });
    connect(&m_document, &ProgramDocument::textChanged, this, [this] {
        m_marks.setText(m_document.text());
        Q_EMIT runChanged();
    });
    connect(&m_marks, &SourceMarks::changed, this, &Workbench::textRemarkChanged);
    connect(&m_session, &TraceSession::cursorChanged, this, &Workbench::timeTextChanged);
    connect(&m_session, &TraceSession::traceChanged, this, &Workbench::timeTextChanged);
    connect(&m_events, &EventModel::filterChanged, this, &Workbench::searchTextChanged);
    connect(&m_document, &ProgramDocument::breakpointsChanged, this,
            [this] { m_run.setBreakpoints(m_document.breakpoints()); });
    connectRun();
    connectLoader();
}

void Workbench::connectRun()
{
    connect(&m_run, &ChildRun::stateChanged, this, &Workbench::runChanged);
    connect(&m_run, &ChildRun::ended, this, &Workbench::endRun);
    connect(&m_run, &ChildRun::grown, this, [this](const Trace &trace) {
        if (m_shownRun != m_run.number() || m_session.eventCount() == 0) {
            m_shownRun = m_run.number();
            m_session.resetTrace(trace);
            m_session.setCursorEvent(double(trace.eventCount()));
        } else {
            m_session.setTrace(trace);
        }
    });
}

void Workbench::connectLoader()
{
    connect(&m_loader, &RecordingLoader::changed, this, &Workbench::runChanged);
    connect(&m_loader, &RecordingLoader::loaded, this,
            [this](const QString &path, const std::shared_ptr<AnalysedTrace> &recording) {
                if (std::exchange(m_showsBeginning, false))
                    completeRecording(std::move(*recording));
                else
                    openRecording(path, std::move(*recording), true);
            });
    connect(&m_loader, &RecordingLoader::begun, this,
            [this](const QString &path, const std::shared_ptr<AnalysedTrace> &beginning) {
                openRecording(path, std::move(*beginning), false);
                m_showsBeginning = true;
            });
    connect(&m_loader, &RecordingLoader::failed, this, [this](const QString &path, const QString &problem) {
        tell(tr("%1 could not be read: %2").arg(path, problem), true);
    });
    connect(&m_loader, &RecordingLoader::cancelled, this, [this](const QString &path) {
        const QString name = QFileInfo(path).fileName();
        if (std::exchange(m_showsBeginning, false))
            tell(tr("Of %1 the first %2 events are shown: called off.").arg(name, countText(m_session.eventCount())),
                 false);
        else
            tell(tr("%1 was not opened: called off.").arg(name), false);
    });
}

bool Workbench::canRun() const
{
    return m_run.isRunning() || !m_document.text().trimmed().isEmpty();
}

QString Workbench::statusText() const
{
    if (m_loader.isLoading())
        return m_loader.text();
    if (m_run.isPaused())
        return m_run.pauseReason().isEmpty() ? tr("paused") : tr("paused: %1").arg(m_run.pauseReason());
    if (m_run.isIdle())
        return tr("running, waits for time or the outside");
    return m_run.isRunning() ? tr("running") : m_status;
}

QString Workbench::timeText() const
{
    return m_session.virtualClock() ? tr("%1 of virtual time").arg(m_transport.timeText()) : m_transport.timeText();
}

QString Workbench::textRemark() const
{
    const bool hasText = !m_document.text().isEmpty() && !m_session.trace().files().isEmpty();
    return hasText && m_marks.stale() ? tr("edited since the run: run again (Ctrl+R)") : QString();
}

void Workbench::setSearchText(const QString &text)
{
    if (text == m_events.filter())
        return;
    m_events.setFilter(text);
    if (!m_events.filter().isEmpty())
        setBottomTab(EventsTab);
}

void Workbench::setBottomTab(int tab)
{
    if (tab == m_bottomTab)
        return;
    m_bottomTab = tab;
    Q_EMIT bottomTabChanged();
}

void Workbench::setTitle(const QString &title)
{
    if (title == m_title)
        return;
    m_title = title;
    Q_EMIT titleChanged();
}

void Workbench::tell(const QString &text, bool bad)
{
    m_status = text.section(QLatin1Char('\n'), 0, 0);
    m_failed = bad;
    if (m_console.lastLine() != text.trimmed())
        m_console.addNote(text, bad ? ConsoleModel::Error : ConsoleModel::Note);
    Q_EMIT runChanged();
}

void Workbench::openLesson(int row)
{
    Q_ASSERT(row >= 0 && row < m_lessons.count());
    setTitle(m_lessons.title(row));
    m_document.replace(m_lessons.fileName(row), m_lessons.program(row), {}, m_lessons.words(row));
    m_opensInTheMiddle = true;
    startRun();
}

void Workbench::open(const QUrl &url)
{
    const QString path = url.isLocalFile() ? url.toLocalFile() : url.toString();
    if (isRecording(path)) {
        m_showsBeginning = false;
        if (QFileInfo(path).size() > ShortFile) {
            m_loader.start(path);
            return;
        }
        m_loader.cancel();
        const asq::trace::Result<Trace> trace = readRecording(path);
        if (trace)
            openRecording(path, {TimelineSource(*trace), asq::analysis::StateIndex(*trace)}, true);
        else
            tell(tr("%1 could not be read: %2").arg(path, trace.error().toString()), true);
        return;
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        tell(tr("%1 could not be opened: %2").arg(path, file.errorString()), true);
        return;
    }
    setTitle(QFileInfo(path).fileName());
    m_document.replace(m_title, QString::fromUtf8(file.readAll()), path);
    startRun();
}

// What is missing at the end of a mere beginning is no finding.
void Workbench::openRecording(const QString &path, AnalysedTrace recording, bool isWhole)
{
    const Trace trace = recording.source.trace();
    m_run.stop();
    m_console.clearNotes();
    m_shownRun = m_run.number();
    m_session.resetTo(std::move(recording));
    m_findings.setEnded(isWhole);
    setTitle(QFileInfo(path).fileName());
    const QList<SourceFile> &files = trace.files();
    const auto withText = std::find_if(files.rbegin(), files.rend(),
                                       [](const SourceFile &f) { return !f.text.isEmpty(); });
    const bool hasText = withText != files.rend();
    m_document.replace(hasText ? QFileInfo(withText->name).fileName() : QString(),
                       hasText ? withText->text : QString());
    m_failed = false;
    m_status = tr("recording, %1 events").arg(countText(trace.eventCount()));
    m_session.setCursorEvent(std::floor(double(trace.eventCount()) * OpeningPlace));
    Q_EMIT runChanged();
}

// People look at the beginning already: they stay where they are.
void Workbench::completeRecording(AnalysedTrace recording)
{
    m_session.goOnWith(std::move(recording));
    m_findings.setEnded(true);
    m_status = tr("recording, %1 events").arg(countText(m_session.eventCount()));
    Q_EMIT runChanged();
}

void Workbench::paste(const QString &text)
{
    if (text.trimmed().isEmpty()) {
        tell(tr("There is no text in the clipboard."), true);
        return;
    }
    setTitle(tr("pasted program"));
    m_document.replace(QStringLiteral("pasted.js"), text);
    startRun();
}

void Workbench::saveAs(const QUrl &file)
{
    const asq::trace::Result<QString> saved = m_document.saveAs(file.toLocalFile());
    tell(saved ? tr("Saved as %1").arg(*saved) : saved.error().text, !saved);
    if (saved)
        setTitle(m_document.name());
}

void Workbench::runToLine(int line)
{
    if (line < 1)
        return;
    if (m_run.isRunning())
        m_run.runTo(line);
    else if (canRun())
        startRun(line);
}

void Workbench::startRun(int target)
{
    m_showsBeginning = false;
    m_loader.cancel();
    m_console.clearNotes();
    m_transport.pause();
    m_document.setError(0, QString());
    m_failed = false;
    m_findings.setEnded(false);
    if (ChildRun::debuggeeExecutable().isEmpty()) {
        m_session.resetTrace(Trace());
        tell(tr("The program asq, which runs programs, is neither beside this one nor in the PATH."), true);
        return;
    }
    m_run.start(m_document.name(), m_document.text(), m_preferences.virtualClock(), target);
    Q_EMIT runChanged();
}

void Workbench::endRun(const RunOutcome &outcome)
{
    if (m_shownRun != m_run.number()) {
        m_shownRun = m_run.number();
        m_session.resetTrace(Trace());
    }
    m_findings.setEnded(true);
    if (outcome.bad)
        m_document.setError(outcome.errorLine, outcome.errorText);
    tell(outcome.sentence, outcome.bad);
    if (outcome.bad)
        setBottomTab(ConsoleTab);
    if (m_opensInTheMiddle && !outcome.bad)
        m_session.setCursorEvent(std::floor(double(m_session.eventCount()) * OpeningPlace));
    m_opensInTheMiddle = false;
}

void Workbench::toNextMatch()
{
    const int event = m_events.nextMatch(m_session.cursorEvent());
    if (event > 0)
        m_session.setCursorEvent(event);
}

QString Workbench::lineNumbers(int lines) const
{
    QStringList numbers;
    for (int line = 1; line <= lines; ++line)
        numbers.append(QString::number(line));
    return numbers.join(QLatin1Char('\n'));
}

void Workbench::run(int command)
{
    const CommandModel::Command known = CommandModel::Command(command);
    if (!moves(known) && !changesWindow(known) && !runsOrSaves(known))
        Q_EMIT viewCommand(command);
}

bool Workbench::moves(CommandModel::Command command)
{
    switch (command) {
    case CommandModel::StepBack: m_transport.stepBack(); return true;
    case CommandModel::Step:
        if (!m_transport.step())
            m_run.stepProgram();
        return true;
    case CommandModel::TogglePlaying:
        if (m_run.isRunning())
            m_run.togglePause();
        else
            m_transport.togglePlaying();
        return true;
    case CommandModel::PreviousOfEntity: m_transport.previousOfEntity(); return true;
    case CommandModel::NextOfEntity: m_transport.nextOfEntity(); return true;
    case CommandModel::NextChoice: m_transport.nextChoice(); return true;
    case CommandModel::ToCause: m_transport.toCause(); return true;
    case CommandModel::ToEffect: m_transport.toEffect(); return true;
    case CommandModel::ToStart: m_transport.toStart(); return true;
    case CommandModel::ToEnd: m_transport.toEnd(); return true;
    case CommandModel::ToggleMark: m_transport.toggleMark(); return true;
    case CommandModel::NextMark: m_transport.nextMark(); return true;
    default: return false;
    }
}

bool Workbench::changesWindow(CommandModel::Command command)
{
    switch (command) {
    case CommandModel::SwitchAxis:
        m_session.setAxis(m_session.axis() == TraceSession::Order ? TraceSession::Time : TraceSession::Order);
        return true;
    case CommandModel::SwitchTheme: m_preferences.setDark(!m_preferences.dark()); return true;
    case CommandModel::ToggleLesson: m_preferences.setLessonShown(!m_preferences.lessonShown()); return true;
    case CommandModel::Deselect:
        if (m_loader.isLoading())
            m_loader.cancel();
        else
            m_session.setSelectedEntity(0);
        return true;
    case CommandModel::ShowConsole: setBottomTab(ConsoleTab); return true;
    case CommandModel::ShowEvents: setBottomTab(EventsTab); return true;
    case CommandModel::ShowChannels: setBottomTab(ChannelsTab); return true;
    case CommandModel::ShowFindings: setBottomTab(FindingsTab); return true;
    default: return false;
    }
}

bool Workbench::runsOrSaves(CommandModel::Command command)
{
    switch (command) {
    case CommandModel::RunOrStop:
        if (m_run.isRunning())
            m_run.stop();
        else if (canRun())
            startRun();
        return true;
    case CommandModel::RunAgain:
        if (canRun())
            startRun();
        return true;
    case CommandModel::ClearBreakpoints: m_document.clearBreakpoints(); return true;
    case CommandModel::SwitchClock:
        m_preferences.setVirtualClock(!m_preferences.virtualClock());
        if (canRun() && m_document.errorText().isEmpty())
            startRun();
        return true;
    case CommandModel::Save:
        if (!m_document.hasPath())
            return false;
        if (const asq::trace::Result<QString> saved = m_document.save(); !saved)
            tell(saved.error().text, true);
        return true;
    default: return false;
    }
}

} // namespace interleave
