#include "analysis/programstate.h"

#include <algorithm>

// Checkpoints with replay between them, on two levels. A state shares the pages of its entity table with the one that it
// was copied from until they change, so a checkpoint costs a pointer for every page of entities now and the pages that
// change before the next one. Coarse checkpoints are kept for good; fine ones only between the two coarse ones where
// somebody looks, made on the way of the first look. So memory stays linear in the events, a jump costs the replay of
// one coarse stretch, and a step (back too) that of a fine one. Rejected: undo records for every event (fast backwards,
// but every kind of event would need its reverse, and the two directions could differ).
namespace asq::analysis {

using trace::EventId;

namespace {

constexpr qsizetype CoarseSpacing = 4096;
constexpr qsizetype FineSpacing = 128;
constexpr qsizetype MostFine = 32; ///< Between two coarse ones.

EventId next(EventId id)
{
    return EventId{index(id) + 1};
}

qsizetype distance(const ProgramState &from, const ProgramState &to)
{
    return qsizetype(index(to.at())) - qsizetype(index(from.at()));
}

/// The last of `states` that is not after `id`. Requires: there is one.
const ProgramState &lastUpTo(const QList<ProgramState> &states, EventId id)
{
    const auto after = std::upper_bound(states.cbegin(), states.cend(), id,
                                        [](EventId event, const ProgramState &state) { return event < state.at(); });
    Q_ASSERT(after != states.cbegin());
    return *std::prev(after);
}

} // namespace

void StateIndex::extend(const trace::Trace &trace)
{
    Q_ASSERT(trace.eventCount() >= m_trace.eventCount());
    m_trace = trace;
    // The pointers to pages are copied for every checkpoint: enough events are to share that.
    const qsizetype spacing = std::max(CoarseSpacing, trace.entityCount() / 16);
    while (index(m_last.at()) < quint32(trace.eventCount())) {
        m_last.apply(trace, next(m_last.at()));
        if (distance(m_checkpoints.last(), m_last) >= spacing)
            m_checkpoints.append(m_last);
    }
}

ProgramState StateIndex::at(EventId id) const
{
    Q_ASSERT(index(id) <= quint32(m_trace.eventCount()));
    if (id == m_last.at())
        return m_last;
    const ProgramState &base = lastUpTo(m_checkpoints, id);
    if (m_near.isEmpty() || m_near.first().at() != base.at())
        m_near = {base};
    const qsizetype fineSpacing = std::max(FineSpacing, m_trace.entityCount() / 16 / MostFine);
    ProgramState state = lastUpTo(m_near, id);
    while (state.at() < id) {
        state.apply(m_trace, next(state.at()));
        if (distance(m_near.last(), state) >= fineSpacing)
            m_near.append(state);
    }
    return state;
}

} // namespace asq::analysis
