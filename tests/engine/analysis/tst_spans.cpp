#include "textworld.h"
#include "tracegenerator.h"

#include "analysis/spans.h"

#include <QTest>

#include <ctime>

using namespace asq;
using namespace asq::analysis;
using trace::EntityId;
using trace::EventId;

class SpansTest : public QObject
{
    Q_OBJECT

    /// "1-3 running, 3- blocked take orders"
    static QString printed(const trace::Trace &trace, const char *label)
    {
        const Spans spans(trace);
        QStringList parts;
        for (const Span &span : spans.of(entityCalled(trace, label))) {
            QString part =
                QStringLiteral("%1-%2 %3").arg(index(span.begin)).arg(end(span.end), QLatin1String(name(span.state)));
            if (span.reason != trace::WaitReason::None)
                part += u' ' + QLatin1String(name(span.reason));
            if (span.other != EntityId::None)
                part += u' ' + trace.label(span.other);
            parts.append(part);
        }
        return parts.join(QLatin1String(", "));
    }
    static QString end(EventId id) { return id == EventId::None ? QString() : QString::number(index(id)); }
    static QString printedSlices(const trace::Trace &trace)
    {
        const Spans spans(trace);
        QStringList parts;
        for (const Slice &slice : spans.slices())
            parts.append(
                QStringLiteral("%1 %2-%3").arg(trace.label(slice.entity)).arg(index(slice.begin)).arg(end(slice.end)));
        return parts.join(QLatin1String(", "));
    }

private Q_SLOTS:
    void spansFollowTheStates()
    {
        const trace::Trace trace = traceFrom(R"(
            created orders: channel
            created worker: goroutine
            scheduled worker
            started worker
            requested orders by worker
            suspended worker take on orders
            scheduled worker
            resumed worker
            suspended worker turn
            resumed worker
            completed worker
            returned worker
        )");
        QCOMPARE(printed(trace, "worker"),
                 QStringLiteral("2-3 created, 3-4 ready, 4-6 running, 6-7 blocked take orders, 7-8 ready, 8-9 running, "
                                "9-10 ready turn, "
                                "10-11 running, 11- completed"));
        QCOMPARE(printed(trace, "orders"), QStringLiteral("1- created"));
    }

    void theStripShowsTheThreadThatSomethingLastHappenedTo()
    {
        const trace::Trace trace = traceFrom(R"(
            created a: thread
            created b: thread
            created inner: track in a
            started a
            started b
            started inner
            returned b
            returned inner
            returned a
        )");
        QCOMPARE(printedSlices(trace), QStringLiteral("a 4-5, b 5-6, inner 6-7, inner 7-8, a 8-9"));
        QCOMPARE(printed(trace, "a"), QStringLiteral("1-4 created, 4-9 running, 9- created"));
    }

    void whatIsWaitedForTellsBlockedFromWaiting_data()
    {
        QTest::addColumn<QString>("wait");
        QTest::addColumn<QString>("state");
        const auto row = [](const char *wait, const char *state) {
            QTest::newRow(wait) << QString::fromLatin1(wait) << QString::fromLatin1(state);
        };
        row("trigger", "waiting");
        row("trigger on o", "waiting");
        row("turn", "ready");
        row("sequence on o", "blocked");
        row("promise", "waiting");
        row("gate", "blocked");
        row("put on o", "blocked");
        row("take on o", "blocked");
        row("alts", "blocked");
        row("timer on o", "waiting");
        row("event", "waiting");
        row("next", "waiting");
        row("next on o", "blocked");
        row("join", "blocked");
    }

    void whatIsWaitedForTellsBlockedFromWaiting()
    {
        QFETCH(QString, wait);
        const trace::Trace trace = traceFrom(
            QStringLiteral("entity o: sequence\ncreated a: step\nstarted a\nsuspended a %1\n").arg(wait));
        const Spans spans(trace);
        QTEST(QString::fromLatin1(name(spans.of(entityCalled(trace, "a")).last().state)), "state");
    }

    void whatReturnsWithoutSayingMoreWaitsOrIsDone()
    {
        QCOMPARE(printed(traceFrom("entity t: timer\narmed t\nfired t\nreturned t\n"), "t"),
                 QStringLiteral("1-2 waiting, 2-3 running, 3- completed"));
        QCOMPARE(printed(traceFrom("entity t: timer\narmed t\nfired t\narmed t\nreturned t\n"), "t"),
                 QStringLiteral("1-2 waiting, 2-3 running, 3- waiting"));
        QCOMPARE(printed(traceFrom("entity h: handler\nstarted h\nreturned h\n"), "h"),
                 QStringLiteral("1-2 running, 2- completed"));
        QCOMPARE(printed(traceFrom("program \"p\"\nstarted program\nreturned program\n"), "p"),
                 QStringLiteral("1-2 running, 2- waiting"));
        QCOMPARE(printed(traceFrom("entity s: step\nstarted s\ncompleted s\nreturned s\n"), "s"),
                 QStringLiteral("1-2 running, 2- completed"));
    }

    void endsAreToldApart()
    {
        QCOMPARE(printed(traceFrom("entity a: step\nfailed a\n"), "a"), QStringLiteral("1- failed"));
        QCOMPARE(printed(traceFrom("entity a: step\naborted a\n"), "a"), QStringLiteral("1- aborted"));
        QCOMPARE(printed(traceFrom("entity a: timer\narmed a\ncancelled a\n"), "a"),
                 QStringLiteral("1-2 waiting, 2- aborted"));
        QCOMPARE(printed(traceFrom("created a: channel\nclosed a\n"), "a"), QStringLiteral("1-2 created, 2- aborted"));
    }

    void nestedSlicesCutTheOuterOne()
    {
        const trace::Trace trace = traceFrom(R"(
            entity a: step
            entity b: step
            started a
            logged a
            started b
            returned b
            returned a
            started b
        )");
        QCOMPARE(printedSlices(trace), QStringLiteral("a 1-3, b 3-4, a 4-5, b 6-"));
    }

    void aGapEndsWhatRuns()
    {
        QCOMPARE(printedSlices(
                     traceFrom("entity a: step\nstarted a\ngap program\nreturned a\nstarted a\nreturned a\n")),
                 QStringLiteral("a 1-2, a 4-5"));
    }

    void anEntitysEventsAreThoseThatNameIt()
    {
        const trace::Trace trace = traceFrom(
            "created c: channel\ncreated g: goroutine\nrequested c by g\ncompleted g\ncompleted g with g\n");
        const Spans spans(trace);
        QCOMPARE(spans.eventsOf(entityCalled(trace, "g")),
                 (QList<EventId>{EventId{2}, EventId{3}, EventId{4}, EventId{5}}));
        QCOMPARE(spans.eventsOf(entityCalled(trace, "c")), (QList<EventId>{EventId{1}, EventId{3}}));
        QCOMPARE(spans.eventsOf(EntityId{77}), QList<EventId>());
    }

    void theSpanAtAnEventIsTheOneAfterIt()
    {
        const trace::Trace trace = traceFrom(
            "completed program\ncreated a: step\nlogged program\nstarted a\nlogged a\n");
        const Spans spans(trace);
        const EntityId a = entityCalled(trace, "a");
        QCOMPARE(spans.spanAt(a, EventId{1}), nullptr);
        QCOMPARE(spans.spanAt(a, EventId::None), nullptr);
        QCOMPARE(spans.spanAt(a, EventId{2})->state, State::Created);
        QCOMPARE(spans.spanAt(a, EventId{3})->state, State::Created);
        QCOMPARE(spans.spanAt(a, EventId{4})->state, State::Running);
        QCOMPARE(spans.spanAt(a, EventId{5})->state, State::Running);
        QCOMPARE(spans.spanAt(EntityId{77}, EventId{5}), nullptr);
    }

    void goingOnGivesTheSameAsAllAtOnce()
    {
        TraceGenerator generator(5);
        Spans grown;
        for (int i = 0; i < 100; ++i) {
            generator.generate(1 + i % 40);
            grown.extend(generator.trace());
        }
        const trace::Trace trace = generator.trace();
        const Spans whole(trace);
        QCOMPARE(grown.eventCount(), trace.eventCount());
        QCOMPARE(grown.slices(), whole.slices());
        for (quint32 i = 0; i < quint32(trace.entityCount()); ++i) {
            QCOMPARE(grown.of(EntityId{i}), whole.of(EntityId{i}));
            QCOMPARE(grown.eventsOf(EntityId{i}), whole.eventsOf(EntityId{i}));
        }
    }

    void spansTileAndSlicesDoNotOverlap()
    {
        for (quint32 seed = 1; seed <= 10; ++seed) {
            TraceGenerator generator(seed);
            generator.generate(3'000);
            const trace::Trace trace = generator.trace();
            const Spans spans(trace);
            for (quint32 i = 1; i < quint32(trace.entityCount()); ++i) {
                const QList<Span> &all = spans.of(EntityId{i});
                for (qsizetype k = 0; k < all.size(); ++k)
                    QCOMPARE(all.at(k).end, k + 1 < all.size() ? all.at(k + 1).begin : EventId::None);
            }
            for (qsizetype k = 1; k < spans.slices().size(); ++k)
                QVERIFY(spans.slices().at(k - 1).end <= spans.slices().at(k).begin);
        }
    }

    /// A live trace is looked at 20 times a second; this is 10 minutes of it, and it must not be quadratic.
    void aHundredThousandEventsGrowCheaply()
    {
        TraceGenerator generator(9);
        Spans spans;
        std::clock_t worst = 0; // Of the processor's time: other programs run too.
        while (spans.eventCount() < 100'000) {
            generator.generate(100);
            const trace::Trace trace = generator.trace();
            const std::clock_t before = std::clock();
            spans.extend(trace);
            worst = std::max(worst, std::clock() - before);
        }
        qInfo("worst extension by 100 events: %g ms", 1e3 * double(worst) / CLOCKS_PER_SEC);
        QVERIFY(worst < CLOCKS_PER_SEC / 20);
    }
};

QTEST_APPLESS_MAIN(SpansTest)
#include "tst_spans.moc"
