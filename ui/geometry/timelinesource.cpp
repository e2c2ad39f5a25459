#include "geometry/timelinesource.h"

#include "geometry/chips.h"

namespace interleave {

using asq::analysis::Lane;
using asq::analysis::Spans;
using asq::trace::EntityId;
using asq::trace::Trace;

TimelineSource::TimelineSource(const Trace &trace, const Spans &spans, const QList<Lane> &lanes)
    : m_trace(trace), m_spans(spans), m_lanes(lanes), m_order(trace, AxisKind::Order), m_time(trace, AxisKind::Time),
      m_links(trace), m_levels(trace), m_chips(chips(trace))
{
    Q_ASSERT(spans.eventCount() == trace.eventCount());
    m_worst.reserve(trace.entityCount());
    for (qsizetype i = 0; i < trace.entityCount(); ++i)
        m_worst.append(WorstStates(spans.of(EntityId(quint32(i)))));
}

} // namespace interleave
