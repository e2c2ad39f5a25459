#pragma once

#include "core/parallel.h"

namespace asq {

/// `race`: the first segment that ends decides, be it a success, a failure or an abort, as if it were the step itself.
class RaceStep final : public Step
{
public:
    explicit RaceStep(std::vector<Segment> segments) : m_segments(std::move(segments)) {}
    void run(StepRun &run) override;

private:
    std::vector<Segment> m_segments;
};

} // namespace asq
