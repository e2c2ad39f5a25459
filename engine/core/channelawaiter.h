#pragma once

#include "core/channelaction.h"
#include "core/channelflow.h"
#include "core/task.h"

namespace asq::typed {

/// `co_await` on an operation. In a goroutine the operation stands in the frame and resumes it by its own ticks, without
/// any memory of its own; in a bare runner a sequence stands between, as for all that is awaited there. W is the wait,
/// made only when there is need to wait.
template<typename W, typename Action>
class ChannelAwaiter final
{
public:
    ChannelAwaiter(TaskContext &context, Action &action) : m_context(context), m_action(action) {}
    ChannelAwaiter(const ChannelAwaiter &) = delete;
    ChannelAwaiter &operator=(const ChannelAwaiter &) = delete;
    ~ChannelAwaiter()
    {
        if (m_isWaiting)
            leave();
    }
    Q_ALWAYS_INLINE bool await_ready()
    {
        // What is over at once goes straight back in; a recording shows that the goroutine stopped for it.
        ChannelWaiter *const waiter = m_context.quickWaiter;
        if (!waiter) [[unlikely]]
            return false;
        if (m_action.tryNow())
            return true;
        // It is told by a later tick, so it may as well begin to wait here.
        beginQuickly(*waiter);
        return false;
    }
    void await_suspend(std::coroutine_handle<>)
    {
        if (!m_isWaiting) [[unlikely]]
            suspendOtherwise();
    }
    typename Action::Output await_resume()
    {
        if (!m_isWaiting)
            return m_action.output({});
        if (m_waiting.flow) [[unlikely]]
            m_context.error.reset(); // an error that was taken: it is thrown here
        return m_action.output(m_waiting.wait.told());
    }

private:
    struct Waiting {
        W wait;
        ChannelFlow *flow; ///< Counted. Not of a goroutine, which waits itself.
    };
    void begin(Kernel &kernel)
    {
        new (&m_waiting) Waiting{W(kernel, m_action), nullptr};
        m_isWaiting = true;
    }
    /// For a waiter that is told directly, where nobody observes.
    Q_NEVER_INLINE void beginQuickly(ChannelWaiter &waiter)
    {
        begin(*m_context.kernel);
        m_waiting.wait.waitQuickly(waiter);
    }
    /// With somebody who observes, or in a bare runner.
    Q_NEVER_INLINE void suspendOtherwise()
    {
        Kernel &kernel = *m_context.kernel;
        if (kernel.isObserved())
            kernel.setPosition(kernel.positionOf(m_action.location));
        if (m_action.tryNow()) {
            m_context.outcome.value = m_action.shown({});
            return;
        }
        begin(kernel);
        if (m_context.waiter) {
            m_waiting.wait.wait(*m_context.waiter);
            return;
        }
        m_waiting.flow = makeRef<ChannelFlow>(kernel).release();
        m_waiting.wait.wait(*m_waiting.flow);
        m_context.outcome.flow = m_waiting.flow->sequence();
    }
    void leave()
    {
        if (m_waiting.flow) [[unlikely]]
            letGoOfFlow();
        for (ChannelNode *node : m_action.nodes()) {
            if (node->isQueued)
                node->leave();
        }
        m_waiting.~Waiting();
    }
    Q_NEVER_INLINE void letGoOfFlow()
    {
        m_waiting.flow->letGo();
        m_waiting.flow->deref();
    }

    TaskContext &m_context;
    Action &m_action;
    union {
        Waiting m_waiting; ///< While m_isWaiting.
    };
    bool m_isWaiting = false;
};

} // namespace asq::typed
