#pragma once

#include "core/step.h"

namespace asq {

/// What `until` tries again and again.
class Attempt : public RefCounted
{
public:
    /// One try. `giveUp` fails the whole step with what its fail() gets; its other calls are not used.
    virtual void run(StepRun &run, const Ref<Trigger> &giveUp) = 0;
};

/// `until`: runs an attempt with the same messages, over and over, without limit or delay, until it succeeds or gives up.
class UntilStep final : public Step
{
public:
    explicit UntilStep(Ref<Attempt> attempt) : m_attempt(std::move(attempt)) {}
    void run(StepRun &run) override;

private:
    Ref<Attempt> m_attempt;
};

} // namespace asq
