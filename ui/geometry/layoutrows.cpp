#include "geometry/elision.h"
#include "geometry/gathering.h"
#include "geometry/lanecells.h"
#include "geometry/layoutparts.h"
#include "geometry/spantext.h"

#include "analysis/lanedetail.h"

#include <algorithm>
#include <utility>

namespace interleave {

using asq::analysis::LaneDetail;
using asq::analysis::Span;
using asq::trace::EntityId;
using asq::trace::EntityKind;
using asq::trace::EventId;

namespace {

constexpr double LabelPadding = 6.0;
constexpr double NarrowestLabel = 36.0; ///< Of a bar that words are tried in.

void layoutLabel(LayoutContext &context, const SceneBar &bar, const Span &span)
{
    const bool over = isOver(bar.state);
    // Behind the sign that marks the end.
    const double left = std::max(bar.left + (over ? 10.0 : LabelPadding), LabelPadding);
    const double right = std::min(bar.right, context.view.width) - LabelPadding;
    if (right - left < NarrowestLabel - 2.0 * LabelPadding)
        return;
    const QString text = elided(spanText(context.source, span), right - left, TextRole::Small, context.measure);
    if (!text.isEmpty())
        context.scene.labels.append(
            SceneLabel{left, context.measure.width(text, TextRole::Small), bar.row, bar.state, text});
}

// Appends the bars and the stripe of one lane to `row`.
void layoutLane(LayoutContext &context, LaneCells &found, const LaneDetail &lane, int row, EntityId entity,
                bool withLabels)
{
    Scene &scene = context.scene;
    found.look(lane, context.edges, NarrowestBar);
    for (const LaneCells::Wide &wide : std::as_const(found.wide)) {
        scene.bars.append(SceneBar{wide.left, wide.right, row, lane.stateOf(wide.stretch), entity, wide.stretch});
        if (withLabels)
            layoutLabel(context, scene.bars.constLast(), context.source.span(entity, wide.stretch));
    }
    if (found.first == found.end)
        return;
    scene.stripes.append(SceneStripe{row, found.first, scene.cells.size(), found.end - found.first});
    scene.cells.append(QList<quint8>(found.cells.cbegin() + found.first, found.cells.cbegin() + found.end));
}

void layoutLevels(LayoutContext &context, const PixelEdges &edges, EntityId channel, int row)
{
    const QList<ChannelLevel> &levels = context.source.levels(channel, edges.first(0), edges.first(edges.count()));
    const double highest = double(context.source.highestLevel(channel));
    gather(Intervals(levels), edges, edges.cell(), [&](const Gathered &found) {
        // Of many, the fullest of a few samples: heights between two pixels are not to be told apart anyway.
        ChannelLevel level = levels.at(found.first);
        const qsizetype stride = std::max<qsizetype>(1, (found.end - found.first) / 8);
        for (qsizetype i = found.first; i < found.end; i += stride) {
            const ChannelLevel &other = levels.at(i);
            if (other.buffered + other.puts > level.buffered + level.puts)
                level = other;
        }
        const quint32 held = level.buffered + level.puts;
        if (held == 0 && level.takes == 0)
            return;
        context.scene.levels.append(SceneLevel{found.left, found.right, row, level.buffered / highest,
                                               level.puts / highest, level.takes > 0, held});
    });
}

} // namespace

void layoutRows(LayoutContext &context)
{
    // Heights change too fast to be read pixel by pixel.
    constexpr int LevelCell = 3;
    const PixelEdges levelEdges(context.edges, LevelCell);
    LaneCells found;
    for (const int row : context.scene.visibleRows()) {
        const Row &shown = context.rows.rows().at(row);
        if (shown.folded) {
            layoutLane(context, found, context.source.group(shown.lane, shown.lanesEnd), row, shown.entity, false);
            continue;
        }
        if (shown.entity == EntityId::None)
            continue;
        layoutLane(context, found, context.source.detail(shown.entity), row, shown.entity, true);
        if (context.source.trace().entity(shown.entity).kind == EntityKind::Channel)
            layoutLevels(context, levelEdges, shown.entity, row);
    }
}

void layoutStrip(LayoutContext &context)
{
    const SliceView slices = context.source.slices(context.edges.first(0), context.edges.first(context.edges.count()));
    QList<SceneSlice> &shown = context.scene.slices;
    gather(slices, context.edges, 1.0, [&](const Gathered &found) {
        // Where many share a pixel, the one in the middle stands for them.
        const EntityId entity = slices.at(found.first + (found.end - found.first) / 2).entity;
        const quint32 count = quint32(found.end - found.first);
        const EventId begin = slices.at(found.first).begin;
        const EventId end = slices.at(found.end - 1).end;
        if (!shown.isEmpty() && shown.last().entity == entity && found.right - found.left <= 1.0
            && shown.last().right >= found.left && (count > 1 || shown.last().count > 1)) {
            // It may be the last one itself, which goes on through further pixels.
            const bool same = shown.last().end == EventId::None || begin < shown.last().end;
            shown.last().count += same ? count - 1 : count;
            shown.last().right = found.right;
            shown.last().end = end;
            return;
        }
        SceneSlice slice{found.left, found.right, entity, context.source.chip(entity), begin, end, count, QString()};
        const double room = std::min(found.right, context.view.width) - std::max(found.left, 0.0) - 2.0 * 3.0;
        if (room >= 14.0)
            slice.label = elided(laneName(context.source.trace(), entity), room, TextRole::Small, context.measure);
        shown.append(slice);
    });
}

} // namespace interleave
