#pragma once

#include "core/executor.h"

namespace asq {

/// A queue of ticks apart from the executor's: what is posted here runs in batches of its own (a copy of the script's API
/// keeps one). Sequences belong to the queue that their kernel makes them in.
class TickQueue final : public Runnable
{
public:
    explicit TickQueue(Executor &executor) : m_executor(executor) {}
    void post(Ref<Runnable> job, EventId cause);
    void run(EventId cause) override;

private:
    struct Tick {
        Ref<Runnable> job;
        EventId cause;
    };
    Executor &m_executor;
    std::vector<Tick> m_ticks;
};

} // namespace asq
