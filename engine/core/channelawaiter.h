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
    bool await_ready()
    {
        // What is over at once goes straight back in; a recording shows that the goroutine stopped for it.
        m_isTried = m_context.waiter && !m_context.kernel->isObserved();
        return m_isTried && m_action.tryNow();
    }
    void await_suspend(std::coroutine_handle<>)
    {
        Kernel &kernel = *m_context.kernel;
        if (kernel.isObserved())
            kernel.setPosition(kernel.positionOf(m_action.location));
        if (!m_isTried && m_action.tryNow()) {
            m_context.outcome.value = m_action.shown({});
            return;
        }
        new (&m_waiting) Waiting{W(kernel, m_action), {}};
        m_isWaiting = true;
        if (m_context.waiter) {
            m_waiting.wait.wait(*m_context.waiter);
        } else {
            m_waiting.flow = makeRef<ChannelFlow>(kernel);
            m_waiting.wait.wait(*m_waiting.flow);
            m_context.outcome.flow = m_waiting.flow->sequence();
        }
    }
    typename Action::Output await_resume()
    {
        if (!m_isWaiting)
            return m_action.output({});
        m_context.error.reset(); // an error that was taken: it is thrown here
        return m_action.output(m_waiting.wait.told());
    }

private:
    struct Waiting {
        W wait;
        Ref<ChannelFlow> flow; ///< Not of a goroutine, which waits itself.
    };
    void leave()
    {
        m_isWaiting = false;
        if (m_waiting.flow)
            m_waiting.flow->letGo();
        for (ChannelNode *node : m_action.nodes()) {
            if (node->isQueued)
                node->leave();
        }
        m_waiting.~Waiting();
    }

    TaskContext &m_context;
    Action &m_action;
    union {
        Waiting m_waiting; ///< While m_isWaiting.
    };
    bool m_isTried = false;
    bool m_isWaiting = false;
};

} // namespace asq::typed
