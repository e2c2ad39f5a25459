#pragma once

#include "core/sequencecore.h"

#include <vector>

namespace asq {

/// A segment of a gate: a step, or a flow that is tapped when the gate is defined.
struct Segment {
    Ref<Step> step;
    /// The segment that waits for `flow`.
    static Segment of(const Ref<Flow> &flow, const Description &description);
};

/// Runs its segments side by side and completes with one message a segment, in the order of the segments, when all
/// have completed; the first failure decides and its messages are the errors. An abort aborts the sequence. A segment
/// that throws or fails at once keeps those after it from starting.
class GateStep final : public Step
{
public:
    explicit GateStep(std::vector<Segment> segments) : m_segments(std::move(segments)) {}
    void run(StepRun &run) override;

private:
    std::vector<Segment> m_segments;
};

} // namespace asq
