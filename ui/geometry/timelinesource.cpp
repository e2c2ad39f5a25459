#include "geometry/timelinesource.h"

namespace interleave {

using asq::analysis::LaneDetail;
using asq::trace::EntityId;
using asq::trace::Trace;

TimelineSource::TimelineSource(const Trace &trace) : m_order(Trace(), AxisKind::Order), m_time(Trace(), AxisKind::Time)
{
    extend(trace);
}

void TimelineSource::extend(const Trace &trace)
{
    takeEvents(trace);
    finish();
}

void TimelineSource::takeEvents(const Trace &trace)
{
    Q_ASSERT(trace.eventCount() >= m_trace.eventCount());
    m_trace = trace;
    m_spans.extend(trace);
    m_order.extend(trace);
    m_time.extend(trace);
    m_links.extend(trace);
    m_levels.extend(trace);
    m_slices.extend(m_spans.slices());
}

void TimelineSource::finish()
{
    m_lanes = asq::analysis::lanes(m_trace);
    m_chips.extend(m_trace);
    m_details.resize(std::size_t(m_trace.entityCount()));
    for (std::size_t i = 0; i < m_details.size(); ++i)
        m_details[i].extend(m_spans.of(EntityId{quint32(i)}));
    m_groups.clear();
}

const LaneDetail &TimelineSource::group(int first, int end) const
{
    const quint64 key = quint64(quint32(first)) << 32 | quint32(end);
    const auto found = m_groups.constFind(key);
    if (found != m_groups.constEnd())
        return *found;
    std::vector<const LaneDetail *> members;
    for (int lane = first; lane < end; ++lane) {
        if (m_lanes.at(lane).entity != EntityId::None)
            members.push_back(&detail(m_lanes.at(lane).entity));
    }
    return *m_groups.insert(key, asq::analysis::mergedDetail(members));
}

} // namespace interleave
