#include "analysis/severity.h"

#include <algorithm>
#include <array>

namespace asq::analysis {

namespace {

// From the least to the most.
constexpr std::array<State, StateCount> Ranking = {
    State::Absent,  State::Created, State::Completed, State::Waiting, State::Ready,
    State::Running, State::Blocked, State::Aborted,   State::Failed,
};

constexpr std::array<quint8, StateCount> ranks()
{
    std::array<quint8, StateCount> result = {};
    for (std::size_t i = 0; i < Ranking.size(); ++i)
        result[std::size_t(Ranking[i])] = quint8(i);
    return result;
}

constexpr std::array<quint8, StateCount> Ranks = ranks();

} // namespace

int severity(State state)
{
    return Ranks[std::size_t(state)];
}

State stateOfSeverity(int severity)
{
    Q_ASSERT(severity >= 0 && severity < StateCount);
    return Ranking[std::size_t(severity)];
}

} // namespace asq::analysis
