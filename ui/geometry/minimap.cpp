#include "geometry/minimap.h"

#include "geometry/gathering.h"

#include "analysis/lanedetail.h"

#include <algorithm>

namespace interleave {

using asq::analysis::LaneDetail;
using asq::analysis::State;
using asq::trace::EntityId;

namespace {

constexpr int MostLines = 9; ///< Of three pixels each, inside of the minimap's height.

// The rows that most happens in, in their order from top to bottom.
QList<EntityId> busiest(const TimelineSource &source, const RowList &rows)
{
    QList<std::pair<qsizetype, int>> ranking; // Minus the number of spans, row.
    for (int row = 0; row < int(rows.count()); ++row) {
        const EntityId entity = rows.rows().at(row).entity;
        const qsizetype spans = entity == EntityId::None ? 0 : source.spans().of(entity).size();
        if (spans > 1)
            ranking.append({-spans, row});
    }
    const qsizetype count = std::min<qsizetype>(ranking.size(), MostLines);
    std::partial_sort(ranking.begin(), ranking.begin() + count, ranking.end());
    ranking.resize(count);
    std::sort(ranking.begin(), ranking.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
    QList<EntityId> chosen;
    for (const auto &[spans, row] : ranking)
        chosen.append(rows.rows().at(row).entity);
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
    const QList<EntityId> chosen = busiest(source, rows);
    map.lines = int(chosen.size());
    const PixelEdges edges(source.axis(axis), map.view);
    for (int line = 0; line < map.lines; ++line) {
        const LaneDetail &lane = source.detail(chosen.at(line));
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
