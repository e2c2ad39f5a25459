#include "geometry/gathering.h"
#include "geometry/layoutparts.h"
#include "geometry/quantity.h"

#include <algorithm>
#include <cmath>

namespace interleave {

using asq::analysis::LaneDetail;
using asq::analysis::Span;
using asq::analysis::State;
using asq::trace::EntityId;
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

QList<int> Scene::visibleRows() const
{
    QList<int> rows;
    for (int row = 0; row < pinnedRows; ++row)
        rows.append(row);
    for (int row = firstRow; row < endRow; ++row)
        rows.append(row);
    return rows;
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
    scene.pinnedRows = rows.pinnedCount();
    scene.firstRow = std::clamp(scene.pinnedRows + int(request.scroll / TimelineMetrics::Row), 0, count);
    scene.endRow = std::clamp(int(std::ceil((request.scroll + body) / TimelineMetrics::Row)), scene.firstRow, count);
    scene.columnWidth = request.axis == AxisKind::Order ? request.view.pixelsPerUnit() : 0.0;
    scene.selectedRow = rows.rowOf(request.selected);
    const PixelEdges edges(axis, scene.request.view);
    LayoutContext context{source, rows, measure, axis, scene.request.view, edges, scene};
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
    const quint32 end = slice.end == EventId::None ? quint32(source.trace().eventCount()) + 1 : index(slice.end);
    hit.entity = slice.entity;
    hit.event = slice.begin;
    hit.end = slice.end;
    hit.count = quint32(source.sliceCount(index(slice.begin), end));
}

// Whoever of a folded row is in `state` just after `event`: the row shows it for that one. Of millions not everybody is
// asked: then it is one of those that something happened to lately, else the one that the event happens to.
EntityId whoIsIn(const TimelineSource &source, const RowList &rows, int position, State state, EventId event)
{
    const auto isIn = [&](EntityId entity) {
        const std::optional<Span> span = entity == EntityId::None ? std::nullopt : source.spanAt(entity, event);
        return span && span->state == state;
    };
    constexpr quint32 Lately = 1000;
    constexpr int Few = 5000;
    EntityId latest = EntityId::None;
    for (quint32 at = index(event); at > 0 && at + Lately > index(event); --at) {
        const EntityId entity = source.trace().event(EventId{at}).entity;
        if (entity == latest || rows.rowOf(entity) != position)
            continue;
        if (isIn(entity))
            return entity;
        if (latest == EntityId::None)
            latest = entity;
    }
    const Row &row = rows.rows().at(position);
    for (int lane = row.lane; lane < row.lanesEnd && row.lanesEnd - row.lane <= Few; ++lane) {
        const EntityId entity = source.lanes().at(lane).entity;
        if (isIn(entity))
            return entity;
    }
    return row.entity == EntityId::None ? latest : row.entity;
}

// The stretches of `lane` that begin in the pixel at `x`, or nearest to it within reach; else the one that goes on
// there. False when there is none.
bool findStretches(const LaneDetail &lane, const Axis &axis, const ViewWindow &view, double x, Gathered &found)
{
    for (double reach = 0.0; reach <= Reach; reach += 1.0) {
        const quint32 from = axis.firstFrom(std::max(0.0, view.toAxis(std::floor(x) - reach)));
        const quint32 to = axis.firstFrom(std::max(0.0, view.toAxis(std::floor(x) + 1.0 + reach)));
        found.first = lane.firstFrom(from);
        found.end = lane.firstFrom(to, found.first);
        if (found.first < found.end)
            return true;
    }
    const quint32 here = axis.firstFrom(std::max(0.0, view.toAxis(x)));
    found.end = lane.firstFrom(here);
    found.first = found.end - 1;
    return found.end > 0 && lane.endOf(found.first) != LaneDetail::Open;
}

void hitLane(const TimelineSource &source, const RowList &rows, const Scene &scene, double x, SceneHit &hit)
{
    const Row &row = rows.rows().at(*hit.row);
    hit.entity = row.entity;
    const LaneDetail &lane = row.folded ? source.group(row.lane, row.lanesEnd) : source.detail(row.entity);
    // Behind its end a thing shows nothing, so there is nothing to point at.
    const auto shows = [&](const SceneBar &bar) {
        return bar.row == *hit.row && (!isOver(bar.state) || x <= bar.left + 12.0);
    };
    Gathered found;
    if (const qsizetype bar = nearestOf(scene.bars, x, shows); bar >= 0) {
        found.first = scene.bars.at(bar).firstSpan;
        found.end = found.first + 1;
    } else {
        const auto mine = [&](const SceneStripe &stripe) {
            return stripe.row == *hit.row && x >= stripe.left - Reach && x <= stripe.left + stripe.count + Reach;
        };
        if (std::none_of(scene.stripes.begin(), scene.stripes.end(), mine)
            || !findStretches(lane, source.axis(scene.request.axis), scene.request.view, x, found))
            return;
    }
    const quint32 end = lane.endOf(found.end - 1);
    const State worst = lane.worst(found.first, found.end);
    hit.event = EventId{lane.beginOf(found.first)};
    hit.end = end == LaneDetail::Open ? EventId::None : EventId{end};
    hit.count = quint32(found.end - found.first);
    if (row.folded)
        hit.entity = whoIsIn(source, rows, *hit.row, worst, hit.event);
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
        int row = int((y - TimelineMetrics::Header) / TimelineMetrics::Row);
        if (row >= scene.pinnedRows)
            row = int((y - TimelineMetrics::Header + scene.request.scroll) / TimelineMetrics::Row);
        if (row >= 0 && row < rows.count()) {
            hit.zone = SceneHit::Lane;
            hit.row = row;
            hitLane(source, rows, scene, x, hit);
        }
    }
    return hit;
}

} // namespace interleave
