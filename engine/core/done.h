#pragma once

#include "core/trigger.h"
#include "core/typed.h"

namespace asq {

/// The trigger of a step that passes on `Ts…`: called once, by whoever finishes the work. Copyable.
template<typename... Ts>
class Done
{
public:
    explicit Done(Ref<Trigger> trigger) : m_trigger(std::move(trigger)) {}
    void operator()(Ts... values) const { m_trigger->complete(typed::toMessages(std::move(values)...)); }
    template<typename... Es>
    void fail(Es &&...errors) const
    {
        m_trigger->fail(typed::toMessages(std::forward<Es>(errors)...));
    }
    /// Fails with all of what reached a handler.
    void fail(const Error &error) const { m_trigger->fail(error.messages()); }
    void abort() const { m_trigger->abort(); }
    /// A callback (error, values…) for functions that report so: fails with the error if it is truthy.
    auto errorFirst() const
    {
        return [trigger = m_trigger](auto &&error, Ts... values) {
            Messages messages = typed::toMessages(std::forward<decltype(error)>(error), std::move(values)...);
            trigger->errorFirst(std::move(messages));
        };
    }
    const Ref<Trigger> &trigger() const { return m_trigger; }

private:
    Ref<Trigger> m_trigger;
};

} // namespace asq
