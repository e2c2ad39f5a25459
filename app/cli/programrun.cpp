#include "programrun.h"

#include "console.h"
#include "keptrecording.h"
#include "realnetwork.h"
#include "record/crashguard.h"
#include "record/memoryguard.h"
#include "record/nativesink.h"
#include "record/rotatingsink.h"
#include "record/savesignal.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>

#include <csignal>
#include <cstdio>

using namespace asq;

ProgramRun::ProgramRun(RunOptions options) : m_options(std::move(options)) {}
ProgramRun::~ProgramRun() = default;

void ProgramRun::requestStop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopRequested = true;
        m_held = true;
        if (script::ScriptHost *host = m_host)
            host->interrupt();
    }
    m_changed.notify_all();
    QMetaObject::invokeMethod(QCoreApplication::instance(), &QCoreApplication::quit, Qt::QueuedConnection);
}

void ProgramRun::setPaused(bool paused)
{
    {
        const std::lock_guard lock(m_mutex);
        m_paused = paused;
        m_held = m_paused || m_stopRequested;
    }
    m_changed.notify_all();
}

void ProgramRun::step()
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_steps;
    }
    m_changed.notify_all();
}

void ProgramRun::setBreakpoints(const QList<debug::Breakpoint> &breakpoints)
{
    m_breakpoints->setBreakpoints(breakpoints);
}

void ProgramRun::tickGate()
{
    if (!m_held)
        return;
    std::unique_lock lock(m_mutex);
    hold(lock, {});
    if (m_stopRequested)
        m_executor->stop();
}

void ProgramRun::holdAt(const debug::Breakpoint &place)
{
    std::unique_lock lock(m_mutex);
    if (m_stopRequested)
        return;
    m_paused = true;
    m_held = true;
    m_steps = 0;
    hold(lock, QStringLiteral("breakpoint in line %1").arg(place.line));
}

void ProgramRun::hold(std::unique_lock<std::mutex> &lock, const QString &reason)
{
    if (m_paused && m_link)
        m_link->report({debug::Activity::Paused, 0, reason});
    m_changed.wait(lock, [this] { return m_stopRequested || !m_paused || m_steps > 0; });
    if (m_steps > 0)
        --m_steps;
    if (m_link && !m_stopRequested)
        m_link->report({debug::Activity::Running, 0, {}});
}

void ProgramRun::say(const QString &sentence)
{
    std::fflush(stdout);
    std::fprintf(stderr, "%s\n", sentence.toUtf8().constData());
    m_lastMessage = sentence;
}

std::unique_ptr<record::Sink> ProgramRun::openFile()
{
    if (m_options.keep)
        return std::make_unique<record::RotatingSink>(m_options.recordTo,
                                                      record::RotatingSink::Options{*m_options.keep,
                                                                                    endFileOf(m_options.recordTo)});
    trace::Result<std::unique_ptr<record::NativeSink>> sink = record::NativeSink::toFile(m_options.recordTo);
    if (sink)
        return std::move(sink.value());
    fail(QStringLiteral("cannot record to %1: %2").arg(m_options.recordTo, sink.error().toString()));
    return nullptr;
}

bool ProgramRun::openSinks(std::vector<std::unique_ptr<record::Sink>> &sinks)
{
    if (!m_options.recordTo.isEmpty()) {
        sinks.push_back(openFile());
        if (!sinks.back())
            return false;
    }
    if (m_options.debugger) {
        auto link = debug::DebuggeeLink::open(*m_options.debugger, m_options.files.constFirst().name);
        if (!link) {
            fail(link.error().toString());
            return false;
        }
        m_link = std::move(link.value());
        sinks.push_back(m_link->sink());
    }
    return true;
}

int ProgramRun::run()
{
    std::vector<std::unique_ptr<record::Sink>> sinks;
    if (!openSinks(sinks))
        return 1;
    const bool recording = !sinks.empty();
    record::RecorderOptions options;
    options.virtualClock = m_options.virtualClock;
    options.values = m_options.values;
    if (m_link)
        options.interval = record::RecorderOptions::LiveInterval;
    // Also without a recording: a crash and a memory limit are told in the same words then.
    m_recorder = std::make_unique<record::Recorder>(options, std::move(sinks));
    {
        constexpr int patienceToSave = 5000;
        const record::CrashGuard crashes(*m_recorder,
                                         m_options.keep ? patienceToSave : record::CrashGuard::PatienceMilliseconds);
        const std::unique_ptr<record::SaveSignal> saving = m_options.keep
            ? std::make_unique<record::SaveSignal>(*m_recorder, SIGUSR1)
            : nullptr;
        const record::MemoryGuard memory(*m_recorder,
                                         m_options.memoryLimit > 0 ? m_options.memoryLimit
                                                                   : record::MemoryGuard::DefaultLimit);
        if (m_link) {
            m_breakpoints = std::make_unique<debug::BreakpointGate>(m_recorder.get(),
                                                                    [this](const debug::Breakpoint &place) {
                                                                        holdAt(place);
                                                                    });
            m_link->setControllable(this);
        }
        Observer *const recorder = recording ? m_recorder.get() : nullptr;
        runProgram(m_breakpoints ? m_breakpoints.get() : recorder);
        if (m_link)
            m_link->setControllable(nullptr);
        m_recorder->finish();
    }
    if (const QString reason = m_options.keep ? keptWithReason(m_options.recordTo) : QString(); !reason.isEmpty())
        say(reason);
    for (const QString &problem : m_recorder->problems()) {
        say(QStringLiteral("asq: ") + problem);
        m_exitCode = m_exitCode ? m_exitCode : 1;
    }
    if (m_link)
        m_link->reportEnd(m_exitCode, m_lastMessage);
    return m_exitCode;
}

void ProgramRun::runProgram(Observer *observer)
{
    if (m_options.virtualClock) {
        m_virtual = std::make_unique<VirtualExecutor>();
        m_executor = m_virtual.get();
    } else {
        m_real = std::make_unique<EventLoopExecutor>();
        m_executor = m_real.get();
    }
    m_executor->setTickGate([this] { tickGate(); });
    Kernel kernel(*m_executor, observer);
    if (observer)
        observer->born({EntityId::Program,
                        EntityKind::Program,
                        EntityId::None,
                        EventId::None,
                        QFileInfo(m_options.files.constFirst().name).fileName(),
                        {},
                        0});
    script::ScriptHostOptions options;
    options.positions = m_options.positions;
    options.seed = m_options.seed;
    if (!m_options.virtualClock)
        options.epoch = QDateTime::currentMSecsSinceEpoch();
    RealNetwork network;
    options.responses = m_options.responses;
    options.networkAdvice =
        QStringLiteral("Put a response into %1, or run it with --network.").arg(m_options.responsesName);
    if (m_options.network)
        options.network = &network;
    script::ScriptHost host(
        kernel,
        [](const QString &line, bool error) {
            if (error)
                std::fflush(stdout);
            const QByteArray bytes = line.toUtf8() + '\n';
            std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), error ? stderr : stdout);
        },
        [this](const script::Diagnostic &diagnostic) {
            const bool stopped = diagnostic.kind == script::Diagnostic::Kind::Interrupted;
            if (!stopped || m_exitCode != 130)
                say(diagnostic.text());
            // Whoever watches has the text among the events already.
            m_lastMessage = stopped ? QStringLiteral("The program was stopped.")
                                    : QStringLiteral("The program failed.");
            m_exitCode = stopped ? 130 : m_exitCode ? m_exitCode : 1;
        },
        options);
    {
        const std::lock_guard lock(m_mutex);
        m_host = &host;
        if (m_stopRequested)
            host.interrupt();
    }
    bool ok = true;
    for (const RunOptions::File &file : m_options.files)
        ok = ok && host.evaluate(file.name, file.text);
    if (!m_stopRequested)
        runToTheEnd();
    {
        const std::lock_guard lock(m_mutex);
        m_host = nullptr;
    }
    if (m_stopRequested) {
        if (m_exitCode != 130)
            say(QStringLiteral("Stopped."));
        m_exitCode = 130;
        kernel.announce(EventKind::Aborted, EntityId::Program);
    } else {
        kernel.announce(m_exitCode == 0 ? EventKind::Completed : EventKind::Failed, EntityId::Program);
        if (m_exitCode == 0)
            tellUnsettled(kernel);
    }
    std::fflush(stdout);
}

void ProgramRun::runToTheEnd()
{
    if (m_virtual) {
        if (!m_virtual->run(m_options.untilSeconds * 1'000'000'000) && !m_stopRequested) {
            say(QStringLiteral(
                    "Ended after %1 s of virtual time with timers still armed; --until SECONDS goes further.")
                    .arg(m_options.untilSeconds));
        }
        return;
    }
    QObject::connect(m_real.get(), &EventLoopExecutor::quiet, QCoreApplication::instance(), &QCoreApplication::quit);
    if (!m_real->isQuiet())
        QCoreApplication::exec();
}

void ProgramRun::tellUnsettled(Kernel &kernel)
{
    const std::size_t count = kernel.unsettled().size();
    if (count == 0)
        return;
    say(QStringLiteral("The program ended, and %1 for something that nothing is left to bring about.%2")
            .arg(count == 1 ? QStringLiteral("one sequence still waits")
                            : QStringLiteral("%1 sequences still wait").arg(count),
                 kernel.isObserved() ? QString()
                                     : QStringLiteral(" Run it with --record FILE and look at FILE to see which.")));
}
