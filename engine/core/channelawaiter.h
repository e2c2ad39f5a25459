#pragma once

#include "core/channelaction.h"
#include "core/channelflow.h"
#include "core/task.h"

namespace asq::typed {

/// `co_await` on an operation. In a goroutine the operation stands in the frame and resumes it by its own ticks, without
/// any memory of its own; in a bare runner a sequence stands between, as for all that is awaited there. W is a wait.
template<typename W>
class ChannelAwaiter final : public W
{
public:
    template<typename... Args>
    explicit ChannelAwaiter(TaskContext &context, Args &&...args)
        : W(*context.kernel, std::forward<Args>(args)...), m_context(context)
    {
    }
    ~ChannelAwaiter()
    {
        if (m_flow)
            m_flow->letGo();
    }
    bool await_ready()
    {
        // What is over at once goes straight back in; a recording shows that the goroutine stopped for it.
        if (m_context.waiter && !this->kernel().isObserved()) {
            m_isTried = true;
            return this->tryNow();
        }
        return false;
    }
    bool await_suspend(std::coroutine_handle<>)
    {
        Kernel &kernel = this->kernel();
        if (kernel.isObserved())
            kernel.setPosition(kernel.positionOf(this->location()));
        if (!m_isTried && this->tryNow()) {
            m_context.outcome.value = this->result();
            return true;
        }
        if (m_context.waiter) {
            this->wait(*m_context.waiter);
        } else {
            m_flow = makeRef<ChannelFlow>(kernel);
            this->wait(*m_flow);
            m_context.outcome.flow = m_flow->sequence();
        }
        return true;
    }
    typename W::Output await_resume()
    {
        m_context.error.reset(); // an error that was taken: it is thrown here
        return this->output();
    }

private:
    TaskContext &m_context;
    Ref<ChannelFlow> m_flow;
    bool m_isTried = false;
};

} // namespace asq::typed
