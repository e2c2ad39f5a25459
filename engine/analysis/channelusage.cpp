#include "analysis/channelusage.h"

#include <algorithm>

// One pass that keeps who runs and which puts wait, because a rendezvous names its taker only: its putter is the oldest
// waiting put if one had waited, else whoever runs.
namespace asq::analysis {

using trace::EntityId;
using trace::Event;
using trace::EventId;
using trace::EventKind;

namespace {

/// How far back holders() looks: who took longer ago and never gave back is not worth a longer search.
constexpr qsizetype RecentUses = 64;

quint64 keyOf(EntityId channel, EntityId who)
{
    return quint64(index(channel)) << 32 | index(who);
}

} // namespace

void ChannelUsage::extend(const trace::Trace &trace)
{
    Q_ASSERT(trace.eventCount() >= m_eventCount);
    for (; m_eventCount < trace.eventCount(); ++m_eventCount)
        follow(trace, trace.event(m_eventCount), EventId{quint32(m_eventCount + 1)});
}

void ChannelUsage::follow(const trace::Trace &trace, const Event &event, EventId id)
{
    m_running.follow(trace, event, id);
    m_offers.follow(event, id);
    switch (event.kind) {
    case EventKind::Offered: use(event.entity, id, event.other, true, false); break;
    case EventKind::Requested: use(event.entity, id, event.other, false, false); break;
    case EventKind::Buffered:
        m_offers.served(event);
        use(event.entity, id, event.other, true, true);
        break;
    case EventKind::Taken: use(event.entity, id, event.other, false, true); break;
    case EventKind::Rendezvous: {
        const EntityId offered = m_offers.served(event).who;
        const EntityId runs = m_running.innermost(trace, event.entity);
        use(event.entity, id, event.count & 1 ? offered : runs, true, true);
        use(event.entity, id, event.other, false, true);
        break;
    }
    default: break;
    }
}

ChannelUsage::Channel &ChannelUsage::channelOf(EntityId id)
{
    if (m_positions.size() <= index(id))
        m_positions.resize(index(id) + 1, 0);
    quint32 &position = m_positions[index(id)];
    if (position == 0) {
        m_channels.emplace_back();
        position = quint32(m_channels.size());
    }
    return m_channels[position - 1];
}

const ChannelUsage::Channel *ChannelUsage::find(EntityId id) const
{
    const quint32 position = index(id) < m_positions.size() ? m_positions[index(id)] : 0;
    return position == 0 ? nullptr : &m_channels[position - 1];
}

void ChannelUsage::use(EntityId channel, EventId event, EntityId who, bool isPut, bool isDone)
{
    Channel &uses = channelOf(channel);
    if (m_mostUses > 0 && uses.uses.size() >= 2 * m_mostUses)
        uses.uses.remove(0, m_mostUses);
    uses.uses.append({event, who, isPut, isDone});
    if (who == EntityId::None) {
        (isPut ? uses.unknownPutter : uses.unknownTaker) = true;
        return;
    }
    if (!isPut && isDone)
        m_takes[who].append(event);
    EventId &last = (isPut ? m_lastPuts : m_lastTakes)[keyOf(channel, who)];
    if (last == EventId::None)
        (isPut ? uses.putters : uses.takers).append(who);
    last = event;
}

bool ChannelUsage::usesAfter(EntityId channel, EntityId who, bool isPut, EventId at) const
{
    return (isPut ? m_lastPuts : m_lastTakes).value(keyOf(channel, who)) > at;
}

bool ChannelUsage::isUsedByUnknown(EntityId channel, bool isPut) const
{
    const Channel *found = find(channel);
    return found && (isPut ? found->unknownPutter : found->unknownTaker);
}

const QList<EntityId> &ChannelUsage::putters(EntityId channel) const
{
    static const QList<EntityId> none;
    const Channel *found = find(channel);
    return !found ? none : found->putters;
}

const QList<EntityId> &ChannelUsage::takers(EntityId channel) const
{
    static const QList<EntityId> none;
    const Channel *found = find(channel);
    return !found ? none : found->takers;
}

const QList<ChannelUsage::Use> &ChannelUsage::usesOf(EntityId channel) const
{
    static const QList<Use> none;
    const Channel *found = find(channel);
    return !found ? none : found->uses;
}

qsizetype ChannelUsage::takesAfter(EntityId who, EventId at) const
{
    const auto takes = m_takes.constFind(who);
    return takes == m_takes.cend() ? 0 : takes->cend() - std::upper_bound(takes->cbegin(), takes->cend(), at);
}

QList<EntityId> ChannelUsage::holders(EntityId channel, EventId at) const
{
    const QList<Use> &uses = usesOf(channel);
    const auto after = std::upper_bound(uses.cbegin(), uses.cend(), at,
                                        [](EventId event, const Use &use) { return event < use.event; });
    QList<EntityId> holders;
    QList<EntityId> seen;
    qsizetype looked = 0;
    for (auto use = after; use != uses.cbegin() && looked < RecentUses; ++looked) {
        --use;
        if (!use->isDone || use->who == EntityId::None || seen.contains(use->who))
            continue;
        seen.append(use->who);
        if (!use->isPut)
            holders.append(use->who);
    }
    return holders;
}

} // namespace asq::analysis
