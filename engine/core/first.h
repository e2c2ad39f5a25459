#pragma once

#include "core/selection.h"

namespace asq {

/// `first`: passes on what the first segment that succeeds does, as one message; fails with a slot a segment when all have
/// failed.
class FirstStep final : public SelectionStep
{
public:
    using SelectionStep::SelectionStep;
    bool isDecidedByFirst() const override { return true; }
    void decide(Results &&results, Trigger &trigger) const override;
};

} // namespace asq
