#include "geometry/minimap.h"

#include "geometry/gathering.h"

#include "analysis/lanedetail.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace interleave {

using asq::analysis::LaneDetail;
using asq::analysis::State;
using asq::trace::EntityId;

namespace {

constexpr int MostLines = 9; ///< Of three pixels each, inside of the minimap's height.

// What a row shows there: of a crowd all of it. Null for what is not of `source`, and for a crowd whose rows show.
const LaneDetail *laneOf(const TimelineSource &source, const Row &row)
{
    if (row.entity != EntityId::None)
        return source.spanCount(row.entity) > 0 ? &source.detail(row.entity) : nullptr;
    return row.folded && row.lanesEnd <= source.lanes().size() ? &source.group(row.lane, row.lanesEnd) : nullptr;
}

// Of each ninth of the rows that something happens in, the one in which most does: the busiest, and all over the tree.
QList<Row> busiest(const TimelineSource &source, const RowList &rows)
{
    std::vector<std::pair<qsizetype, const Row *>> candidates; // With how much happens.
    for (const Row &row : rows.rows()) {
        const LaneDetail *lane = laneOf(source, row);
        if (lane && lane->size() > 1)
            candidates.emplace_back(lane->size(), &row);
    }
    QList<Row> chosen;
    const qsizetype count = qsizetype(candidates.size());
    const qsizetype lines = std::min<qsizetype>(count, MostLines);
    const auto fewer = [](const auto &a, const auto &b) { return a.first < b.first; };
    for (qsizetype line = 0; line < lines; ++line)
        chosen.append(*std::max_element(candidates.cbegin() + line * count / lines,
                                        candidates.cbegin() + (line + 1) * count / lines, fewer)
                           ->second);
    return chosen;
}

bool showsInMinimap(State state)
{
    return state != State::Absent && state != State::Created && state != State::Completed && state != State::Aborted;
}

} // namespace

Minimap layoutMinimap(const TimelineSource &source, const RowList &rows, AxisKind axis, double width)
{
    Minimap map;
    map.view.width = std::max(1.0, width);
    map.view = map.view.showing(0.0, source.axis(axis).extent(), 0.0);
    const QList<Row> chosen = busiest(source, rows);
    map.lines = int(chosen.size());
    const PixelEdges edges(source.axis(axis), map.view);
    for (int line = 0; line < map.lines; ++line) {
        const LaneDetail &lane = *laneOf(source, chosen.at(line));
        gather(lane, edges, 1.0, [&](const Gathered &found) {
            const State state = lane.worst(found.first, found.end);
            if (!showsInMinimap(state))
                return;
            const bool joins = !map.bars.isEmpty() && map.bars.last().line == line && map.bars.last().state == state
                && map.bars.last().right >= found.left;
            if (joins)
                map.bars.last().right = found.right;
            else
                map.bars.append(MinimapBar{found.left, found.right, line, state});
        });
    }
    return map;
}

} // namespace interleave
