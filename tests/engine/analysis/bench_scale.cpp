// What long recordings cost: writing, opening, memory, looking at events in order and at random, the state at any instant
// and one step back. Times are of the processor, all threads together, where nothing else is said: other programs run
// too. Each size is measured in a process of its own, so that the peak is its own. Sizes are given in
// millions (bench_scale 1 10 50 100); without any they are 1 and 10. With --keep FOLDER the files stay there for the next time.
#include "workload.h"

#include "analysis/longrecording.h"
#include "trace/formats/nativefile.h"
#include "trace/tracebuilder.h"

#include <QFile>
#include <QTemporaryDir>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <optional>
#include <random>

using namespace asq;
using trace::EntityId;
using trace::Event;
using trace::EventId;

namespace {

using Wall = std::chrono::steady_clock;

/// The processor's time of this process.
struct Clock {
    using time_point = double;
    static double now()
    {
        timespec time = {};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return 1e3 * double(time.tv_sec) + 1e-6 * double(time.tv_nsec);
    }
};

double millisecondsSince(double begin)
{
    return Clock::now() - begin;
}

/// Of this process, in MiB: "VmHWM" is the most that it had, "VmRSS" what it has.
double memory(const char *what)
{
    double result = 0.0;
    std::FILE *status = std::fopen("/proc/self/status", "r");
    char line[256];
    while (status && std::fgets(line, sizeof line, status)) {
        if (std::strncmp(line, what, std::strlen(what)) == 0)
            result = std::atof(line + std::strlen(what) + 1) / 1024.0;
    }
    if (status)
        std::fclose(status);
    return result;
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[std::size_t(double(values.size() - 1) * share)];
}

void writeFile(const QString &path, qint64 events)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        std::abort();
    const Clock::time_point begin = Clock::now();
    trace::ChunkWriter writer(&file);
    Workload load(&writer, 1);
    load.run(events);
    if (!writer.finish())
        std::abort();
    const double took = millisecondsSince(begin);
    std::printf(
        "  written in %.0f ms, %.1f ns an event; %lld entities; %.2f bytes an event in the file; peak %.0f MiB\n", took,
        1e6 * took / double(load.eventCount()), static_cast<long long>(load.entityCount()),
        double(writer.bytesWritten()) / double(load.eventCount()), memory("VmHWM"));
}

trace::Trace open(const QString &path)
{
    double took = 1e9;
    double wall = 1e9;
    std::optional<trace::Trace> trace;
    for (int round = 0; round < 3; ++round) {
        trace.reset();
        const Clock::time_point begin = Clock::now();
        const Wall::time_point wallBegin = Wall::now();
        const trace::Result<trace::Trace> opened = trace::openNative(path);
        took = std::min(took, millisecondsSince(begin));
        wall = std::min(wall, std::chrono::duration<double, std::milli>(Wall::now() - wallBegin).count());
        if (!opened || !opened->remarks().isEmpty())
            std::abort();
        trace = *opened;
    }
    std::printf("  opened in %.1f ms of the clock, %.1f of the processors (best of 3, warm); then %.0f MiB\n", wall,
                took, memory("VmRSS"));
    return *trace;
}

void benchEvents(const trace::Trace &trace)
{
    const qsizetype count = trace.eventCount();
    Clock::time_point begin = Clock::now();
    quint64 sum = 0;
    for (const Event event : trace.events())
        sum += index(event.entity);
    double took = millisecondsSince(begin);
    std::printf("  every event once, in order: %.0f ms, %.1f ns an event\n", took, 1e6 * took / double(count));

    constexpr int looks = 2'000'000;
    const qsizetype near = count / 2;
    begin = Clock::now();
    for (int i = 0; i < looks; ++i)
        sum += index(trace.event(near + i % 1000).entity);
    took = millisecondsSince(begin);
    std::printf("  near the last one: %.1f ns an event\n", 1e6 * took / looks);

    std::mt19937 random(7);
    begin = Clock::now();
    const qsizetype window = std::min<qsizetype>(count, 500'000);
    for (int i = 0; i < looks; ++i)
        sum += index(trace.event(count - window + qsizetype(random() % quint32(window))).entity);
    took = millisecondsSince(begin);
    std::printf("  at random among %lld that are unpacked: %.1f ns an event\n", static_cast<long long>(window),
                1e6 * took / looks);

    std::vector<double> far;
    for (int i = 0; i < 2'000; ++i) {
        begin = Clock::now();
        sum += index(trace.event(qsizetype(random() % quint32(count))).entity);
        far.push_back(millisecondsSince(begin));
    }
    std::printf("  at random in the whole file: median %.3f ms, p99 %.3f ms%s\n", percentile(far, 0.5),
                percentile(far, 0.99), sum == 0 ? "!" : "");
}

void benchStates(const trace::Trace &trace)
{
    const Clock::time_point begin = Clock::now();
    const analysis::StateIndex states(trace);
    const double took = millisecondsSince(begin);
    std::printf("  checkpoints made in %.0f ms, %.1f ns an event; then %.0f MiB\n", took,
                1e6 * took / double(trace.eventCount()), memory("VmRSS"));
    std::mt19937 random(11);
    std::vector<double> jumps;
    std::vector<double> steps;
    for (int i = 0; i < 300; ++i) {
        quint32 at = 1000 + quint32(random()) % quint32(trace.eventCount() - 1000);
        Clock::time_point look = Clock::now();
        qsizetype lines = states.at(EventId{at}).logCount();
        jumps.push_back(millisecondsSince(look));
        for (int step = 0; step < 10; ++step) {
            look = Clock::now();
            lines += states.at(EventId{--at}).logCount();
            steps.push_back(millisecondsSince(look));
        }
        if (lines < 0)
            std::abort();
    }
    std::printf("  state at any instant: median %.2f ms, p99 %.2f ms; one step back: median %.3f ms, p99 %.3f ms\n",
                percentile(jumps, 0.5), percentile(jumps, 0.99), percentile(steps, 0.5), percentile(steps, 0.99));
}

void benchTimeline(const trace::Trace &trace)
{
    constexpr qsizetype piece = 100'000;
    const qsizetype count = trace.eventCount();
    Clock::time_point begin = Clock::now();
    analysis::LongRecording whole;
    for (qsizetype done = 0; done < count;) {
        done = std::min(count, done + piece);
        whole.extend(trace::TraceBuilder::beginning(trace, done));
    }
    whole.finish();
    double took = millisecondsSince(begin);
    std::printf(
        "  lanes, links, slices and levels with the states: %.0f ms, %.1f ns an event; %.2f bytes an event beside "
        "the states; then %.0f MiB\n",
        took, 1e6 * took / double(count), double(whole.bytes()) / double(count), memory("VmRSS"));

    EntityId busiest = EntityId::None;
    for (quint32 i = 1; i < quint32(trace.entityCount()); ++i) {
        if (whole.lanes().spanCount(EntityId{i}) > whole.lanes().spanCount(busiest))
            busiest = EntityId{i};
    }
    begin = Clock::now();
    const qsizetype stretches = whole.lanes().lane(busiest).size();
    std::printf("  the lane of the busiest, %lld stretches: %.2f ms\n", static_cast<long long>(stretches),
                millisecondsSince(begin));

    std::mt19937 random(13);
    std::vector<double> lanes;
    std::vector<double> windows;
    std::vector<double> effects;
    qsizetype sum = 0;
    for (int i = 0; i < 1000; ++i) {
        begin = Clock::now();
        sum += whole.lanes().lane(EntityId{quint32(random()) % quint32(trace.entityCount())}).size();
        lanes.push_back(millisecondsSince(begin));
    }
    for (int i = 0; i < 200; ++i) {
        const quint32 first = 1 + quint32(random()) % quint32(count - analysis::LongRecording::NearEvents);
        begin = Clock::now();
        sum += whole.slices(first, first + analysis::LongRecording::NearEvents).size();
        windows.push_back(millisecondsSince(begin));
        begin = Clock::now();
        whole.links().forEachEffect(trace, EventId{first}, 100, [&](EventId) { ++sum; });
        effects.push_back(millisecondsSince(begin));
    }
    std::printf(
        "  a lane: median %.4f ms, p99 %.3f ms; slices and levels of a window elsewhere: median %.2f ms, p99 %.2f "
        "ms; effects of an event there: median %.3f ms, p99 %.3f ms\n",
        percentile(lanes, 0.5), percentile(lanes, 0.99), percentile(windows, 0.5), percentile(windows, 0.99),
        percentile(effects, 0.5), percentile(effects, 0.99));

    begin = Clock::now();
    sum += whole.lanes().merged(std::vector<bool>(std::size_t(trace.entityCount()), true)).size();
    took = millisecondsSince(begin);
    std::printf("  all lanes in one: %.0f ms%s\n", took, sum == 0 ? "!" : "");
}

/// In a process of its own. False when it failed, or was ended.
template<typename Work>
bool apart(Work work)
{
    std::fflush(stdout);
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        std::fflush(stdout);
        ::_exit(0);
    }
    int status = 0;
    return child > 0 && ::waitpid(child, &status, 0) == child && status == 0;
}

} // namespace

int main(int argc, char **argv)
{
    QTemporaryDir temporary;
    QString folder = temporary.path();
    std::vector<qint64> sizes;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--keep") == 0 && i + 1 < argc)
            folder = QString::fromLocal8Bit(argv[++i]);
        else
            sizes.push_back(std::atoll(argv[i]) * 1'000'000);
    }
    if (sizes.empty())
        sizes = {1'000'000, 10'000'000};
    for (const qint64 size : sizes) {
        const QString path = QStringLiteral("%1/workload-%2.asqtrace").arg(folder).arg(size);
        std::printf("%lld events\n", static_cast<long long>(size));
        bool isWell = QFile::exists(path) || apart([&] { writeFile(path, size); });
        isWell = isWell && apart([&] {
                     const trace::Trace trace = open(path);
                     benchEvents(trace);
                     std::printf("  peak so far %.0f MiB, %.2f bytes an event\n", memory("VmHWM"),
                                 memory("VmHWM") * 1024.0 * 1024.0 / double(size));
                     benchStates(trace);
                     std::printf("  peak with states %.0f MiB, %.2f bytes an event\n", memory("VmHWM"),
                                 memory("VmHWM") * 1024.0 * 1024.0 / double(size));
                 });
        isWell = isWell && apart([&] {
                     const trace::Trace trace = open(path);
                     benchTimeline(trace);
                     std::printf("  peak with all that a timeline asks for %.0f MiB, %.2f bytes an event\n",
                                 memory("VmHWM"), memory("VmHWM") * 1024.0 * 1024.0 / double(size));
                 });
        if (!isWell)
            std::printf("  failed\n");
    }
    return 0;
}
