#pragma once

#include "trace/result.h"
#include "viewmodel/tracesession.h"

#include <QThread>
#include <QTimer>

#include <atomic>
#include <memory>

namespace interleave {

/// Reads and analyses a recording in a thread of its own, so that the window stays alive meanwhile; tells how far it
/// is, and can be called off. One recording at a time: another start() calls off the one before.
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
    explicit RecordingLoader(QObject *parent = nullptr);
    /// Calls off what is under way, and waits for it.
    ~RecordingLoader() override;

    bool isLoading() const { return m_job != nullptr; }
    double progress() const;
    QString text() const;

    void start(const QString &path);
    /// Nothing will come of what is under way.
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();
    void loaded(const QString &path, const std::shared_ptr<interleave::AnalysedTrace> &recording);
    void failed(const QString &path, const QString &problem);
    void cancelled(const QString &path);

private:
    struct Job {
        QString path;
        std::atomic<bool> calledOff = false;
        std::atomic<int> permille = 0;
        std::shared_ptr<AnalysedTrace> recording;
        QString problem;
    };
    static void work(Job &job);
    static asq::trace::Result<asq::trace::Trace> read(Job &job);
    void finish(const std::shared_ptr<Job> &job);

    std::shared_ptr<Job> m_job;
    QList<QThread *> m_threads; ///< Also of jobs that were called off and have not noticed yet.
    QTimer m_look;
};

} // namespace interleave
