#include "analysis/lanedetail.h"

#include <algorithm>
#include <utility>

// Level of detail without fixed zoom levels. Buckets of a fixed length of time, halved from level to level, were tried
// on paper and dropped: they need one pyramid an axis, and a pixel's edge hardly ever falls on a bucket's. Here a pixel
// is a run of events (its edges are found once a frame, for all lanes), and a lane answers for any run exactly: where
// it begins by galloping in an array of four bytes a stretch, how bad it is from a tree of maxima with sixteen
// children a node, which costs a sixteenth of a byte a stretch more. Both grow at their ends, so a live trace costs
// what is new.
namespace asq::analysis {

using trace::EventId;

void LaneDetail::extend(const QList<Span> &spans)
{
    Q_ASSERT(spans.size() >= size());
    for (qsizetype i = size(); i < spans.size(); ++i)
        append(spans.at(i).begin, spans.at(i).state);
}

void LaneDetail::append(EventId begin, State state)
{
    Q_ASSERT(m_begins.empty() || m_begins.back() <= index(begin));
    m_begins.push_back(index(begin));
    const quint8 rank = quint8(severity(state));
    std::size_t position = m_begins.size() - 1;
    m_levels[0].push_back(rank);
    for (std::size_t level = 1; m_levels[level - 1].size() > Block; ++level) {
        if (m_levels.size() == level) {
            // The level below has just outgrown one node: its first block becomes the first of this one.
            const std::vector<quint8> &below = m_levels[level - 1];
            m_levels.push_back({*std::max_element(below.begin(), below.begin() + Block)});
        }
        position /= Block;
        std::vector<quint8> &here = m_levels[level];
        if (here.size() == position)
            here.push_back(rank);
        else
            here[position] = std::max(here[position], rank);
    }
}

qsizetype LaneDetail::firstFrom(quint32 event, qsizetype hint) const
{
    Q_ASSERT(hint >= 0 && hint <= size());
    const auto begin = m_begins.begin();
    std::size_t low = std::size_t(hint);
    std::size_t step = 1;
    while (low < m_begins.size() && m_begins[low] < event) {
        const std::size_t next = low + step;
        if (next >= m_begins.size() || m_begins[next] >= event) {
            const std::size_t high = std::min(next, m_begins.size());
            return std::lower_bound(begin + qsizetype(low) + 1, begin + qsizetype(high), event) - begin;
        }
        low = next;
        step *= 2;
    }
    return qsizetype(low);
}

State LaneDetail::worst(qsizetype first, qsizetype end) const
{
    Q_ASSERT(first >= 0 && first < end && end <= size());
    std::size_t from = std::size_t(first);
    std::size_t to = std::size_t(end);
    quint8 result = 0;
    for (const std::vector<quint8> &level : m_levels) {
        // The ragged ends at this level; what lies between are whole blocks and is asked of the next one.
        const std::size_t innerFrom = (from + Block - 1) / Block;
        const std::size_t innerTo = to / Block;
        if (innerFrom >= innerTo) {
            for (std::size_t i = from; i < to; ++i)
                result = std::max(result, level[i]);
            break;
        }
        for (std::size_t i = from; i < innerFrom * Block; ++i)
            result = std::max(result, level[i]);
        for (std::size_t i = innerTo * Block; i < to; ++i)
            result = std::max(result, level[i]);
        from = innerFrom;
        to = innerTo;
    }
    return stateOfSeverity(result);
}

void LaneDetail::checkInvariants() const
{
    Q_ASSERT(m_levels[0].size() == m_begins.size());
    for (std::size_t level = 1; level < m_levels.size(); ++level)
        Q_ASSERT(m_levels[level].size() == (m_levels[level - 1].size() + Block - 1) / Block);
}

namespace {

bool hasEnded(State state)
{
    return state == State::Completed || state == State::Failed || state == State::Aborted;
}

// One lane goes from one state to another.
struct Change {
    quint32 event;
    State before;
    State after;
};

std::vector<Change> changesOf(const std::vector<const LaneDetail *> &lanes)
{
    std::vector<Change> changes;
    std::size_t count = 0;
    for (const LaneDetail *lane : lanes)
        count += std::size_t(lane->size());
    changes.reserve(count);
    for (const LaneDetail *lane : lanes) {
        State before = State::Absent;
        for (qsizetype i = 0; i < lane->size(); ++i) {
            const State after = lane->stateOf(i);
            changes.push_back({lane->beginOf(i), before, after});
            before = after;
        }
    }
    // To one lane something happens at an event.
    std::sort(changes.begin(), changes.end(), [](const Change &a, const Change &b) { return a.event < b.event; });
    return changes;
}

} // namespace

void LaneMerger::change(quint32 event, State before, State after)
{
    if (m_momentEnds && *m_momentEnds < event)
        show(*m_momentEnds, worst());
    m_momentEnds.reset();
    if (!hasEnded(before))
        --m_counts[std::size_t(severity(before))];
    if (!hasEnded(after))
        ++m_counts[std::size_t(severity(after))];
    if (after == State::Failed || after == State::Aborted) {
        show(event, after);
        m_momentEnds = event + 1;
    } else {
        show(event, worst());
    }
}

LaneDetail LaneMerger::merged()
{
    if (m_momentEnds)
        show(*m_momentEnds, worst());
    m_momentEnds.reset();
    return std::move(m_merged);
}

State LaneMerger::worst() const
{
    for (int rank = StateCount - 1; rank > 0; --rank) {
        if (m_counts[std::size_t(rank)] > 0)
            return stateOfSeverity(rank);
    }
    return State::Absent;
}

void LaneMerger::show(quint32 event, State state)
{
    if (state == m_shown && !m_merged.isEmpty())
        return;
    m_merged.append(EventId{event}, state);
    m_shown = state;
}

LaneDetail mergedDetail(const std::vector<const LaneDetail *> &lanes)
{
    LaneMerger merger;
    for (const Change &change : changesOf(lanes))
        merger.change(change.event, change.before, change.after);
    return merger.merged();
}

} // namespace asq::analysis
