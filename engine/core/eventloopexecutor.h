#pragma once

#include "core/executor.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QObject>

namespace asq {

/// Runs on the Qt event loop of the thread it was made on. Batches run back to back within one turn of the loop until
/// a time slice is used up or a timer is due, so a batch costs nanoseconds and the window stays alive; at most one
/// event is posted a slice.
class EventLoopExecutor : public QObject, public Executor
{
    Q_OBJECT

public:
    /// How long batches may run before the loop gets its turn, in nanoseconds.
    static constexpr qint64 TimeSlice = 4'000'000;

    explicit EventLoopExecutor(QObject *parent = nullptr);

    using Executor::startTimer; // not QObject's

    qint64 now() const override { return m_clock.nsecsElapsed(); }

Q_SIGNALS:
    /// Nothing is left to do: neither ticks nor timers, and nothing outside is awaited.
    void quiet();

protected:
    bool event(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void wake() override;
    void runSlice();
    void arm();

    QElapsedTimer m_clock;
    QBasicTimer m_timer;
    bool m_posted = false;
};

} // namespace asq
