#include "geometry/minimap.h"

#include "geometry/gathering.h"

#include <algorithm>

namespace interleave {

using asq::analysis::Span;
using asq::analysis::State;
using asq::trace::EntityId;

namespace {

constexpr int MostLines = 14; ///< Of two pixels each, inside of the minimap's height.

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
    map.lines = int(std::min<qsizetype>(rows.count(), MostLines));
    for (int line = 0; line < map.lines; ++line) {
        const EntityId entity = rows.rows().at(rows.count() * line / map.lines).entity;
        const QList<Span> &spans = source.spans().of(entity);
        gather(spans, source.axis(axis), map.view, [&](const Gathered &found) {
            const State state = source.worst(entity).worst(found.first, found.end);
            if (!showsInMinimap(state))
                return;
            const bool joins = !map.bars.isEmpty() && map.bars.last().line == line
                && map.bars.last().state == state && map.bars.last().right >= found.left;
            if (joins)
                map.bars.last().right = found.right;
            else
                map.bars.append(MinimapBar{found.left, found.right, line, state});
        });
    }
    return map;
}

} // namespace interleave
