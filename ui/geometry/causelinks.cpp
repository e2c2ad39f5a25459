#include "geometry/causelinks.h"

#include <algorithm>
#include <utility>

namespace interleave {

using asq::trace::EventId;
using asq::trace::index;
using asq::trace::Trace;

void CauseLinks::extend(const Trace &trace)
{
    m_trace = trace;
    const std::size_t count = std::size_t(trace.eventCount()) + 1;
    const std::size_t known = m_sibling.size();
    m_lastEffect.resize(count);
    m_sibling.resize(count);
    for (std::size_t i = known; i < count; ++i) {
        const quint32 cause = index(trace.event(EventId(quint32(i))).cause);
        m_sibling[i] = std::exchange(m_lastEffect[cause], quint32(i));
    }
}

QList<EventId> CauseLinks::effectsOf(EventId event, qsizetype limit) const
{
    Q_ASSERT(index(event) <= quint32(m_trace.eventCount()));
    QList<EventId> effects;
    for (quint32 i = m_lastEffect[index(event)]; i != 0 && effects.size() < limit; i = m_sibling[i])
        effects.append(EventId(i));
    std::reverse(effects.begin(), effects.end());
    return effects;
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
        for (const EventId effect : effectsOf(open.at(i), limit)) {
            if (links.size() - onward >= limit)
                return links;
            links.append(Link{open.at(i), effect});
            open.append(effect);
        }
    }
    return links;
}

} // namespace interleave
