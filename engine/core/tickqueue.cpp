#include "core/tickqueue.h"

#include <utility>

namespace asq {

void TickQueue::post(Ref<Runnable> job, EventId cause)
{
    m_ticks.push_back({std::move(job), cause});
    if (m_ticks.size() == 1)
        m_executor.postBatch(Ref<Runnable>(this), cause);
}

void TickQueue::run(EventId)
{
    const std::vector<Tick> batch = std::exchange(m_ticks, {});
    for (const Tick &tick : batch)
        if (!m_executor.isStopped())
            tick.job->run(tick.cause);
}

} // namespace asq
