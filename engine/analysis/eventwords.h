#pragma once

#include "analysis/waitwords.h"

namespace asq::analysis {

/// Three digits and a unit: "1.25ms", "40µs"; "0".
QString shortTime(qint64 nanoseconds);
/// "program.js:3:14", or nothing when the place is not known.
QString placeWords(const trace::Trace &trace, trace::LocationId id);
/// One event in a line: "suspended `producer` put with `orders` 2 at orders.js:16:43".
QString eventWords(const trace::Trace &trace, const EntityNames &names, trace::EventId id);

} // namespace asq::analysis
