#pragma once

#include "trace/trace.h"

#include <QList>

namespace asq::analysis {

/// One row of the timeline.
struct Lane {
    trace::EntityId entity = trace::EntityId::None;
    int depth = 0;      ///< 0 for what stands at the left edge.
    int parent = -1;    ///< Position of the enclosing lane in the list, or -1.
    bool hasChildren = false;
};

/// The lanes of a trace as a tree flattened in order: program → sequences → steps, segments, coroutines
/// (in order of creation); then channels; then timers and the outside.
QList<Lane> lanes(const trace::Trace &trace);

} // namespace asq::analysis
