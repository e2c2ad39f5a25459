#include "analysis/programstate.h"

#include <algorithm>

// Checkpoints with replay between them, on two levels. A state shares all that has not changed with the one that it was
// copied from, so a checkpoint costs the pages of entities that change before the next one, whatever the number of
// entities. Coarse checkpoints are kept for good; fine ones only between the two coarse ones where somebody looks, made on
// the way of the first look. So a jump costs the replay of one coarse stretch, and a step (back too) that of a fine one.
// In a long recording coarse stretches are longer: memory then counts for more than the few milliseconds that a jump may
// take. Rejected: undo records for every event (fast backwards, but every kind of event would need its reverse, and the
// two directions could differ); states in the file (whoever writes one would have to analyse).
namespace asq::analysis {

using trace::EventId;

namespace {

constexpr qsizetype MostFine = 64; ///< Between two coarse ones.

/// Behind event number `at`.
qsizetype coarseSpacing(quint32 at)
{
    constexpr quint32 longRecording = 4'000'000;
    return at < longRecording ? 4096 : 16384;
}

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

void StateIndex::extend(const trace::Trace &trace,
                        const std::function<void(const trace::Event &, const ProgramState &)> &each)
{
    Q_ASSERT(trace.eventCount() >= m_trace.eventCount());
    m_trace = trace;
    while (index(m_last.at()) < quint32(trace.eventCount())) {
        m_last.apply(trace, next(m_last.at()));
        if (each)
            each(trace.event(m_last.at()), m_last);
        if (distance(m_checkpoints.last(), m_last) >= coarseSpacing(index(m_checkpoints.last().at())))
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
    const qsizetype fineSpacing = coarseSpacing(index(base.at())) / MostFine;
    ProgramState state = lastUpTo(m_near, id);
    while (state.at() < id) {
        state.apply(m_trace, next(state.at()));
        if (distance(m_near.last(), state) >= fineSpacing)
            m_near.append(state);
    }
    return state;
}

} // namespace asq::analysis
