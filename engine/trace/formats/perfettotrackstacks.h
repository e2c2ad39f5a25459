#pragma once

#include "trace/trace.h"

#include <QVarLengthArray>

#include <unordered_map>

namespace asq::trace {

/// Which slices are open on each track of a Perfetto file that is being written, so that they nest and pair up whatever
/// the trace says. An entity has a track of its own; the rows of a thread share the thread's, where they nest again.
class TrackStacks
{
public:
    /// Tracks on which the innermost slice must end, in this order.
    using Ended = QVarLengthArray<EntityId, 4>;

    explicit TrackStacks(const Trace &trace) : m_trace(trace) {}

    /// Where the slices of `id` are drawn.
    EntityId track(EntityId id) const;
    /// What stands in the way of a slice of `id`: one of its own that has not ended, and what runs inside that.
    Ended makeRoom(EntityId id) { return endThrough(id, false); }
    /// What runs inside the slice of `id`.
    Ended endInside(EntityId id);
    /// The wait of `id`, if it waits.
    Ended endWait(EntityId id) { return endThrough(id, true); }
    /// All of them.
    Ended clear();

    /// False when a slice of `id` cannot be drawn.
    bool begin(EntityId id);
    /// False when the innermost slice of its track is not one of `id`.
    bool end(EntityId id);
    /// Whether nothing else is drawn where `id` would be seen waiting.
    bool canWait(EntityId id) const;
    /// Requires: canWait(id).
    void beginWait(EntityId id);

private:
    struct Slice {
        EntityId entity;
        bool isWait;
        friend bool operator==(const Slice &, const Slice &) = default;
    };
    Ended endThrough(EntityId id, bool isWait);

    const Trace &m_trace;
    std::unordered_map<quint32, QVarLengthArray<Slice, 4>> m_open; ///< By track; those without a slice are left out.
};

} // namespace asq::trace
