#pragma once

#include "trace/trace.h"

#include <QList>

#include <optional>

namespace asq::analysis {

/// One row of the timeline.
struct Lane {
    trace::EntityId entity = trace::EntityId::None; ///< None when it only gathers those below it.
    int depth = 0;      ///< 0 for what stands at the left edge.
    int parent = -1;    ///< Position of the enclosing lane in the list, or -1.
    bool hasChildren = false;
    std::optional<trace::EntityKind> gathers = std::nullopt; ///< All of the lanes below it are of this kind.
    quint32 members = 0; ///< How many it gathers.
};

/// What stands for a lane where lanes are told apart: its entity; of one that gathers a kind, a number that no entity has.
constexpr trace::EntityId laneKey(const Lane &lane)
{
    return lane.gathers ? trace::EntityId{0xFFFFFFFFu - quint32(*lane.gathers)} : lane.entity;
}

/// More timers than this, or operations of the outside, share a lane that gathers them.
constexpr quint32 MostSingleClocks = 12;

/// The lanes of a trace as a tree flattened in order: program → sequences → steps, segments, coroutines
/// (in order of creation); then channels; then timers and the outside, each below a lane that gathers them when they
/// are many.
QList<Lane> lanes(const trace::Trace &trace);

} // namespace asq::analysis
