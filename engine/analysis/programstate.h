#pragma once

#include "analysis/spans.h"

#include <QHash>

namespace asq::analysis {

/// One entity at one instant.
struct EntityState {
    State state = State::Absent;
    trace::WaitReason reason = trace::WaitReason::None;
    trace::EntityId other = trace::EntityId::None;
    quint32 count = 0;                                 ///< Of the suspension: how many are awaited.
    trace::EventId since = trace::EventId::None;       ///< The event that put it into this state.
    trace::LocationId location = trace::LocationId::Unknown; ///< Where it is in the program text.
    trace::StringId value = trace::StringId::Empty;    ///< What it got, waits with, or passed on last.
    friend bool operator==(const EntityState &, const EntityState &) = default;
};

/// What waits in or at a channel.
struct ChannelState {
    struct Offer {
        trace::EntityId who = trace::EntityId::None;
        trace::StringId value = trace::StringId::Empty;
        friend bool operator==(const Offer &, const Offer &) = default;
    };
    QList<trace::StringId> buffer;   ///< Oldest first.
    QList<Offer> puts;               ///< Waiting puts, oldest first.
    QList<trace::EntityId> takes;    ///< Waiting takes, oldest first.
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
    ChannelState channel(trace::EntityId id) const { return m_channels.value(id); }
    /// Who runs, innermost last; empty between slices.
    const QList<trace::EntityId> &running() const { return m_running; }
    /// Lines written so far (events of kind Logged).
    qsizetype logCount() const { return m_logCount; }

    /// Requires: event `id` of `trace` is the one after at().
    void apply(const trace::Trace &trace, trace::EventId id);
    friend bool operator==(const ProgramState &, const ProgramState &) = default;

private:
    QList<EntityState> m_entities;
    QHash<trace::EntityId, ChannelState> m_channels;
    QList<trace::EntityId> m_running;
    trace::EventId m_at = trace::EventId::None;
    qsizetype m_logCount = 0;
};

/// State at any instant: keeps a checkpoint every few thousand events and replays from there.
class StateIndex
{
public:
    StateIndex() = default;
    explicit StateIndex(const trace::Trace &trace) { extend(trace); }
    /// Requires: `trace` begins with the events seen so far.
    void extend(const trace::Trace &trace);
    /// State just after event `id`; `None` is before everything. Requires: id is in the trace.
    ProgramState at(trace::EventId id) const;

private:
    trace::Trace m_trace;
    QList<ProgramState> m_checkpoints;
    ProgramState m_last;
};

/// "waits to take from `orders`" and the like: a sentence for a student about `id` in `state`.
QString describe(const trace::Trace &trace, const ProgramState &state, trace::EntityId id);
/// The waits-for chain from `id`: each is what the one before waits on. A cycle ends with its first member again.
QList<trace::EntityId> waitsForChain(const trace::Trace &trace, const ProgramState &state, trace::EntityId id);

} // namespace asq::analysis
