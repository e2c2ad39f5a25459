#include "textworld.h"
#include "tracegenerator.h"

#include "analysis/statistics.h"

#include <QTest>

using namespace asq;
using namespace asq::analysis;

class StatisticsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void percentilesAreValuesThatWereThere()
    {
        Distribution values;
        QCOMPARE(values.percentile(50), 0);
        for (int i = 100; i >= 1; --i)
            values.add(i);
        QCOMPARE(values.count(), 100);
        QCOMPARE(values.total(), 5050);
        QCOMPARE(values.smallest(), 1);
        QCOMPARE(values.percentile(50), 50);
        QCOMPARE(values.percentile(99), 99);
        QCOMPARE(values.percentile(99.5), 100);
        QCOMPARE(values.largest(), 100);
        QCOMPARE(values.buckets().at(0), 1U); // 1
        QCOMPARE(values.buckets().at(3), 8U); // 8 to 15
        QCOMPARE(values.buckets().at(6), 37U); // 64 to 100
        values.add(0);
        QCOMPARE(values.smallest(), 0);
        QCOMPARE(values.buckets().at(0), 2U);
    }

    void stepsOfOneNameAndPlaceAreOneRow()
    {
        const Statistics statistics(traceFrom(R"(
            clock virtual
            0 created s: sequence @1:1
            created a: step "work" in s @2:1
            created b: step "work" in s @2:1
            scheduled a
            1us started a
            suspended a trigger
            4us completed a
            scheduled b
            6us started b
            failed b
            9us returned b
            failed s
        )"));
        QCOMPARE(statistics.steps().size(), 2);
        const Statistics::Step &sequence = statistics.steps().at(0);
        QCOMPARE(sequence.kind, trace::EntityKind::Sequence);
        QCOMPARE(sequence.latency.largest(), 9'000);
        const Statistics::Step &work = statistics.steps().at(1);
        QCOMPARE(work.latency.count(), 2);
        QCOMPARE(work.latency.largest(), 3'000);
        QCOMPARE(work.latency.smallest(), 0);
        QCOMPARE(work.failures, 1U);
        QCOMPARE(work.running, 3'000);
        QCOMPARE(work.queueDelay.count(), 2);
        QCOMPARE(work.queueDelay.smallest(), 1'000);
        QCOMPARE(statistics.queueDelay().largest(), 2'000);
    }

    void channelsHaveTheirFillAndTheirWaits()
    {
        const Statistics statistics(traceFrom(R"(
            clock virtual
            0 created c: channel
            created p: goroutine
            created q: goroutine
            2us buffered c by p "1"
            4us offered c by p "2"
            6us taken c by q "1"
            buffered c by p "2" x1
            8us taken c by q "2"
            requested c by q
            10us rendezvous c to q "3" x2
        )"));
        QCOMPARE(statistics.channels().size(), 1);
        const Statistics::Channel &channel = statistics.channels().first();
        QCOMPARE(channel.messages, 3U);
        QCOMPARE(channel.mostBuffered, 1);
        QCOMPARE(channel.meanBuffered, 0.6); // Six of ten microseconds.
        QCOMPARE(channel.mostPuts, 1);
        QCOMPARE(channel.mostTakes, 1);
        QCOMPARE(channel.putWait.count(), 1);
        QCOMPARE(channel.putWait.largest(), 2'000);
        QCOMPARE(channel.takeWait.largest(), 2'000);
    }

    void randomTracesAddUp()
    {
        for (quint32 seed = 1; seed <= 8; ++seed) {
            TraceGenerator generator(seed);
            generator.generate(3'000);
            const trace::Trace trace = generator.trace();
            const Statistics statistics(trace);
            quint64 moved = 0;
            qint64 running = 0;
            for (const trace::Event &event : trace.events())
                moved += event.kind == trace::EventKind::Taken || event.kind == trace::EventKind::Rendezvous ? 1 : 0;
            quint64 told = 0;
            for (const Statistics::Channel &channel : statistics.channels()) {
                told += channel.messages;
                QVERIFY(channel.meanBuffered <= double(channel.mostBuffered));
                QVERIFY(channel.putWait.smallest() >= 0 && channel.takeWait.smallest() >= 0);
            }
            QCOMPARE(told, moved);
            for (const Statistics::Step &step : statistics.steps()) {
                quint64 inBuckets = 0;
                for (const quint32 count : step.latency.buckets())
                    inBuckets += count;
                QCOMPARE(inBuckets, quint64(step.latency.count()));
                QVERIFY(step.latency.smallest() >= 0);
                running += step.running;
            }
            QVERIFY(running <= trace.events().last().programTime);
        }
    }
};

QTEST_APPLESS_MAIN(StatisticsTest)
#include "tst_statistics.moc"
