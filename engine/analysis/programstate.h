#pragma once

#include "analysis/pagedlist.h"
#include "analysis/spans.h"

#include <QList>

#include <functional>

namespace asq::analysis {

/// One entity at one instant.
struct EntityState {
    State state = State::Absent;
    trace::WaitReason reason = trace::WaitReason::None;
    trace::EntityId other = trace::EntityId::None;
    quint32 count = 0; ///< Of the suspension: how many are awaited. Of an armed timer: µs.
    trace::EventId since = trace::EventId::None; ///< The event that put it into this state.
    trace::LocationId location = trace::LocationId::Unknown; ///< Where it is in the program text.
    trace::StringId value = trace::StringId::Empty; ///< What it got, waits with, or passed on last.
    friend bool operator==(const EntityState &, const EntityState &) = default;
};

/// What waits in or at a channel.
struct ChannelState {
    struct Offer {
        trace::EntityId who = trace::EntityId::None;
        trace::StringId value = trace::StringId::Empty;
        friend bool operator==(const Offer &, const Offer &) = default;
    };
    QList<trace::StringId> buffer; ///< Oldest first.
    QList<Offer> puts; ///< Waiting puts, oldest first.
    QList<trace::EntityId> takes; ///< Waiting takes, oldest first.
    bool closed = false;
    friend bool operator==(const ChannelState &, const ChannelState &) = default;
};

/// Everything at one instant: just after event `at`. A value that depends on (trace, at) alone,
/// however it was reached: apply() over events 1…at gives the same as StateIndex::at.
class ProgramState
{
public:
    trace::EventId at() const { return m_at; }
    /// State::Absent for what is not there yet.
    EntityState entity(trace::EntityId id) const;
    ChannelState channel(trace::EntityId id) const { return m_channels.value(index(id)); }
    /// Who runs, innermost last; empty between slices.
    const trace::RunningList &running() const { return m_running; }
    /// Lines written so far (events of kind Logged).
    qsizetype logCount() const { return m_logCount; }

    /// Requires: event `id` of `trace` is the one after at().
    void apply(const trace::Trace &trace, trace::EventId id);
    friend bool operator==(const ProgramState &, const ProgramState &) = default;

    /// The puts and takes of `id` that wait at channels, oldest first.
    struct Ask {
        trace::EntityId channel = trace::EntityId::None;
        trace::EventId since = trace::EventId::None;
        bool isPut = false;
        bool isOption = false; ///< One of an `alts`: withdrawn when another of them is served.
        friend bool operator==(const Ask &, const Ask &) = default;
    };
    QList<Ask> asks(trace::EntityId id) const { return m_asks.value(index(id)); }

    /// The channels that the last event may have changed something in or at: its own, and those that somebody waits at no
    /// longer since then. No part of the state's value.
    const QList<trace::EntityId> &touchedChannels() const { return m_touched.channels; }

private:
    struct Touched {
        QList<trace::EntityId> channels;
        friend bool operator==(const Touched &, const Touched &) { return true; }
    };
    void applyToEntity(const trace::Trace &trace, const trace::Event &event);
    void applyToChannel(const trace::Trace &trace, const trace::Event &event);
    void applyToAsks(const trace::Event &event);
    void ask(const trace::Event &event, bool isPut);
    bool served(trace::EntityId channel, trace::EntityId who, bool isPut);
    void close(trace::EntityId channel);
    void withdraw(trace::EntityId who);

    ChannelState &channelOf(trace::EntityId id);
    QList<Ask> &asksOf(trace::EntityId id);

    // By entity, as far as something happened.
    PagedList<EntityState> m_entities;
    PagedList<ChannelState> m_channels;
    PagedList<QList<Ask>> m_asks;
    trace::RunningList m_running;
    trace::EventId m_at = trace::EventId::None;
    qsizetype m_logCount = 0;
    Touched m_touched;
};

/// State at any instant: keeps checkpoints and replays from there; near the instant that was asked for last they are
/// close together, so that stepping, back too, is cheap. Not for several threads at once.
class StateIndex
{
public:
    StateIndex() = default;
    explicit StateIndex(const trace::Trace &trace) { extend(trace); }
    /// Requires: `trace` begins with the events seen so far.
    void extend(const trace::Trace &trace) { extend(trace, nullptr); }
    /// The same; calls `each` with every new event and the state just after it.
    void extend(const trace::Trace &trace, const std::function<void(const trace::Event &, const ProgramState &)> &each);
    /// State just after event `id`; `None` is before everything. Requires: id is in the trace.
    ProgramState at(trace::EventId id) const;
    qsizetype eventCount() const { return m_trace.eventCount(); }

private:
    trace::Trace m_trace;
    QList<ProgramState> m_checkpoints = {ProgramState()}; ///< In the order of events.
    mutable QList<ProgramState> m_near; ///< Closer ones, from one of m_checkpoints on; as far as was asked.
    ProgramState m_last;
};

/// "`worker` waits to take from `orders`" and the like: a sentence for a student about `id` in `state`, without a
/// full stop. Labels stand in backquotes. Requires: id is in the trace and not None.
QString describe(const trace::Trace &trace, const ProgramState &state, trace::EntityId id);
/// How sentences call `id`: its label in backquotes, or its kind and position: "segment 2 (request /b)".
QString displayName(const trace::Trace &trace, trace::EntityId id);
/// The waits-for chain from `id`, which comes first: each is what the one before waits on; of several (a gate, a join)
/// the first that has not ended. A cycle ends with its first member again.
QList<trace::EntityId> waitsForChain(const trace::Trace &trace, const ProgramState &state, trace::EntityId id);

} // namespace asq::analysis
