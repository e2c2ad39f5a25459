#include "analysis/longrecording.h"

#include <algorithm>

// One pass makes checkpoints of the state, and while the state behind each event is at hand, everything else follows from it.
// Whatever is wanted of each event near where somebody looks, and can be had from a state and the events behind it, is not
// kept but made again: a window of some 40,000 events, a few milliseconds.
namespace asq::analysis {

using trace::EntityId;
using trace::Event;
using trace::EventId;
using trace::Trace;

void LongRecording::extend(const Trace &trace)
{
    m_trace = trace;
    m_states.extend(trace, [this](const Event &event, const ProgramState &after) { apply(event, after); });
}

void LongRecording::apply(const Event &event, const ProgramState &after)
{
    const EventId id = after.at();
    if ((index(id) - 1) % EventsOfBlock == 0) {
        m_blocks.push_back({m_sliceCount, m_running.open().value_or(Slice())});
    }
    const EntityState state = after.entity(event.entity);
    m_lanes.apply(event, state.state, state.since == id);
    m_links.apply(event);
    addToSlices(event, id);
    for (const EntityId channel : after.touchedChannels())
        m_levels.apply(channel, levelIn(after, channel));
}

void LongRecording::addToSlices(const Event &event, EventId id)
{
    m_running.apply(m_trace, event, id);
    const QList<Slice> &slices = m_running.list();
    if (slices.isEmpty())
        return;
    if (const Slice &last = slices.constLast(); last.begin == id) {
        ++m_sliceCount;
        const bool sampled = !m_samples.isEmpty()
            && index(m_samples.constLast().begin) / EventsOfSample == index(id) / EventsOfSample;
        if (!sampled) {
            if (!m_samples.isEmpty() && m_samples.constLast().end == EventId::None)
                m_samples.last().end = id;
            m_samples.append(last);
        }
    } else if (last.end == id && !m_samples.isEmpty() && m_samples.constLast().end == EventId::None) {
        // Nobody has the processor from here on.
        m_samples.last().end = id;
    }
    if (slices.size() > 1)
        m_running.forgetEnded();
}

void LongRecording::finish()
{
    if (std::exchange(m_isFinished, true))
        return;
    m_lanes.finish();
    m_links.finish();
    m_levels.finish();
}

const QList<Slice> &LongRecording::slices(quint32 first, quint32 end) const
{
    return isNear(first, end) ? windowAround(first, end).slices : m_samples;
}

const QList<ChannelLevel> &LongRecording::levels(EntityId channel, quint32 first, quint32 end) const
{
    if (isNear(first, end)) {
        const Window &window = windowAround(first, end);
        if (const auto found = window.levels.constFind(channel); found != window.levels.constEnd())
            return *found;
    }
    return m_levels.levels(channel, first, end);
}

qsizetype LongRecording::sliceCount(quint32 first, quint32 end) const
{
    first = std::max(first, 1u);
    end = std::min(end, behindLast());
    if (first >= end)
        return 0;
    // Before event number `event`.
    const auto countBefore = [this](quint32 event) {
        const quint32 block = (event - 1) / EventsOfBlock;
        if (block >= m_blocks.size())
            return qsizetype(m_sliceCount);
        const quint32 begin = block * EventsOfBlock + 1;
        qsizetype count = m_blocks[block].slices;
        if (event == begin)
            return count;
        const QList<Slice> slices = windowOf(begin, event).slices;
        return count + std::count_if(slices.cbegin(), slices.cend(), [begin](const Slice &slice) {
                   return index(slice.begin) >= begin;
               });
    };
    return countBefore(end) - countBefore(first);
}

const LongRecording::Window &LongRecording::windowAround(quint32 first, quint32 end) const
{
    first = std::clamp(first, 1u, behindLast());
    end = std::clamp(end, first, behindLast());
    if (m_window.first != 0 && m_window.first <= first && end <= m_window.end)
        return m_window;
    // Some more on both sides, so that who moves on does not make one each time.
    const quint32 margin = (end - first) / 2 + EventsOfBlock / 2;
    const quint32 from = first - 1 > margin ? first - 1 - margin : 0;
    const quint32 to = (end - 1 + margin + EventsOfBlock) / EventsOfBlock * EventsOfBlock;
    m_window = windowOf(from - from % EventsOfBlock + 1, std::min(to + 1, behindLast()));
    return m_window;
}

/// Requires: a block begins with `first`.
LongRecording::Window LongRecording::windowOf(quint32 first, quint32 end) const
{
    Window window{first, end, {}, {}};
    const std::size_t block = (first - 1) / EventsOfBlock;
    if (block >= m_blocks.size())
        return window;
    const ProgramState start = m_states.at(EventId{first - 1});
    ProgramState state = start;
    const Slice &open = m_blocks[block].open;
    SliceList slices(state.running(), open.entity == EntityId::None ? std::nullopt : std::optional(open));
    for (quint32 number = first; number < end; ++number) {
        const EventId id{number};
        const Event event = m_trace.event(id);
        slices.apply(m_trace, event, id);
        state.apply(m_trace, id);
        for (const EntityId channel : state.touchedChannels()) {
            QList<ChannelLevel> &levels = window.levels[channel];
            if (levels.isEmpty() && first > 1)
                levels.append(levelIn(start, channel)); // Nothing happened to it in between.
            appendLevel(levels, levelIn(state, channel));
        }
    }
    window.slices = slices.list();
    if (end == behindLast())
        return window;
    // What goes on behind the window is shown up to there.
    if (!window.slices.isEmpty() && window.slices.constLast().end == EventId::None)
        window.slices.last().end = EventId{end};
    for (QList<ChannelLevel> &levels : window.levels)
        levels.last().end = EventId{end};
    return window;
}

qsizetype LongRecording::bytes() const
{
    qsizetype sum = m_lanes.bytes() + m_links.bytes() + m_levels.bytes()
        + m_samples.capacity() * qsizetype(sizeof(Slice)) + qsizetype(m_blocks.capacity() * sizeof(BlockBegin));
    return sum;
}

} // namespace asq::analysis
