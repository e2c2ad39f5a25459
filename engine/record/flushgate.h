#pragma once

#include <pthread.h>
#include <semaphore.h>

#include <atomic>
#include <chrono>

namespace asq::record {

/// Where the writer thread sleeps, and where others, a signal handler among them, ask it to write out everything
/// that was recorded so far and wait until it has.
class FlushGate
{
public:
    FlushGate();
    ~FlushGate();
    FlushGate(const FlushGate &) = delete;
    FlushGate &operator=(const FlushGate &) = delete;

    /// Any thread and signal handlers: wakes the writer.
    void wake() noexcept { sem_post(&m_wake); }
    /// Any thread and signal handlers: asks for a flush; the result is for isDone().
    unsigned request() noexcept;
    bool isDone(unsigned request) const noexcept;
    /// Asks for a flush and waits for it. Any thread and signal handlers, but pointless on the writer's thread, where
    /// it returns at once. False when it did not happen within `limit`.
    bool flushWithin(std::chrono::milliseconds limit) noexcept;

    /// Writer thread: to be called first.
    void enter() noexcept;
    /// Writer thread: nobody serves requests from now on; all of them count as done.
    void leave() noexcept;
    /// Writer thread: sleeps until woken, at most `limit`.
    void wait(std::chrono::nanoseconds limit) noexcept;
    /// Writer thread: the newest request; everything recorded before it was made is visible after this call.
    unsigned requested() const noexcept { return m_requested.load(std::memory_order_acquire); }
    void done(unsigned request) noexcept { m_done.store(request, std::memory_order_release); }

private:
    sem_t m_wake;
    std::atomic<unsigned> m_requested = 0;
    std::atomic<unsigned> m_done = 0;
    std::atomic<bool> m_served = true; ///< False once the writer has left.
    std::atomic<bool> m_entered = false;
    std::atomic<pthread_t> m_writer = {};
};

} // namespace asq::record
