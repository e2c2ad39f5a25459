#pragma once

#include "trace/formats/trackrun.h"

#include <vector>

namespace asq::trace {

/// What was told of one row, in any order of time: as few runs of items in order as it takes, nearly always one. Tools that
/// tell a slice when it ends need as many as slices nest.
class TrackItemList
{
public:
    void append(const TrackItem &item);

    std::vector<TrackRun> &runs() { return m_runs; }

private:
    static constexpr std::size_t MostRuns = 256;
    void unite();

    std::vector<TrackRun> m_runs; ///< The one that ends last first.
};

} // namespace asq::trace
