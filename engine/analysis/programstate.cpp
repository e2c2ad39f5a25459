#include "analysis/programstate.h"

#include <algorithm>

// What one event does to the whole. Everything here is a function of the state before and the event, so that the state
// after event k is the same however it was reached.
//
// Channels need care in one place: the kernel announces who begins to wait (offered, requested) and what is served
// (buffered, taken, rendezvous), but the options of an `alts` that lost are skipped silently. So asks are also kept by
// who made them, an ask made in the slice that ends in "suspended, alts" is marked, and what is marked is withdrawn when
// its maker goes on.
namespace asq::analysis {

using trace::EntityId;
using trace::Event;
using trace::EventId;
using trace::EventKind;
using trace::LocationId;
using trace::WaitReason;

EntityState ProgramState::entity(EntityId id) const
{
    return m_entities.value(index(id));
}

ChannelState &ProgramState::channelOf(EntityId id)
{
    if (!m_touched.channels.contains(id))
        m_touched.channels.append(id);
    m_channels.growTo(index(id) + 1);
    return m_channels[index(id)];
}

QList<ProgramState::Ask> &ProgramState::asksOf(EntityId id)
{
    m_asks.growTo(index(id) + 1);
    return m_asks[index(id)];
}

void ProgramState::apply(const trace::Trace &trace, EventId id)
{
    Q_ASSERT(index(id) == index(m_at) + 1);
    const Event &event = trace.event(id);
    m_at = id;
    m_touched.channels.clear();
    applyToAsks(event);
    applyToChannel(trace, event);
    if (trace.entity(event.entity).kind == trace::EntityKind::Channel && m_touched.channels.isEmpty())
        m_touched.channels.append(event.entity);
    applyToEntity(trace, event);
    m_running.follow(trace, event, m_at);
    if (event.kind == EventKind::Logged)
        ++m_logCount;
}

void ProgramState::applyToEntity(const trace::Trace &trace, const Event &event)
{
    m_entities.growTo(index(event.entity) + 1);
    EntityState &entity = m_entities[index(event.entity)];
    const State next = stateAfter(event, entity.state, trace.entity(event.entity).kind);
    const bool isSuspension = event.kind == EventKind::Suspended;
    if (isSuspension) {
        if (next != entity.state || event.reason != entity.reason || event.other != entity.other)
            entity.since = m_at;
        entity.reason = event.reason;
        entity.other = event.other;
        entity.count = event.count;
    } else if (next != entity.state) {
        entity.since = m_at;
        entity.reason = WaitReason::None;
        entity.other = EntityId::None;
        entity.count = 0;
    }
    if (event.kind == EventKind::Armed)
        entity.count = event.count;
    entity.state = next;
    if (event.location != LocationId::Unknown)
        entity.location = event.location;
    switch (event.kind) {
    case EventKind::Started:
    case EventKind::Suspended:
    case EventKind::Resumed:
    case EventKind::Completed:
    case EventKind::Failed:
    case EventKind::Delivered: entity.value = event.value; break;
    default: break;
    }
}

void ProgramState::applyToAsks(const Event &event)
{
    if (event.kind == EventKind::Suspended && event.reason == WaitReason::Alts) {
        const EventId begin = m_running.since(event.entity);
        for (Ask &ask : asksOf(event.entity)) {
            if (ask.since > begin)
                ask.isOption = true;
        }
        return;
    }
    switch (event.kind) {
    case EventKind::Scheduled:
    case EventKind::Resumed:
    case EventKind::Completed:
    case EventKind::Failed:
    case EventKind::Aborted: withdraw(event.entity); break;
    default: break;
    }
}

void ProgramState::applyToChannel(const trace::Trace &trace, const Event &event)
{
    switch (event.kind) {
    case EventKind::Offered:
        channelOf(event.entity).puts.append({event.other, event.value});
        ask(event, true);
        break;
    case EventKind::Requested:
        channelOf(event.entity).takes.append(event.other);
        ask(event, false);
        break;
    case EventKind::Buffered:
        served(event.entity, event.other, true);
        channelOf(event.entity).buffer.append(event.value);
        break;
    case EventKind::Taken: {
        served(event.entity, event.other, false);
        ChannelState &channel = channelOf(event.entity);
        if (!channel.buffer.isEmpty())
            channel.buffer.removeFirst();
        break;
    }
    case EventKind::Rendezvous: {
        // Who came second did not wait, unless both waited for one of several channels.
        const bool tookFirst = served(event.entity, event.other, false);
        const bool putWaited = event.count == 0 ? !tookFirst : event.count & 1;
        if (const QList<ChannelState::Offer> puts = channelOf(event.entity).puts; putWaited && !puts.isEmpty())
            served(event.entity, puts.first().who, true);
        break;
    }
    case EventKind::Closed: close(event.entity); break;
    case EventKind::Dropped: {
        ChannelState &channel = channelOf(event.entity);
        if (event.other != EntityId::None && served(event.entity, event.other, true))
            break;
        const auto lost = std::find_if(channel.buffer.cbegin(), channel.buffer.cend(), [&](trace::StringId value) {
            return value == event.value || trace.string(value) == trace.string(event.value);
        });
        if (lost != channel.buffer.cend())
            channel.buffer.erase(lost);
        else if (!channel.puts.isEmpty())
            served(event.entity, channel.puts.first().who, true);
        break;
    }
    default: break;
    }
}

void ProgramState::ask(const Event &event, bool isPut)
{
    asksOf(event.other).append({event.entity, m_at, isPut, false});
}

/// Takes the oldest put or take of `who` out of the queue of `channel`; false when there is none.
bool ProgramState::served(EntityId channel, EntityId who, bool isPut)
{
    ChannelState &state = channelOf(channel);
    if (isPut) {
        const auto put = std::find_if(state.puts.cbegin(), state.puts.cend(),
                                      [&](const ChannelState::Offer &offer) { return offer.who == who; });
        if (put == state.puts.cend())
            return false;
        state.puts.erase(put);
    } else if (!state.takes.removeOne(who)) {
        return false;
    }
    QList<Ask> &asks = asksOf(who);
    const auto ask = std::find_if(asks.cbegin(), asks.cend(),
                                  [&](const Ask &ask) { return ask.channel == channel && ask.isPut == isPut; });
    Q_ASSERT(ask != asks.cend());
    const bool wasOption = ask->isOption;
    asks.erase(ask);
    if (wasOption)
        withdraw(who);
    return true;
}

/// Nobody waits at a closed channel: puts get false, takes get the closed value. What is in the buffer stays there.
void ProgramState::close(EntityId channel)
{
    ChannelState &state = channelOf(channel);
    while (!state.puts.isEmpty())
        served(channel, state.puts.first().who, true);
    while (!state.takes.isEmpty())
        served(channel, state.takes.first(), false);
    state.closed = true;
}

/// `who` goes on, or one of the options of its `alts` is served: the others wait no longer. An option was asked for after
/// whatever else `who` has at the same channel.
void ProgramState::withdraw(EntityId who)
{
    const QList<Ask> all = asks(who);
    if (std::none_of(all.cbegin(), all.cend(), [](const Ask &ask) { return ask.isOption; }))
        return;
    for (const Ask &ask : all) {
        if (!ask.isOption)
            continue;
        ChannelState &state = channelOf(ask.channel);
        if (ask.isPut) {
            const auto put = std::find_if(state.puts.crbegin(), state.puts.crend(),
                                          [&](const ChannelState::Offer &offer) { return offer.who == who; });
            if (put != state.puts.crend())
                state.puts.erase(std::next(put).base());
        } else if (const qsizetype take = state.takes.lastIndexOf(who); take >= 0) {
            state.takes.removeAt(take);
        }
    }
    asksOf(who).removeIf([](const Ask &ask) { return ask.isOption; });
}

} // namespace asq::analysis
