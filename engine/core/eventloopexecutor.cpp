#include "core/eventloopexecutor.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <algorithm>

namespace asq {

static const QEvent::Type SliceEvent = QEvent::Type(QEvent::registerEventType());

EventLoopExecutor::EventLoopExecutor(QObject *parent) : QObject(parent), Executor(Clock::Real)
{
    m_clock.start();
}

void EventLoopExecutor::wake()
{
    if (hasTicks() || isQuiet()) { // quiet: to tell so
        if (!m_posted) {
            m_posted = true;
            QCoreApplication::postEvent(this, new QEvent(SliceEvent));
        }
        return;
    }
    arm();
}

bool EventLoopExecutor::event(QEvent *event)
{
    if (event->type() != SliceEvent)
        return QObject::event(event);
    m_posted = false;
    runSlice();
    return true;
}

void EventLoopExecutor::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    m_timer.stop();
    runSlice();
}

void EventLoopExecutor::runSlice()
{
    constexpr qint64 brief = 20'000;
    constexpr int many = 8;
    qint64 before = now();
    const qint64 end = before + TimeSlice;
    int batches = 1;
    // The clock takes longer to read than a small batch to run: while batches are small it is read once for several.
    while (turn(batches) && hasTicks() && turnBegan() < end && !isStopped()) {
        batches = turnBegan() - before < brief ? many : 1;
        before = turnBegan();
    }
    if (hasTicks())
        wake();
    else if (hasTimers())
        arm();
    else if (isQuiet())
        Q_EMIT quiet();
}

void EventLoopExecutor::arm()
{
    if (!hasTimers())
        return;
    // Rounded up: a timer never fires before its time.
    const qint64 milliseconds = (std::max<qint64>(nextDue() - now(), 0) + 999'999) / 1'000'000;
    m_timer.start(int(std::min<qint64>(milliseconds, 24 * 3'600'000)), Qt::PreciseTimer, this);
}

} // namespace asq
