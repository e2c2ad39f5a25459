#pragma once

#include "core/observer.h"
#include "trace/event.h"

#include <vector>

namespace asq::record {

/// From the numbers under which the kernel knows its events to those of the trace. They run in step, except that the
/// trace holds events which the kernel never announced (an entity that comes to light late, a gap) and lacks what was
/// lost: an event that was lost is found as the gap that stands for it. Where several threads are recorded, their events
/// come between each other's; the map then forgets what is long ago, and finds None for it.
class EventIdMap
{
public:
    /// The next event announced to the recorder has `id` in the trace.
    void announced(trace::EventId id);
    /// The next `count` were lost; `gap` stands for them.
    void lost(quint32 count, trace::EventId gap);
    /// None for None and for what was not announced yet.
    trace::EventId find(EventId id) const;

private:
    /// A run of announced events up to the next piece.
    struct Piece {
        quint32 announced = 1;
        quint32 recorded = 1;
        bool isGap = false;
    };
    void add(const Piece &piece);
    static constexpr std::size_t MostPieces = 1 << 20;
    quint32 m_next = 1; ///< Number of the next announcement.
    std::vector<Piece> m_pieces;
};

} // namespace asq::record
