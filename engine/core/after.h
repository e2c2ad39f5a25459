#pragma once

#include "core/step.h"

#include <optional>

namespace asq {

/// `after` and `failAfter`: waits for a timer, then passes on what comes in, or fixed messages; or fails with them. An abort
/// of the sequence does not stop the timer, it makes its end unheard.
class AfterStep final : public Step
{
public:
    enum class Ends { Completed, Failed };
    /// `delay` is in nanoseconds. Without `messages`, what comes in is passed on; a failure never takes that.
    AfterStep(qint64 delay, std::optional<Messages> messages, Ends ends = Ends::Completed)
        : m_delay(delay), m_messages(std::move(messages)), m_ends(ends)
    {
    }
    void run(StepRun &run) override;

private:
    qint64 m_delay;
    std::optional<Messages> m_messages;
    Ends m_ends;
};

} // namespace asq
