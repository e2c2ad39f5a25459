#pragma once

#include "core/selection.h"

namespace asq {

/// `last`: waits for all segments, and passes on what the one that succeeded latest did, as one message; fails with a slot a
/// segment when all have failed.
class LastStep final : public SelectionStep
{
public:
    using SelectionStep::SelectionStep;
    void decide(Results &&results, Trigger &trigger) const override;
};

} // namespace asq
