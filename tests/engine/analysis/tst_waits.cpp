#include "textworld.h"
#include "tracegenerator.h"

#include "analysis/waitwords.h"

#include <QTest>

using namespace asq;
using namespace asq::analysis;
using trace::EntityId;
using trace::EventId;

/// Everything that is asked about one instant.
struct Instant {
    explicit Instant(const trace::Trace &all, WaitGraph::Options options = {false, nullptr}, quint32 at = 0)
        : trace(all), state(StateIndex(all).at(EventId{at ? at : quint32(all.eventCount())})), tree(all), usage(all),
          graph(trace, state, tree, usage, options), names(trace)
    {
    }
    QString sentence(const char *label) const { return waitSentence(graph, names, entityCalled(trace, label)); }
    QString labels(const QList<EntityId> &ids) const
    {
        QStringList words;
        for (const EntityId id : ids)
            words.append(trace.label(id));
        return words.join(u' ');
    }
    QString cycles() const
    {
        QStringList words;
        for (const QList<EntityId> &ring : graph.cycles())
            words.append(labels(ring));
        return words.join(QLatin1String(" | "));
    }

    trace::Trace trace;
    ProgramState state;
    EntityTree tree;
    ChannelUsage usage;
    WaitGraph graph;
    EntityNames names;
};

class WaitsTest : public QObject
{
    Q_OBJECT

    /// a and b each put into the channel that the other takes from, and each waits to take first.
    static constexpr char ring[] = R"(
        created one: channel
        created two: channel
        created a: goroutine
        created b: goroutine
        started a
        buffered one by a "1"
        requested two by a
        suspended a take on two
        started b
        taken one by b "1"
        buffered two by b "2"
        taken two by a "2" x2
        scheduled a
        requested one by b
        suspended b take on one
        resumed a
        requested two by a
        suspended a take on two
    )";

private Q_SLOTS:
    void aChainNamesTheOnlyPutter()
    {
        const Instant end(traceFrom(R"(
            created orders: channel
            created done: channel
            created worker: goroutine
            created producer: goroutine
            started producer
            buffered orders by producer "1"
            requested done by producer
            suspended producer take on done
            started worker
            taken orders by worker "1"
            requested orders by worker
            suspended worker take on orders
        )"));
        QCOMPARE(end.sentence("worker"),
                 QStringLiteral("`worker` waits to take from `orders`, whose only putter `producer` waits to take from "
                                "`done`, into which nobody ever puts"));
        QCOMPARE(end.cycles(), QString());
        QCOMPARE(end.labels(end.graph.orphans()), QStringLiteral("producer"));
        QCOMPARE(end.labels(end.graph.stuckBehind(entityCalled(end.trace, "producer"))), QStringLiteral("worker"));
    }

    void aRingIsFoundAndClosedInWords()
    {
        const Instant end(traceFrom(ring));
        QCOMPARE(end.cycles(), QStringLiteral("a two b one"));
        QCOMPARE(end.sentence("b"),
                 QStringLiteral("`b` waits to take from `one`, whose only putter `a` waits to take from `two`, whose "
                                "only putter is `b`: a circle"));
        QCOMPARE(end.labels(end.graph.cycleOf(entityCalled(end.trace, "b"))), QStringLiteral("a two b one"));
        QVERIFY(end.graph.orphans().isEmpty());
    }

    void aRingIsThereAtAnInstantOnlyIfItNeverOpens()
    {
        const trace::Trace trace = traceFrom(ring);
        const ProgramState end = StateIndex(trace).at(EventId{quint32(trace.eventCount())});
        // At event 8 a waits, and goes on later.
        QVERIFY(!Instant(trace, {false, &end}, 8).graph.isStuck(entityCalled(trace, "a")));
        QCOMPARE(Instant(trace, {false, &end}, 15).cycles(), QString());
        QCOMPARE(Instant(trace, {false, &end}, 18).cycles(), QStringLiteral("a two b one"));
    }

    void anotherPutterThatCanGoOnOpensTheRing()
    {
        const Instant end(traceFrom(QLatin1String(ring) + QStringLiteral(R"(
            created t: timer
            created c: goroutine
            started c
            buffered one by c "3"
            taken one by b "3" x2
            armed t after 5ms
            suspended c timer on t
        )")));
        QCOMPARE(end.cycles(), QString());
        QVERIFY(!end.graph.isStuck(entityCalled(end.trace, "a")));
        QCOMPARE(end.sentence("b"),
                 QStringLiteral("`b` waits to take from `one`, into which `a` and `c` put; `a` waits to take from "
                                "`two`, whose only putter is `b`: a circle"));
    }

    void whoTookTheOnlyMessageHoldsTheChannel()
    {
        const Instant end(traceFrom(R"(
            started program
            created brush: channel
            created ladder: channel
            created mona: goroutine
            created rolf: goroutine
            buffered brush by program "brush"
            buffered ladder by program "ladder"
            returned program
            started mona
            taken brush by mona "brush"
            requested ladder by mona
            suspended mona take on ladder
            started rolf
            taken ladder by rolf "ladder"
            requested brush by rolf
            suspended rolf take on brush
        )"));
        QCOMPARE(end.cycles(), QStringLiteral("mona ladder rolf brush"));
        QCOMPARE(ringSentences(end.graph, end.names, end.graph.cycles().first()).join(u' '),
                 QStringLiteral("`mona` waits to take from `ladder`, whose message `rolf` took and has not put back. "
                                "`rolf` waits to take from `brush`, whose message `mona` took and has not put back."));
    }

    void putsWaitForThoseWhoTake()
    {
        const Instant end(traceFrom(R"(
            created c: channel
            created p: goroutine
            created q: goroutine
            started q
            requested c by q
            suspended q take on c
            started p
            rendezvous c to q "1" x2
            offered c by p "2"
            suspended p put on c "2"
            resumed q
            completed q
            returned q
        )"));
        QCOMPARE(end.sentence("p"),
                 QStringLiteral("`p` waits to put 2 into `c`, from which only `q` took, which will not again"));
        QCOMPARE(end.labels(end.graph.orphans()), QStringLiteral("p"));
    }

    void oneCanWaitForItself()
    {
        const Instant end(traceFrom("created c: channel\ncreated p: goroutine\nstarted p\noffered c by p\n"
                                    "suspended p put on c\nresumed p\nrequested c by p\nsuspended p take on c\n"));
        QCOMPARE(end.cycles(), QStringLiteral("p c"));
        QCOMPARE(end.sentence("p"), QStringLiteral("`p` waits to take from `c`, whose only putter is `p`: a circle"));
    }

    void aGateIsStuckWhenOneSegmentIs()
    {
        const char *world = R"(
            created s: sequence
            created gate: step in s
            created t: timer
            created fast: segment in gate
            created slow: segment in gate
            armed t after 5ms
            started gate
            started fast
            suspended fast trigger on t
            started slow
            suspended slow trigger
            suspended gate gate x2
            created last: step in s
        )";
        const Instant end(traceFrom(world));
        QVERIFY(!end.graph.isStuck(entityCalled(end.trace, "fast")));
        QVERIFY(end.graph.isStuck(entityCalled(end.trace, "gate")));
        QVERIFY(end.graph.isStuck(entityCalled(end.trace, "last")));
        QCOMPARE(end.sentence("s"),
                 QStringLiteral("`s` is at its step `gate`, which waits for all of segment 1 (fast) and segment 2 "
                                "(slow); segment 2 (slow) waits for its trigger to be called"));
        const Instant running(traceFrom(world), {true, nullptr});
        QVERIFY(!running.graph.isStuck(entityCalled(running.trace, "gate")));
    }

    /// `ready` coroutines of one run that wait for their turn, and `kept` that keep it: each takes from `never`, into
    /// which only the first that is ready puts.
    static QString turns(int ready, int kept)
    {
        QString world = QStringLiteral(
            "created s: sequence\ncreated run: step in s\ncreated never: channel\nstarted run\n");
        for (int i = 0; i < ready; ++i)
            world += QStringLiteral("created r%1: goroutine in run\nstarted r%1\n%2suspended r%1 turn\n")
                         .arg(i)
                         .arg(i == 0 ? QStringLiteral("buffered never by r0 \"1\"\n") : QString());
        for (int i = 0; i < kept; ++i)
            world += QStringLiteral("created k%1: goroutine in run\nstarted k%1\n%2requested never by k%1\n"
                                    "suspended k%1 take on never\n")
                         .arg(i)
                         .arg(i == 0 ? QStringLiteral("taken never by k0 \"1\"\n") : QString());
        return world + QStringLiteral("suspended run join\n");
    }

    void whoIsReadyAtTheEndWaitsForThoseWhoKeepTheTurn()
    {
        const Instant end(traceFrom(turns(2, 2)));
        const EntityId ready = entityCalled(end.trace, "r1");
        QCOMPARE(end.labels(end.graph.waitsFor(ready)), QStringLiteral("k0 k1"));
        QCOMPARE(end.labels({end.graph.waitsMainlyFor(ready)}), QStringLiteral("k0"));
        QVERIFY(end.graph.isStuck(ready));
        QCOMPARE(end.cycles(), QStringLiteral("r0 k0 never"));
        QCOMPARE(end.labels(end.graph.cycleOf(ready)), QStringLiteral("r0 k0 never"));
        QCOMPARE(end.labels(end.graph.orphans()), QString());
        QCOMPARE(end.labels(end.graph.stuckBehind(entityCalled(end.trace, "k1"))), QStringLiteral("s run r0 r1 k0"));
        // Somebody who keeps the turn and can go on gives it back.
        const Instant opened(traceFrom(turns(2, 2)
                                       + QStringLiteral("created t: timer\ncreated k: goroutine in run\n"
                                                        "armed t after 5ms\nresumed run\nstarted k\n"
                                                        "suspended k timer on t\nsuspended run join\n")));
        QVERIFY(!opened.graph.isStuck(entityCalled(opened.trace, "r1")));
        QCOMPARE(opened.cycles(), QString());
    }

    /// An edge from each to each would be 900 million.
    void manyWhoAreReadyAndManyWhoKeepTheTurnAreNoProduct()
    {
        constexpr int many = 30'000;
        const Instant end(traceFrom(turns(many, many)));
        QVERIFY(end.graph.isStuck(entityCalled(end.trace, "r29999")));
        QCOMPARE(end.cycles(), QStringLiteral("r0 k0 never"));
    }

    void namesThatSeveralHaveAreToldApart()
    {
        const Instant end(traceFrom("file a.js\n| x\ncreated a: goroutine \"g\" @1:1\ncreated b: goroutine \"g\" @2:1\n"
                                    "created c: goroutine \"h\" @3:1\ncreated d: goroutine \"h\" @3:1\n"));
        QCOMPARE(end.names(EntityId{2}), QStringLiteral("`g` of line 1"));
        QCOMPARE(end.names(EntityId{4}), QStringLiteral("`h` (0.2)"));
        QCOMPARE(end.names.list({EntityId{2}, EntityId{3}, EntityId{4}, EntityId{5}}),
                 QStringLiteral("`g` of line 1, `g` of line 2, `h` (0.2) and `h` (0.3)"));
    }

    /// Whoever goes on later is not stuck before, whoever is in a ring is stuck, and rings are rings.
    void randomTracesKeepThePromises()
    {
        for (quint32 seed = 1; seed <= 12; ++seed) {
            TraceGenerator generator(seed);
            generator.generate(1'500);
            const trace::Trace trace = generator.trace();
            const StateIndex states(trace);
            const EventId last{quint32(trace.eventCount())};
            const ProgramState end = states.at(last);
            const EntityTree tree(trace);
            const ChannelUsage usage(trace);
            for (quint32 at = 100; at <= index(last); at += 100) {
                const ProgramState state = states.at(EventId{at});
                const WaitGraph graph(trace, state, tree, usage, {false, &end});
                for (quint32 i = 2; i < quint32(trace.entityCount()); ++i) {
                    const bool later = end.entity(EntityId{i}).since != state.entity(EntityId{i}).since;
                    const bool isChannel = trace.entity(EntityId{i}).kind == trace::EntityKind::Channel;
                    QVERIFY(!(graph.isStuck(EntityId{i}) && later && !isChannel));
                }
                for (const QList<EntityId> &ring : graph.cycles()) {
                    for (const EntityId id : ring)
                        QVERIFY(trace.entity(id).kind == trace::EntityKind::Channel || graph.isStuck(id));
                    QVERIFY(!ring.isEmpty());
                    QCOMPARE(graph.cycleOf(ring.first()), ring);
                }
                for (const EntityId id : graph.orphans())
                    QVERIFY(graph.isStuck(id) && graph.cycleOf(id).isEmpty());
            }
        }
    }
};

QTEST_APPLESS_MAIN(WaitsTest)
#include "tst_waits.moc"
