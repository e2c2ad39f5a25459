#include "viewmodel/recordingloader.h"

#include "viewmodel/recordingfile.h"

#include "trace/formats/chunkreader.h"
#include "trace/formats/nativefile.h"

#include <QFile>
#include <QFileInfo>

namespace interleave {

using asq::trace::ChunkReader;
using asq::trace::Trace;
using asq::trace::TraceBuilder;

namespace {

constexpr int LookMilliseconds = 50;
constexpr qint64 Piece = 1024 * 1024;
constexpr int ReadPermille = 600; ///< So much of the work is reading; the rest is analysis.

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
    return m_job->permille < ReadPermille ? tr("Reading %1").arg(name) : tr("Analysing %1").arg(name);
}

void RecordingLoader::start(const QString &path)
{
    if (m_job)
        m_job->calledOff = true;
    m_job = std::make_shared<Job>();
    m_job->path = path;
    QThread *thread = QThread::create([job = m_job] { work(*job); });
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

void RecordingLoader::work(Job &job)
{
    const asq::trace::Result<Trace> trace = read(job);
    if (!trace) {
        job.problem = trace.error().toString();
        return;
    }
    if (job.calledOff)
        return;
    job.permille = ReadPermille;
    auto recording = std::make_shared<AnalysedTrace>();
    recording->source = TimelineSource(*trace);
    if (job.calledOff)
        return;
    job.permille = (1000 + ReadPermille) / 2;
    recording->states.extend(*trace);
    job.recording = recording;
}

// The native form in pieces, so that it can be told how far it is; other forms as a whole. Of a large native file the
// events stay where they are, which opens it at once.
asq::trace::Result<Trace> RecordingLoader::read(Job &job)
{
    QFile file(job.path);
    if (!file.open(QIODevice::ReadOnly))
        return asq::trace::Error{file.errorString()};
    if (file.size() >= asq::trace::LargeFile || !asq::trace::looksLikeNative(file.peek(64)))
        return readRecording(job.path);
    const double size = double(std::max<qint64>(1, file.size()));
    TraceBuilder builder;
    ChunkReader reader(&builder);
    while (!file.atEnd() && !job.calledOff) {
        const std::optional<asq::trace::Error> error = reader.feed(file.read(Piece));
        if (error && builder.eventCount() == 0)
            return *error;
        if (error)
            break; // What came before is kept; close() says what is missing.
        job.permille = int(double(file.pos()) / size * (ReadPermille - 1));
    }
    reader.close();
    return builder.snapshot();
}

} // namespace interleave
