#pragma once

#include "core/parallel.h"
#include "core/sequencecore.h"

#include <vector>

namespace asq {

/// Runs its segments side by side and completes with one message a segment, in the order of the segments, when all
/// have completed; the first failure decides and its messages are the errors. An abort aborts the sequence. A segment
/// that throws or fails at once keeps those after it from starting. A step of a sequence, never a segment itself.
class GateStep final : public Step
{
public:
    /// The segments are shown as parts of `shownAs`, or of the step itself.
    explicit GateStep(std::vector<Segment> segments, EntityId shownAs = EntityId::None)
        : m_segments(std::move(segments)), m_shownAs(shownAs)
    {
    }
    void run(StepRun &run) override;

private:
    std::vector<Segment> m_segments;
    EntityId m_shownAs;
};

} // namespace asq
