#pragma once

#include "analysis/lanedetail.h"
#include "analysis/scratchmemory.h"
#include "trace/trace.h"

#include <vector>

namespace asq::analysis {

/// The lanes of a long recording, all of them at every zoom, and which events each entity takes part in, in flat arrays that
/// never change: three bytes a stretch, and ten for each entity in each segment of 65,536 events that it is in. A lane is
/// put together when somebody looks at it.
class LaneStore
{
public:
    /// The next event; `state` is that of its entity behind it, which a stretch begins with when `begins`.
    void apply(const trace::Event &event, State state, bool begins);
    /// Behind the last event. Nothing may be asked before.
    void finish();

    qsizetype eventCount() const { return m_eventCount; }
    /// How many stretches the lane of `entity` has.
    qsizetype spanCount(trace::EntityId entity) const;
    LaneDetail lane(trace::EntityId entity) const;
    /// One lane for those whose number `members` says true of, as mergedDetail() makes it. Goes through the segments that
    /// one of them is in.
    LaneDetail merged(const std::vector<bool> &members) const;

    /// The first event behind `after` that `entity` takes part in, as whom it happens to or as the other one; None when there
    /// is none. Looks into events only where one is known to be.
    trace::EventId nextOf(const trace::Trace &trace, trace::EntityId entity, trace::EventId after) const;
    /// The last one before `before`, which may stand one behind the last event.
    trace::EventId previousOf(const trace::Trace &trace, trace::EntityId entity, trace::EventId before) const;
    /// Calls `consume` with those among the events first … end - 1, in their order.
    template<typename Consume>
    void forEachOf(const trace::Trace &trace, trace::EntityId entity, quint32 first, quint32 end, Consume consume) const
    {
        using trace::EventId;
        for (EventId id = nextOf(trace, entity, EventId{first == 0 ? 0 : first - 1});
             id != EventId::None && index(id) < end; id = nextOf(trace, entity, id))
            consume(id);
    }

    /// Of all arrays.
    qsizetype bytes() const;

private:
    // Of 65,536 events, in sixteen blocks. Offsets are positions of events within the segment.
    struct Segment {
        std::span<const quint32> entities; ///< Who is in it, ascending.
        std::span<const quint16> blocks; ///< Of each: bit b is set when it takes part in an event of block b.
        std::span<const quint32> firsts; ///< Of each: where its stretches begin in the two below; one more at the end.
        std::span<const quint16> begins;
        std::span<const quint8> severities;

        /// Position of `entity`, or -1.
        qsizetype find(trace::EntityId entity) const;
    };
    // Of the segment that grows, in the order of events.
    struct Touched {
        quint32 entity;
        quint32 stretches;
        quint16 blocks;
    };
    struct Begun {
        quint32 touched;
        quint16 offset;
        quint8 severity;
    };
    Touched &touch(trace::EntityId entity);
    void seal();
    static bool takesPart(const trace::Event &event, trace::EntityId entity)
    {
        return event.entity == entity || event.other == entity;
    }

    ScratchMemory m_memory;
    std::vector<Segment> m_segments;
    std::vector<Touched> m_touched;
    std::vector<Begun> m_begun;
    qsizetype m_eventCount = 0;
    // By entity.
    std::vector<quint32> m_place; ///< In m_touched, if it is there.
    std::vector<quint32> m_spanCounts;
    std::vector<quint16> m_firstSegments;
    std::vector<quint16> m_lastSegments; ///< One behind the last; 0 for who is in none.
};

} // namespace asq::analysis
