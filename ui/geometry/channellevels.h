#pragma once

#include "analysis/channellevel.h"
#include "trace/trace.h"

#include <QHash>
#include <QList>

namespace interleave {

using asq::analysis::ChannelLevel;

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
    asq::analysis::ProgramState m_state;
    QHash<asq::trace::EntityId, QList<ChannelLevel>> m_levels;
    QHash<asq::trace::EntityId, quint32> m_highest;
};

} // namespace interleave
