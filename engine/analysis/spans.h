#pragma once

#include "analysis/slicelist.h"
#include "trace/trace.h"

#include <QList>

namespace asq::analysis {

/// What an entity is doing. LOOK.md's colours stand for these.
enum class State : quint8 {
    Absent,    ///< Not created yet.
    Created,   ///< Exists; nothing asked of it yet.
    Ready,     ///< May run and waits for its turn.
    Running,   ///< Its code runs (also while something nested in it runs).
    Blocked,   ///< Waits on another entity: channel, gate, sequence, coroutine.
    Waiting,   ///< Waits on time or on the outside.
    Completed,
    Failed,
    Aborted,   ///< Aborted, or closed for a channel.
};
constexpr int StateCount = 9;
const char *name(State state);

/// A stretch in which an entity keeps one state: from event `begin` up to, not with, event `end`.
struct Span {
    trace::EntityId entity = trace::EntityId::None;
    trace::EventId begin = trace::EventId::None;
    trace::EventId end = trace::EventId::None; ///< None: to the end of the trace.
    State state = State::Absent;
    trace::WaitReason reason = trace::WaitReason::None; ///< Of Blocked and Waiting.
    trace::EntityId other = trace::EntityId::None;      ///< On whom, of Blocked and Waiting.
    friend bool operator==(const Span &, const Span &) = default;
};

/// The state that an event puts its entity, which is a `kind`, into; `before` when it leaves it as it is.
/// A suspended entity is Ready (reason turn), Waiting (trigger, promise, timer, event, and next when `other` is not
/// known) or Blocked (all other reasons).
State stateAfter(const trace::Event &event, State before, trace::EntityKind kind);

/// The span in `state` that event `id` begins, without its end. What is suspended waits for the reason and for whom the
/// event says.
Span spanBegunBy(const trace::Event &event, trace::EventId id, State state);

/// All spans and slices of a trace, computed once in one pass; extend() goes on with a longer snapshot
/// of the same recording.
class Spans
{
public:
    Spans() = default;
    explicit Spans(const trace::Trace &trace) { extend(trace); }

    /// Requires: `trace` begins with the events seen so far.
    void extend(const trace::Trace &trace);

    qsizetype eventCount() const { return m_eventCount; }
    /// In the order of events; empty for an entity that nothing happened to. The first begins where it is created.
    const QList<Span> &of(trace::EntityId entity) const;
    const QList<Slice> &slices() const { return m_slices.list(); }
    /// The span of `entity` that event `at` falls into (the state just after it), or null.
    const Span *spanAt(trace::EntityId entity, trace::EventId at) const;
    /// The events of `entity`, in order, also those where it is `other`.
    const QList<trace::EventId> &eventsOf(trace::EntityId entity) const;

private:
    void addToSpans(const trace::Event &event, trace::EventId id, trace::EntityKind kind);

    QList<QList<Span>> m_spans;
    QList<QList<trace::EventId>> m_events;
    SliceList m_slices;
    qsizetype m_eventCount = 0;
};

} // namespace asq::analysis
