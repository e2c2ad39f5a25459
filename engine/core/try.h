#pragma once

#include "core/step.h"

namespace asq {

/// The errors of a step that failed inside `try`, as the one message that goes on in place of what it would have passed on.
class Caught
{
public:
    explicit Caught(Messages errors) : m_errors(wrapped(errors)) {}
    /// The error, or a wrapper of several; undefined for none.
    const Value &error() const { return m_errors; }

private:
    Value m_errors;
};

template<>
struct ValueTraits<Caught> {
    static QString summary(const Caught &caught, int budget)
    {
        return QLatin1String("catch: ") + caught.error().summary(budget);
    }
    static QString detail(const Caught &caught, DetailLimits limits)
    {
        return QLatin1String("catch: ") + caught.error().detail(limits);
    }
    static bool truthy(const Caught &) { return true; }
    static bool isError(const Caught &) { return false; }
    /// Each failure is an object of its own: a filter of distinct messages lets both through.
    static bool equal(const Caught &a, const Caught &b) { return &a == &b; }
};

/// `try`: runs a step; its failure does not fail the sequence but goes on as a message, a Caught.
class TryStep final : public Step
{
public:
    /// How what the step passes on goes on: as it is, or as one message, a wrapper of several.
    enum class Passes { All, One };
    explicit TryStep(Ref<Step> body, Passes passes = Passes::All) : m_body(std::move(body)), m_passes(passes)
    {
        setDescription(m_body->description());
    }
    void run(StepRun &run) override;

private:
    Ref<Step> m_body;
    Passes m_passes;
};

} // namespace asq
