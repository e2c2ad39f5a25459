#pragma once

#include "core/sequencecore.h"

namespace asq {

/// `pThen` and `pCatch`: a step for success and a handler for failure, of which only one is used. `success` gets what comes in
/// as one message and may be null. So may `failure`: it gets the errors as one value; what it gives back are the messages with
/// which the sequence goes on, no longer failed. Steps between the one that failed and this one are not skipped: they run
/// then. Handlers registered after it are for later errors; those before it saw this one.
///
/// Reference: asynquence-contrib 0.28.2 `pThen`; conformance notes section 4. In a duplicate it works on the duplicate.
void pThen(SequenceCore &sequence, const Ref<Step> &success, const Ref<Function> &failure);
/// What pThen() makes of `failure`, for the list of handlers of a sequence.
Ref<Function> recoveringHandler(const Ref<Function> &failure);

} // namespace asq
