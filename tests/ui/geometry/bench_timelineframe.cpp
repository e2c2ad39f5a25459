#include "geometry/drawing.h"
#include "geometry/layout.h"

#include "syntheticrun.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

// What a frame costs the GUI thread before the scene graph: layout and picture, in CPU time, while somebody zooms in
// on a long run step by step. The budget is 2 ms (p99).

using namespace interleave;

namespace {

double cpuMilliseconds()
{
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

void measure(int goroutines, qsizetype events, AxisKind axis)
{
    const asq::trace::Trace trace = syntheticRun(goroutines, events);
    const double start = cpuMilliseconds();
    const TimelineSource source(trace);
    const double indexed = cpuMilliseconds();
    const RowList rows(source.lanes(), {});
    const FixedTextMeasure words(6.5);
    SceneRequest request;
    request.axis = axis;
    request.height = 900.0;
    request.view.width = 1600.0;
    request.view = request.view.fitted(source.axis(axis));
    request.selected = asq::trace::EntityId{5};
    const Minimap minimap = layoutMinimap(source, rows, axis, request.view.width);
    const double mapped = cpuMilliseconds();
    // From the whole to columns of a few pixels, and back.
    const double factor = std::pow(double(events) / 100.0, 0.01);
    QList<double> frames;
    qsizetype shapes = 0;
    for (int i = 0; i < 200; ++i) {
        request.view = request.view.zoomed(i < 100 ? factor : 1.0 / factor, 700.0).clamped(source.axis(axis));
        const double before = cpuMilliseconds();
        const Scene scene = layoutScene(source, rows, request, words);
        const Picture picture = drawScene(source, rows, scene, minimap, {});
        frames.append(cpuMilliseconds() - before);
        shapes = std::max(shapes, picture.shapeCount());
    }
    std::sort(frames.begin(), frames.end());
    std::printf("%4d entities %9lld events %s: frame median %.2f ms, p99 %.2f ms, at most %lld shapes; "
                "indexes %.0f ms, minimap %.1f ms\n",
                goroutines, static_cast<long long>(events), axis == AxisKind::Order ? "order" : "time ", frames.at(100),
                frames.at(197), static_cast<long long>(shapes), indexed - start, mapped - indexed);
}

} // namespace

int main()
{
    for (const AxisKind axis : {AxisKind::Order, AxisKind::Time}) {
        for (const qsizetype events : {1000, 100000, 1000000, 10000000}) {
            for (const int goroutines : events > 1000000 ? QList<int>{300} : QList<int>{3, 300})
                measure(goroutines, events, axis);
        }
    }
    return 0;
}
