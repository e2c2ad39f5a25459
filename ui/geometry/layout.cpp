#include "geometry/layoutparts.h"
#include "geometry/quantity.h"

#include <algorithm>
#include <cmath>

namespace interleave {

using asq::analysis::Slice;
using asq::analysis::Span;
using asq::trace::EventId;
using asq::trace::index;

double LayoutContext::signX(EventId event) const
{
    return view.toPixel(axis.at(event)) + std::min(scene.columnWidth / 2.0, 8.0);
}

bool isOver(asq::analysis::State state)
{
    using asq::analysis::State;
    return state == State::Completed || state == State::Failed || state == State::Aborted;
}

namespace {

void layoutCursor(LayoutContext &context, EventId cursor)
{
    const double coordinate = context.axis.cursorAt(cursor);
    Scene &scene = context.scene;
    scene.cursorX = context.view.toPixel(coordinate);
    scene.cursorText = context.axis.kind() == AxisKind::Order ? countText(qint64(index(cursor)))
                                                              : durationText(coordinate);
    scene.cursorTextWidth = context.measure.width(scene.cursorText, TextRole::Small);
}

} // namespace

Scene layoutScene(const TimelineSource &source, const RowList &rows, const SceneRequest &request,
                  const TextMeasure &measure)
{
    Q_ASSERT(rows.laneCount() == source.lanes().size());
    Scene scene;
    scene.request = request;
    const Axis &axis = source.axis(request.axis);
    const double body = std::max(0.0, request.height - TimelineMetrics::Header);
    const int count = int(rows.count());
    scene.firstRow = std::clamp(int(request.scroll / TimelineMetrics::Row), 0, count);
    scene.endRow = std::clamp(int(std::ceil((request.scroll + body) / TimelineMetrics::Row)), scene.firstRow, count);
    scene.columnWidth = request.axis == AxisKind::Order ? request.view.pixelsPerUnit() : 0.0;
    scene.selectedRow = rows.rowOf(request.selected);
    LayoutContext context{source, rows, measure, axis, scene.request.view, scene};
    if (request.cursor)
        layoutCursor(context, *request.cursor);
    layoutTicks(context);
    layoutStrip(context);
    layoutRows(context);
    layoutMarks(context);
    layoutArrows(context);
    return scene;
}

namespace {

constexpr double Reach = 3.0;

// How far `x` is from a stretch; 0 inside.
template<typename Stretch>
double distance(const Stretch &stretch, double x)
{
    return std::max({stretch.left - x, x - stretch.right, 0.0});
}

template<typename List, typename Belongs>
qsizetype nearestOf(const List &list, double x, Belongs belongs)
{
    qsizetype best = -1;
    double bestDistance = Reach;
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (!belongs(list.at(i)))
            continue;
        // Of two that both hold the point, the later is painted over the earlier.
        const double d = distance(list.at(i), x);
        if (d < bestDistance || (d == 0.0 && bestDistance == 0.0)) {
            best = i;
            bestDistance = d;
        }
    }
    return best;
}

void hitStrip(const TimelineSource &source, const Scene &scene, double x, SceneHit &hit)
{
    const qsizetype found = nearestOf(scene.slices, x, [](const SceneSlice &) { return true; });
    if (found < 0)
        return;
    const SceneSlice &slice = scene.slices.at(found);
    const Slice &first = source.spans().slices().at(slice.firstSlice);
    hit.entity = slice.entity;
    hit.event = first.begin;
    hit.end = source.spans().slices().at(slice.firstSlice + slice.count - 1).end;
    hit.count = slice.count;
}

void hitLane(const TimelineSource &source, const RowList &rows, const Scene &scene, double x, SceneHit &hit)
{
    const int row = *hit.row;
    hit.entity = rows.rows().at(row).entity;
    // Behind its end a thing shows nothing, so there is nothing to point at.
    const auto shows = [row, x](const SceneBar &bar) {
        return bar.row == row && (!isOver(bar.state) || x <= bar.left + 12.0);
    };
    const qsizetype found = nearestOf(scene.bars, x, shows);
    if (found < 0)
        return;
    const SceneBar &bar = scene.bars.at(found);
    const QList<Span> &spans = source.spans().of(bar.entity);
    hit.entity = bar.entity;
    hit.event = spans.at(bar.firstSpan).begin;
    hit.end = spans.at(bar.firstSpan + bar.count - 1).end;
    hit.count = bar.count;
}

} // namespace

SceneHit hitTest(const TimelineSource &source, const RowList &rows, const Scene &scene, double x, double y)
{
    SceneHit hit;
    const ViewWindow &view = scene.request.view;
    if (x < 0.0 || x > view.width || y < 0.0 || y > scene.request.height)
        return hit;
    const Axis &axis = source.axis(scene.request.axis);
    if (y < TimelineMetrics::Minimap) {
        hit.zone = SceneHit::Minimap;
        return hit;
    }
    hit.instant = axis.nearest(view.toAxis(x));
    if (y < TimelineMetrics::Minimap + TimelineMetrics::Ruler) {
        hit.zone = SceneHit::Ruler;
    } else if (y < TimelineMetrics::Header) {
        hit.zone = SceneHit::Strip;
        hitStrip(source, scene, x, hit);
    } else {
        const int row = int((y - TimelineMetrics::Header + scene.request.scroll) / TimelineMetrics::Row);
        if (row >= 0 && row < rows.count()) {
            hit.zone = SceneHit::Lane;
            hit.row = row;
            hitLane(source, rows, scene, x, hit);
        }
    }
    return hit;
}

} // namespace interleave
