#include "geometry/elision.h"
#include "geometry/gathering.h"
#include "geometry/layoutparts.h"
#include "geometry/spantext.h"

#include <algorithm>

namespace interleave {

using asq::analysis::Slice;
using asq::analysis::Span;
using asq::analysis::State;
using asq::trace::EntityId;
using asq::trace::EntityKind;

namespace {

constexpr double LabelPadding = 6.0;
constexpr double NarrowestLabel = 26.0; ///< Of a bar that words are tried in.

void layoutLabel(LayoutContext &context, const SceneBar &bar, const Span &span)
{
    const bool over = isOver(bar.state);
    // Behind the sign that marks the end.
    const double left = std::max(bar.left + (over ? 10.0 : LabelPadding), LabelPadding);
    const double right = std::min(bar.right, context.view.width) - LabelPadding;
    if (right - left < NarrowestLabel - 2.0 * LabelPadding)
        return;
    const QString text = elided(spanText(context.source.trace(), context.source.spans(), span), right - left,
                                TextRole::Small, context.measure);
    if (!text.isEmpty())
        context.scene.labels.append(
            SceneLabel{left, context.measure.width(text, TextRole::Small), bar.row, bar.state, text});
}

// Appends the bars of one entity to `row`; neighbours that were gathered under the same state become one.
void layoutLane(LayoutContext &context, EntityId entity, int row, bool withLabels)
{
    const QList<Span> &spans = context.source.spans().of(entity);
    const WorstStates &worst = context.source.worst(entity);
    QList<SceneBar> &bars = context.scene.bars;
    const qsizetype before = bars.size();
    gather(spans, context.axis, context.view, [&](const Gathered &found) {
        SceneBar bar{found.left,
                     found.right,
                     row,
                     worst.worst(found.first, found.end),
                     entity,
                     found.first,
                     quint32(found.end - found.first)};
        if (bar.state == State::Absent)
            return;
        if (bars.size() > before) {
            SceneBar &last = bars.last();
            const bool bothGathered = last.right - last.left < 1.5 || last.count > 1;
            const bool here = bar.right - bar.left <= 1.0 && bothGathered && bar.left <= last.right;
            if (here && (bar.left < last.right || bar.state == last.state)) {
                if (severity(bar.state) > severity(last.state))
                    last.state = bar.state;
                last.right = bar.right;
                last.count += bar.count;
                return;
            }
        }
        bars.append(bar);
        if (withLabels && bar.count == 1)
            layoutLabel(context, bar, spans.at(bar.firstSpan));
    });
}

void layoutLevels(LayoutContext &context, EntityId channel, int row)
{
    const QList<ChannelLevel> &levels = context.source.levels().of(channel);
    const double highest = double(context.source.levels().highest(channel));
    gather(levels, context.axis, context.view, [&](const Gathered &found) {
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

// A folded group shows what any of those inside does, the worst on top.
void layoutGroup(LayoutContext &context, int row)
{
    constexpr int MostLanes = 64;
    QList<SceneBar> &bars = context.scene.bars;
    const qsizetype before = bars.size();
    const int first = context.rows.rows().at(row).lane;
    const int end = std::min(context.rows.lanesEnd(row), first + MostLanes);
    for (int lane = first; lane < end; ++lane)
        layoutLane(context, context.source.lanes().at(lane).entity, row, false);
    std::sort(bars.begin() + before, bars.end(), [](const SceneBar &a, const SceneBar &b) {
        return std::pair(severity(a.state), a.left) < std::pair(severity(b.state), b.left);
    });
}

} // namespace

void layoutRows(LayoutContext &context)
{
    for (int row = context.scene.firstRow; row < context.scene.endRow; ++row) {
        const Row &shown = context.rows.rows().at(row);
        if (shown.folded) {
            layoutGroup(context, row);
            continue;
        }
        layoutLane(context, shown.entity, row, true);
        if (context.source.trace().entity(shown.entity).kind == EntityKind::Channel)
            layoutLevels(context, shown.entity, row);
    }
}

void layoutStrip(LayoutContext &context)
{
    const QList<Slice> &slices = context.source.spans().slices();
    QList<SceneSlice> &shown = context.scene.slices;
    gather(slices, context.axis, context.view, [&](const Gathered &found) {
        // Where many share a pixel, the one in the middle stands for them.
        const EntityId entity = slices.at(found.first + (found.end - found.first) / 2).entity;
        const quint32 count = quint32(found.end - found.first);
        if (!shown.isEmpty() && shown.last().entity == entity && found.right - found.left <= 1.0
            && shown.last().right >= found.left && (count > 1 || shown.last().count > 1)) {
            shown.last().right = found.right;
            shown.last().count += count;
            return;
        }
        SceneSlice slice{found.left, found.right, entity, context.source.chip(entity), found.first, count, QString()};
        const double room = std::min(found.right, context.view.width) - std::max(found.left, 0.0) - 2.0 * 3.0;
        if (room >= 14.0)
            slice.label = elided(laneName(context.source.trace(), entity), room, TextRole::Small, context.measure);
        shown.append(slice);
    });
}

} // namespace interleave
