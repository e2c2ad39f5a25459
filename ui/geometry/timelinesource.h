#pragma once

#include "geometry/axis.h"
#include "geometry/causelinks.h"
#include "geometry/channellevels.h"
#include "geometry/chips.h"
#include "geometry/lanecache.h"
#include "geometry/sliceview.h"

#include "analysis/lanedetail.h"
#include "analysis/lanes.h"
#include "analysis/longrecording.h"

#include <memory>
#include <optional>
#include <vector>

namespace interleave {

/// All that a timeline is drawn from: a trace, what analysis says of it, and the indexes that make drawing
/// independent of its length. Made once a recording, in time linear in its events; extend() goes on with a longer
/// snapshot and costs what is new. It is asked for what a stretch of events or an entity has, never for the whole of
/// anything. Not for several threads at once.
///
/// Of a short recording all is kept, some 130 bytes an event, and grows with it. Of a long one what LongRecording keeps, some
/// seven; lanes are put together when rows come into view. Both answer the same, but for slices and channel levels
/// of more events than LongRecording::NearEvents, which are then a choice.
class TimelineSource
{
public:
    TimelineSource() : TimelineSource(asq::trace::Trace()) {}
    explicit TimelineSource(const asq::trace::Trace &trace);
    /// One for a long recording, whose events takeEvents() and finish() take up, once.
    static TimelineSource forLongRecording();
    /// Requires: `trace` begins with the events seen so far.
    void extend(const asq::trace::Trace &trace);
    /// The same in pieces: takes up the events of longer and longer snapshots; finish() does what depends on the
    /// entities, once. In between nothing but this may be asked. Requires: as of extend().
    void takeEvents(const asq::trace::Trace &trace);
    /// All events were taken up: what was only needed for that may go. finish() does it too.
    void endEvents();
    void finish();

    const asq::trace::Trace &trace() const { return m_trace; }
    /// The states of a long recording, which were made on the way; null for a short one.
    const asq::analysis::StateIndex *states() const { return m_long ? &m_long->states() : nullptr; }
    const asq::analysis::LaneTree &lanes() const { return m_lanes; }
    const Axis &axis(AxisKind kind) const { return kind == AxisKind::Order ? m_order : m_time; }
    /// 0…ChipCount - 1.
    quint8 chip(asq::trace::EntityId entity) const { return m_chips.of(entity); }
    /// The spans of `entity` as rows are drawn from them; stretch i is span i. Good until two hundred others were asked for.
    const asq::analysis::LaneDetail &detail(asq::trace::EntityId entity) const
    {
        return m_long ? longDetail(entity) : m_details[index(entity)];
    }
    /// One lane for the lanes first…end - 1 together; made when it is first asked for. Good as detail() is.
    const asq::analysis::LaneDetail &group(int first, int end) const;

    /// 0 for whom it does not know.
    qsizetype spanCount(asq::trace::EntityId entity) const;
    /// Requires: 0 <= stretch < spanCount(entity).
    asq::analysis::Span span(asq::trace::EntityId entity, qsizetype stretch) const;
    /// The span of `entity` that event `at` falls into (the state just after it), or nothing.
    std::optional<asq::analysis::Span> spanAt(asq::trace::EntityId entity, asq::trace::EventId at) const;

    /// The first event behind `after` in which `entity` is the entity or the other; None when there is none.
    asq::trace::EventId nextOf(asq::trace::EntityId entity, asq::trace::EventId after) const;
    /// The last one ahead of `before`, which may be one past the last event; None when there is none.
    asq::trace::EventId previousOf(asq::trace::EntityId entity, asq::trace::EventId before) const;
    /// All of them from event number `first` up to, not with, `end`.
    QList<asq::trace::EventId> eventsOf(asq::trace::EntityId entity, quint32 first, quint32 end) const;

    /// The slices that touch the events first…end - 1, in order; good until extend().
    SliceView slices(quint32 first, quint32 end) const;
    /// How many slices begin at one of the events first…end - 1.
    qsizetype sliceCount(quint32 first, quint32 end) const;

    /// So many events of a long recording are in between that looking into single ones is too dear for a frame: each may have
    /// to be unpacked.
    bool isFar(quint32 first, quint32 end) const { return m_long && !asq::analysis::LongRecording::isNear(first, end); }
    /// Of a long recording, those of the next that lie thousands of events away from `event`; looks into no event.
    template<typename Consume>
    void forEachFarEffect(asq::trace::EventId event, qsizetype limit, Consume consume) const
    {
        Q_ASSERT(m_long);
        m_long->links().forEachFarEffect(event, limit, consume);
    }
    /// Calls `consume` with the last `limit` effects of `event`, the last first. Requires: it is one of the trace.
    template<typename Consume>
    void forEachEffect(asq::trace::EventId event, qsizetype limit, Consume consume) const
    {
        if (m_long)
            m_long->links().forEachEffect(m_trace, event, limit, consume);
        else
            m_links.forEachEffect(event, limit, consume);
    }
    /// The causes of `event` back to the beginning and its effects onward, at most `limit` links in each direction,
    /// nearest first.
    QList<CauseLinks::Link> chain(asq::trace::EventId event, int limit) const;

    /// The levels of `channel` in order, without a gap, at least those at the events first…end - 1; empty for what is no
    /// channel. Good until the next call.
    const QList<ChannelLevel> &levels(asq::trace::EntityId channel, quint32 first, quint32 end) const;
    /// The most that was ever in and at `channel`, at least 1: the height of its lane.
    quint32 highestLevel(asq::trace::EntityId channel) const
    {
        return m_long ? m_long->highestLevel(channel) : m_levels.highest(channel);
    }

    void checkInvariants() const;

private:
    const asq::analysis::LaneDetail &longDetail(asq::trace::EntityId entity) const;
    asq::analysis::LaneDetail merged(int first, int end) const;

    asq::trace::Trace m_trace;
    std::shared_ptr<asq::analysis::LongRecording> m_long; ///< Then what of events stands below is empty.
    asq::analysis::Spans m_spans;
    asq::analysis::LaneTree m_lanes;
    Axis m_order;
    Axis m_time;
    CauseLinks m_links;
    ChannelLevels m_levels;
    Chips m_chips;
    SliceIndex m_slices;
    std::vector<asq::analysis::LaneDetail> m_details; ///< By entity.
    mutable LaneCache m_lanesInView; ///< Of a long recording, by entity.
    mutable LaneCache m_groups; ///< By first and end.
};

} // namespace interleave
