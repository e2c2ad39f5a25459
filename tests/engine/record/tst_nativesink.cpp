#include "announcing.h"
#include "record/nativesink.h"
#include "record/recorder.h"
#include "trace/formats/chunkreader.h"
#include "trace/traceverifier.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using asq::EntityKind;
using asq::EventId;
using asq::EventKind;
using asq::record::NativeSink;
using asq::record::Recorder;
using asq::record::Sink;
using asq::trace::Trace;

class NativeSinkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileHoldsWhatMemoryHolds();
    void whatWasFlushedIsReadableWhileTheProgramStillRuns();
    void aFileThatCannotBeWrittenIsTold();
    void aFullDiskIsTold();

private:
    static Trace read(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const auto trace = asq::trace::readNative(&file);
        return trace ? *trace : Trace();
    }
    static std::vector<std::unique_ptr<Sink>> to(const QString &path)
    {
        std::vector<std::unique_ptr<Sink>> sinks;
        auto sink = NativeSink::toFile(path);
        if (sink)
            sinks.push_back(std::move(sink.value()));
        return sinks;
    }
    static void announceStep(Announcer &announce, quint32 step)
    {
        const EventId born = announce.born(step, EntityKind::Step, QStringLiteral("work"), 2);
        const EventId scheduled = announce.tell(EventKind::Scheduled, step, born);
        const EventId started = announce.tell(EventKind::Started, step, scheduled, QString::number(step));
        announce.tell(EventKind::Completed, step, started);
        announce.tell(EventKind::Returned, step, started);
    }
    QTemporaryDir m_folder;
};

void NativeSinkTest::aFileHoldsWhatMemoryHolds()
{
    const QString path = m_folder.filePath(QStringLiteral("whole.asqtrace"));
    Recorder recorder({.virtualClock = true, .keepInMemory = true}, to(path));
    const quint32 file = recorder.addFile(QStringLiteral("a.js"), QStringLiteral("ASQ()\n"));
    Announcer announce(recorder);
    announce.born(1, EntityKind::Program, QStringLiteral("a.js"), 0);
    announce.born(2, EntityKind::Sequence, QStringLiteral("main"), 1, EventId::None, {file, 1, 1});
    for (quint32 step = 3; step < 5000; ++step)
        announceStep(announce, step);
    const Trace kept = recorder.finish();
    const Trace trace = read(path);
    QCOMPARE(recorder.problems(), QStringList());
    QCOMPARE(trace.remarks(), QStringList());
    QCOMPARE(printed(trace), printed(kept));
    QCOMPARE(trace.files(), kept.files());
    QCOMPARE(trace.label(asq::trace::EntityId::Program), QStringLiteral("a.js"));
    QVERIFY(trace.virtualClock());
    for (const auto &contradiction : asq::trace::TraceVerifier::verify(trace))
        QFAIL(qPrintable(asq::trace::TraceVerifier::toString(contradiction)));
}

// What another process can read here is what is left after kill -9.
void NativeSinkTest::whatWasFlushedIsReadableWhileTheProgramStillRuns()
{
    const QString path = m_folder.filePath(QStringLiteral("running.asqtrace"));
    Recorder recorder({.interval = 1h}, to(path));
    Announcer announce(recorder);
    announce.born(2, EntityKind::Sequence, QStringLiteral("main"));
    for (quint32 step = 3; step < 6; ++step) {
        announceStep(announce, step);
        QVERIFY(recorder.flushNow(5s));
        const Trace trace = read(path);
        QCOMPARE(trace.eventCount(), qsizetype(1 + 5 * (step - 2)));
        QVERIFY(!trace.remarks().isEmpty());
    }
    recorder.finish();
    QCOMPARE(read(path).eventCount(), 16);
    QCOMPARE(read(path).remarks(), QStringList());
}

void NativeSinkTest::aFileThatCannotBeWrittenIsTold()
{
    const auto sink = NativeSink::toFile(QStringLiteral("/nowhere/a.asqtrace"));
    QVERIFY(!sink);
    QVERIFY2(sink.error().text.startsWith(QLatin1String("/nowhere/a.asqtrace cannot be written: ")),
             qPrintable(sink.error().text));
}

void NativeSinkTest::aFullDiskIsTold()
{
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("this system has no device that is always full");
    Recorder recorder({}, to(QStringLiteral("/dev/full")));
    Announcer announce(recorder);
    announce.tell(EventKind::Logged, 1, EventId::None, QStringLiteral("lost"));
    recorder.finish();
    QCOMPARE(recorder.problems().size(), 1);
    QVERIFY2(recorder.problems().at(0).startsWith(QLatin1String("/dev/full could not be written: ")),
             qPrintable(recorder.problems().at(0)));
}

QTEST_GUILESS_MAIN(NativeSinkTest)
#include "tst_nativesink.moc"
