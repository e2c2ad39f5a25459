#pragma once

#include "geometry/axis.h"
#include "geometry/causelinks.h"
#include "geometry/channellevels.h"
#include "geometry/worststates.h"

#include "analysis/lanes.h"

namespace interleave {

/// All that a timeline is drawn from: a trace, what analysis says of it, and the indexes that make drawing
/// independent of its length. Immutable; made once a snapshot, in time linear in its events.
class TimelineSource
{
public:
    TimelineSource() = default;
    /// Requires: `spans` and `lanes` are those of `trace`.
    TimelineSource(const asq::trace::Trace &trace, const asq::analysis::Spans &spans,
                   const QList<asq::analysis::Lane> &lanes);

    const asq::trace::Trace &trace() const { return m_trace; }
    const asq::analysis::Spans &spans() const { return m_spans; }
    const QList<asq::analysis::Lane> &lanes() const { return m_lanes; }
    const Axis &axis(AxisKind kind) const { return kind == AxisKind::Order ? m_order : m_time; }
    const CauseLinks &links() const { return m_links; }
    const ChannelLevels &levels() const { return m_levels; }
    /// 0…ChipCount - 1.
    quint8 chip(asq::trace::EntityId entity) const { return m_chips.at(index(entity)); }
    const WorstStates &worst(asq::trace::EntityId entity) const { return m_worst.at(index(entity)); }

private:
    asq::trace::Trace m_trace;
    asq::analysis::Spans m_spans;
    QList<asq::analysis::Lane> m_lanes;
    Axis m_order;
    Axis m_time;
    CauseLinks m_links;
    ChannelLevels m_levels;
    QList<quint8> m_chips;
    QList<WorstStates> m_worst;
};

} // namespace interleave
