#include "record/recording.h"

#include "record/crashguard.h"
#include "record/kernelwatch.h"
#include "record/nativesink.h"
#include "record/recorder.h"
#include "record/recordingnames.h"
#include "record/rotatingsink.h"
#include "record/savesignal.h"

#include <QFileInfo>

#include <csignal>
#include <cstdio>
#include <mutex>
#include <optional>

namespace asq::record {

struct Recording::State {
    QString fileName;
    QString fileAtEnd; ///< Of a recording of which only the end is kept; empty: what is kept then goes nowhere.
    std::shared_ptr<Recorder> recorder; ///< Null: nothing is recorded.
    std::optional<CrashGuard> crashes;
    std::optional<SaveSignal> saveSignal;
    std::mutex mutex; ///< Guards what follows.
    QStringList problems;

    void tell(const QString &problem)
    {
        std::fprintf(stderr, "asq: %s\n", qPrintable(problem));
        const std::lock_guard lock(mutex);
        problems.append(problem);
    }
    void applyEnvironment(RecordingOptions &options);
    std::unique_ptr<Sink> openSink(const std::optional<KeepLimits> &keep);
    bool begin(const RecordingOptions &options);
};

namespace {

QString programName()
{
    return QFileInfo(QFileInfo(QStringLiteral("/proc/self/exe")).symLinkTarget()).fileName();
}

} // namespace

/// A child process would write over the file, unless it gets one of its own: then it is recorded as well, but for its end,
/// which whoever asked for it expects of this process alone.
void Recording::State::applyEnvironment(RecordingOptions &options)
{
    if (!qEnvironmentVariableIsEmpty(FileVariable)) {
        fileName = qEnvironmentVariable(FileVariable);
        if (!fileName.contains(QLatin1String("%p")))
            qunsetenv(FileVariable);
    }
    fileAtEnd = fileNameFrom(qEnvironmentVariable(EndVariable));
    qunsetenv(EndVariable);
    if (!qEnvironmentVariableIsEmpty(ValuesVariable)) {
        if (const auto values = valuesFromWord(qEnvironmentVariable(ValuesVariable)))
            options.values = *values;
        else
            tell(QStringLiteral("%1: %2.").arg(QLatin1String(ValuesVariable), values.error().text));
    }
    if (!qEnvironmentVariableIsEmpty(KeepVariable)) {
        if (const auto keep = keepFromWord(qEnvironmentVariable(KeepVariable)))
            options.keep = *keep;
        else
            tell(QStringLiteral("%1: %2.").arg(QLatin1String(KeepVariable), keep.error().text));
    }
}

std::unique_ptr<Sink> Recording::State::openSink(const std::optional<KeepLimits> &keep)
{
    if (keep)
        return std::make_unique<RotatingSink>(fileName, RotatingSink::Options{*keep, fileAtEnd});
    trace::Result<std::unique_ptr<NativeSink>> sink = NativeSink::toFile(fileName);
    if (sink)
        return std::move(sink.value());
    tell(sink.error().text + QLatin1String(" The program runs without being recorded."));
    return nullptr;
}

bool Recording::State::begin(const RecordingOptions &options)
{
    std::vector<std::unique_ptr<Sink>> sinks;
    sinks.push_back(openSink(options.keep));
    if (!sinks.front())
        return false;
    RecorderOptions recorderOptions;
    recorderOptions.values = options.values;
    recorderOptions.tellProblem = [this](const QString &problem) { tell(problem); };
    recorder = std::make_shared<Recorder>(recorderOptions, std::move(sinks));
    constexpr int patienceToSave = 5000;
    if (options.guardsCrashes)
        crashes.emplace(*recorder, options.keep ? patienceToSave : CrashGuard::PatienceMilliseconds);
    if (options.keep)
        saveSignal.emplace(*recorder, SIGUSR1);
    const QString program = options.program.isEmpty() ? programName() : options.program;
    recorder->born({EntityId::Program, EntityKind::Program, EntityId::None, EventId::None, program, {}, 0});
    return true;
}

Recording::Recording(const QString &fileName, RecordingOptions options) : m_state(std::make_unique<State>())
{
    m_state->fileName = fileName;
    m_state->applyEnvironment(options);
    m_state->fileName = fileNameFrom(m_state->fileName);
    if (m_state->begin(options))
        KernelWatch::instance().begin(m_state->recorder);
}

Recording::~Recording()
{
    finish();
}

QString Recording::fileName() const
{
    return m_state->fileName;
}

bool Recording::isRunning() const
{
    return m_state->recorder != nullptr;
}

bool Recording::saveNow()
{
    const std::shared_ptr<Recorder> recorder = m_state->recorder;
    const bool isKept = m_state->saveSignal.has_value();
    const qsizetype problemsBefore = problems().size();
    return recorder && isKept && recorder->saveNow(std::chrono::seconds(5)) && problems().size() == problemsBefore;
}

void Recording::finish()
{
    const std::shared_ptr<Recorder> recorder = std::exchange(m_state->recorder, nullptr);
    if (!recorder)
        return;
    KernelWatch::instance().end(recorder.get());
    m_state->saveSignal.reset();
    m_state->crashes.reset();
    recorder->finish();
}

QStringList Recording::problems() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->problems;
}

} // namespace asq::record
