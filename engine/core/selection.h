#pragma once

#include "core/parallel.h"

namespace asq {

/// What `any`, `none`, `first` and `last` share: segments run side by side, failures do not end the step, and what it passes
/// on follows from who succeeded. They run inside a sequence of their own: a segment that throws fails the step at once, one
/// that aborts leaves the step waiting for ever. Sequences among them are tapped when the step runs.
///
/// Reference: asynquence-contrib 0.28.2; conformance notes section 4. A segment that succeeds twice counts once.
class SelectionStep : public Step
{
public:
    explicit SelectionStep(std::vector<Part> parts) : m_parts(std::move(parts)) {}
    void run(StepRun &run) final;

    /// What one run has seen so far.
    struct Results {
        Messages passed; ///< A slot a segment: what it passed on as one value, undefined if it has not.
        Messages errors; ///< The same of failures.
        Value latest; ///< What the last that succeeded passed on.
        bool succeeded = false;
    };
    /// The first success decides, and an abort is nothing but a forgotten failure.
    virtual bool isDecidedByFirst() const { return false; }
    /// Completes or fails the step: every segment has ended, or the first success decides.
    virtual void decide(Results &&results, Trigger &trigger) const = 0;

private:
    std::vector<Part> m_parts;
};

} // namespace asq
