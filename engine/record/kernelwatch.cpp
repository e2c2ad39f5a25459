#include "record/kernelwatch.h"

#include "core/executor.h"
#include "record/recorder.h"
#include "record/recording.h"

#include <QThread>

#include <cstdlib>

namespace asq::record {

namespace {

/// The recording that nobody in the program asked for; ended when the process exits.
std::unique_ptr<Recording> &recordingOnDemand()
{
    static auto *const recording = new std::unique_ptr<Recording>;
    return *recording;
}

QString threadName(int number)
{
    const QThread *thread = QThread::currentThread();
    if (thread && !thread->objectName().isEmpty())
        return thread->objectName();
    return QStringLiteral("kernel %1").arg(number);
}

} // namespace

KernelWatch &KernelWatch::instance()
{
    static auto *const watch = [] {
        auto *const made = new KernelWatch;
        ObserverSource::install(made);
        return made;
    }();
    return *watch;
}

void KernelWatch::begin(const std::shared_ptr<Recorder> &recorder)
{
    const std::lock_guard lock(m_mutex);
    Q_ASSERT_X(!m_recorder, "Recording", "there is one already");
    m_recorder = recorder;
    m_kernels = 0;
    m_isOnDemand = false;
}

void KernelWatch::end(const Recorder *recorder)
{
    const std::lock_guard lock(m_mutex);
    if (m_recorder.get() == recorder)
        m_recorder.reset();
}

void KernelWatch::beginOnDemand()
{
    const std::lock_guard lock(m_mutex);
    m_isOnDemand = true;
}

void KernelWatch::beginIfDemanded()
{
    const std::lock_guard beginning(m_beginning);
    {
        const std::lock_guard lock(m_mutex);
        if (!std::exchange(m_isOnDemand, false))
            return;
    }
    recordingOnDemand() = std::make_unique<Recording>(QString());
    std::atexit([] { recordingOnDemand().reset(); });
}

Observer *KernelWatch::kernelBegins(const Executor &executor)
{
    beginIfDemanded();
    const std::lock_guard lock(m_mutex);
    const std::shared_ptr<Observer> observer = m_recorder ? observerFor(executor) : nullptr;
    if (observer)
        m_observers[observer.get()] = observer;
    return observer.get();
}

std::shared_ptr<Observer> KernelWatch::observerFor(const Executor &executor)
{
    if (++m_kernels > 1)
        return m_recorder->addThread(threadName(m_kernels));
    m_recorder->setVirtualClock(executor.isVirtual());
    return m_recorder;
}

void KernelWatch::kernelEnds(Observer *observer)
{
    std::shared_ptr<Observer> last; // Goes after the lock.
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_observers.find(observer); found != m_observers.end()) {
        last = std::move(found->second);
        m_observers.erase(found);
    }
}

} // namespace asq::record
