#include "analysis/causality.h"

#include <algorithm>

// Four predecessors an event are enough, so a trace's order is a table of 20 bytes an event, filled in one pass. Questions
// search it backwards and never look before the earlier of the two events. Rejected: vector clocks, which answer at once
// but need a number for each entity in each event, and programs have a hundred thousand entities.
namespace asq::analysis {

using trace::EntityId;
using trace::EntityKind;
using trace::Event;
using trace::EventId;
using trace::EventKind;

namespace {

EventId popFront(std::deque<EventId> &queue)
{
    if (queue.empty())
        return EventId::None;
    const EventId first = queue.front();
    queue.pop_front();
    return first;
}

} // namespace

void Causality::extend(const trace::Trace &trace)
{
    Q_ASSERT(trace.eventCount() >= eventCount());
    m_last.resize(std::size_t(trace.entityCount()), EventId::None);
    m_before.reserve(std::size_t(trace.eventCount()));
    while (eventCount() < trace.eventCount())
        follow(trace, EventId{quint32(eventCount() + 1)});
}

void Causality::follow(const trace::Trace &trace, EventId id)
{
    const Event &event = trace.event(id);
    if (event.kind == EventKind::Gap)
        m_running.clear();
    m_offers.follow(event, id);
    const EntityId actor = m_running.innermost(trace, event.entity);
    const bool isChannel = trace.entity(event.entity).kind == EntityKind::Channel;
    Before before;
    before.cause = event.cause < id ? event.cause : EventId::None;
    before.ofActor = actor == EntityId::None ? EventId::None : m_last[index(actor)];
    before.ofSubject = isChannel && event.kind != EventKind::Closed ? EventId::None : m_last[index(event.entity)];
    before.message = isChannel ? messageBefore(event, id) : EventId::None;
    before.actor = actor;
    m_before.push_back(before);
    if (!isChannel || event.kind == EventKind::Created)
        m_last[index(event.entity)] = id;
    if (actor != EntityId::None)
        m_last[index(actor)] = id;
    m_running.follow(trace, event, id);
}

EventId Causality::messageBefore(const Event &event, EventId id)
{
    switch (event.kind) {
    case EventKind::Buffered: m_buffered[event.entity].push_back(id); return m_offers.served(event).event;
    case EventKind::Taken: return popFront(m_buffered[event.entity]);
    case EventKind::Rendezvous: return m_offers.served(event).event;
    default: return EventId::None;
    }
}

QList<Causality::Predecessor> Causality::predecessors(EventId id) const
{
    const Before &before = m_before.at(index(id) - 1);
    QList<Predecessor> result;
    const auto add = [&result](EventId event, Link link) {
        const bool isKnown = std::any_of(result.cbegin(), result.cend(),
                                         [event](const Predecessor &each) { return each.event == event; });
        if (event != EventId::None && !isKnown)
            result.append({event, link});
    };
    add(before.message, Link::Message);
    add(before.ofActor, Link::Order);
    add(before.ofSubject, Link::Order);
    add(before.cause, Link::Cause);
    return result;
}

std::vector<bool> Causality::reachedFrom(EventId from, EventId to) const
{
    const quint32 first = index(from);
    std::vector<bool> reached(to < from ? 0 : index(to) - first + 1, false);
    if (!reached.empty())
        reached[0] = true;
    const auto isReached = [&](EventId id) { return id >= from && reached[index(id) - first]; };
    for (std::size_t i = 1; i < reached.size(); ++i) {
        const Before &before = m_before[first - 1 + i];
        reached[i] = isReached(before.cause) || isReached(before.ofActor) || isReached(before.ofSubject)
            || isReached(before.message);
    }
    return reached;
}

bool Causality::happensBefore(EventId a, EventId b) const
{
    return a != EventId::None && a < b && reachedFrom(a, b).back();
}

QList<EventId> Causality::path(EventId a, EventId b) const
{
    if (!happensBefore(a, b))
        return {};
    const std::vector<bool> reached = reachedFrom(a, b);
    QHash<EventId, EventId> after;
    std::deque<EventId> queue = {b};
    while (queue.front() != a) {
        const EventId id = popFront(queue);
        const QList<Predecessor> all = predecessors(id);
        for (const Predecessor &each : all) {
            if (each.event < a || !reached[index(each.event) - index(a)] || after.contains(each.event))
                continue;
            after.insert(each.event, id);
            queue.push_back(each.event);
        }
    }
    QList<EventId> path = {a};
    while (path.last() != b)
        path.append(after.value(path.last()));
    return path;
}

QList<EventId> Causality::causes(EventId id) const
{
    QList<EventId> chain;
    for (; id != EventId::None; id = m_before.at(index(id) - 1).cause)
        chain.append(id);
    return chain;
}

} // namespace asq::analysis
