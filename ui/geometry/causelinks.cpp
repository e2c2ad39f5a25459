#include "geometry/causelinks.h"

namespace interleave {

using asq::trace::Event;
using asq::trace::EventId;
using asq::trace::index;
using asq::trace::Trace;

CauseLinks::CauseLinks(const Trace &trace) : m_trace(trace)
{
    // A counting sort of the events by their causes: keeps the order of events among the effects of one.
    const qsizetype count = trace.eventCount();
    m_first.fill(0, count + 2);
    for (const Event &event : trace.events())
        ++m_first[index(event.cause) + 1];
    for (qsizetype i = 1; i < m_first.size(); ++i)
        m_first[i] += m_first.at(i - 1);
    m_effects.resize(count);
    QList<quint32> next = m_first;
    for (qsizetype i = 0; i < count; ++i)
        m_effects[next[index(trace.event(i).cause)]++] = EventId(quint32(i + 1));
}

std::span<const EventId> CauseLinks::effectsOf(EventId event) const
{
    Q_ASSERT(index(event) <= quint32(m_trace.eventCount()));
    const quint32 first = m_first.at(index(event));
    return {m_effects.constData() + first, m_first.at(index(event) + 1) - first};
}

QList<CauseLinks::Link> CauseLinks::chain(EventId event, int limit) const
{
    QList<Link> links;
    for (EventId effect = event; links.size() < limit && m_trace.event(effect).cause != EventId::None;) {
        const EventId cause = m_trace.event(effect).cause;
        links.append(Link{cause, effect});
        effect = cause;
    }
    const qsizetype onward = links.size();
    QList<EventId> open = {event};
    for (qsizetype i = 0; i < open.size(); ++i) {
        for (const EventId effect : effectsOf(open.at(i))) {
            if (links.size() - onward >= limit)
                return links;
            links.append(Link{open.at(i), effect});
            open.append(effect);
        }
    }
    return links;
}

} // namespace interleave
