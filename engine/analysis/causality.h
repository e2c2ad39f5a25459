#pragma once

#include "analysis/offerqueues.h"
#include "trace/runninglist.h"
#include "trace/trace.h"

#include <QHash>
#include <QList>

#include <deque>
#include <vector>

namespace asq::analysis {

/// What had to happen before what. An event comes after its cause, after what the same code did before, after what
/// happened to the same entity before, and after the put of the message that it takes. Grows with the trace.
///
/// What a channel was used for before orders nothing: two who put do not wait for each other.
class Causality
{
public:
    enum class Link : quint8 {
        Cause,   ///< Without it, this would not have happened now.
        Order,   ///< Earlier in the same entity.
        Message, ///< The message went this way.
    };
    struct Predecessor {
        trace::EventId event = trace::EventId::None;
        Link link = Link::Cause;
        friend bool operator==(const Predecessor &, const Predecessor &) = default;
    };

    Causality() = default;
    explicit Causality(const trace::Trace &trace) { extend(trace); }
    /// Requires: `trace` begins with the events seen so far.
    void extend(const trace::Trace &trace);

    qsizetype eventCount() const { return qsizetype(m_before.size()); }
    /// The events that directly precede `id`, each once. Requires: id is in the trace and not None.
    QList<Predecessor> predecessors(trace::EventId id) const;
    /// Whose code ran when `id` happened, the innermost; None between slices and for the event that begins one.
    trace::EntityId actorOf(trace::EventId id) const { return m_before.at(index(id) - 1).actor; }
    /// Costs what lies between the two. An event does not happen before itself.
    bool happensBefore(trace::EventId a, trace::EventId b) const;
    /// Neither happens before the other: their order could have been another.
    bool areConcurrent(trace::EventId a, trace::EventId b) const
    {
        return a != b && !happensBefore(a, b) && !happensBefore(b, a);
    }
    /// By position, from `from` to `to`: whether each event is `from` or happens after it.
    std::vector<bool> reachedFrom(trace::EventId from, trace::EventId to) const;
    /// A chain of direct predecessors from `a` to `b`, both included, with as few events as possible; empty when a does
    /// not happen before b.
    QList<trace::EventId> path(trace::EventId a, trace::EventId b) const;
    /// `id`, its cause, the cause of that and so on, to where it began.
    QList<trace::EventId> causes(trace::EventId id) const;

private:
    struct Before {
        trace::EventId cause = trace::EventId::None;
        trace::EventId ofActor = trace::EventId::None; ///< What who runs did before.
        trace::EventId ofSubject = trace::EventId::None; ///< What happened to its entity before.
        trace::EventId message = trace::EventId::None;
        trace::EntityId actor = trace::EntityId::None;
    };
    void follow(const trace::Trace &trace, trace::EventId id);
    trace::EventId messageBefore(const trace::Event &event, trace::EventId id);

    std::vector<Before> m_before;
    std::vector<trace::EventId> m_last; ///< By entity.
    OfferQueues m_offers;
    QHash<trace::EntityId, std::deque<trace::EventId>> m_buffered; ///< By channel: what put its content there.
    trace::RunningList m_running;
};

} // namespace asq::analysis
