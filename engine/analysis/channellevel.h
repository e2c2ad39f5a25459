#pragma once

#include "analysis/programstate.h"

namespace asq::analysis {

/// What waits in or at a channel from one event on, until the next level.
struct ChannelLevel {
    trace::EventId begin = trace::EventId::None;
    trace::EventId end = trace::EventId::None; ///< None: to the end of the trace.
    quint32 buffered = 0; ///< Messages in the buffer.
    quint32 puts = 0;     ///< Puts that wait.
    quint32 takes = 0;    ///< Takes that wait.
    friend bool operator==(const ChannelLevel &, const ChannelLevel &) = default;

    bool holdsAsMuchAs(const ChannelLevel &other) const
    {
        return buffered == other.buffered && puts == other.puts && takes == other.takes;
    }
};

/// What waits in or at `channel` in `state`; begins with the last event of that.
inline ChannelLevel levelIn(const ProgramState &state, trace::EntityId channel)
{
    const ChannelState now = state.channel(channel);
    return {state.at(), trace::EventId::None, quint32(now.buffer.size()), quint32(now.puts.size()),
            quint32(now.takes.size())};
}

/// Puts `level` behind `levels`, unless it holds as much as the last of them.
inline void appendLevel(QList<ChannelLevel> &levels, const ChannelLevel &level)
{
    if (!levels.isEmpty()) {
        if (levels.constLast().holdsAsMuchAs(level))
            return;
        levels.last().end = level.begin;
    }
    levels.append(level);
}

} // namespace asq::analysis
