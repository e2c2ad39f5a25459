#include "viewmodel/recordingloader.h"

#include "viewmodel/consolemodel.h"

#include "analysis/rules/findings.h"
#include "trace/formats/chunkreader.h"
#include "trace/tracebuilder.h"

#include <QFileInfo>

#include <optional>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace interleave {

using asq::trace::ChunkReader;
using asq::trace::Trace;
using asq::trace::TraceBuilder;

namespace {

constexpr int LookMilliseconds = 50;
constexpr qint64 Piece = 1024 * 1024;
constexpr int ReadPermille = 600; ///< So much of the work is reading; the rest is analysis.

// Of a large file, where reading is little.
constexpr qsizetype PieceEvents = 100'000;
constexpr int OpenedPermille = 30;
constexpr int TakenPermille = 950;

// What a long pass took and gave back stays with the process otherwise, in small pieces.
void giveBackFreeMemory()
{
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

} // namespace

RecordingLoader::RecordingLoader(QObject *parent) : QObject(parent)
{
    m_look.setInterval(LookMilliseconds);
    connect(&m_look, &QTimer::timeout, this, &RecordingLoader::changed);
}

RecordingLoader::~RecordingLoader()
{
    if (m_job)
        m_job->calledOff = true;
    for (QThread *thread : std::as_const(m_threads)) {
        thread->disconnect(this);
        thread->wait();
        delete thread;
    }
}

double RecordingLoader::progress() const
{
    return m_job ? m_job->permille / 1000.0 : 0.0;
}

QString RecordingLoader::text() const
{
    if (!m_job)
        return QString();
    const QString name = QFileInfo(m_job->path).fileName();
    return m_job->analyses ? tr("Analysing %1").arg(name) : tr("Reading %1").arg(name);
}

void RecordingLoader::start(const QString &path, qint64 largeFile, qsizetype longRecording)
{
    if (m_job)
        m_job->calledOff = true;
    m_job = std::make_shared<Job>();
    m_job->path = path;
    m_job->largeFile = largeFile;
    m_job->longRecording = longRecording;
    QThread *thread = QThread::create([this, job = m_job] { work(job); }); // The destructor waits for it.
    m_threads.append(thread);
    connect(thread, &QThread::finished, this, [this, thread, job = m_job] {
        m_threads.removeOne(thread);
        thread->deleteLater();
        finish(job);
    });
    thread->start();
    m_look.start();
    Q_EMIT changed();
}

void RecordingLoader::cancel()
{
    if (!m_job)
        return;
    m_job->calledOff = true;
    const QString path = m_job->path;
    m_job.reset();
    m_look.stop();
    Q_EMIT changed();
    Q_EMIT cancelled(path);
}

void RecordingLoader::finish(const std::shared_ptr<Job> &job)
{
    if (job != m_job)
        return; // It was called off.
    m_job.reset();
    m_look.stop();
    Q_EMIT changed();
    if (job->recording)
        Q_EMIT loaded(job->path, job->recording);
    else
        Q_EMIT failed(job->path, job->problem);
}

void RecordingLoader::work(const std::shared_ptr<Job> &job)
{
    QFile file(job->path);
    const bool isLarge = file.open(QIODevice::ReadOnly) && asq::trace::isLargeRecording(&file, job->largeFile);
    file.close();
    if (isLarge)
        readLarge(job);
    else
        readSmall(*job);
}

/// Notes how much of the file is read; false when it was called off.
bool RecordingLoader::goesOn(Job &job, double share)
{
    job.permille = int(share * (ReadPermille - 1));
    return !job.calledOff;
}

// The native form as it comes, so that one which somebody still writes is read as far as it goes.
void RecordingLoader::readSmall(Job &job)
{
    QFile file(job.path);
    const bool isNative = file.open(QIODevice::ReadOnly) && asq::trace::looksLikeNative(file.peek(64));
    const asq::trace::Result<Trace> trace = isNative
        ? readNativeFrom(job, file)
        : asq::trace::openWhole(job.path, [&job](double share) { return goesOn(job, share); });
    if (trace)
        analyse(job, *trace);
    else
        job.problem = trace.error().toString();
}

void RecordingLoader::analyse(Job &job, const Trace &trace)
{
    if (job.calledOff)
        return;
    job.analyses = true;
    job.permille = ReadPermille;
    auto recording = std::make_shared<AnalysedTrace>();
    recording->source = TimelineSource(trace);
    if (job.calledOff)
        return;
    job.permille = (1000 + ReadPermille) / 2;
    recording->states.extend(trace);
    job.recording = recording;
}

asq::trace::Result<Trace> RecordingLoader::readNativeFrom(Job &job, QFile &file)
{
    const double size = double(std::max<qint64>(1, file.size()));
    TraceBuilder builder;
    ChunkReader reader(&builder);
    while (!file.atEnd() && goesOn(job, double(file.pos()) / size)) {
        const std::optional<asq::trace::Error> error = reader.feed(file.read(Piece));
        if (error && builder.eventCount() == 0)
            return *error;
        if (error)
            break; // What came before is kept; close() says what is missing.
    }
    reader.close();
    return builder.snapshot();
}

void RecordingLoader::readLarge(const std::shared_ptr<Job> &job)
{
    if (const std::optional<Trace> first = asq::trace::openBeginning(job->path)) {
        const auto beginning = std::make_shared<AnalysedTrace>(
            AnalysedTrace{TimelineSource(*first), asq::analysis::StateIndex(*first)});
        QMetaObject::invokeMethod(this, [this, job, beginning] {
            if (job == m_job)
                Q_EMIT begun(job->path, beginning);
        });
    }
    const asq::trace::Result<Trace> trace = asq::trace::openWhole(job->path,
                                                                  [&job](double share) { return goesOn(*job, share); });
    if (!trace) {
        job->problem = trace.error().toString();
        return;
    }
    if (!trace->store())
        return analyse(*job, *trace);
    auto recording = std::make_shared<AnalysedTrace>();
    if (!job->calledOff && analysePieces(*job, *trace, *recording))
        job->recording = recording;
}

/// False when it was called off.
bool RecordingLoader::analysePieces(Job &job, const Trace &trace, AnalysedTrace &recording)
{
    job.analyses = true;
    const int from = std::max(OpenedPermille, job.permille.load());
    const qsizetype count = trace.eventCount();
    const bool isLong = count >= job.longRecording;
    if (isLong)
        recording.source = TimelineSource::forLongRecording();
    LookedThrough found;
    std::optional<asq::analysis::Findings> rules(std::in_place);
    for (qsizetype done = 0; done < count;) {
        const qsizetype end = std::min(count, done + PieceEvents);
        const Trace piece = TraceBuilder::beginning(trace, end);
        recording.source.takeEvents(piece);
        if (!isLong)
            recording.states.extend(piece);
        rules->extend(piece);
        found.lines.append(ConsoleModel::linesOf(trace, done, end));
        done = end;
        const double share = double(done) / double(count);
        job.permille = from + int(share * (TakenPermille - from));
        if (job.calledOff)
            return false;
    }
    // Damage that was found on the way is a remark of `trace`, whose store all pieces share.
    recording.source.endEvents();
    if (trace.store())
        trace.store()->forgetUnpacked();
    giveBackFreeMemory();
    const asq::analysis::StateIndex &states = isLong ? *recording.source.states() : recording.states;
    found.findings = rules->atEnd(states.at(asq::trace::EventId(quint32(count))));
    rules.reset(); // What they hold is memory that the lanes need now.
    giveBackFreeMemory();
    recording.source.finish();
    if (isLong)
        recording.states = *recording.source.states();
    recording.lookedThrough = std::move(found);
    return !job.calledOff;
}

} // namespace interleave
