#include "geometry/worststates.h"

#include <algorithm>
#include <array>

namespace interleave {

using asq::analysis::Span;
using asq::analysis::State;
using asq::analysis::StateCount;

namespace {

// From the least to the most.
constexpr std::array<State, StateCount> Ranking = {
    State::Absent,  State::Created, State::Completed, State::Waiting, State::Ready,
    State::Running, State::Blocked, State::Aborted,   State::Failed,
};

} // namespace

int severity(State state)
{
    return int(std::find(Ranking.begin(), Ranking.end(), state) - Ranking.begin());
}

WorstStates::WorstStates(const QList<Span> &spans)
{
    QList<quint8> level;
    level.reserve(spans.size());
    for (const Span &span : spans)
        level.append(quint8(severity(span.state)));
    m_levels.append(level);
    while (m_levels.last().size() > Block) {
        const QList<quint8> &below = m_levels.last();
        QList<quint8> above;
        above.reserve(below.size() / Block + 1);
        for (qsizetype i = 0; i < below.size(); i += Block)
            above.append(*std::max_element(below.begin() + i, below.begin() + std::min(i + Block, below.size())));
        m_levels.append(above);
    }
}

State WorstStates::worst(qsizetype first, qsizetype end) const
{
    Q_ASSERT(first >= 0 && first < end && end <= m_levels.first().size());
    quint8 result = 0;
    for (const QList<quint8> &level : m_levels) {
        // The ragged ends at this level; what lies between are whole blocks and is asked of the next one.
        const qsizetype innerFirst = (first + Block - 1) / Block;
        const qsizetype innerEnd = end / Block;
        if (innerFirst >= innerEnd) {
            result = std::max(result, *std::max_element(level.begin() + first, level.begin() + end));
            break;
        }
        for (qsizetype i = first; i < innerFirst * Block; ++i)
            result = std::max(result, level.at(i));
        for (qsizetype i = innerEnd * Block; i < end; ++i)
            result = std::max(result, level.at(i));
        first = innerFirst;
        end = innerEnd;
    }
    return Ranking.at(result);
}

} // namespace interleave
