#pragma once

#include "core/flow.h"

#include <variant>
#include <vector>

namespace asq {

/// `waterfall`: steps one after another; each gets what all before it passed on, one message a step, the first what comes in.
/// Passes on the whole list.
class WaterfallStep final : public Step
{
public:
    /// A step, or a flow that each run taps.
    struct Element {
        std::variant<Ref<Step>, Ref<Flow>> what;
        Description description;
    };
    explicit WaterfallStep(std::vector<Element> elements) : m_elements(std::move(elements)) {}
    void run(StepRun &run) override;

private:
    std::vector<Element> m_elements;
};

} // namespace asq
