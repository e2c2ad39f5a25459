#include "geometry/drawing.h"
#include "geometry/layout.h"

#include "syntheticrun.h"

#include "trace/formats/nativefile.h"
#include "trace/tracebuilder.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

// What a frame costs the GUI thread before the scene graph: layout and picture, in CPU time, while somebody zooms in
// on a long run step by step, and then goes along it. The budget is 2 ms (p99). Of files that are given it takes those: long
// recordings, as bench_scale --keep leaves them.

using namespace interleave;

namespace {

double cpuMilliseconds()
{
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

void measure(const TimelineSource &source, AxisKind axis, double indexed)
{
    const double start = cpuMilliseconds();
    const qsizetype events = source.trace().eventCount();
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
    // From the whole to columns of a few pixels, and back; then at a near view along the run.
    constexpr int zooms = 100;
    const double factor = std::pow(double(events) / 100.0, 1.0 / zooms);
    QList<double> frames;
    QList<double> pans;
    qsizetype shapes = 0;
    const auto frame = [&] {
        const double before = cpuMilliseconds();
        const Scene scene = layoutScene(source, rows, request, words);
        const Picture picture = drawScene(source, rows, scene, minimap, {});
        shapes = std::max(shapes, picture.shapeCount());
        return cpuMilliseconds() - before;
    };
    for (int i = 0; i < 2 * zooms; ++i) {
        request.view = request.view.zoomed(i < zooms ? factor : 1.0 / factor, 700.0).clamped(source.axis(axis));
        frames.append(frame());
    }
    while (request.view.end() - request.view.begin > source.axis(axis).extent() / double(events) * 5000.0)
        request.view = request.view.zoomed(1.5, 700.0);
    for (int i = 0; i < 400; ++i) {
        request.view = request.view.panned(-40.0).clamped(source.axis(axis));
        pans.append(frame());
    }
    std::sort(frames.begin(), frames.end());
    std::sort(pans.begin(), pans.end());
    std::printf(
        "%8lld entities %9lld events %s: zoom median %.2f ms, p99 %.2f ms; pan median %.2f ms, p99 %.2f ms, most "
        "%.2f ms; at most %lld shapes; indexes %.0f ms, rows and minimap %.1f ms\n",
        static_cast<long long>(source.trace().entityCount()), static_cast<long long>(events),
        axis == AxisKind::Order ? "order" : "time ", frames.at(zooms), frames.at(2 * zooms - 3), pans.at(200),
        pans.at(395), pans.constLast(), static_cast<long long>(shapes), indexed, mapped - start);
}

void measure(int goroutines, qsizetype events, AxisKind axis)
{
    const asq::trace::Trace trace = syntheticRun(goroutines, events);
    const double start = cpuMilliseconds();
    const TimelineSource source(trace);
    measure(source, axis, cpuMilliseconds() - start);
}

/// A long recording, as the window opens it.
bool measureFile(const char *file)
{
    const asq::trace::Result<asq::trace::Trace> trace = asq::trace::openNative(QString::fromLocal8Bit(file));
    if (!trace || !trace->store())
        return false;
    const double start = cpuMilliseconds();
    TimelineSource source = TimelineSource::forLongRecording();
    constexpr qsizetype piece = 100'000;
    for (qsizetype done = 0; done < trace->eventCount();) {
        done = std::min(trace->eventCount(), done + piece);
        source.takeEvents(asq::trace::TraceBuilder::beginning(*trace, done));
    }
    source.finish();
    const double indexed = cpuMilliseconds() - start;
    for (const AxisKind axis : {AxisKind::Order, AxisKind::Time})
        measure(source, axis, indexed);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        if (!measureFile(argv[i]))
            std::printf("%s is no long recording\n", argv[i]);
    }
    if (argc > 1)
        return 0;
    for (const AxisKind axis : {AxisKind::Order, AxisKind::Time}) {
        for (const qsizetype events : {1000, 100000, 1000000, 10000000}) {
            for (const int goroutines : events > 1000000 ? QList<int>{300} : QList<int>{3, 300})
                measure(goroutines, events, axis);
        }
    }
    return 0;
}
