#include "geometry/timelinesource.h"

#include <algorithm>
#include <iterator>

namespace interleave {

using asq::analysis::LaneDetail;
using asq::analysis::Span;
using asq::trace::EntityId;
using asq::trace::EventId;
using asq::trace::index;
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
    checkInvariants();
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

qsizetype TimelineSource::spanCount(EntityId entity) const
{
    return index(entity) < m_details.size() ? detail(entity).size() : 0;
}

Span TimelineSource::span(EntityId entity, qsizetype stretch) const
{
    const LaneDetail &lane = detail(entity);
    const EventId begin{lane.beginOf(stretch)};
    Span span = asq::analysis::spanBegunBy(m_trace.event(begin), begin, lane.stateOf(stretch));
    if (const quint32 end = lane.endOf(stretch); end != LaneDetail::Open)
        span.end = EventId{end};
    return span;
}

std::optional<Span> TimelineSource::spanAt(EntityId entity, EventId at) const
{
    if (spanCount(entity) == 0)
        return std::nullopt;
    const qsizetype behind = detail(entity).firstFrom(index(at) + 1);
    return behind == 0 ? std::nullopt : std::optional(span(entity, behind - 1));
}

EventId TimelineSource::nextOf(EntityId entity, EventId after) const
{
    const QList<EventId> &events = m_spans.eventsOf(entity);
    const auto next = std::upper_bound(events.begin(), events.end(), after);
    return next == events.end() ? EventId::None : *next;
}

EventId TimelineSource::previousOf(EntityId entity, EventId before) const
{
    const QList<EventId> &events = m_spans.eventsOf(entity);
    const auto here = std::lower_bound(events.begin(), events.end(), before);
    return here == events.begin() ? EventId::None : *std::prev(here);
}

QList<EventId> TimelineSource::eventsOf(EntityId entity, quint32 first, quint32 end) const
{
    const QList<EventId> &events = m_spans.eventsOf(entity);
    const auto from = std::lower_bound(events.begin(), events.end(), EventId{first});
    return QList<EventId>(from, std::lower_bound(from, events.end(), EventId{end}));
}

SliceView TimelineSource::slices(quint32 first, quint32 end) const
{
    const QList<asq::analysis::Slice> &all = m_spans.slices();
    qsizetype from = m_slices.firstFrom(all, first);
    const qsizetype to = std::max(from, m_slices.firstFrom(all, end));
    // The one that began before may go on into the stretch.
    if (from > 0 && (all.at(from - 1).end == EventId::None || index(all.at(from - 1).end) > first))
        --from;
    return SliceView(all, m_slices, from, to);
}

qsizetype TimelineSource::sliceCount(quint32 first, quint32 end) const
{
    return m_slices.firstFrom(m_spans.slices(), end) - m_slices.firstFrom(m_spans.slices(), first);
}

QList<CauseLinks::Link> TimelineSource::chain(EventId event, int limit) const
{
    QList<CauseLinks::Link> links;
    EventId cause = m_trace.event(event).cause;
    for (EventId effect = event; links.size() < limit && cause != EventId::None; cause = m_trace.event(effect).cause) {
        links.append({cause, effect});
        effect = cause;
    }
    const qsizetype onward = links.size();
    QList<EventId> open = {event};
    for (qsizetype i = 0; i < open.size(); ++i) {
        const qsizetype first = open.size();
        forEachEffect(open.at(i), limit, [&open](EventId effect) { open.append(effect); });
        std::reverse(open.begin() + first, open.end());
        for (qsizetype k = first; k < open.size(); ++k) {
            if (links.size() - onward >= limit)
                return links;
            links.append({open.at(i), open.at(k)});
        }
    }
    return links;
}

const QList<ChannelLevel> &TimelineSource::levels(EntityId channel, quint32 first, quint32 end) const
{
    Q_ASSERT(first <= end);
    return m_levels.of(channel);
}

void TimelineSource::checkInvariants() const
{
    Q_ASSERT(m_spans.eventCount() == m_trace.eventCount());
    Q_ASSERT(qsizetype(m_details.size()) == m_trace.entityCount());
}

} // namespace interleave
