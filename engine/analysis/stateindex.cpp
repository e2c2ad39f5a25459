#include "analysis/programstate.h"

#include <algorithm>

// Checkpoints with replay between them. A state shares its lists with the one it was copied from until one of them
// changes, so a checkpoint costs one copy of the entity table, E entries. Taking one every max(Spacing, E) events keeps
// the memory at about one entry an event whatever the program does, and bounds a look-up by that many events applied,
// some ten nanoseconds each. Rejected: undo records per event (faster backwards, but every kind of event would need its
// reverse, and the two directions could differ).
namespace asq::analysis {

using trace::EventId;

namespace {
constexpr qsizetype Spacing = 4096;

ProgramState replayed(ProgramState state, const trace::Trace &trace, EventId id)
{
    while (state.at() < id)
        state.apply(trace, EventId{index(state.at()) + 1});
    return state;
}
} // namespace

void StateIndex::extend(const trace::Trace &trace)
{
    Q_ASSERT(trace.eventCount() >= m_trace.eventCount());
    m_trace = trace;
    while (index(m_last.at()) < quint32(trace.eventCount())) {
        m_last.apply(trace, EventId{index(m_last.at()) + 1});
        const quint32 before = m_checkpoints.isEmpty() ? 0 : index(m_checkpoints.last().at());
        if (qsizetype(index(m_last.at()) - before) >= std::max(Spacing, trace.entityCount()))
            m_checkpoints.append(m_last);
    }
}

ProgramState StateIndex::at(EventId id) const
{
    Q_ASSERT(index(id) <= quint32(m_trace.eventCount()));
    if (id == m_last.at())
        return m_last;
    const auto after = std::upper_bound(m_checkpoints.cbegin(), m_checkpoints.cend(), id,
                                        [](EventId event, const ProgramState &state) { return event < state.at(); });
    return replayed(after == m_checkpoints.cbegin() ? ProgramState() : *std::prev(after), m_trace, id);
}

} // namespace asq::analysis
