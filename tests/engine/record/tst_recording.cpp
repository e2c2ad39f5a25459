#include "../trace/tracechecks.h"
#include "core/typedrunner.h"
#include "core/virtualexecutor.h"
#include "record/recording.h"
#include "record/recordingnames.h"
#include "trace/formats/tracefile.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace asq;
using record::Recording;
using trace::Trace;

/// Recordings from one line of C++ and from the environment, and what is left of them when things go wrong: of programs
/// that run in a process of their own.
class RecordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneLineRecordsTheKernelsOfItsTime();
    void aKernelMayOutliveItsRecording();
    void withoutARecordingNobodyObserves();
    void namesAndWordsAreRead();

    void theEnvironmentRecordsAProgramThatSaysNothing();
    void theEnvironmentHasTheLastWord();
    void theProcessIdStandsInTheName();
    void aProgramThatForksIsRecordedOnce();
    void eachThreadIsAThreadOfTheTrace();

    void afterKillNineEverythingFlushedOpens();
    void aProgramThatHangsIsOnDisk();
    void aFullDiskDoesNotStopTheProgram();
    void aFileSizeLimitDoesNotStopTheProgram();
    void anUnwritableFolderDoesNotStopTheProgram();
    void aRemovedFileIsTold();

    void aSignalWritesWhatIsKept();
    void theProgramWritesWhatIsKept();

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    static Trace read(const QString &path)
    {
        const auto file = trace::readTraceFile(path);
        return file ? file->trace : Trace();
    }
    static qsizetype count(const Trace &trace, trace::EventKind kind)
    {
        return std::count_if(trace.events().begin(), trace.events().end(),
                             [kind](const trace::Event &event) { return event.kind == kind; });
    }
    /// A small program in this process.
    static void exchange(Kernel &kernel, int rounds)
    {
        const Channel<int> orders(kernel, "orders");
        Runner(kernel)
            .go("cook",
                [orders, rounds]() -> Task<> {
                    for (int i = 1; i <= rounds; ++i)
                        co_await orders.put(i);
                })
            .go("waiter",
                [orders, rounds]() -> Task<> {
                    for (int i = 1; i <= rounds; ++i)
                        co_await orders.take();
                })
            .start();
    }
    struct Child {
        QProcess process;
        explicit Child(const QStringList &arguments, const QString &recordTo)
        {
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            if (!recordTo.isEmpty())
                environment.insert(QStringLiteral("ASQ_RECORD"), recordTo);
            process.setProcessEnvironment(environment);
            process.setProgram(QStringLiteral(RECORDED_PROGRAM));
            process.setArguments(arguments);
        }
        /// Exit code; -1 when it did not end by itself.
        int end()
        {
            if (process.state() == QProcess::NotRunning)
                process.start();
            const bool ended = process.waitForFinished(30'000) && process.exitStatus() == QProcess::NormalExit;
            return ended ? process.exitCode() : -1;
        }
        bool printed(const char *line)
        {
            m_output += process.readAllStandardOutput();
            while (!m_output.contains(line)) {
                if (!process.waitForReadyRead(10'000))
                    return false;
                m_output += process.readAllStandardOutput();
            }
            return true;
        }

    private:
        QByteArray m_output;
    };
    QTemporaryDir m_folder;
};

void RecordingTest::oneLineRecordsTheKernelsOfItsTime()
{
    const QString file = path("line.asqtrace");
    {
        const Recording recording(file, {.program = QStringLiteral("orders")});
        QVERIFY(recording.isRunning());
        for (int i = 0; i < 2; ++i) {
            VirtualExecutor executor;
            Kernel kernel(executor);
            QVERIFY(kernel.isObserved());
            exchange(kernel, 3);
            executor.run();
        }
    }
    const Trace trace = read(file);
    QCOMPARE(trace.remarks(), QStringList());
    QCOMPARE(contradictionsIn(trace), QString());
    QCOMPARE(trace.label(trace::EntityId::Program), QStringLiteral("orders"));
    QVERIFY(trace.virtualClock());
    QCOMPARE(count(trace, trace::EventKind::Rendezvous), 6);
    QStringList threads;
    for (qsizetype i = 1; i < trace.entityCount(); ++i) {
        if (trace.entities().at(i).kind == trace::EntityKind::Thread)
            threads.append(trace.label(trace::EntityId(quint32(i))));
    }
    QCOMPARE(threads, QStringList(QStringLiteral("kernel 2")));
}

void RecordingTest::aKernelMayOutliveItsRecording()
{
    const QString file = path("short.asqtrace");
    VirtualExecutor executor;
    auto recording = std::make_unique<Recording>(file);
    Kernel kernel(executor);
    exchange(kernel, 3);
    executor.run();
    recording.reset();
    exchange(kernel, 3000);
    executor.run();
    QCOMPARE(count(read(file), trace::EventKind::Rendezvous), 3);
}

void RecordingTest::withoutARecordingNobodyObserves()
{
    VirtualExecutor executor;
    const Kernel kernel(executor);
    QVERIFY(!kernel.isObserved());
}

void RecordingTest::namesAndWordsAreRead()
{
    QCOMPARE(record::fileNameFrom(QStringLiteral("a%p-100%%.asqtrace")),
             QStringLiteral("a%1-100%.asqtrace").arg(getpid()));
    QCOMPARE(record::fileNameFrom(QStringLiteral("%x%")), QStringLiteral("%x%"));
    QCOMPARE(*record::valuesFromWord(QStringLiteral("full")), record::RecorderOptions::Values::Full);
    QCOMPARE(record::valuesFromWord(QStringLiteral("all")).error().text,
             QStringLiteral("values are \"off\", \"summary\" or \"full\", not \"all\""));
}

void RecordingTest::theEnvironmentRecordsAProgramThatSaysNothing()
{
    const QString file = path("environment.asqtrace");
    Child child({QStringLiteral("rounds"), QStringLiteral("5")}, file);
    QCOMPARE(child.end(), 0);
    QCOMPARE(child.process.readAllStandardError(), QByteArray());
    const Trace trace = read(file);
    QCOMPARE(trace.remarks(), QStringList());
    QCOMPARE(contradictionsIn(trace), QString());
    QCOMPARE(trace.label(trace::EntityId::Program), QStringLiteral("recordedprogram"));
    QCOMPARE(count(trace, trace::EventKind::Rendezvous), 5);
}

void RecordingTest::theEnvironmentHasTheLastWord()
{
    const QString given = path("given.asqtrace");
    const QString asked = path("asked.asqtrace");
    QCOMPARE(Child({QStringLiteral("line"), given, QStringLiteral("4")}, {}).end(), 0);
    QCOMPARE(count(read(given), trace::EventKind::Rendezvous), 4);
    QVERIFY(QFile::remove(given));
    QCOMPARE(Child({QStringLiteral("line"), given, QStringLiteral("4")}, asked).end(), 0);
    QCOMPARE(count(read(asked), trace::EventKind::Rendezvous), 4);
    QVERIFY(!QFile::exists(given));
}

void RecordingTest::theProcessIdStandsInTheName()
{
    Child child({QStringLiteral("rounds"), QStringLiteral("1")}, path("of-%p.asqtrace"));
    child.process.start();
    QVERIFY(child.process.waitForStarted());
    const QString file = m_folder.filePath(QStringLiteral("of-%1.asqtrace").arg(child.process.processId()));
    QCOMPARE(child.end(), 0);
    QCOMPARE(count(read(file), trace::EventKind::Rendezvous), 1);
}

void RecordingTest::aProgramThatForksIsRecordedOnce()
{
    const QString file = path("forks.asqtrace");
    Child child({QStringLiteral("forks"), QStringLiteral("5")}, file);
    QCOMPARE(child.end(), 0);
    QVERIFY(child.printed("the child ended well"));
    QCOMPARE(read(file).remarks(), QStringList());
    QCOMPARE(count(read(file), trace::EventKind::Rendezvous), 5);
}

void RecordingTest::eachThreadIsAThreadOfTheTrace()
{
    constexpr int Rounds = 2000;
    const QString file = path("threads.asqtrace");
    QCOMPARE(Child({QStringLiteral("threads"), QString::number(Rounds)}, file).end(), 0);
    const Trace trace = read(file);
    QCOMPARE(trace.remarks(), QStringList());
    QCOMPARE(contradictionsIn(trace), QString());
    // The first kernel is the program's own; whichever thread that was.
    QMap<QString, int> meetings;
    for (const trace::Event &event : trace.events()) {
        if (event.kind != trace::EventKind::Rendezvous)
            continue;
        const trace::EntityId above = trace.entity(event.entity).parent;
        meetings[trace.label(above)] += 1;
        QVERIFY(event.cause == trace::EventId::None
                || trace.entity(trace.event(event.cause).entity).kind != trace::EntityKind::Thread);
    }
    QCOMPARE(meetings.size(), 3);
    for (const int each : meetings)
        QCOMPARE(each, Rounds);
}

// The moment is random: after so many lines. What a reader found in the file just before must be there afterwards.
void RecordingTest::afterKillNineEverythingFlushedOpens()
{
    QRandomGenerator random(20261123);
    qsizetype mostEvents = 0;
    for (int attempt = 0; attempt < 20; ++attempt) {
        const QString file = path("killed.asqtrace");
        Child child({QStringLiteral("endless")}, file);
        child.process.start();
        qsizetype lines = attempt == 0 ? 250 : 1 + qsizetype(random.bounded(1u << random.bounded(8)));
        while (lines > 0) {
            QVERIFY(child.process.waitForReadyRead(10'000));
            lines -= child.process.readAllStandardOutput().count('\n');
        }
        const qsizetype before = read(file).eventCount();
        kill(pid_t(child.process.processId()), SIGKILL);
        QVERIFY(child.process.waitForFinished());
        const auto opened = trace::readTraceFile(file);
        if (!opened) {
            QCOMPARE(opened.error().text, QStringLiteral("the file is empty"));
            QCOMPARE(before, 0);
            continue;
        }
        QVERIFY(opened->trace.eventCount() >= before);
        QCOMPARE(opened->trace.remarks().size(), 1);
        QVERIFY2(opened->trace.remarks().constFirst().contains(QString::number(opened->trace.eventCount())),
                 qPrintable(opened->trace.remarks().constFirst()));
        QCOMPARE(contradictionsIn(opened->trace), QString());
        mostEvents = std::max(mostEvents, opened->trace.eventCount());
    }
    QVERIFY(mostEvents > 16 * 1024); // More than one chunk.
}

// It is flushed at least every 250 ms, whatever the program's thread does.
void RecordingTest::aProgramThatHangsIsOnDisk()
{
    const QString file = path("hangs.asqtrace");
    Child child({QStringLiteral("then-hang"), QStringLiteral("7")}, file);
    child.process.start();
    QVERIFY(child.printed("done"));
    QTRY_COMPARE(count(read(file), trace::EventKind::Rendezvous), 7);
    kill(pid_t(child.process.processId()), SIGKILL);
    QVERIFY(child.process.waitForFinished());
    QCOMPARE(count(read(file), trace::EventKind::Rendezvous), 7);
}

void RecordingTest::aFullDiskDoesNotStopTheProgram()
{
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("this system has no device that is always full");
    Child child({QStringLiteral("rounds"), QStringLiteral("100000")}, QStringLiteral("/dev/full"));
    QCOMPARE(child.end(), 0);
    QVERIFY(child.printed("end"));
    QCOMPARE(child.process.readAllStandardError(),
             QByteArray("asq: /dev/full could not be written: No space left on device.\n"));
}

// The signal that comes with it would end the program.
void RecordingTest::aFileSizeLimitDoesNotStopTheProgram()
{
    const QString file = path("limited.asqtrace");
    Child child({QStringLiteral("rounds"), QStringLiteral("100000")}, file);
    child.process.setChildProcessModifier([] {
        const rlimit limit = {150'000, 150'000};
        setrlimit(RLIMIT_FSIZE, &limit);
    });
    QCOMPARE(child.end(), 0);
    QVERIFY(child.printed("end"));
    QCOMPARE(child.process.readAllStandardError(),
             QByteArray("asq: ") + file.toLocal8Bit() + " could not be written: File too large.\n");
    const Trace trace = read(file);
    QVERIFY(trace.eventCount() > 16 * 1024);
    QCOMPARE(trace.remarks().size(), 1);
    QCOMPARE(contradictionsIn(trace), QString());
}

void RecordingTest::anUnwritableFolderDoesNotStopTheProgram()
{
    Child child({QStringLiteral("rounds"), QStringLiteral("5")}, QStringLiteral("/nowhere/a.asqtrace"));
    QCOMPARE(child.end(), 0);
    QVERIFY(child.printed("end"));
    QCOMPARE(child.process.readAllStandardError(),
             QByteArray("asq: /nowhere/a.asqtrace cannot be written: No such file or directory. The program runs "
                        "without being recorded.\n"));
}

void RecordingTest::aRemovedFileIsTold()
{
    const QString file = path("removed.asqtrace");
    Child child({QStringLiteral("endless")}, file);
    child.process.start();
    QTRY_VERIFY(QFile(file).size() > 0);
    QVERIFY(QFile::remove(file));
    const QByteArray told = "asq: " + file.toLocal8Bit()
        + " was removed while it was written: what was recorded is lost.\n";
    QByteArray errors;
    while (!errors.contains('\n')) {
        child.process.readAllStandardOutput();
        QVERIFY(child.process.waitForReadyRead(10'000));
        errors += child.process.readAllStandardError();
    }
    QCOMPARE(errors, told);
    child.process.kill();
    QVERIFY(child.process.waitForFinished());
}

void RecordingTest::aSignalWritesWhatIsKept()
{
    const QString first = path("kept.asqtrace");
    const QString second = path("kept-2.asqtrace");
    Child child({QStringLiteral("then-hang"), QStringLiteral("2000")}, first);
    QProcessEnvironment environment = child.process.processEnvironment();
    environment.insert(QStringLiteral("ASQ_RECORD_KEEP"), QStringLiteral("10s,1MiB"));
    child.process.setProcessEnvironment(environment);
    child.process.start();
    QVERIFY(child.printed("done"));
    QVERIFY(!QFile::exists(first));
    for (const QString &file : {first, second}) {
        kill(pid_t(child.process.processId()), SIGUSR1);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 20'000); // It is there when it is whole.
        const Trace trace = read(file);
        QCOMPARE(trace.remarks(), QStringList());
        QCOMPARE(contradictionsIn(trace), QString());
        QCOMPARE(count(trace, trace::EventKind::Rendezvous), 2000);
    }
    child.process.kill();
    QVERIFY(child.process.waitForFinished());
}

void RecordingTest::theProgramWritesWhatIsKept()
{
    const QString file = path("said.asqtrace");
    Recording recording(file, {.keep = record::KeepLimits{}});
    VirtualExecutor executor;
    Kernel kernel(executor);
    exchange(kernel, 3);
    executor.run();
    QVERIFY(recording.saveNow());
    QCOMPARE(count(read(file), trace::EventKind::Rendezvous), 3);
    recording.finish();
    QVERIFY(!recording.saveNow());
    QVERIFY(!QFile::exists(path("said-2.asqtrace")));
}

QTEST_GUILESS_MAIN(RecordingTest)
#include "tst_recording.moc"
