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
        if constexpr (Action::NodeCount > 1) {
            if (m_way == Way::Quick)
                leave();
        } // a single one has left its queue, or does so when it is destroyed
        if (m_way == Way::Thorough) [[unlikely]]
            endWaiting();
    }
    Q_ALWAYS_INLINE bool await_ready()
    {
        // What is over at once goes straight back in; a recording shows that the goroutine stopped for it.
        ChannelWaiter *const waiter = m_context.quickWaiter;
        if (!waiter) [[unlikely]] {
            m_way = Way::AtOnce;
            return false;
        }
        // It is told by a later tick, so it may as well begin to wait here.
        const OperationState state = m_action.operateQuickly(*waiter);
        m_way = state == OperationState::Waits ? Way::Quick : Way::AtOnce;
        return state == OperationState::Over;
    }
    void await_suspend(std::coroutine_handle<>)
    {
        if (m_way != Way::Quick) [[unlikely]]
            suspendOtherwise();
    }
    Q_ALWAYS_INLINE typename Action::Output await_resume()
    {
        if (m_way == Way::Thorough) [[unlikely]]
            return outputOfThorough();
        if constexpr (Action::HasOneOutput)
            return m_action.output({});
        else
            return m_action.output(m_way == Way::Quick ? Action::told(*m_context.quickWaiter) : Told());
    }

private:
    enum class Way : quint8 {
        AtOnce,
        Quick, ///< Nobody observes, and the goroutine is told directly.
        Thorough, ///< In m_waiting.
    };
    using Told = decltype(Action::told(std::declval<const ChannelWaiter &>()));
    Q_NEVER_INLINE typename Action::Output outputOfThorough()
    {
        if (!m_waiting.flow)
            return m_action.output(Action::told(*m_context.waiter));
        m_context.error.reset(); // an error that was taken: it is thrown here
        return m_action.output(Action::told(*m_waiting.flow));
    }
    struct Waiting {
        W wait;
        ChannelFlow *flow; ///< Counted. Not of a goroutine, which waits itself.
    };
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
        new (&m_waiting) Waiting{W(m_action), nullptr};
        m_way = Way::Thorough;
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
        for (ChannelNode *node : m_action.nodes()) {
            if (node->isQueued)
                node->leave();
        }
    }
    Q_NEVER_INLINE void endWaiting()
    {
        leave();
        if (m_waiting.flow) {
            m_waiting.flow->letGo();
            m_waiting.flow->deref();
        }
        m_waiting.~Waiting();
    }

    TaskContext &m_context;
    Action &m_action;
    union {
        Waiting m_waiting; ///< While m_way is Thorough.
    };
    Way m_way; ///< Since await_ready(), which follows the constructor.
};

} // namespace asq::typed
