#pragma once

#include "analysis/spans.h"

namespace asq::analysis {

/// How much a state matters when several share a place: failed before aborted before blocked before running, and so
/// on down to absent. Higher wins.
int severity(State state);
/// The state of a severity. Requires: 0 <= severity < StateCount.
State stateOfSeverity(int severity);

} // namespace asq::analysis
