#include "textworld.h"
#include "tracegenerator.h"

#include "analysis/criticalpath.h"

#include <QTest>

#include <random>

using namespace asq;
using namespace asq::analysis;
using trace::EntityId;
using trace::EventId;

class CausalityTest : public QObject
{
    Q_OBJECT

    static QString printed(const QList<EventId> &ids)
    {
        QStringList words;
        for (const EventId id : ids)
            words.append(QString::number(index(id)));
        return words.join(u' ');
    }
    /// "8 order, 5 message".
    static QString predecessors(const trace::Trace &trace, quint32 id)
    {
        QStringList words;
        const QList<Causality::Predecessor> all = Causality(trace).predecessors(EventId{id});
        for (const Causality::Predecessor &each : all) {
            static constexpr const char *links[] = {"cause", "order", "message"};
            words.append(QStringLiteral("%1 %2").arg(index(each.event)).arg(QLatin1String(links[int(each.link)])));
        }
        return words.join(QLatin1String(", "));
    }

    /// p puts into a buffer, q works on something else and takes it 30 µs later.
    static constexpr char world[] = R"(
        0 created c: channel
        created p: goroutine
        created q: goroutine
        10us started p
        buffered c by p "1" ^
        completed p
        returned p
        20us started q
        logged q "hello"
        40us taken c by q "1" ^#8
        50us completed q
        returned q
    )";

private Q_SLOTS:
    void anEventFollowsItsCodeItsCauseAndItsMessage()
    {
        const trace::Trace trace = traceFrom(world);
        QCOMPARE(predecessors(trace, 1), QString());
        QCOMPARE(predecessors(trace, 4), QStringLiteral("2 order"));
        QCOMPARE(predecessors(trace, 5), QStringLiteral("4 order"));
        QCOMPARE(predecessors(trace, 10), QStringLiteral("5 message, 9 order, 8 cause"));
    }

    void happensBeforeGoesThroughChannels()
    {
        const Causality causality(traceFrom(world));
        QVERIFY(causality.happensBefore(EventId{4}, EventId{11}));
        QVERIFY(!causality.happensBefore(EventId{11}, EventId{4}));
        QVERIFY(!causality.happensBefore(EventId{4}, EventId{4}));
        QVERIFY(!causality.happensBefore(EventId{6}, EventId{10}));
        QVERIFY(causality.areConcurrent(EventId{6}, EventId{9}));
        QCOMPARE(printed(causality.path(EventId{4}, EventId{11})), QStringLiteral("4 5 10 11"));
        QVERIFY(causality.path(EventId{6}, EventId{10}).isEmpty());
        QCOMPARE(printed(causality.causes(EventId{10})), QStringLiteral("10 8"));
    }

    void twoPutsIntoOneChannelDoNotOrderEachOther()
    {
        const Causality causality(
            traceFrom("created c: channel\ncreated p: goroutine\ncreated q: goroutine\nstarted p\n"
                      "buffered c by p\nreturned p\nstarted q\nbuffered c by q\nreturned q\n"));
        QVERIFY(causality.areConcurrent(EventId{5}, EventId{8}));
    }

    void theCriticalPathGoesThroughTheLatest()
    {
        const trace::Trace trace = traceFrom(world);
        const Causality causality(trace);
        const CriticalPath path = criticalPath(trace, causality, EventId{1}, EventId{12});
        QVERIFY(path.legs.isEmpty()); // Nothing leads from the channel's creation to q.
        const CriticalPath two = criticalPath(trace, causality, EventId{4}, EventId{12});
        QStringList lines;
        for (const CriticalPath::Leg &leg : two.legs)
            lines.append(QStringLiteral("%1-%2 %3 %4 %5")
                             .arg(index(leg.from))
                             .arg(index(leg.to))
                             .arg(trace.label(leg.entity), QLatin1String(name(leg.activity)))
                             .arg(leg.duration));
        QCOMPARE(lines.join(u'\n'),
                 QStringLiteral("4-5 p running 0\n5-10 c passing 30000\n10-11 q running 10000\n"
                                "11-12 q running 0"));
        QCOMPARE(two.duration, 40'000);
        const QList<CriticalPath::Share> shares = two.shares();
        QCOMPARE(trace.label(shares.at(0).entity), QStringLiteral("c"));
        QCOMPARE(shares.at(0).fraction, 0.75);
        QCOMPARE(shares.at(1).duration, 10'000);
    }

    void waitingForATurnAndForATimerAreTheEntitysOwn()
    {
        const trace::Trace trace = traceFrom(R"(
            0 created a: step
            created t: timer
            started a
            armed t after 5ms ^
            suspended a trigger on t
            5ms fired t ^#4
            completed a ^
            created b: step ^
            scheduled b ^#6
            returned t
            6ms started b ^#9
        )");
        const CriticalPath path = criticalPath(trace, Causality(trace), EventId{3}, EventId{11});
        QStringList lines;
        for (const CriticalPath::Leg &leg : path.legs) {
            if (leg.duration > 0)
                lines.append(QStringLiteral("%1 %2 %3")
                                 .arg(trace.label(leg.entity), QLatin1String(name(leg.activity)))
                                 .arg(leg.duration));
        }
        QCOMPARE(lines.join(u'\n'), QStringLiteral("t waiting 5000000\nb ready 1000000"));
    }

    /// The same relation, computed by the definition: the transitive closure of the predecessors.
    void happensBeforeIsTheClosureOfThePredecessors()
    {
        for (quint32 seed = 1; seed <= 5; ++seed) {
            TraceGenerator generator(seed);
            Causality causality;
            for (int i = 0; i < 6; ++i) {
                generator.generate(50);
                causality.extend(generator.trace());
            }
            const trace::Trace trace = generator.trace();
            const quint32 count = quint32(trace.eventCount());
            std::vector<std::vector<bool>> before(count + 1, std::vector<bool>(count + 1, false));
            for (quint32 b = 1; b <= count; ++b) {
                const QList<Causality::Predecessor> all = causality.predecessors(EventId{b});
                for (const Causality::Predecessor &each : all) {
                    QVERIFY(each.event < EventId{b});
                    before[b][index(each.event)] = true;
                    for (quint32 a = 1; a < index(each.event); ++a)
                        before[b][a] = before[b][a] || before[index(each.event)][a];
                }
            }
            std::mt19937 random(seed);
            for (int i = 0; i < 3'000; ++i) {
                const quint32 a = 1 + random() % count;
                const quint32 b = 1 + random() % count;
                QCOMPARE(causality.happensBefore(EventId{a}, EventId{b}), a < b && before[b][a]);
            }
        }
    }

    /// The legs join, and the time between two events is told exactly once.
    void criticalPathsAreWhole()
    {
        for (quint32 seed = 1; seed <= 8; ++seed) {
            TraceGenerator generator(seed);
            generator.generate(600);
            const trace::Trace trace = generator.trace();
            const Causality causality(trace);
            std::mt19937 random(seed);
            for (int i = 0; i < 100; ++i) {
                const EventId from{quint32(1 + random() % trace.eventCount())};
                const EventId to{quint32(1 + random() % trace.eventCount())};
                const CriticalPath path = criticalPath(trace, causality, from, to);
                QCOMPARE(!path.legs.isEmpty(), causality.happensBefore(from, to));
                EventId at = from;
                qint64 sum = 0;
                for (const CriticalPath::Leg &leg : path.legs) {
                    QCOMPARE(leg.from, at);
                    QVERIFY(leg.from < leg.to && leg.duration >= 0);
                    at = leg.to;
                    sum += leg.duration;
                }
                QVERIFY(path.legs.isEmpty() || at == to);
                QCOMPARE(sum, path.duration);
            }
        }
    }
};

QTEST_APPLESS_MAIN(CausalityTest)
#include "tst_causality.moc"
