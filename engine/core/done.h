#pragma once

#include "core/trigger.h"
#include "core/typed.h"

#include <optional>

namespace asq {

namespace typed {

/// Whether an error argument of a callback holds an error: true as a condition, not empty, not null.
template<typename E>
bool isThere(const E &error)
{
    if constexpr (std::is_constructible_v<bool, const E &>)
        return bool(error);
    else if constexpr (requires { error.isEmpty(); })
        return !error.isEmpty();
    else if constexpr (requires { error.empty(); })
        return !error.empty();
    else if constexpr (requires { error.isNull(); })
        return !error.isNull();
    else
        static_assert(sizeof(E) == 0, "whether this error argument holds an error cannot be told");
}
template<typename T>
struct IsOptional : std::false_type {};
template<typename T>
struct IsOptional<std::optional<T>> : std::true_type {};
template<typename E>
decltype(auto) errorIn(E &&error)
{
    if constexpr (IsOptional<std::remove_cvref_t<E>>::value)
        return *std::forward<E>(error);
    else
        return std::forward<E>(error);
}

} // namespace typed

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
    /// A callback (error, values…) for functions that report so: fails with the error if there is one.
    auto errorFirst() const
    {
        return [done = *this](auto &&error, Ts... values) {
            if (typed::isThere(error))
                done.fail(typed::errorIn(std::forward<decltype(error)>(error)));
            else
                done(std::move(values)...);
        };
    }
    const Ref<Trigger> &trigger() const { return m_trigger; }

private:
    Ref<Trigger> m_trigger;
};

} // namespace asq
