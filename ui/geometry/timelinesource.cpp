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

TimelineSource TimelineSource::forLongRecording()
{
    TimelineSource source;
    source.m_long = std::make_shared<asq::analysis::LongRecording>();
    return source;
}

void TimelineSource::extend(const Trace &trace)
{
    Q_ASSERT(!m_long);
    takeEvents(trace);
    finish();
}

void TimelineSource::takeEvents(const Trace &trace)
{
    Q_ASSERT(trace.eventCount() >= m_trace.eventCount());
    m_trace = trace;
    m_order.extend(trace);
    m_time.extend(trace);
    if (m_long) {
        m_long->extend(trace);
        return;
    }
    m_spans.extend(trace);
    m_links.extend(trace);
    m_levels.extend(trace);
    m_slices.extend(m_spans.slices());
}

void TimelineSource::endEvents()
{
    if (m_long)
        m_long->finish();
}

void TimelineSource::finish()
{
    endEvents();
    m_lanes = asq::analysis::lanes(m_trace);
    m_chips.extend(m_trace);
    m_groups.clear();
    if (m_long) {
        m_slices.extend(m_long->slices(1, quint32(m_trace.eventCount()) + 1));
        // Crowds are folded at first. What they show is made here, in a thread of its own, and not in the first frame.
        int behind = 0;
        for (const int lane : m_lanes.gathering()) {
            if (lane < behind)
                continue; // Inside of another.
            behind = m_lanes.at(lane).end;
            group(lane, behind);
        }
        checkInvariants();
        return;
    }
    m_details.resize(std::size_t(m_trace.entityCount()));
    for (std::size_t i = 0; i < m_details.size(); ++i)
        m_details[i].extend(m_spans.of(EntityId{quint32(i)}));
    checkInvariants();
}

const LaneDetail &TimelineSource::longDetail(EntityId entity) const
{
    return m_lanesInView.get(index(entity), [&] { return m_long->lanes().lane(entity); });
}

const LaneDetail &TimelineSource::group(int first, int end) const
{
    return m_groups.get(quint64(quint32(first)) << 32 | quint32(end), [&] { return merged(first, end); });
}

LaneDetail TimelineSource::merged(int first, int end) const
{
    constexpr int few = 100; // Lanes that are better put together one by one.
    if (m_long && end - first > few) {
        std::vector<bool> members(std::size_t(m_trace.entityCount()));
        for (int lane = first; lane < end; ++lane)
            members[index(m_lanes.at(lane).entity)] = m_lanes.at(lane).entity != EntityId::None;
        return m_long->lanes().merged(members);
    }
    std::vector<const LaneDetail *> lanes;
    for (int lane = first; lane < end; ++lane) {
        if (m_lanes.at(lane).entity != EntityId::None)
            lanes.push_back(&detail(m_lanes.at(lane).entity));
    }
    return asq::analysis::mergedDetail(lanes);
}

qsizetype TimelineSource::spanCount(EntityId entity) const
{
    if (m_long)
        return m_long->lanes().spanCount(entity);
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
    if (m_long)
        return m_long->lanes().nextOf(m_trace, entity, after);
    const QList<EventId> &events = m_spans.eventsOf(entity);
    const auto next = std::upper_bound(events.begin(), events.end(), after);
    return next == events.end() ? EventId::None : *next;
}

EventId TimelineSource::previousOf(EntityId entity, EventId before) const
{
    if (m_long)
        return m_long->lanes().previousOf(m_trace, entity, before);
    const QList<EventId> &events = m_spans.eventsOf(entity);
    const auto here = std::lower_bound(events.begin(), events.end(), before);
    return here == events.begin() ? EventId::None : *std::prev(here);
}

QList<EventId> TimelineSource::eventsOf(EntityId entity, quint32 first, quint32 end) const
{
    if (m_long) {
        QList<EventId> found;
        m_long->lanes().forEachOf(m_trace, entity, first, end, [&found](EventId event) { found.append(event); });
        return found;
    }
    const QList<EventId> &events = m_spans.eventsOf(entity);
    const auto from = std::lower_bound(events.begin(), events.end(), EventId{first});
    return QList<EventId>(from, std::lower_bound(from, events.end(), EventId{end}));
}

SliceView TimelineSource::slices(quint32 first, quint32 end) const
{
    const QList<asq::analysis::Slice> &all = m_long ? m_long->slices(first, end) : m_spans.slices();
    const bool isWhole = !m_long || !m_long->isNear(first, end);
    const SliceView view(all, isWhole ? &m_slices : nullptr, 0, all.size());
    qsizetype from = view.firstFrom(first);
    const qsizetype to = view.firstFrom(end, from);
    // The one that began before may go on into the stretch.
    if (from > 0 && (all.at(from - 1).end == EventId::None || index(all.at(from - 1).end) > first))
        --from;
    return SliceView(all, isWhole ? &m_slices : nullptr, from, to);
}

qsizetype TimelineSource::sliceCount(quint32 first, quint32 end) const
{
    if (m_long)
        return m_long->sliceCount(first, end);
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
    return m_long ? m_long->levels(channel, first, end) : m_levels.of(channel);
}

void TimelineSource::checkInvariants() const
{
    Q_ASSERT((m_long ? m_long->eventCount() : m_spans.eventCount()) == m_trace.eventCount());
    Q_ASSERT(m_long || qsizetype(m_details.size()) == m_trace.entityCount());
}

} // namespace interleave
