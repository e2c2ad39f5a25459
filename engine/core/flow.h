#pragma once

#include "core/fifo.h"
#include "core/step.h"

#include <optional>
#include <vector>

namespace asq {

/// What plain and iterable sequences have in common: values flow out of them, one message list after another, or an
/// error does.
class Flow : public Runnable
{
public:
    Flow(Kernel &kernel, EntityId entity);
    ~Flow() override;

    Kernel &kernel() const { return m_kernel; }
    EntityId entity() const override { return m_entity; }

    /// Where this flow's ticks come from; null is the executor's own queue. The kernel keeps it.
    TickQueue *tickQueue() const { return m_tickQueue; }

    /// Runs `job` in the next batch of this flow's queue.
    void post(Runnable *job, EventId cause)
    {
        if (!m_tickQueue)
            m_kernel.executor().post(job, cause);
        else
            postToQueue(job, cause);
    }

    /// Appends a step that calls `function`.
    virtual void val(Ref<Function> function) = 0;
    /// Appends a handler for errors.
    virtual void onError(Ref<Function> handler) = 0;
    /// From here on `trigger` hears what this flow gives, and its errors.
    virtual void pipe(Ref<Trigger> trigger) = 0;
    virtual void abort() = 0;
    /// A step has begun and never completed, and nothing has ended the flow.
    virtual bool isUnsettled() const = 0;

    /// What somebody who waits for this flow waits for; the flow itself unless told.
    struct Awaited {
        WaitReason reason = WaitReason::Sequence;
        EntityId on = EntityId::None;
    };
    Awaited awaited() const { return m_awaited ? *m_awaited : Awaited{WaitReason::Sequence, m_entity}; }
    void setAwaited(Awaited awaited) { m_awaited = awaited; }

protected:
    /// The handlers of an error run in order, each once, all with the same errors; what one throws joins the errors for
    /// those after it. Gives the errors to the host when nobody handles them.
    struct ErrorState {
        std::vector<Ref<Function>> handlers;
        Messages errors;
        bool reported = false;
        bool failed = false;
    };
    void runHandlers(ErrorState &state, EventId cause);
    /// Drops steps, handlers and messages: the kernel ends.
    virtual void letGo() = 0;

private:
    friend class Kernel;
    void postToQueue(Runnable *job, EventId cause);
    Kernel &m_kernel;
    TickQueue *m_tickQueue;
    EntityId m_entity;
    std::optional<Awaited> m_awaited;
    Flow *m_older = nullptr;
    Flow *m_newer = nullptr;
    bool m_orphan = false; ///< The kernel is gone.
};

} // namespace asq
