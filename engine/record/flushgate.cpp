#include "record/flushgate.h"

#include <QtGlobal>

#include <cerrno>
#include <ctime>

namespace asq::record {

FlushGate::FlushGate()
{
    const int failed = sem_init(&m_wake, 0, 0);
    Q_ASSERT(!failed);
    Q_UNUSED(failed);
}

FlushGate::~FlushGate()
{
    sem_destroy(&m_wake);
}

unsigned FlushGate::request() noexcept
{
    const unsigned request = m_requested.fetch_add(1, std::memory_order_acq_rel) + 1;
    wake();
    return request;
}

bool FlushGate::isDone(unsigned request) const noexcept
{
    return int(m_done.load(std::memory_order_acquire) - request) >= 0 || !m_served.load(std::memory_order_acquire);
}

// Polls, because a signal handler may not take part in anything cleverer.
bool FlushGate::flushWithin(std::chrono::milliseconds limit) noexcept
{
    if (m_entered.load(std::memory_order_acquire)
        && pthread_equal(m_writer.load(std::memory_order_acquire), pthread_self()))
        return false;
    const unsigned ticket = request();
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!isDone(ticket)) {
        if (std::chrono::steady_clock::now() >= end)
            return false;
        const timespec pause = {0, 500'000};
        nanosleep(&pause, nullptr);
    }
    return true;
}

void FlushGate::enter() noexcept
{
    m_writer.store(pthread_self(), std::memory_order_release);
    m_entered.store(true, std::memory_order_release);
}

void FlushGate::leave() noexcept
{
    m_served.store(false, std::memory_order_release);
}

void FlushGate::wait(std::chrono::nanoseconds limit) noexcept
{
    timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    const auto nanoseconds = std::chrono::nanoseconds(end.tv_nsec) + limit;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(nanoseconds);
    end.tv_sec += time_t(seconds.count());
    end.tv_nsec = long((nanoseconds - seconds).count());
    while (sem_clockwait(&m_wake, CLOCK_MONOTONIC, &end) != 0 && errno == EINTR) {}
    while (sem_trywait(&m_wake) == 0) {} // Several wakes ask for one round.
}

} // namespace asq::record
