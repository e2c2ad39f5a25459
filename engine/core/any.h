#pragma once

#include "core/selection.h"

namespace asq {

/// `any`: waits for all segments. Passes on a slot a segment when one has succeeded (undefined for those that failed), else
/// fails with a slot a segment.
class AnyStep final : public SelectionStep
{
public:
    using SelectionStep::SelectionStep;
    void decide(Results &&results, Trigger &trigger) const override;
};

} // namespace asq
