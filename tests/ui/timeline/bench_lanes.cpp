#include "timeline/lanemodel.h"
#include "timeline/timelineview.h"

#include "trace/tracebuilder.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

// What a recording with millions of entities costs the column of names: finding its lanes, and folding and unfolding a
// row while the crowd in it is folded, in CPU time.

using namespace interleave;
using namespace asq::trace;

namespace {

double cpuMilliseconds()
{
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

template<typename Work>
double timed(Work work)
{
    const double before = cpuMilliseconds();
    work();
    return cpuMilliseconds() - before;
}

// So many sequences of eleven steps each, and twenty runners of ten coroutines.
Trace manySequences(int sequences)
{
    TraceBuilder builder;
    const auto add = [&](EntityKind kind, EntityId parent) {
        return builder.addEntity({kind, parent, StringId::Empty, LocationId::Unknown});
    };
    const auto append = [&](EntityId entity, EventKind kind) {
        Event event;
        event.entity = entity;
        event.kind = kind;
        builder.append(event);
    };
    append(EntityId::Program, EventKind::Started);
    for (int i = 0; i < 20; ++i) {
        const EntityId runner = add(EntityKind::Step, EntityId::Program);
        for (int k = 0; k < 10; ++k)
            append(add(EntityKind::Coroutine, runner), EventKind::Created);
    }
    for (int i = 0; i < sequences; ++i) {
        const EntityId sequence = add(EntityKind::Sequence, EntityId::Program);
        append(sequence, EventKind::Created);
        for (int k = 0; k < 11; ++k)
            append(add(EntityKind::Step, sequence), EventKind::Started);
        append(sequence, EventKind::Completed);
    }
    return builder.snapshot();
}

void measure(int sequences)
{
    const Trace trace = manySequences(sequences);
    asq::analysis::LaneTree tree;
    const double found = timed([&] { tree = asq::analysis::lanes(trace); });
    TraceSession session;
    session.resetTrace(trace);
    LaneModel model;
    model.setSession(&session);
    QList<double> folds;
    for (int i = 0; i < 200; ++i)
        folds.append(timed([&] { model.toggle(1); }));
    std::sort(folds.begin(), folds.end());
    const int rows = model.count();
    const double all = timed([&] { model.toggleAll(); });
    const double reveal = timed([&] { model.reveal(EntityId{quint32(trace.entityCount()) - 1}); });
    const int crowd = model.count() - 1;
    const double merged = timed([&] {
        const Row &row = model.rows().rows().at(crowd);
        session.source().group(row.lane, row.lanesEnd);
    });
    const double opened = timed([&] { model.toggle(crowd); });
    const int open = model.count();
    const double closed = timed([&] { model.toggle(crowd); });
    std::printf("%8lld entities, %d rows: lanes %.0f ms (%.1f ns a lane); a fold median %.3f ms, worst %.3f ms; "
                "fold all %.2f ms, reveal %.2f ms; what the crowd shows %.0f ms; opening it to %d rows %.0f ms, "
                "closing it %.0f ms\n",
                static_cast<long long>(trace.entityCount()), rows, found, found * 1e6 / double(tree.size()),
                folds.at(100), folds.last(), all, reveal, merged, open, opened, closed);
}

} // namespace

int main()
{
    for (const int sequences : {100, 5'000, 360'000})
        measure(sequences);
    return 0;
}
