#pragma once

#include "analysis/lanes.h"
#include "analysis/spans.h"

#include <QString>

namespace interleave {

class TimelineSource;

/// The words that stand in a span when there is room: what a blocked or waiting one waits for ("take orders",
/// "put 3 → results", "timer 40 ms"), the messages that a running one was given, the messages or the error with
/// which a completed or failed one ended. Empty when there is nothing to say.
QString spanText(const TimelineSource &source, const asq::analysis::Span &span);

/// The name that stands at an entity's lane: its label, or its kind when it has none.
/// Requires: it is not None.
QString laneName(const asq::trace::Trace &trace, asq::trace::EntityId entity);
/// The name that stands at a lane, also at one that gathers: "timers (2 400)".
QString laneTitle(const asq::trace::Trace &trace, const asq::analysis::Lane &lane);

} // namespace interleave
