#include "announcing.h"
#include "record/recorder.h"
#include "record/sink.h"
#include "trace/traceverifier.h"

#include <QSemaphore>
#include <QTest>

#include <atomic>
#include <thread>

using namespace std::chrono_literals;
using asq::EntityKind;
using asq::EventId;
using asq::EventKind;
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

namespace asq::record {

/// Shows the scale a counter of its own.
class TickScaleProbe
{
public:
    void refresh(quint64 ticks, qint64 nanoseconds)
    {
        m_scale.refreshWith({m_begin.ticks + ticks, m_begin.nanoseconds + nanoseconds});
    }
    qint64 nanoseconds(quint64 ticks) { return m_scale.nanoseconds(m_begin.ticks + ticks); }

private:
    TickScale m_scale;
    const TickScale::Instant m_begin = m_scale.m_start;
};

} // namespace asq::record

class RecorderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void announcementsBecomeEventsInTheirOrder();
    void theProgramGetsItsLabelWhenItIsBorn();
    void positionsLeadToTheProgramText();
    void anEntityFromBeforeTheRecordingComesToLightAtItsFirstEvent();
    void whatFindsNoRoomIsCountedAndShownAsAGap();
    void aGapAtTheEndIsShownToo();
    void aFlushBringsEverythingToTheSinks();
    void aFlushIsServedWhileTheProgramFloods();
    void eventsReachTheSinksWhileTheProgramHangs();
    void threadsAreMergedInTheOrderOfTime();
    void whatAThreadLosesIsItsOwnGap();
    void aThreadMayOutliveTheRecorder();
    void manyThreadsComeAndGo();
    void realTimesNeverRunBackwards();
    void aClockThatJumpsDoesNotTurnTimeBack_data();
    void aClockThatJumpsDoesNotTurnTimeBack();
    void aProgramsClockThatRunsBackwardsStandsStill();
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

void RecorderTest::aFlushIsServedWhileTheProgramFloods()
{
    Turnstile::Shared shared;
    shared.passes.release();
    Recorder recorder({.interval = 1h}, turnstile(shared));
    std::atomic<bool> goesOn = true;
    std::thread flood([&] {
        const std::unique_ptr<asq::record::Feed> feed = recorder.addThread(QStringLiteral("flood"));
        Announcer announce(*feed);
        while (goesOn)
            announce.tell(EventKind::Logged, 1);
    });
    for (int round = 1; round <= 3; ++round)
        QVERIFY(recorder.flushNow(30s));
    goesOn = false;
    flood.join();
    recorder.finish();
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

void RecorderTest::aClockThatJumpsDoesNotTurnTimeBack_data()
{
    QTest::addColumn<qint64>("jump");
    QTest::newRow("backwards by a second") << qint64(-2'000'000'000);
    QTest::newRow("to before the begin") << qint64(-200'000'000'000);
    QTest::newRow("forwards by an hour") << qint64(7'200'000'000'000);
    QTest::newRow("not at all") << qint64(0);
}

// Two ticks are a nanosecond; the counter jumps in the middle of ten seconds.
void RecorderTest::aClockThatJumpsDoesNotTurnTimeBack()
{
    QFETCH(qint64, jump);
    constexpr qint64 Step = 100'000'000;
    asq::record::TickScaleProbe scale;
    qint64 last = 0;
    quint64 ticks = 0;
    for (qint64 now = Step; now <= 100 * Step; now += Step) {
        const bool jumps = now == 50 * Step;
        ticks += quint64(2 * Step);
        const quint64 before = ticks - quint64(Step); // Half a step ago.
        if (jumps)
            ticks += quint64(jump);
        scale.refresh(ticks, now);
        const qint64 time = scale.nanoseconds(jumps ? before : ticks - quint64(Step));
        QVERIFY2(time >= last, qPrintable(QStringLiteral("%1 after %2").arg(time).arg(last)));
        if (!jumps)
            QVERIFY2(std::abs(time - std::max(last, now - Step / 2)) < Step * 11, qPrintable(QString::number(time)));
        last = time;
    }
    // A jump costs a second of wrong times at most; long after it they are right again.
    QVERIFY2(std::abs(last - 100 * Step) < Step, qPrintable(QString::number(last)));
}

void RecorderTest::aProgramsClockThatRunsBackwardsStandsStill()
{
    Recorder recorder({.keepInMemory = true});
    for (const qint64 time : {5, 9, 7, 8, 12}) {
        asq::Announcement announcement;
        announcement.kind = EventKind::Logged;
        announcement.entity = asq::EntityId::Program;
        announcement.programTime = time;
        recorder.announce(announcement);
    }
    const Trace trace = recorder.finish();
    QList<qint64> times;
    for (const asq::trace::Event &event : trace.events())
        times.append(event.programTime);
    QCOMPARE(times, (QList<qint64>{5, 9, 9, 9, 12}));
}

void RecorderTest::threadsAreMergedInTheOrderOfTime()
{
    Recorder recorder({.keepInMemory = true, .interval = 1h});
    Announcer announce(recorder);
    const std::unique_ptr<asq::record::Feed> feed = recorder.addThread(QStringLiteral("worker"));
    Announcer other(*feed);
    announce.born(1, EntityKind::Program, QStringLiteral("shop"), 0);
    const EventId mine = announce.born(2, EntityKind::Sequence, QStringLiteral("front"));
    const EventId others = other.born(2, EntityKind::Sequence, QStringLiteral("back"));
    announce.tell(EventKind::Logged, 2, mine, QStringLiteral("a"));
    other.tell(EventKind::Logged, 2, others, QStringLiteral("b"));
    announce.tell(EventKind::Logged, 2, mine, QStringLiteral("c"));
    other.tell(EventKind::Logged, 1, others, QStringLiteral("d"));
    const Trace trace = recorder.finish();
    QCOMPARE(printed(trace),
             QStringLiteral("1 created program:shop\n"
                            "2 created sequence:front\n"
                            "3 created thread:worker\n"
                            "4 created sequence:back\n"
                            "5 logged sequence:front a <2\n"
                            "6 logged sequence:back b <4\n"
                            "7 logged sequence:front c <2\n"
                            "8 logged thread:worker d <4\n"));
    QCOMPARE(trace.label(trace.entity(asq::trace::EntityId(4)).parent), QStringLiteral("worker"));
    for (const auto &contradiction : asq::trace::TraceVerifier::verify(trace))
        QFAIL(qPrintable(asq::trace::TraceVerifier::toString(contradiction)));
}

void RecorderTest::whatAThreadLosesIsItsOwnGap()
{
    Turnstile::Shared shared;
    Recorder recorder({.keepInMemory = true, .interval = 1ms, .memoryLimit = 0}, turnstile(shared));
    Announcer(recorder).tell(EventKind::Logged, 1);
    const std::unique_ptr<asq::record::Feed> feed = recorder.addThread(QStringLiteral("worker"));
    Announcer other(*feed);
    while (feed->lostCount() < 3)
        other.tell(EventKind::Logged, 1);
    QCOMPARE(recorder.lostCount(), 0u);
    shared.passes.release();
    const Trace trace = recorder.finish();
    const asq::trace::Event &gap = trace.events().constLast();
    QCOMPARE(gap.kind, asq::trace::EventKind::Gap);
    QCOMPARE(gap.count, 3u);
    QCOMPARE(trace.label(gap.other), QStringLiteral("worker"));
    QVERIFY(asq::trace::TraceVerifier::verify(trace).isEmpty());
}

void RecorderTest::aThreadMayOutliveTheRecorder()
{
    auto recorder = std::make_unique<Recorder>(RecorderOptions{.memoryLimit = 0});
    const std::unique_ptr<asq::record::Feed> feed = recorder->addThread(QStringLiteral("worker"));
    Announcer other(*feed);
    other.tell(EventKind::Logged, 1);
    recorder.reset();
    for (int i = 0; i < 100'000; ++i)
        other.tell(EventKind::Logged, 1);
    QVERIFY(feed->lostCount() < 100'000);
}

// Each thread's events are in its own order, and none is missing.
void RecorderTest::manyThreadsComeAndGo()
{
    constexpr int Threads = 12;
    constexpr quint32 Each = 5000;
    Recorder recorder({.keepInMemory = true, .interval = 1ms, .memoryLimit = 64 * 1024 * 1024});
    std::vector<std::thread> threads;
    for (int i = 0; i < Threads; ++i) {
        threads.emplace_back([&recorder, i] {
            const std::unique_ptr<asq::record::Feed> feed = recorder.addThread(QStringLiteral("t%1").arg(i));
            Announcer announce(*feed);
            const EventId born = announce.born(2, EntityKind::Sequence, QStringLiteral("s"));
            EventId last = born;
            for (quint32 n = 0; n < Each; ++n)
                last = announce.tell(EventKind::Logged, 2, last, QString::number(n));
        });
        if (i % 4 == 3) {
            for (std::thread &thread : threads)
                thread.join();
            threads.clear();
        }
    }
    const Trace trace = recorder.finish();
    QHash<asq::trace::EntityId, quint32> next;
    for (const asq::trace::Event &event : trace.events()) {
        if (event.kind != asq::trace::EventKind::Logged)
            continue;
        quint32 &expected = next[event.entity];
        QCOMPARE(trace.string(event.value), QString::number(expected++));
        QCOMPARE(trace.event(event.cause).entity, event.entity);
    }
    QCOMPARE(next.size(), Threads);
    for (const quint32 count : std::as_const(next))
        QCOMPARE(count, Each);
    QVERIFY(asq::trace::TraceVerifier::verify(trace).isEmpty());
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
