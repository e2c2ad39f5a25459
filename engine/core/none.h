#pragma once

#include "core/selection.h"

namespace asq {

/// `none`: waits for all segments. Passes on their errors, a slot a segment, when all have failed; else fails with a slot a
/// segment of what they passed on.
class NoneStep final : public SelectionStep
{
public:
    using SelectionStep::SelectionStep;
    void decide(Results &&results, Trigger &trigger) const override;
};

} // namespace asq
