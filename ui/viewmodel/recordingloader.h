#pragma once

#include "trace/formats/largefile.h"
#include "trace/result.h"
#include "viewmodel/tracesession.h"

#include <QFile>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <memory>

namespace interleave {

/// Reads and analyses a recording in a thread of its own, so that the window stays alive meanwhile; tells how far it
/// is, and can be called off. One recording at a time: another start() calls off the one before.
///
/// Of a large file, in whichever form, the beginning comes first, at once and whole in itself, to be looked at while the rest
/// is read; called off, that is what stays. Where events stay in the file they are taken up piece by piece, each for all
/// that is made of them, so every chunk of the file is unpacked once.
class RecordingLoader : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by the workbench")
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed FINAL)
    /// 0 to 1.
    Q_PROPERTY(double progress READ progress NOTIFY changed FINAL)
    /// What it is doing, in a few words.
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)

public:
    static constexpr qsizetype LongRecording = 1'000'000;

    explicit RecordingLoader(QObject *parent = nullptr);
    /// Calls off what is under way, and waits for it.
    ~RecordingLoader() override;

    bool isLoading() const { return m_job != nullptr; }
    double progress() const;
    QString text() const;

    /// From `largeFile` bytes on a file is large, and from `longRecording` events on what is in a large file is long, of which
    /// not everything is kept in memory.
    void start(const QString &path, qint64 largeFile = asq::trace::LargeFile, qsizetype longRecording = LongRecording);
    /// Nothing will come of what is under way.
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();
    /// The beginning of a large recording; loaded(), failed() or cancelled() follows, or nothing after another start().
    void begun(const QString &path, const std::shared_ptr<interleave::AnalysedTrace> &beginning);
    void loaded(const QString &path, const std::shared_ptr<interleave::AnalysedTrace> &recording);
    void failed(const QString &path, const QString &problem);
    void cancelled(const QString &path);

private:
    struct Job {
        QString path;
        qint64 largeFile = 0;
        qsizetype longRecording = 0;
        std::atomic<bool> calledOff = false;
        std::atomic<int> permille = 0;
        std::atomic<bool> analyses = false; ///< Else it reads.
        std::shared_ptr<AnalysedTrace> recording;
        QString problem;
    };
    void work(const std::shared_ptr<Job> &job);
    static void readSmall(Job &job);
    void readLarge(const std::shared_ptr<Job> &job);
    static void analyse(Job &job, const asq::trace::Trace &trace);
    static bool analysePieces(Job &job, const asq::trace::Trace &trace, AnalysedTrace &recording);
    static asq::trace::Result<asq::trace::Trace> readNativeFrom(Job &job, QFile &file);
    static bool goesOn(Job &job, double share);
    void finish(const std::shared_ptr<Job> &job);

    std::shared_ptr<Job> m_job;
    QList<QThread *> m_threads; ///< Also of jobs that were called off and have not noticed yet.
    QTimer m_look;
};

} // namespace interleave
