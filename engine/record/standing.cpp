#include "record/standing.h"

#include "record/likelykind.h"

#include <algorithm>

namespace asq::record {

using trace::EntityKind;
using trace::Event;
using trace::EventKind;

void Standing::addEntity(quint32 id, const trace::Entity &entity)
{
    m_known[id].entity = entity;
    if (const auto parent = m_known.find(index(entity.parent)); parent != m_known.end())
        ++parent->second.children;
}

void Standing::ensure(const Event &event)
{
    trace::Entity entity;
    entity.parent = trace::EntityId::Program;
    entity.kind = likelyKind(event.kind);
    if (!m_known.contains(index(event.entity)))
        addEntity(index(event.entity), entity);
    entity.kind = likelyOtherKind(event.kind, event.reason);
    if (event.other != trace::EntityId::None && !m_known.contains(index(event.other)))
        addEntity(index(event.other), entity);
}

void Standing::pass(const Event &event, quint32 number)
{
    ensure(event);
    Known &subject = m_known[index(event.entity)];
    switch (event.kind) {
    case EventKind::Scheduled:
    case EventKind::Armed: subject.state = Stand{number, event}; break;
    case EventKind::Started:
    case EventKind::Resumed:
    case EventKind::Fired:
        withdraw(subject, index(event.entity));
        subject.state = Stand{number, event};
        break;
    case EventKind::Suspended: subject.state = Stand{number, event}; break;
    case EventKind::Returned:
    case EventKind::Cancelled: subject.state.reset(); break;
    case EventKind::Completed:
    case EventKind::Failed:
    case EventKind::Aborted:
        subject.settled = Stand{number, event};
        if (subject.state && !subject.state->event.beginsSlice())
            subject.state.reset();
        break;
    default: passChannel(subject, event, number); break;
    }
}

void Standing::passChannel(Known &channel, const Event &event, quint32 number)
{
    switch (event.kind) {
    case EventKind::Offered:
    case EventKind::Requested:
        channel.waiting.push_back({number, event});
        if (const auto who = m_known.find(index(event.other)); who != m_known.end())
            who->second.asked.push_back(index(event.entity));
        break;
    case EventKind::Buffered:
        if (event.count & 1)
            take(channel, EventKind::Offered, event.other);
        channel.waiting.push_back({number, event});
        break;
    case EventKind::Taken:
        take(channel, EventKind::Buffered, trace::EntityId::None);
        if (event.count & 2)
            take(channel, EventKind::Requested, event.other);
        break;
    case EventKind::Rendezvous:
        if (event.count & 1)
            take(channel, EventKind::Offered, trace::EntityId::None);
        if (event.count & 2)
            take(channel, EventKind::Requested, event.other);
        break;
    case EventKind::Closed:
        channel.settled = Stand{number, event};
        std::erase_if(channel.waiting, [](const Stand &each) { return each.event.kind != EventKind::Buffered; });
        break;
    case EventKind::Dropped: take(channel, EventKind::Buffered, trace::EntityId::None); break;
    default: break;
    }
}

/// The oldest of `kind`; that of `who` if there is one.
void Standing::take(Known &channel, EventKind kind, trace::EntityId who)
{
    const auto isOfKind = [kind](const Stand &each) { return each.event.kind == kind; };
    auto found = std::find_if(channel.waiting.begin(), channel.waiting.end(),
                              [&](const Stand &each) { return isOfKind(each) && each.event.other == who; });
    if (found == channel.waiting.end())
        found = std::find_if(channel.waiting.begin(), channel.waiting.end(), isOfKind);
    if (found != channel.waiting.end())
        channel.waiting.erase(found);
}

/// Who goes on waits nowhere: of several alternatives the others are withdrawn.
void Standing::withdraw(Known &who, quint32 id)
{
    for (const quint32 channel : std::exchange(who.asked, {})) {
        if (const auto found = m_known.find(channel); found != m_known.end()) {
            std::erase_if(found->second.waiting, [id](const Stand &each) {
                return each.event.kind != EventKind::Buffered && index(each.event.other) == id;
            });
        }
    }
}

bool Standing::isOver(const Known &known) const
{
    if (known.children > 0 || known.state || !known.waiting.empty() || known.entity.kind == EntityKind::Program)
        return false;
    if (known.settled || known.entity.kind == EntityKind::Timer)
        return true;
    // A handler that was never called goes with its sequence.
    const auto parent = m_known.find(index(known.entity.parent));
    return parent == m_known.end() || parent->second.settled;
}

// From the children to their parents: the last of them lets the parent go.
void Standing::sweep(const QSet<quint32> &named)
{
    for (auto it = m_known.end(); it != m_known.begin();) {
        --it;
        if (named.contains(it->first) || !isOver(it->second))
            continue;
        if (const auto parent = m_known.find(index(it->second.entity.parent)); parent != m_known.end())
            --parent->second.children;
        it = m_known.erase(it);
    }
}

std::vector<Standing::Stand> Standing::events() const
{
    std::vector<Stand> all;
    for (const auto &[id, known] : m_known) {
        for (const std::optional<Stand> &each : {known.state, known.settled}) {
            if (each)
                all.push_back(*each);
        }
        all.insert(all.end(), known.waiting.begin(), known.waiting.end());
    }
    std::sort(all.begin(), all.end(), [](const Stand &a, const Stand &b) { return a.number < b.number; });
    return all;
}

const trace::Entity *Standing::entity(quint32 id) const
{
    const auto found = m_known.find(id);
    return found == m_known.end() ? nullptr : &found->second.entity;
}

void Standing::addStrings(QSet<quint32> &strings) const
{
    for (const auto &[id, known] : m_known) {
        strings.insert(index(known.entity.label));
        for (const std::optional<Stand> &each : {known.state, known.settled}) {
            if (each)
                strings.insert(index(each->event.value));
        }
        for (const Stand &each : known.waiting)
            strings.insert(index(each.event.value));
    }
}

} // namespace asq::record
