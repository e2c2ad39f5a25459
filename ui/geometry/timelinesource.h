#pragma once

#include "geometry/axis.h"
#include "geometry/causelinks.h"
#include "geometry/channellevels.h"
#include "geometry/chips.h"
#include "geometry/sliceindex.h"

#include "analysis/lanedetail.h"
#include "analysis/lanes.h"

#include <QHash>

#include <vector>

namespace interleave {

/// All that a timeline is drawn from: a trace, what analysis says of it, and the indexes that make drawing
/// independent of its length. Made once a recording, in time linear in its events; extend() goes on with a longer
/// snapshot and costs what is new. Not for several threads at once.
class TimelineSource
{
public:
    TimelineSource() : TimelineSource(asq::trace::Trace()) {}
    explicit TimelineSource(const asq::trace::Trace &trace);
    /// Requires: `trace` begins with the events seen so far.
    void extend(const asq::trace::Trace &trace);
    /// The same in pieces: takes up the events of longer and longer snapshots; finish() does what depends on the
    /// entities, once. In between nothing but this may be asked. Requires: as of extend().
    void takeEvents(const asq::trace::Trace &trace);
    void finish();

    const asq::trace::Trace &trace() const { return m_trace; }
    const asq::analysis::Spans &spans() const { return m_spans; }
    const QList<asq::analysis::Lane> &lanes() const { return m_lanes; }
    const Axis &axis(AxisKind kind) const { return kind == AxisKind::Order ? m_order : m_time; }
    const CauseLinks &links() const { return m_links; }
    const ChannelLevels &levels() const { return m_levels; }
    /// Position of the first slice that begins at or behind event number `event`.
    qsizetype sliceFrom(quint32 event) const { return m_slices.firstFrom(m_spans.slices(), event); }
    /// 0…ChipCount - 1.
    quint8 chip(asq::trace::EntityId entity) const { return m_chips.of(entity); }
    /// The spans of `entity` as rows are drawn from them; stretch i is span i.
    const asq::analysis::LaneDetail &detail(asq::trace::EntityId entity) const { return m_details[index(entity)]; }
    /// One lane for the lanes first…end - 1 together; made when it is first asked for.
    const asq::analysis::LaneDetail &group(int first, int end) const;

private:
    asq::trace::Trace m_trace;
    asq::analysis::Spans m_spans;
    QList<asq::analysis::Lane> m_lanes;
    Axis m_order;
    Axis m_time;
    CauseLinks m_links;
    ChannelLevels m_levels;
    Chips m_chips;
    SliceIndex m_slices;
    std::vector<asq::analysis::LaneDetail> m_details; ///< By entity.
    mutable QHash<quint64, asq::analysis::LaneDetail> m_groups; ///< By first and end.
};

} // namespace interleave
