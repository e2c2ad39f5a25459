#include "geometry/channellevels.h"

#include <algorithm>

namespace interleave {

using asq::trace::EntityId;
using asq::trace::EventId;
using asq::trace::Trace;

void ChannelLevels::extend(const Trace &trace)
{
    while (index(m_state.at()) < quint32(trace.eventCount())) {
        m_state.apply(trace, EventId{index(m_state.at()) + 1});
        for (const EntityId channel : m_state.touchedChannels()) {
            const ChannelLevel level = asq::analysis::levelIn(m_state, channel);
            asq::analysis::appendLevel(m_levels[channel], level);
            quint32 &highest = m_highest[channel];
            highest = std::max({highest, level.buffered + level.puts, 1u});
        }
    }
}

const QList<ChannelLevel> &ChannelLevels::of(EntityId channel) const
{
    static const QList<ChannelLevel> none;
    const auto found = m_levels.constFind(channel);
    return found == m_levels.constEnd() ? none : *found;
}

} // namespace interleave
