#include "announcing.h"
#include "record/recorder.h"
#include "record/sink.h"

#include <QSemaphore>
#include <QTest>

#include <atomic>

using namespace std::chrono_literals;
using asq::EntityKind;
using asq::EventId;
using asq::EventKind;
using asq::Value;
using asq::WaitReason;
using asq::record::Batch;
using asq::record::Recorder;
using asq::record::RecorderOptions;
using asq::record::Sink;
using asq::trace::Trace;

namespace {

/// Counts what comes, and holds the writer up until told to go on.
class Turnstile final : public Sink
{
public:
    struct Shared {
        QSemaphore passes;
        std::atomic<qsizetype> events = 0;
        std::atomic<int> flushes = 0;
    };
    explicit Turnstile(Shared &shared) : m_shared(shared) {}
    void begin(bool) override {}
    void write(const Batch &batch) override
    {
        m_shared.passes.acquire();
        m_shared.passes.release();
        m_shared.events += batch.events.size();
    }
    void flush(std::chrono::milliseconds) override { ++m_shared.flushes; }
    void end() override {}
    QString problem() const override { return QStringLiteral("the turnstile squeaks"); }

private:
    Shared &m_shared;
};

std::vector<std::unique_ptr<Sink>> turnstile(Turnstile::Shared &shared)
{
    std::vector<std::unique_ptr<Sink>> sinks;
    sinks.push_back(std::make_unique<Turnstile>(shared));
    return sinks;
}

} // namespace

class RecorderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void announcementsBecomeEventsInTheirOrder();
    void theProgramGetsItsLabelWhenItIsBorn();
    void positionsLeadToTheProgramText();
    void valuesAreSummarisedWithinTheirBudget_data();
    void valuesAreSummarisedWithinTheirBudget();
    void withoutSummariesTextsAreKept();
    void anEntityFromBeforeTheRecordingComesToLightAtItsFirstEvent();
    void whatFindsNoRoomIsCountedAndShownAsAGap();
    void aGapAtTheEndIsShownToo();
    void aFlushBringsEverythingToTheSinks();
    void eventsReachTheSinksWhileTheProgramHangs();
    void realTimesNeverRunBackwards();
    void eventsOfABatchShareItsTime();
    void aFailureNotedFromOutsideIsTheProgramsFailure();
    void aFinishedRecorderRecordsNothingMore();
    void problemsOfSinksAreTold();
    void manyDifferentTextsAreAllKept();
};

void RecorderTest::announcementsBecomeEventsInTheirOrder()
{
    Recorder recorder({.keepInMemory = true});
    Announcer announce(recorder);
    const EventId sequence = announce.born(2, EntityKind::Sequence, QStringLiteral("orders"));
    announce.born(3, EntityKind::Channel, QStringLiteral("jobs"));
    const EventId step = announce.born(4, EntityKind::Step, QStringLiteral("work"), 2, sequence);
    const EventId started = announce.tell(EventKind::Started, 4, step);
    announce.tell(EventKind::Suspended, 4, started, {}, 3, WaitReason::Take);
    announce.tell(EventKind::Rendezvous, 3, started, QStringLiteral("1"), 4);
    const Trace trace = recorder.finish();
    QCOMPARE(printed(trace),
             QStringLiteral("1 created sequence:orders\n"
                            "2 created channel:jobs\n"
                            "3 created step:work <1\n"
                            "4 started step:work <3\n"
                            "5 suspended step:work on channel:jobs take <4\n"
                            "6 rendezvous channel:jobs on step:work 1 <4\n"));
    QCOMPARE(trace.spawnPath(asq::trace::EntityId(4)), QStringLiteral("0.0.0"));
    QCOMPARE(trace.event(5).programTime, 5);
}

void RecorderTest::theProgramGetsItsLabelWhenItIsBorn()
{
    Recorder recorder({.virtualClock = true, .keepInMemory = true});
    Announcer announce(recorder);
    announce.born(1, EntityKind::Program, QStringLiteral("orders.js"), 0);
    announce.tell(EventKind::Started, 1);
    const Trace trace = recorder.finish();
    QCOMPARE(printed(trace), QStringLiteral("1 created program:orders.js\n2 started program:orders.js\n"));
    QCOMPARE(trace.entityCount(), 2);
    QVERIFY(trace.virtualClock());
}

void RecorderTest::positionsLeadToTheProgramText()
{
    Recorder recorder({.keepInMemory = true});
    const quint32 first = recorder.addFile(QStringLiteral("a.js"), QStringLiteral("go()\n"));
    const quint32 second = recorder.addFile(QStringLiteral("b.js"), {});
    QCOMPARE(recorder.addFile(QStringLiteral("a.js"), QStringLiteral("go()\n")), first);
    Announcer announce(recorder);
    announce.born(2, EntityKind::Sequence, {}, 1, EventId::None, {second, 7, 3});
    announce.born(3, EntityKind::Sequence, {}, 1, EventId::None, {second, 7, 3});
    announce.born(4, EntityKind::Sequence, {});
    const Trace trace = recorder.finish();
    QCOMPARE(trace.files().size(), 2);
    QCOMPARE(trace.files().at(int(first)).text, QStringLiteral("go()\n"));
    QCOMPARE(trace.location(trace.event(0).location), (asq::trace::Location{second, 7, 3}));
    QCOMPARE(trace.event(1).location, trace.event(0).location);
    QCOMPARE(trace.entity(trace.event(0).entity).location, trace.event(0).location);
    QCOMPARE(trace.event(2).location, asq::trace::LocationId::Unknown);
    QCOMPARE(trace.locations().size(), 2);
}

void RecorderTest::valuesAreSummarisedWithinTheirBudget_data()
{
    using Values = std::vector<Value>;
    QTest::addColumn<Values>("values");
    QTest::addColumn<QString>("summary");
    QTest::newRow("one number") << Values{Value(42)} << QStringLiteral("42");
    QTest::newRow("a 64-bit number") << Values{Value(qint64(-9007199254740993))} << QStringLiteral("-9007199254740993");
    QTest::newRow("truth") << Values{Value(true)} << QStringLiteral("true");
    QTest::newRow("several") << Values{Value(1), Value(QStringLiteral("two"))} << QStringLiteral("1, \"two\"");
    QTest::newRow("exactly") << Values{Value(12345678), Value(1234567890)} << QStringLiteral("12345678, 1234567890");
    QTest::newRow("one too many") << Values{Value(123456789), Value(1234567890)}
                                  << QStringLiteral("123456789, 12345678…");
    QTest::newRow("many") << Values(30, Value(7)) << QStringLiteral("7, 7, 7, 7, 7, 7, 7…");
    QTest::newRow("a text too long") << Values{Value(QStringLiteral("abcdefghijklmnopqrstuvwxyz"))}
                                     << QStringLiteral("\"abcdefghijklmnopqr…");
    QTest::newRow("same as the value's own") << Values{Value(0.5)} << Value(0.5).summary(20);
    QTest::newRow("undefined") << Values{Value()} << Value().summary(20);
}

void RecorderTest::valuesAreSummarisedWithinTheirBudget()
{
    QFETCH(std::vector<Value>, values);
    QFETCH(QString, summary);
    Recorder recorder({.valueBudget = 20, .keepInMemory = true});
    Announcer(recorder).tellValues(EventKind::Completed, 1, values);
    const Trace trace = recorder.finish();
    QCOMPARE(trace.string(trace.event(0).value), summary);
}

void RecorderTest::withoutSummariesTextsAreKept()
{
    Recorder recorder({.values = RecorderOptions::Values::Off, .textBudget = 12, .keepInMemory = true});
    Announcer announce(recorder);
    announce.tellValues(EventKind::Completed, 1, {Value(42)});
    announce.tell(EventKind::Logged, 1, EventId::None, QStringLiteral("hello world"));
    announce.tell(EventKind::Logged, 1, EventId::None, QStringLiteral("hello wide world"));
    QCOMPARE(printed(recorder.finish()),
             QStringLiteral("1 completed program:\n"
                            "2 logged program: hello world\n"
                            "3 logged program: hello wide …\n"));
}

void RecorderTest::anEntityFromBeforeTheRecordingComesToLightAtItsFirstEvent()
{
    Recorder recorder({.keepInMemory = true});
    Announcer announce(recorder);
    const EventId offered = announce.tell(EventKind::Offered, 70, EventId::None, QStringLiteral("1"), 12);
    const EventId step = announce.born(71, EntityKind::Step, QStringLiteral("new"), 13, offered);
    announce.tell(EventKind::Started, 71, step);
    announce.tell(EventKind::Suspended, 71, step, {}, 70, WaitReason::Take);
    QCOMPARE(printed(recorder.finish()),
             QStringLiteral("1 created channel:\n"
                            "2 created coroutine:\n"
                            "3 offered channel: on coroutine: 1\n"
                            "4 created sequence:\n"
                            "5 created step:new <3\n"
                            "6 started step:new <5\n"
                            "7 suspended step:new on channel: take <5\n"));
}

void RecorderTest::whatFindsNoRoomIsCountedAndShownAsAGap()
{
    Turnstile::Shared shared;
    Recorder recorder({.keepInMemory = true, .interval = 1ms, .memoryLimit = 0}, turnstile(shared));
    Announcer announce(recorder);
    quint32 announced = 0;
    while (recorder.lostCount() == 0) {
        announce.tell(EventKind::Logged, 1);
        ++announced;
    }
    const EventId lost = EventId(announced);
    const EventId lostToo = announce.tell(EventKind::Logged, 1);
    shared.passes.release();
    // Now the writer catches up; as soon as there is room, the gap is told and recording goes on.
    while (!recorder.flushNow(5s)) {}
    const EventId after = announce.tell(EventKind::Logged, 1, lost, QStringLiteral("after"));
    announce.tell(EventKind::Logged, 1, after, QStringLiteral("last"));
    announce.tell(EventKind::Logged, 1, lostToo, QStringLiteral("of the gap"));
    const Trace trace = recorder.finish();

    QCOMPARE(recorder.lostCount(), 2u);
    QCOMPARE(trace.eventCount(), qsizetype(announced - 1 + 1 + 3));
    const qsizetype gap = qsizetype(announced - 1);
    QCOMPARE(trace.event(gap).kind, asq::trace::EventKind::Gap);
    QCOMPARE(trace.event(gap).count, 2u);
    QCOMPARE(trace.event(gap + 1).cause, asq::trace::EventId(gap + 1));
    QCOMPARE(trace.event(gap + 2).cause, asq::trace::EventId(gap + 2));
    QCOMPARE(trace.event(gap + 3).cause, asq::trace::EventId(gap + 1));
}

void RecorderTest::aGapAtTheEndIsShownToo()
{
    Turnstile::Shared shared;
    Recorder recorder({.keepInMemory = true, .interval = 1ms, .memoryLimit = 0}, turnstile(shared));
    Announcer announce(recorder);
    quint32 announced = 0;
    for (; recorder.lostCount() < 5; ++announced)
        announce.tell(EventKind::Logged, 1);
    shared.passes.release();
    const Trace trace = recorder.finish();
    QCOMPARE(trace.eventCount(), qsizetype(announced - 5 + 1));
    QCOMPARE(trace.events().constLast().kind, asq::trace::EventKind::Gap);
    QCOMPARE(trace.events().constLast().count, 5u);
}

void RecorderTest::aFlushBringsEverythingToTheSinks()
{
    Turnstile::Shared shared;
    shared.passes.release();
    Recorder recorder({.interval = 1h}, turnstile(shared));
    Announcer announce(recorder);
    for (int round = 1; round <= 3; ++round) {
        announce.tell(EventKind::Logged, 1);
        announce.tell(EventKind::Logged, 1);
        QVERIFY(recorder.flushNow(5s));
        QCOMPARE(shared.events.load(), 2 * round);
        QCOMPARE(shared.flushes.load(), round);
    }
}

void RecorderTest::eventsReachTheSinksWhileTheProgramHangs()
{
    Turnstile::Shared shared;
    shared.passes.release();
    Recorder recorder({.interval = RecorderOptions::LiveInterval}, turnstile(shared));
    Announcer(recorder).tell(EventKind::Logged, 1);
    QTRY_COMPARE(shared.events.load(), 1);
}

void RecorderTest::realTimesNeverRunBackwards()
{
    Recorder recorder({.keepInMemory = true, .interval = 1ms});
    Announcer announce(recorder);
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 100'000; ++i)
        announce.tell(EventKind::Logged, 1);
    const auto end = std::chrono::steady_clock::now();
    const Trace trace = recorder.finish();
    for (qsizetype i = 1; i < trace.eventCount(); ++i)
        QVERIFY(trace.event(i).realTime >= trace.event(i - 1).realTime);
    const qint64 recorded = trace.events().constLast().realTime - trace.events().constFirst().realTime;
    const qint64 passed = std::chrono::nanoseconds(end - begin).count();
    QVERIFY2(recorded <= passed + 1'000'000, qPrintable(QString::number(recorded)));
    QVERIFY2(recorded >= passed / 2, qPrintable(QString::number(recorded)));
}

void RecorderTest::eventsOfABatchShareItsTime()
{
    Recorder recorder({.clock = RecorderOptions::Clock::EachBatch, .keepInMemory = true, .interval = 1h});
    Announcer announce(recorder);
    recorder.beginBatch();
    announce.tell(EventKind::Logged, 1);
    announce.tell(EventKind::Logged, 1);
    for (const quint64 tick = asq::record::readTicks(); asq::record::readTicks() < tick + 1'000'000;) {}
    recorder.beginBatch();
    announce.tell(EventKind::Logged, 1);
    const Trace trace = recorder.finish();
    QCOMPARE(trace.event(0).realTime, trace.event(1).realTime);
    QVERIFY(trace.event(2).realTime > trace.event(1).realTime);
}

void RecorderTest::aFailureNotedFromOutsideIsTheProgramsFailure()
{
    Recorder recorder({.keepInMemory = true});
    Announcer announce(recorder);
    const EventId first = announce.tell(EventKind::Started, 1);
    QVERIFY(recorder.flushNow(5s));
    recorder.noteFailure(QStringLiteral("out of memory"));
    QVERIFY(recorder.flushNow(5s));
    announce.tell(EventKind::Logged, 1, first, QStringLiteral("still here"));
    QCOMPARE(printed(recorder.finish()),
             QStringLiteral("1 started program:\n"
                            "2 failed program: out of memory\n"
                            "3 logged program: still here <1\n"));
}

void RecorderTest::aFinishedRecorderRecordsNothingMore()
{
    Recorder recorder({.keepInMemory = true});
    Announcer announce(recorder);
    announce.tell(EventKind::Started, 1);
    QCOMPARE(recorder.finish().eventCount(), 1);
    QCOMPARE(announce.tell(EventKind::Returned, 1), EventId(2));
    announce.born(2, EntityKind::Step, QStringLiteral("late"));
    QCOMPARE(recorder.finish().eventCount(), 1);
    QVERIFY(recorder.flushNow(5s));
}

void RecorderTest::problemsOfSinksAreTold()
{
    Turnstile::Shared shared;
    Recorder recorder({}, turnstile(shared));
    recorder.finish();
    QCOMPARE(recorder.problems(), QStringList(QStringLiteral("the turnstile squeaks")));
}

void RecorderTest::manyDifferentTextsAreAllKept()
{
    constexpr int Count = 150'000; // More than the table of known strings remembers.
    Recorder recorder({.keepInMemory = true, .memoryLimit = 64 * 1024 * 1024});
    Announcer announce(recorder);
    for (int i = 0; i < Count; ++i)
        announce.tell(EventKind::Logged, 1, EventId::None, QString::number(i % 90'000));
    const Trace trace = recorder.finish();
    QCOMPARE(trace.eventCount(), Count);
    for (int i = 0; i < Count; ++i)
        QCOMPARE(trace.string(trace.event(i).value), QString::number(i % 90'000));
}

QTEST_GUILESS_MAIN(RecorderTest)
#include "tst_recorder.moc"
