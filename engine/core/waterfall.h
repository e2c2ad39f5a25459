#pragma once

#include "core/parallel.h"

namespace asq {

/// `waterfall`: steps one after another; each gets what all before it passed on, one message a step, the first what comes in.
/// Passes on the whole list.
class WaterfallStep final : public Step
{
public:
    explicit WaterfallStep(std::vector<Part> parts) : m_parts(std::move(parts)) {}
    void run(StepRun &run) override;

private:
    std::vector<Part> m_parts;
};

} // namespace asq
