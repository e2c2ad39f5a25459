#include "../trace/tracechecks.h"
#include "announcing.h"
#include "core/sequence.h"
#include "core/typedrunner.h"
#include "core/virtualexecutor.h"
#include "record/packedevents.h"
#include "record/recorder.h"
#include "record/recordingnames.h"
#include "record/rotatingsink.h"
#include "trace/formats/tracefile.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace asq;
using namespace std::chrono_literals;
using record::KeepLimits;
using record::Recorder;
using record::RotatingSink;
using trace::Trace;

/// The last of a recording, kept in memory and written when asked for.
class RotatingSinkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasPackedUnpacks();
    void withoutALimitEverythingIsKept();
    void theKeptPartIsTheEndOfTheWhole_data();
    void theKeptPartIsTheEndOfTheWhole();
    void whoWaitsAtItsBeginIsToldAgain();
    void whatIsOverIsForgotten();
    void eachSavingHasANameOfItsOwn();
    void anUnhandledErrorIsWrittenWithWhatFollows();
    void anUnhandledErrorIsWrittenAtTheEndAtTheLatest();
    void errorsWithoutEndFillNoDisk();
    void aFolderThatIsGoneIsTold();
    void limitsAreRead_data();
    void limitsAreRead();

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    static Trace read(const QString &path)
    {
        const auto file = trace::readTraceFile(path);
        return file ? file->trace : Trace();
    }
    struct Recorded {
        std::unique_ptr<Recorder> recorder;
        RotatingSink *sink = nullptr;
    };
    static Recorded keeping(const QString &file, KeepLimits limits)
    {
        std::vector<std::unique_ptr<record::Sink>> sinks;
        sinks.push_back(std::make_unique<RotatingSink>(file, RotatingSink::Options{limits, QString()}));
        Recorded made;
        made.sink = static_cast<RotatingSink *>(sinks.back().get());
        made.recorder = std::make_unique<Recorder>(
            record::RecorderOptions{.virtualClock = true, .keepInMemory = true, .interval = 1h}, std::move(sinks));
        return made;
    }
    /// Sequences with timers, a gate, goroutines and channels; `rounds` of them.
    static void announceProgram(Recorder &recorder, int rounds)
    {
        VirtualExecutor executor;
        Kernel kernel(executor, &recorder);
        for (int round = 0; round < rounds; ++round) {
            const Channel<int> orders(kernel, "orders", round % 3);
            Runner(kernel)
                .go("cook",
                    [orders]() -> Task<> {
                        for (int i = 1; i <= 3; ++i)
                            co_await orders.put(i);
                        orders.close();
                    })
                .go("waiter",
                    [orders]() -> Task<> {
                        while (co_await orders.take()) {}
                    })
                .start();
            start(kernel, "order")
                .then(named("wait", [&kernel](Done<int> done) { singleShot(kernel, 3ms, [done] { done(1); }); }))
                .gate(named("one", [](Done<int> done, int n) { done(n); }),
                      named("two", [](Done<int> done, int n) { done(n); }))
                .val(named("sum", [](int a, int b) { return a + b; }));
            executor.run();
            if (round % 10 == 9)
                recorder.flushNow(10s); // A piece of its own.
        }
    }
    QTemporaryDir m_folder;
};

void RotatingSinkTest::whatWasPackedUnpacks()
{
    QRandomGenerator random(5);
    for (const int count : {0, 1, 2, 1000}) {
        QList<trace::Event> events;
        for (int i = 0; i < count; ++i) {
            trace::Event event;
            event.realTime = qint64(random.generate64());
            event.programTime = qint64(random.generate64());
            event.cause = trace::EventId(random.bounded(2) ? random.bounded(quint32(100 + i)) : 0);
            event.entity = trace::EntityId(random.generate());
            event.other = trace::EntityId(random.generate());
            event.value = trace::StringId(random.generate());
            event.location = trace::LocationId(random.generate());
            event.count = random.generate();
            event.kind = trace::EventKind(random.bounded(trace::EventKindCount));
            event.reason = trace::WaitReason(random.bounded(trace::WaitReasonCount));
            events.append(event);
        }
        QCOMPARE(record::unpackEvents(record::packEvents(events, 100), events.size(), 100), events);
    }
}

void RotatingSinkTest::withoutALimitEverythingIsKept()
{
    const QString file = path("all.asqtrace");
    const Recorded made = keeping(file, {});
    announceProgram(*made.recorder, 20);
    QVERIFY(made.recorder->saveNow(10s));
    const Trace whole = made.recorder->finish();
    const Trace kept = read(file);
    QCOMPARE(contradictionsIn(kept), QString());
    QCOMPARE(kept.remarks(), QStringList());
    QCOMPARE(printed(kept), printed(whole));
    QVERIFY(kept.virtualClock());
}

void RotatingSinkTest::theKeptPartIsTheEndOfTheWhole_data()
{
    QTest::addColumn<qint64>("bytes");
    for (const qint64 bytes : {1, 3000, 10'000, 30'000})
        QTest::addRow("%lld bytes", bytes) << bytes;
}

void RotatingSinkTest::theKeptPartIsTheEndOfTheWhole()
{
    QFETCH(qint64, bytes);
    const QString file = path("kept.asqtrace");
    QFile::remove(file);
    const Recorded made = keeping(file, {.bytes = bytes});
    announceProgram(*made.recorder, 300);
    QVERIFY(made.recorder->saveNow(10s));
    const Trace whole = made.recorder->finish();
    const Trace kept = read(file);
    QCOMPARE(contradictionsIn(kept), QString());
    QVERIFY(kept.eventCount() > 0);
    QCOMPARE(kept.event(0).kind, trace::EventKind::Gap);
    const qsizetype before = kept.event(0).count;
    const qsizetype window = whole.eventCount() - before;
    QVERIFY(before > 0 && window > 0);
    const qsizetype shift = kept.eventCount() - window; // The gap, and what stood.
    for (qsizetype i = 0; i < window; ++i) {
        const trace::Event &there = whole.event(before + i);
        const trace::Event &here = kept.event(shift + i);
        QCOMPARE(here.kind, there.kind);
        QCOMPARE(here.reason, there.reason);
        QCOMPARE(here.count, there.count);
        QCOMPARE(here.programTime - kept.event(shift).programTime, there.programTime - whole.event(before).programTime);
        QCOMPARE(kept.string(here.value), whole.string(there.value));
        QCOMPARE(kept.label(here.entity), whole.label(there.entity));
        QCOMPARE(kept.entity(here.entity).kind, whole.entity(there.entity).kind);
        QCOMPARE(kept.location(here.location), whole.location(there.location));
        if (index(there.cause) > quint32(before))
            QCOMPARE(qsizetype(index(here.cause)) - shift, qsizetype(index(there.cause)) - before);
        else
            QVERIFY(qsizetype(index(here.cause)) <= shift);
    }
}

void RotatingSinkTest::whoWaitsAtItsBeginIsToldAgain()
{
    const QString file = path("waits.asqtrace");
    const Recorded made = keeping(file, {.bytes = 1});
    Recorder &recorder = *made.recorder;
    Announcer announce(recorder);
    announce.born(1, EntityKind::Program, QStringLiteral("shop"), 0);
    announce.born(2, EntityKind::Channel, QStringLiteral("orders"));
    announce.born(3, EntityKind::Channel, QStringLiteral("bills"));
    announce.born(4, EntityKind::Goroutine, QStringLiteral("cook"));
    announce.born(5, EntityKind::Goroutine, QStringLiteral("waiter"));
    announce.born(6, EntityKind::Timer, QStringLiteral("alarm"));
    EventId started = announce.tell(EventKind::Started, 4);
    announce.tell(EventKind::Requested, 2, started, {}, 4);
    announce.tell(EventKind::Suspended, 4, started, {}, 2, WaitReason::Take);
    started = announce.tell(EventKind::Started, 5);
    announce.tell(EventKind::Offered, 3, started, QStringLiteral("42"), 5);
    announce.tell(EventKind::Suspended, 5, started, {}, 3, WaitReason::Put);
    announce.tell(EventKind::Armed, 6, started);
    announce.tell(EventKind::Started, 1);
    for (int i = 0; i < 100; ++i) {
        announce.tell(EventKind::Logged, 1, started, QStringLiteral("much goes on"));
        QVERIFY(recorder.flushNow(10s));
    }
    QVERIFY(recorder.saveNow(10s));
    recorder.finish();
    const Trace kept = read(file);
    QCOMPARE(contradictionsIn(kept), QStringLiteral("program `shop` still runs at the end"));
    QCOMPARE(printed(kept),
             QStringLiteral("1 gap program:shop x113\n"
                            "2 requested channel:orders on goroutine:cook <1\n"
                            "3 suspended goroutine:cook on channel:orders take <1\n"
                            "4 offered channel:bills on goroutine:waiter 42 <1\n"
                            "5 suspended goroutine:waiter on channel:bills put <1\n"
                            "6 armed timer:alarm <1\n"
                            "7 started program:shop\n"
                            "8 logged program:shop much goes on <1\n"));
}

// A recorder that runs for weeks: entities, labels and values come and go by the hundred thousand.
void RotatingSinkTest::whatIsOverIsForgotten()
{
    const QString file = path("weeks.asqtrace");
    const Recorded made = keeping(file, {.bytes = 1});
    Announcer announce(*made.recorder);
    announce.born(1, EntityKind::Program, QStringLiteral("server"), 0);
    quint32 next = 2;
    for (int request = 0; request < 60'000; ++request) {
        const quint32 sequence = next++;
        const quint32 step = next++;
        const quint32 handler = next++;
        const EventId born = announce.born(sequence, EntityKind::Sequence, QStringLiteral("request %1").arg(request));
        announce.born(step, EntityKind::Step, QStringLiteral("answer"), sequence, born);
        announce.born(handler, EntityKind::Handler, QStringLiteral("when it fails"), sequence, born);
        const EventId started = announce.tell(EventKind::Started, step, born, QString::number(request));
        announce.tell(EventKind::Completed, step, started);
        announce.tell(EventKind::Returned, step, started);
        announce.tell(EventKind::Completed, sequence, started);
        if (request % 1000 == 999)
            QVERIFY(made.recorder->flushNow(10s));
    }
    QVERIFY(made.sink->entityCount() < 30'000);
    QVERIFY(made.sink->stringCount() < 100'000); // The translator's own 65,536 among them.
    QVERIFY(made.recorder->saveNow(10s));
    QCOMPARE(made.recorder->lostCount(), 0u);
    made.recorder->finish();
    QCOMPARE(contradictionsIn(read(file)), QString());
}

void RotatingSinkTest::eachSavingHasANameOfItsOwn()
{
    const Recorded made = keeping(path("many.asqtrace"), {});
    Announcer announce(*made.recorder);
    for (int i = 0; i < 3; ++i) {
        announce.tell(EventKind::Logged, 1);
        QVERIFY(made.recorder->saveNow(10s));
    }
    made.recorder->finish();
    QCOMPARE(read(path("many.asqtrace")).eventCount(), 1);
    QCOMPARE(read(path("many-2.asqtrace")).eventCount(), 2);
    QCOMPARE(read(path("many-3.asqtrace")).eventCount(), 3);
    QCOMPARE(RotatingSink::numbered(QStringLiteral("/a.b/c"), 2), QStringLiteral("/a.b/c-2"));
}

void RotatingSinkTest::anUnhandledErrorIsWrittenWithWhatFollows()
{
    const QString file = path("reported.asqtrace");
    const Recorded made = keeping(file, {.bytes = 4000});
    Announcer announce(*made.recorder);
    const auto tell = [&](int count) {
        for (int i = 0; i < count; ++i) {
            announce.tell(EventKind::Logged, 1);
            QVERIFY(made.recorder->flushNow(10s));
        }
    };
    announce.born(2, EntityKind::Sequence, QStringLiteral("order"));
    tell(50);
    announce.tell(EventKind::Reported, 2);
    tell(1);
    QVERIFY(!QFile::exists(file));
    int told = 51;
    for (; !QFile::exists(file) && told < 10'000; ++told)
        tell(1);
    const Trace trace = read(file);
    QCOMPARE(contradictionsIn(trace), QString());
    qsizetype before = 0;
    while (before < trace.eventCount() && trace.event(before).kind != trace::EventKind::Reported)
        ++before;
    QVERIFY(before >= 50);
    QVERIFY2(trace.eventCount() - before > 10, qPrintable(QString::number(trace.eventCount())));
    made.recorder->finish();
    QVERIFY(!QFile::exists(path("reported-2.asqtrace")));
}

void RotatingSinkTest::errorsWithoutEndFillNoDisk()
{
    const QString file = path("failing.asqtrace");
    const Recorded made = keeping(file, {.bytes = 400});
    Announcer announce(*made.recorder);
    announce.born(2, EntityKind::Sequence, QStringLiteral("order"));
    for (int i = 0; i < 4000; ++i) {
        announce.tell(EventKind::Reported, 2);
        if (i % 20 == 0)
            QVERIFY(made.recorder->flushNow(10s));
    }
    made.recorder->finish();
    QVERIFY(QFile::exists(RotatingSink::numbered(file, RotatingSink::MostReports)));
    QVERIFY(!QFile::exists(RotatingSink::numbered(file, RotatingSink::MostReports + 1)));
}

void RotatingSinkTest::anUnhandledErrorIsWrittenAtTheEndAtTheLatest()
{
    const QString file = path("reportedlate.asqtrace");
    const Recorded made = keeping(file, {});
    Announcer announce(*made.recorder);
    announce.born(2, EntityKind::Sequence, QStringLiteral("order"));
    announce.tell(EventKind::Reported, 2);
    QVERIFY(made.recorder->flushNow(10s));
    QVERIFY(!QFile::exists(file));
    made.recorder->finish();
    QCOMPARE(read(file).eventCount(), 2);
}

void RotatingSinkTest::aFolderThatIsGoneIsTold()
{
    const Recorded made = keeping(QStringLiteral("/nowhere/a.asqtrace"), {});
    Announcer(*made.recorder).tell(EventKind::Logged, 1);
    QVERIFY(made.recorder->saveNow(10s));
    made.recorder->finish();
    QCOMPARE(made.recorder->problems().size(), 1);
    QVERIFY2(made.recorder->problems().constFirst().startsWith(
                 QLatin1String("/nowhere/a.asqtrace could not be written: ")),
             qPrintable(made.recorder->problems().constFirst()));
}

void RotatingSinkTest::limitsAreRead_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("limits");
    QTest::newRow("seconds") << QStringLiteral("30s") << QStringLiteral("30000 ms, 67108864 bytes");
    QTest::newRow("milliseconds") << QStringLiteral("500ms") << QStringLiteral("500 ms, 67108864 bytes");
    QTest::newRow("minutes and bytes") << QStringLiteral("5min,8MiB") << QStringLiteral("300000 ms, 8388608 bytes");
    QTest::newRow("no number") << QStringLiteral("s") << QString();
    QTest::newRow("no unit") << QStringLiteral("30") << QString();
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("less than nothing") << QStringLiteral("-1s") << QString();
    QTest::newRow("too much") << QStringLiteral("1s,1s,1s") << QString();
}

void RotatingSinkTest::limitsAreRead()
{
    QFETCH(QString, word);
    QFETCH(QString, limits);
    const auto read = record::keepFromWord(word);
    QCOMPARE(read.ok(), !limits.isEmpty());
    if (read)
        QCOMPARE(QStringLiteral("%1 ms, %2 bytes").arg(read->time / 1ms).arg(read->bytes), limits);
    else
        QVERIFY(read.error().text.contains(u'"' + word + u'"'));
}

QTEST_GUILESS_MAIN(RotatingSinkTest)
#include "tst_rotatingsink.moc"
