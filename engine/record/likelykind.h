#pragma once

#include "trace/event.h"

namespace asq::record {

/// What an entity most likely is of which nothing but an event of this kind is known: it was made before the recording
/// began, or where events were lost.
trace::EntityKind likelyKind(trace::EventKind kind);
/// The same for the second party of an event; `reason` is that of a suspension.
trace::EntityKind likelyOtherKind(trace::EventKind kind, trace::WaitReason reason);

} // namespace asq::record
