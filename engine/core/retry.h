#pragma once

#include "core/done.h"
#include "core/until.h"

namespace asq {

/// The trigger of a step that is tried until it succeeds (`Sequence::until`).
template<typename... Ts>
class Retry : public Done<Ts...>
{
public:
    Retry(Ref<Trigger> done, Ref<Trigger> giveUp) : Done<Ts...>(std::move(done)), m_giveUp(std::move(giveUp)) {}
    /// No further try: the sequence fails with these errors.
    template<typename... Es>
    void giveUp(Es &&...errors) const
    {
        m_giveUp->fail(typed::toMessages(std::forward<Es>(errors)...));
    }

private:
    Ref<Trigger> m_giveUp;
};

namespace typed {

template<typename R, typename F, typename... Ts>
class TypedAttempt final : public Attempt
{
public:
    explicit TypedAttempt(F callable) : m_callable(std::move(callable)) {}
    void run(StepRun &run, const Ref<Trigger> &giveUp) override
    {
        std::apply([&](Ts &&...values) { m_callable(R(run.trigger(), giveUp), std::move(values)...); },
                   fromMessages<Ts...>(std::move(run.messages)));
    }

private:
    F m_callable;
};

} // namespace typed
} // namespace asq
