// What analysis costs: who is stuck among 100,000 entities (budget: blocked-on and rings within 10 ms), and the passes over
// a million events, each beside a plain loop over the same that does next to nothing.
#include "tracegenerator.h"

#include "analysis/causality.h"
#include "analysis/query/tracequery.h"
#include "analysis/rules/findings.h"
#include "analysis/rundiff.h"
#include "analysis/statistics.h"
#include "trace/tracebuilder.h"

#include <cstdio>
#include <ctime>

using namespace asq;
using namespace asq::analysis;
using trace::EntityId;
using trace::EntityKind;
using trace::Event;
using trace::EventId;
using trace::EventKind;
using trace::WaitReason;

namespace {

template<typename Work>
double milliseconds(Work work, int rounds = 5)
{
    double best = 1e9;
    for (int round = 0; round < rounds; ++round) {
        const std::clock_t begin = std::clock(); // Of the processor's time: other programs run too.
        work();
        best = std::min(best, 1e3 * double(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    return best;
}

/// Goroutines in rings of `length`: each puts into its own channel once and waits to take from that of the next one.
trace::Trace rings(int goroutines, int length)
{
    trace::TraceBuilder builder;
    const auto announce = [&](EventKind kind, EntityId entity, EntityId other = EntityId::None,
                              WaitReason reason = WaitReason::None) {
        Event event;
        event.kind = kind;
        event.entity = entity;
        event.other = other;
        event.reason = reason;
        builder.append(event);
    };
    QList<EntityId> channels;
    QList<EntityId> workers;
    for (int i = 0; i < goroutines; ++i) {
        channels.append(
            builder.addEntity({EntityKind::Channel, EntityId::Program, builder.intern(QStringLiteral("c")), {}}));
        announce(EventKind::Created, channels.last());
        workers.append(
            builder.addEntity({EntityKind::Goroutine, EntityId::Program, builder.intern(QStringLiteral("g")), {}}));
        announce(EventKind::Created, workers.last());
    }
    for (int i = 0; i < goroutines; ++i) {
        announce(EventKind::Started, workers.at(i));
        announce(EventKind::Buffered, channels.at(i), workers.at(i));
        announce(EventKind::Taken, channels.at(i), workers.at(i));
        const int begin = i - i % length;
        const int next = begin + (i - begin + 1) % length;
        announce(EventKind::Requested, channels.at(next), workers.at(i));
        announce(EventKind::Suspended, workers.at(i), channels.at(next), WaitReason::Take);
    }
    announce(EventKind::Completed, EntityId::Program);
    return builder.snapshot();
}

void benchWaits(const char *what, int goroutines, int length)
{
    const trace::Trace trace = rings(goroutines, length);
    const StateIndex states(trace);
    const EventId last{quint32(trace.eventCount())};
    const ProgramState end = states.at(last);
    const EntityTree tree(trace);
    const ChannelUsage usage(trace);
    const EntityNames names(trace);
    const EntityId one{3};
    (void)names(one); // Counts the names, once a recording.
    const double plain = milliseconds([&] {
        int blocked = 0;
        for (quint32 i = 1; i < quint32(trace.entityCount()); ++i)
            blocked += end.entity(EntityId{i}).state == State::Blocked ? 1 : 0;
        if (blocked != goroutines)
            std::abort();
    });
    const double blockedOn = milliseconds([&] {
        const WaitGraph graph(trace, end, tree, usage, {false, nullptr});
        if (!graph.isStuck(one) || waitSentence(graph, names, one).isEmpty())
            std::abort();
    });
    const double circles = milliseconds([&] {
        const WaitGraph graph(trace, end, tree, usage, {false, nullptr});
        if (graph.cycles().size() != goroutines / length)
            std::abort();
    });
    std::printf("%-28s %lld entities: blocked-on %.1f ms, all rings %.1f ms (a look at every state: %.1f ms)\n", what,
                static_cast<long long>(trace.entityCount()), blockedOn, circles, plain);
}

void benchPasses()
{
    TraceGenerator generator(1);
    generator.generate(1'000'000);
    const trace::Trace trace = generator.trace();
    const double count = double(trace.eventCount());
    const EventId last{quint32(trace.eventCount())};
    const ProgramState end = StateIndex(trace).at(last);
    const double plain = milliseconds([&] {
        qint64 sum = 0;
        for (const Event &event : trace.events())
            sum += index(event.entity) + int(event.kind);
        if (sum == 0)
            std::abort();
    });
    const auto tell = [&](const char *what, double taken) {
        std::printf("%-44s %7.1f ns an event, %6.0f times a plain loop\n", what, taken * 1e6 / count, taken / plain);
    };
    std::printf("%.0f events, %lld entities; a plain loop: %.2f ns an event\n", count,
                static_cast<long long>(trace.entityCount()), plain * 1e6 / count);
    tell("causality", milliseconds([&] { (void)Causality(trace).eventCount(); }, 3));
    const Causality causality(trace);
    tell("happens-before, from first to last", milliseconds([&] { (void)causality.happensBefore(EventId{1}, last); }));
    tell("statistics", milliseconds([&] { (void)Statistics(trace).steps(); }, 2));
    tell("all findings", milliseconds([&] { (void)findingsOf(trace, end); }, 2));
    tell("diff with itself", milliseconds([&] { (void)RunDiff(trace, trace).verdict(); }, 2));
    TraceQuery query(trace);
    tell("query: count by kind",
         milliseconds([&] { (void)query.answer(QStringLiteral("SELECT kind, count(*) FROM events GROUP BY kind")); },
                      2));
    tell("query: sum of a number",
         milliseconds([&] { (void)query.answer(QStringLiteral("SELECT sum(count) FROM events")); }, 2));
    (void)query.answer(QStringLiteral("SELECT count(*) FROM events WHERE entity = 3"));
    const double lookUp = milliseconds(
        [&] { (void)query.answer(QStringLiteral("SELECT kind FROM events WHERE id = 500000")); });
    std::printf("query: one event by its id                   %.3f ms\n", lookUp);
}

} // namespace

int main()
{
    benchWaits("in pairs", 50'000, 2);
    benchWaits("in rings of ten", 50'000, 10);
    benchWaits("one ring of all", 50'000, 50'000);
    benchPasses();
}
