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

// Of each ninth of the rows that something happens in, the one in which most does: the busiest, and all over the tree.
QList<EntityId> busiest(const TimelineSource &source, const RowList &rows)
{
    QList<EntityId> candidates;
    for (const Row &row : rows.rows()) {
        if (row.entity != EntityId::None && source.spanCount(row.entity) > 1)
            candidates.append(row.entity);
    }
    QList<EntityId> chosen;
    const qsizetype lines = std::min<qsizetype>(candidates.size(), MostLines);
    const auto fewer = [&source](EntityId a, EntityId b) { return source.spanCount(a) < source.spanCount(b); };
    for (qsizetype line = 0; line < lines; ++line)
        chosen.append(*std::max_element(candidates.cbegin() + line * candidates.size() / lines,
                                        candidates.cbegin() + (line + 1) * candidates.size() / lines, fewer));
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
