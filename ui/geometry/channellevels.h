#pragma once

#include "trace/trace.h"

#include <QHash>
#include <QList>

namespace interleave {

/// What waits in or at a channel from one event on, until the next level.
struct ChannelLevel {
    asq::trace::EventId begin = asq::trace::EventId::None;
    asq::trace::EventId end = asq::trace::EventId::None; ///< None: to the end of the trace.
    quint32 buffered = 0; ///< Messages in the buffer.
    quint32 puts = 0;     ///< Puts that wait.
    quint32 takes = 0;    ///< Takes that wait.
    friend bool operator==(const ChannelLevel &, const ChannelLevel &) = default;
};

/// The levels of every channel of a trace, made in one pass that goes on with longer snapshots, so that a lane of any length is drawn by search.
class ChannelLevels
{
public:
    ChannelLevels() = default;
    explicit ChannelLevels(const asq::trace::Trace &trace) { extend(trace); }
    /// Requires: `trace` begins with the events seen so far.
    void extend(const asq::trace::Trace &trace);

    /// In the order of events, without a gap from the first on; empty for what is no channel.
    const QList<ChannelLevel> &of(asq::trace::EntityId channel) const;
    /// The most that was ever in and at `channel`, at least 1: the height of its lane.
    quint32 highest(asq::trace::EntityId channel) const { return m_highest.value(channel, 1); }

private:
    // Who waits at a channel; the sizes are the level. Whoever is named by an event leaves the queue it stands in.
    struct Queues {
        QList<asq::trace::EntityId> puts;
        QList<asq::trace::EntityId> takes;
        quint32 buffered = 0;

        void apply(const asq::trace::Event &event);
    };

    qsizetype m_seen = 0; ///< Events.
    QHash<asq::trace::EntityId, Queues> m_queues;
    QHash<asq::trace::EntityId, QList<ChannelLevel>> m_levels;
    QHash<asq::trace::EntityId, quint32> m_highest;
};

} // namespace interleave
