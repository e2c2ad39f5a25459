#include "core/timer.h"

#include <algorithm>
#include <limits>

namespace asq {

Timer::Timer(Kernel &kernel, Ref<Function> callback, qint64 delay, Repeat repeat, FailureHandler onFailure)
    : m_kernel(kernel), m_callback(std::move(callback)), m_onFailure(std::move(onFailure)), m_delay(delay),
      m_repeat(repeat), m_position(kernel.position()),
      m_entity(kernel.spawn(EntityKind::Timer, m_callback->description().label))
{
}

Ref<Timer> Timer::start(Kernel &kernel, Ref<Function> callback, qint64 delay, Repeat repeat, FailureHandler onFailure)
{
    const Ref<Timer> timer = makeRef<Timer>(kernel, std::move(callback), delay, repeat, std::move(onFailure));
    timer->arm();
    return timer;
}

void Timer::arm()
{
    EventId cause = m_kernel.cause();
    if (m_kernel.isObserved()) {
        Announcement armed;
        armed.kind = EventKind::Armed;
        armed.entity = m_entity;
        armed.cause = cause;
        armed.position = m_position;
        armed.count = quint32(std::min<qint64>(m_delay / 1000, std::numeric_limits<quint32>::max()));
        cause = m_kernel.announce(std::move(armed));
    }
    m_id = m_kernel.executor().startTimer(m_delay, Ref<Runnable>(this), cause);
}

void Timer::cancel()
{
    if (m_kernel.executor().cancelTimer(std::exchange(m_id, TimerId::None)))
        m_kernel.announce(EventKind::Cancelled, m_entity);
}

void Timer::run(EventId cause)
{
    const Ref<Timer> alive(this);
    m_id = TimerId::None;
    m_kernel.setPosition(m_position);
    Slice slice(m_kernel, EventKind::Fired, m_entity, cause);
    if (m_repeat == Repeat::Always)
        arm();
    try {
        m_callback->call({});
    } catch (...) {
        const Failure failure = Failure::current();
        m_kernel.announce(EventKind::Failed, m_entity, failure.errors);
        m_onFailure(failure);
    }
}

} // namespace asq
