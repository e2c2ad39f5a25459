#include "analysis/spans.h"

#include <algorithm>
#include <array>

// One pass over the events. Every entity has at most one open span, the last of its list, so going on with a longer
// trace costs what is new.
namespace asq::analysis {

using trace::EntityId;
using trace::EntityKind;
using trace::Event;
using trace::EventId;
using trace::EventKind;
using trace::WaitReason;

const char *name(State state)
{
    static constexpr std::array<const char *, StateCount> names = {
        "absent", "created", "ready", "running", "blocked", "waiting", "completed", "failed", "aborted",
    };
    return names.at(static_cast<std::size_t>(state));
}

namespace {

State stateOfWait(const Event &event)
{
    switch (event.reason) {
    case WaitReason::Turn: return State::Ready;
    case WaitReason::Trigger:
    case WaitReason::Promise:
    case WaitReason::Timer:
    case WaitReason::Event: return State::Waiting;
    case WaitReason::None:
    case WaitReason::Next: return event.other == EntityId::None ? State::Waiting : State::Blocked;
    case WaitReason::Sequence:
    case WaitReason::Gate:
    case WaitReason::Put:
    case WaitReason::Take:
    case WaitReason::Alts:
    case WaitReason::Join: return State::Blocked;
    }
    return State::Waiting;
}

/// User code gave control back without saying that it is done: what that means depends on whose code it was.
State stateAfterReturn(State before, EntityKind kind)
{
    if (before != State::Running)
        return before;
    switch (kind) {
    case EntityKind::Timer:
    case EntityKind::Handler: return State::Completed;
    case EntityKind::Thread:
    case EntityKind::Track: return State::Created; // Idle; nothing says what for.
    default: return State::Waiting;
    }
}

} // namespace

State stateAfter(const Event &event, State before, EntityKind kind)
{
    switch (event.kind) {
    case EventKind::Created:
        // An operation of the outside is under way from the beginning.
        return kind == EntityKind::Outside ? State::Waiting : State::Created;
    case EventKind::Scheduled: return State::Ready;
    case EventKind::Started:
    case EventKind::Resumed:
    case EventKind::Fired: return State::Running;
    case EventKind::Suspended: return stateOfWait(event);
    case EventKind::Returned: return stateAfterReturn(before, kind);
    case EventKind::Completed: return State::Completed;
    case EventKind::Failed: return State::Failed;
    case EventKind::Aborted:
    case EventKind::Cancelled:
    case EventKind::Closed: return State::Aborted;
    case EventKind::Armed: return State::Waiting;
    case EventKind::Transferred:
    case EventKind::Offered:
    case EventKind::Requested:
    case EventKind::Buffered:
    case EventKind::Taken:
    case EventKind::Rendezvous:
    case EventKind::Dropped:
    case EventKind::Delivered:
    case EventKind::Choice:
    case EventKind::Logged:
    case EventKind::Marked:
    case EventKind::Reported:
    case EventKind::Gap:
    case EventKind::Ignored: break;
    }
    // Something happens to it, so it is there, even when its creation was not recorded.
    return before == State::Absent ? State::Created : before;
}

Span spanBegunBy(const Event &event, EventId id, State state)
{
    Span span{event.entity, id, EventId::None, state, WaitReason::None, EntityId::None};
    if (event.kind == EventKind::Suspended) {
        span.reason = event.reason;
        span.other = event.other;
    }
    return span;
}

void Spans::extend(const trace::Trace &trace)
{
    Q_ASSERT(trace.eventCount() >= m_eventCount);
    if (m_spans.size() < trace.entityCount()) {
        m_spans.resize(trace.entityCount());
        m_events.resize(trace.entityCount());
    }
    for (; m_eventCount < trace.eventCount(); ++m_eventCount) {
        const Event &event = trace.event(m_eventCount);
        const EventId id{quint32(m_eventCount + 1)};
        m_events[index(event.entity)].append(id);
        if (event.other != EntityId::None && event.other != event.entity)
            m_events[index(event.other)].append(id);
        addToSpans(event, id, trace.entity(event.entity).kind);
        m_slices.apply(trace, event, id);
    }
}

void Spans::addToSpans(const Event &event, EventId id, EntityKind kind)
{
    QList<Span> &spans = m_spans[index(event.entity)];
    const State before = spans.isEmpty() ? State::Absent : spans.last().state;
    const Span next = spanBegunBy(event, id, stateAfter(event, before, kind));
    if (next.state == before && event.kind != EventKind::Suspended)
        return;
    if (!spans.isEmpty()) {
        Span &last = spans.last();
        if (last.state == next.state && last.reason == next.reason && last.other == next.other)
            return;
        last.end = id;
    }
    spans.append(next);
}

const QList<Span> &Spans::of(EntityId entity) const
{
    static const QList<Span> none;
    return index(entity) < quint32(m_spans.size()) ? m_spans.at(index(entity)) : none;
}

const QList<EventId> &Spans::eventsOf(EntityId entity) const
{
    static const QList<EventId> none;
    return index(entity) < quint32(m_events.size()) ? m_events.at(index(entity)) : none;
}

const Span *Spans::spanAt(EntityId entity, EventId at) const
{
    const QList<Span> &spans = of(entity);
    const auto after = std::upper_bound(spans.cbegin(), spans.cend(), at,
                                        [](EventId event, const Span &span) { return event < span.begin; });
    return after == spans.cbegin() ? nullptr : &*std::prev(after);
}

} // namespace asq::analysis
