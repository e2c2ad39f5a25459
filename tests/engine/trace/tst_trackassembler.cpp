#include "tracechecks.h"

#include "trace/formats/textwriter.h"
#include "trace/formats/trackassembler.h"

#include <QTest>

#include <random>

using namespace asq::trace;

namespace {

/// The events alone, one a line, without times: what nests and what leads to what.
QStringList story(const Trace &trace)
{
    QStringList lines;
    for (const Event &event : trace.events()) {
        if (event.kind == EventKind::Created)
            continue;
        QString line = QLatin1String(name(event.kind)) + u' ' + trace.label(event.entity);
        if (event.value != StringId::Empty)
            line += u' ' + trace.string(event.value);
        if (event.cause != EventId::None) {
            const Event &cause = trace.event(event.cause);
            line += QLatin1String(" <- ") + QLatin1String(name(cause.kind)) + u' ' + trace.label(cause.entity);
        }
        lines.append(line);
    }
    return lines;
}

} // namespace

class TrackAssemblerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nestedSlicesRunOnTracksBelowTheirThread();
    void wholeSlicesNestByTheirLengthInAnyOrder();
    void slicesOfOneInstantNestAsTheyWereTold();
    void whatCrossesIsCutAndCounted();
    void whatIsNotPairedIsCounted();
    void anEndNamesTheSliceThatItEnds();
    void aFlowMakesItsReceiverAConsequence();
    void aFlowIntoARunningSliceIsDeliveredToIt();
    void aStepOfAFlowLeadsOn();
    void operationsThatOverlapGetTracksOfTheirOwn();
    void countersAndInstantsAreMarks();
    void rowsStandInTheirOrderAndUnusedOnesNot();
    void resourcesAreConsequencesOfTheirTriggers();
    void slicesOfAProcessGetATrack();
    void absurdDepthIsLeftOut();
    void anythingAtAllBecomesATraceWithoutContradictions_data();
    void anythingAtAllBecomesATraceWithoutContradictions();
    void aTraceInAScratchFileIsTheOneInMemory_data();
    void aTraceInAScratchFileIsTheOneInMemory();
    void whatIsToldBackwardsIsPutInOrder();

private:
    static void tellAnything(TrackAssembler &to, quint32 seed, int count, int disorder);
    StringId text(const char *words) { return m_assembler->intern(words); }
    Trace finish()
    {
        const Result<Trace> result = m_assembler->finish();
        if (!result)
            qFatal("%s", qPrintable(result.error().toString()));
        const Trace trace = *result;
        const QString found = contradictionsIn(trace);
        if (!found.isEmpty())
            QTest::qFail(qPrintable(found), __FILE__, __LINE__);
        return trace;
    }
    std::unique_ptr<TrackAssembler> m_assembler;
    TrackRow m_process = TrackRow::Program;
    TrackRow m_thread = TrackRow::Program;
};

void TrackAssemblerTest::init()
{
    m_assembler = std::make_unique<TrackAssembler>();
    m_process = m_assembler->addProcess(text("app"));
    m_thread = m_assembler->addThread(m_process, text("main"));
}

void TrackAssemblerTest::cleanup()
{
    m_assembler.reset();
}

void TrackAssemblerTest::nestedSlicesRunOnTracksBelowTheirThread()
{
    m_assembler->begin(m_thread, 1000, text("outer"));
    m_assembler->begin(m_thread, 1010, text("inner"));
    m_assembler->end(m_thread, 1020);
    m_assembler->end(m_thread, 1030);
    const Trace trace = finish();
    const char *expected = R"(asqtrace text 1
        created     program
        created     app: process ^
        created     main: thread in app ^
        started     main "outer"
10ns     created     main_depth_1: track "main, depth 1" in main ^2
        started     main_depth_1 "inner"
20ns     returned    main_depth_1
30ns     returned    main
)";
    const auto words = [](const QString &text) { return text.simplified(); };
    QCOMPARE(words(writeText(trace)), words(QString::fromUtf8(expected)));
}

void TrackAssemblerTest::wholeSlicesNestByTheirLengthInAnyOrder()
{
    m_assembler->slice(m_thread, 30, 10, text("second child"));
    m_assembler->slice(m_thread, 10, 10, text("first child"));
    m_assembler->slice(m_thread, 10, 30, text("parent"));
    m_assembler->slice(m_thread, 40, 0, text("next"));
    const Trace trace = finish();
    QCOMPARE(story(trace),
             (list({"started main parent", "started main, depth 1 first child", "returned main, depth 1",
                    "started main, depth 1 second child", "returned main, depth 1", "returned main",
                    "started main next", "returned main"})));
    QVERIFY(trace.remarks().isEmpty());
}

void TrackAssemblerTest::slicesOfOneInstantNestAsTheyWereTold()
{
    m_assembler->begin(m_thread, 5, text("a"));
    m_assembler->begin(m_thread, 5, text("b"));
    m_assembler->instant(m_thread, 5, text("!"));
    m_assembler->end(m_thread, 5);
    m_assembler->slice(m_thread, 5, 0, text("c"));
    m_assembler->end(m_thread, 5);
    QCOMPARE(story(finish()),
             (list({"started main a", "started main, depth 1 b", "marked main, depth 1 !", "returned main, depth 1",
                    "started main, depth 1 c", "returned main, depth 1", "returned main"})));
}

void TrackAssemblerTest::whatCrossesIsCutAndCounted()
{
    m_assembler->slice(m_thread, 0, 20, text("whole"));
    m_assembler->slice(m_thread, 10, 30, text("longer"));
    m_assembler->begin(m_thread, 50, text("begun"));
    m_assembler->slice(m_thread, 45, 10, text("ends before"));
    m_assembler->end(m_thread, 60);
    m_assembler->begin(m_thread, 70, text("after"));
    m_assembler->end(m_thread, 80);
    const Trace trace = finish();
    QCOMPARE(story(trace),
             (list({"started main whole", "started main, depth 1 longer", "returned main, depth 1", "returned main",
                    "started main ends before", "started main, depth 1 begun", "returned main, depth 1",
                    "returned main", "started main after", "returned main"})));
    QCOMPARE(trace.remarks(), list({"2 slices did not nest: they are cut where those around them end."}));
}

void TrackAssemblerTest::whatIsNotPairedIsCounted()
{
    m_assembler->end(m_thread, 1);
    m_assembler->end(m_thread, 2);
    m_assembler->begin(m_thread, 3, text("open"));
    m_assembler->flow(m_thread, 4, 7, FlowRole::Start);
    m_assembler->flow(m_thread, 4, 8, FlowRole::End);
    const Trace trace = finish();
    QCOMPARE(story(trace), (list({"started main open", "marked main <- started main"})));
    QCOMPARE(trace.remarks(),
             (list({"2 ends of slices have no beginnings: they are left out.", "1 slice has no end: it is left open.",
                    "1 flow has an end and no start.", "1 flow has a start and no end."})));
}

void TrackAssemblerTest::anEndNamesTheSliceThatItEnds()
{
    m_assembler->begin(m_thread, 1, text("a"), text("a"));
    m_assembler->begin(m_thread, 2, text("b"), text("b"));
    m_assembler->end(m_thread, 3, text("nobody"));
    m_assembler->end(m_thread, 4, text("a"));
    m_assembler->end(m_thread, 5, text("b"));
    const Trace trace = finish();
    QCOMPARE(story(trace),
             (list({"started main a", "started main, depth 1 b", "returned main, depth 1", "returned main"})));
    QCOMPARE(trace.remarks(),
             (list({"1 slice did not nest: it is cut where the one around it ends.",
                    "1 end of a slice has no beginning: it is left out."})));
}

void TrackAssemblerTest::aFlowMakesItsReceiverAConsequence()
{
    const TrackRow worker = m_assembler->addThread(m_process, text("worker"));
    m_assembler->slice(m_thread, 0, 10, text("sends"));
    m_assembler->flow(m_thread, 5, 1, FlowRole::Start, text("job"));
    m_assembler->flowToNext(worker, 20, 1, FlowRole::End);
    m_assembler->slice(worker, 20, 5, text("works"));
    const Trace trace = finish();
    QCOMPARE(story(trace),
             (list({"started main sends", "scheduled worker job <- started main", "returned main",
                    "started worker works <- scheduled worker", "returned worker"})));
    QVERIFY(trace.remarks().isEmpty());
}

void TrackAssemblerTest::aFlowIntoARunningSliceIsDeliveredToIt()
{
    const TrackRow worker = m_assembler->addThread(m_process, text("worker"));
    m_assembler->slice(m_thread, 0, 10, text("sends"));
    m_assembler->slice(worker, 0, 50, text("works"));
    m_assembler->flow(m_thread, 5, 1, FlowRole::Start);
    m_assembler->flow(worker, 20, 1, FlowRole::End);
    // Into a slice that begins just then.
    m_assembler->flow(m_thread, 6, 2, FlowRole::Start);
    m_assembler->slice(worker, 60, 5, text("next"));
    m_assembler->flow(worker, 60, 2, FlowRole::End);
    QCOMPARE(story(finish()),
             (list({"started main sends", "started worker works", "marked main <- started main",
                    "marked main <- started main", "returned main", "delivered worker <- marked main",
                    "returned worker", "started worker next <- marked main", "returned worker"})));
}

void TrackAssemblerTest::aStepOfAFlowLeadsOn()
{
    const TrackRow second = m_assembler->addThread(m_process, text("second"));
    const TrackRow third = m_assembler->addThread(m_process, text("third"));
    m_assembler->flowToNext(m_thread, 0, 1, FlowRole::Step);
    m_assembler->slice(m_thread, 0, 10, text("a"));
    m_assembler->flowToNext(second, 20, 1, FlowRole::Step);
    m_assembler->slice(second, 20, 10, text("b"));
    m_assembler->flowToNext(third, 40, 1, FlowRole::End);
    m_assembler->slice(third, 40, 10, text("c"));
    const Trace trace = finish();
    QCOMPARE(story(trace),
             (list({"started main a", "scheduled second <- started main", "returned main",
                    "started second b <- scheduled second", "scheduled third <- started second", "returned second",
                    "started third c <- scheduled third", "returned third"})));
    QVERIFY(trace.remarks().isEmpty());
}

void TrackAssemblerTest::operationsThatOverlapGetTracksOfTheirOwn()
{
    m_assembler->beginOperation(m_process, 1, 0, text("fetch"), text("fetch a"));
    m_assembler->beginOperation(m_process, 2, 10, text("fetch"), text("fetch b"));
    m_assembler->beginOperation(m_process, 1, 15, text("connect"), text("connect"));
    m_assembler->endOperation(m_process, 1, 20, text("connect"));
    m_assembler->operationInstant(m_process, 1, 25, text("fetch"), text("head"));
    m_assembler->endOperation(m_process, 1, 30, text("fetch"));
    m_assembler->beginOperation(m_process, 3, 35, text("fetch"), text("fetch c"));
    m_assembler->endOperation(m_process, 2, 40, text("fetch"));
    m_assembler->endOperation(m_process, 3, 45, text("fetch"));
    const Trace trace = finish();
    QCOMPARE(trace.entityCount(), 2 + 1 + 2 + 1); // The process, two lanes, one depth.
    QCOMPARE(story(trace),
             (list({"started fetch fetch a", "started fetch fetch b", "started fetch, depth 1 connect",
                    "returned fetch, depth 1", "marked fetch head", "returned fetch", "started fetch fetch c",
                    "returned fetch", "returned fetch"})));
    QVERIFY(trace.remarks().isEmpty());
}

void TrackAssemblerTest::countersAndInstantsAreMarks()
{
    const TrackRow counter = m_assembler->addCounter(m_process, text("heap"));
    m_assembler->count(counter, 1, text("12.5"));
    m_assembler->instant(TrackRow::Program, 2, text("everywhere"));
    m_assembler->instant(m_process, 3, text("here"));
    m_assembler->instant(m_thread, 4, text("just here"));
    QCOMPARE(story(finish()),
             (list({"marked heap 12.5", "marked  everywhere", "marked app here", "marked main just here"})));
}

void TrackAssemblerTest::rowsStandInTheirOrderAndUnusedOnesNot()
{
    const TrackRow first = m_assembler->addProcess(text("first"));
    m_assembler->setSortIndex(first, -1);
    const TrackRow last = m_assembler->addThread(m_process, text("last"));
    m_assembler->setSortIndex(last, 10);
    m_assembler->addThread(m_process, text("silent"));
    const TrackRow middle = m_assembler->addThread(m_process, text("middle"));
    m_assembler->instant(last, 0, text("x"));
    m_assembler->instant(middle, 0, text("x"));
    m_assembler->instant(first, 0, text("x"));
    const Trace trace = finish();
    QStringList labels;
    for (quint32 i = 2; i < quint32(trace.entityCount()); ++i)
        labels.append(trace.label(EntityId{i}));
    QCOMPARE(labels, (list({"first", "app", "middle", "last"})));
}

void TrackAssemblerTest::resourcesAreConsequencesOfTheirTriggers()
{
    m_assembler->begin(m_thread, 0, text("script"));
    m_assembler->addResource(m_thread, 5, 10, text("Timeout"), StringId::Empty, 1);
    m_assembler->end(m_thread, 20);
    m_assembler->beginResource(m_thread, 5, 30, StringId::Empty);
    m_assembler->addResource(m_thread, 6, 31, text("PROMISE"), StringId::Empty, 5);
    m_assembler->endResource(m_thread, 5, 40);
    m_assembler->addResource(m_thread, 7, 45, text("TickObject"), StringId::Empty, 5);
    m_assembler->completeResource(m_thread, 5, 50);
    m_assembler->completeResource(m_thread, 5, 51);
    const Trace trace = finish();
    const auto causeOf = [&](const char *label) {
        for (const Event &event : trace.events()) {
            if (event.kind == EventKind::Created && trace.label(event.entity) == QLatin1String(label)) {
                const Event &cause = trace.event(event.cause);
                return QLatin1String(name(cause.kind)) + u' ' + trace.label(cause.entity);
            }
        }
        return QString();
    };
    QCOMPARE(causeOf("Timeout"), QStringLiteral("created main"));
    QCOMPARE(causeOf("PROMISE"), QStringLiteral("started Timeout"));
    QCOMPARE(causeOf("TickObject"), QStringLiteral("created Timeout"));
    QCOMPARE(story(trace),
             (list({"started main script", "returned main", "started Timeout <- created Timeout", "returned Timeout",
                    "completed Timeout"})));
}

void TrackAssemblerTest::slicesOfAProcessGetATrack()
{
    m_assembler->slice(m_process, 0, 1, text("a"));
    m_assembler->slice(TrackRow::Program, 0, 1, text("b"));
    const Trace trace = finish();
    QCOMPARE(trace.entity(EntityId{4}).kind, EntityKind::Track);
    QCOMPARE(story(trace).size(), 4);
}

void TrackAssemblerTest::absurdDepthIsLeftOut()
{
    constexpr int depth = 100'000;
    for (int i = 0; i < depth; ++i)
        m_assembler->begin(m_thread, i, text("deeper"));
    for (int i = 0; i < depth; ++i)
        m_assembler->end(m_thread, depth + i);
    const Trace trace = finish();
    QVERIFY(trace.entityCount() < 1000);
    QCOMPARE(trace.remarks(), list({"99488 slices are nested too deep to be shown: they are left out."}));
}

void TrackAssemblerTest::anythingAtAllBecomesATraceWithoutContradictions_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 40; ++seed)
        QTest::addRow("%u", seed) << seed;
}

/// Beginnings, ends, flows, operations and resources without any sense; `disorder` is how far times go back, at most.
void TrackAssemblerTest::tellAnything(TrackAssembler &to, quint32 seed, int count, int disorder)
{
    std::mt19937 generator(seed);
    const auto random = [&](int below) { return int(generator() % quint32(below)); };
    const auto words = [&](const char *utf8) { return to.intern(utf8); };
    const TrackRow process = to.addProcess(words("app"));
    const TrackRow thread = to.addThread(process, words("main"));
    QList<TrackRow> rows{process, thread, to.addThread(process, words("other")), to.addTrack(thread, words("track"))};
    const QList<StringId> names{StringId::Empty, words("a"), words("b \xff"), words("c")};
    const TrackRow counter = to.addCounter(rows.last(), words("counter"));
    for (int i = 0; i < count; ++i) {
        const TrackRow row = rows.at(random(int(rows.size())));
        const StringId name = names.at(random(4));
        const qint64 time = i / 2 - random(disorder);
        const auto role = static_cast<FlowRole>(random(3));
        switch (random(14)) {
        case 0:
        case 1: to.begin(row, time, name, names.at(random(4))); break;
        case 2:
        case 3: to.end(row, time, name); break;
        case 4:
        case 5: to.slice(row, time, random(50), name); break;
        case 6: to.instant(row, time, words(QByteArray::number(i).constData())); break;
        case 7: to.count(counter, time, name); break;
        case 8: to.flow(row, time, quint64(random(20)), role, name); break;
        case 9: to.flowToNext(row, time, quint64(random(20)), role, name); break;
        case 10: to.beginOperation(row, quint64(random(6)), time, name, name); break;
        case 11: to.endOperation(row, quint64(random(6)), time, name); break;
        case 12:
            to.addResource(thread, quint32(random(30)), time, name, name, quint32(random(30)));
            to.beginResource(thread, quint32(random(30)), time, name);
            break;
        default:
            to.endResource(thread, quint32(random(30)), time);
            to.completeResource(thread, quint32(random(30)), time);
            break;
        }
    }
}

void TrackAssemblerTest::anythingAtAllBecomesATraceWithoutContradictions()
{
    QFETCH(quint32, seed);
    constexpr int count = 3000;
    tellAnything(*m_assembler, seed, count, seed % 2 ? count / 2 : 3);
    const Trace trace = finish();
    TraceVerifier::Options notWhole;
    notWhole.isWhole = false;
    QVERIFY(TraceVerifier::verify(trace, notWhole).isEmpty());
    QVERIFY(trace.eventCount() > 1000);
}

void TrackAssemblerTest::aTraceInAScratchFileIsTheOneInMemory_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<int>("disorder");
    for (quint32 seed = 1; seed <= 2; ++seed) {
        for (const int disorder : {1, 5, 1000, 50'000})
            QTest::addRow("%u, %d", seed, disorder) << seed << disorder;
    }
}

/// Longer than the window in which events wait, so that flows arrive also when their beginnings are packed.
void TrackAssemblerTest::aTraceInAScratchFileIsTheOneInMemory()
{
    QFETCH(quint32, seed);
    QFETCH(int, disorder);
    constexpr int count = 60'000;
    const auto make = [&](qsizetype mostInMemory) {
        TrackAssembler assembler(mostInMemory);
        const TrackRow late = assembler.addThread(TrackRow::Program, assembler.intern("late"));
        assembler.flow(late, -count, 1000, FlowRole::Start);
        tellAnything(assembler, seed, count, disorder);
        assembler.flowToNext(late, 2 * count, 1000, FlowRole::End);
        assembler.slice(late, 2 * count, 5, assembler.intern("at last"));
        assembler.addRemark(QStringLiteral("a remark"));
        const Result<Trace> trace = assembler.finish();
        return trace ? *trace : Trace();
    };
    const Trace memory = make(count * 10);
    const Trace file = make(0);
    QVERIFY(!memory.store());
    QVERIFY(file.store());
    QVERIFY(memory.eventCount() > 40'000);
    QCOMPARE(file.eventCount(), memory.eventCount());
    QVERIFY(writeText(file) == writeText(memory));
    bool isScheduled = false;
    for (qsizetype i = 0; i < 100; ++i)
        isScheduled = isScheduled
            || (file.event(i).kind == EventKind::Scheduled
                && file.label(file.event(i).entity) == QLatin1String("late"));
    QVERIFY(isScheduled);
}

void TrackAssemblerTest::whatIsToldBackwardsIsPutInOrder()
{
    constexpr int count = 20'000;
    for (int i = 0; i < count; ++i)
        m_assembler->instant(m_thread, count - i, text("x"));
    const Trace trace = finish();
    QCOMPARE(trace.eventCount(), 3 + count);
    for (qsizetype i = 3; i < trace.eventCount(); ++i)
        QCOMPARE(trace.event(i).realTime, i - 3);
}

QTEST_GUILESS_MAIN(TrackAssemblerTest)
#include "tst_trackassembler.moc"
