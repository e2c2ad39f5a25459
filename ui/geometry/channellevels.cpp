#include "geometry/channellevels.h"

#include <algorithm>

namespace interleave {

using asq::trace::EntityId;
using asq::trace::EntityKind;
using asq::trace::Event;
using asq::trace::EventId;
using asq::trace::EventKind;
using asq::trace::Trace;

void ChannelLevels::Queues::apply(const Event &event)
{
    switch (event.kind) {
    case EventKind::Offered: puts.append(event.other); break;
    case EventKind::Requested: takes.append(event.other); break;
    case EventKind::Buffered:
        ++buffered;
        puts.removeOne(event.other);
        break;
    case EventKind::Taken:
        buffered -= buffered > 0 ? 1 : 0;
        takes.removeOne(event.other);
        break;
    case EventKind::Rendezvous:
        // Named is the taker. If it waited, a put came to it; if not, it came to the oldest put.
        if (!takes.removeOne(event.other) && !puts.isEmpty())
            puts.removeFirst();
        break;
    case EventKind::Closed:
        takes.clear();
        puts.clear();
        break;
    case EventKind::Dropped: buffered -= buffered > 0 ? 1 : 0; break;
    default: break;
    }
}

void ChannelLevels::extend(const Trace &trace)
{
    for (; m_seen < trace.eventCount(); ++m_seen) {
        const Event &event = trace.event(m_seen);
        if (trace.entity(event.entity).kind != EntityKind::Channel)
            continue;
        Queues &now = m_queues[event.entity];
        now.apply(event);
        const EventId id = EventId(quint32(m_seen + 1));
        const ChannelLevel level{id, EventId::None, now.buffered, quint32(now.puts.size()), quint32(now.takes.size())};
        QList<ChannelLevel> &levels = m_levels[event.entity];
        if (!levels.isEmpty())
            levels.last().end = id;
        levels.append(level);
        quint32 &highest = m_highest[event.entity];
        highest = std::max({highest, level.buffered + level.puts, 1u});
    }
}

const QList<ChannelLevel> &ChannelLevels::of(EntityId channel) const
{
    static const QList<ChannelLevel> none;
    const auto found = m_levels.constFind(channel);
    return found == m_levels.constEnd() ? none : *found;
}

} // namespace interleave
