#pragma once

#include "geometry/scene.h"
#include "viewmodel/tracesession.h"

#include <QString>

namespace interleave {

/// One sentence about what stands under the pointer: "`worker` waits to take from `orders`, for 12 ms." Names of the
/// program's own stand in backticks. Empty for an empty place.
QString hoverSentence(const TraceSession &session, const SceneHit &hit);

/// What the stretch from `first` to `last` holds: "128 events in 12.3 ms; `worker` runs most, 40 of 61 slices".
/// Requires: first <= last, both in the trace.
QString rangeSentence(const TraceSession &session, asq::trace::EventId first, asq::trace::EventId last);

} // namespace interleave
