#include "tracechecks.h"
#include "tracegenerator.h"

#include "trace/formats/perfettoreader.h"
#include "trace/formats/perfettowriter.h"
#include "trace/formats/textwriter.h"
#include "trace/tracebuilder.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace asq::trace;

class PerfettoWriterTest : public QObject
{
    Q_OBJECT

    static QByteArray written(const Trace &trace)
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        const std::optional<QString> error = writePerfetto(trace, &buffer);
        return error ? QByteArray() : buffer.data();
    }
    static Result<Trace> read(QByteArray bytes)
    {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        return readPerfetto(&buffer);
    }
    static Trace generated(quint32 seed, qsizetype count)
    {
        TraceGenerator generator(seed);
        generator.generate(count);
        return generator.trace();
    }
    /// What the independent decoder finds against the rules, and what it counted.
    QString checked(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(QStringLiteral("trace.pftrace")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return QStringLiteral("cannot write");
        file.close();
        QProcess checker;
        checker.setProcessChannelMode(QProcess::MergedChannels);
        checker.start(QStringLiteral("python3"), {QStringLiteral(CHECKER), file.fileName()});
        checker.waitForFinished(-1);
        return QString::fromUtf8(checker.readAll()).trimmed();
    }
    QTemporaryDir m_folder;

private Q_SLOTS:
    void everySampleComesBackAsItWas_data()
    {
        QTest::addColumn<QString>("fileName");
        const QDir folder(QStringLiteral(SAMPLES));
        for (const QString &name : folder.entryList({QStringLiteral("*.asqt*")}, QDir::Files))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
    void everySampleComesBackAsItWas()
    {
        QFETCH(QString, fileName);
        const Result<TraceFile> sample = readTraceFile(fileName);
        QVERIFY2(sample.ok(), qPrintable(sample.ok() ? QString() : sample.error().toString()));
        const Result<Trace> again = read(written(sample->trace));
        QVERIFY(again.ok());
        QCOMPARE(writeText(*again), writeText(sample->trace));
    }

    void randomTracesComeBackAsTheyWere()
    {
        for (quint32 seed = 0; seed < 60; ++seed) {
            const Trace trace = generated(seed, 20 + qsizetype(seed) * 20);
            const Result<Trace> again = read(written(trace));
            QVERIFY(again.ok());
            QCOMPARE(writeText(*again), writeText(trace));
        }
    }

    void allThatATraceCanHoldComesBack()
    {
        const Trace trace = traceOfEverything();
        const Result<Trace> again = read(written(trace));
        QVERIFY(again.ok());
        QCOMPARE(writeText(*again), writeText(trace));
        QCOMPARE(again->entities().size(), trace.entities().size());
    }

    void theIndependentDecoderFindsNothingWrong()
    {
        const QString sample = QStringLiteral(SAMPLES "/orders.asqtext");
        const Result<TraceFile> orders = readTraceFile(sample);
        QVERIFY(orders.ok());
        const QString found = checked(written(orders->trace));
        QVERIFY2(found.startsWith(QLatin1String("fine: ")), qPrintable(found));
        for (quint32 seed = 100; seed < 106; ++seed) {
            const QString words = checked(written(generated(seed, 300)));
            QVERIFY2(words.startsWith(QLatin1String("fine: ")), qPrintable(words));
        }
    }

    void theIndependentDecoderSeesTracksSlicesWaitsAndArrows()
    {
        const Trace trace = parsedTrace(QStringLiteral("program \"orders.js\"\n"
                                                       "0 started program\n"
                                                       "created orders: channel @1:1 ^\n"
                                                       "created worker: goroutine ^\n"
                                                       "1us returned program\n"
                                                       "2us started worker ^#1\n"
                                                       "3us suspended worker take on orders ^\n"
                                                       "9us resumed worker \"7\" ^#4\n"
                                                       "12us returned worker\n"));
        QCOMPARE(checked(written(trace)),
                 QStringLiteral(
                     "fine: 4 tracks, 3 slices, 2 instants, 0 numbers, 4 flows, 1 waits\n"
                     "process orders.js: slice orders.js 0..1000\n"
                     "track orders in orders.js: instant created 0\n"
                     "track worker in orders.js: instant created 0; slice worker 2000..3000; "
                     "slice waits: take on orders 3000..9000; slice worker 9000..12000\n"
                     "track recording in orders.js: instant head 0; instant locations 0; instant entities 0"));
    }

    void aTraceThatCannotHaveHappenedIsStillWrittenByTheRules()
    {
        const Trace trace = parsedTrace(QStringLiteral("entity io: thread\n"
                                                       "entity row: track in io\n"
                                                       "entity load: counter\n"
                                                       "entity g: goroutine\n"
                                                       "5us started io \"a\"\n"
                                                       "started row \"b\"\n"
                                                       "started io \"c\"\n" // While it runs.
                                                       "2us returned row\n" // Earlier, and not the innermost.
                                                       "returned io\n"
                                                       "returned io\n"
                                                       "started load\n"
                                                       "suspended g take\nsuspended g put\n"
                                                       "started nobody\n"
                                                       "marked program\n"));
        const QString found = checked(written(trace));
        QVERIFY2(found.startsWith(QLatin1String("fine: ")), qPrintable(found));
        const Result<Trace> again = read(written(trace));
        QVERIFY(again.ok());
        QCOMPARE(writeText(*again), writeText(trace));
    }

    void aCauseThatComesLaterIsNotReadBack()
    {
        TraceBuilder builder;
        Event event;
        event.kind = EventKind::Marked;
        event.entity = EntityId::Program;
        event.cause = EventId{77};
        builder.append(event);
        const QByteArray bytes = written(builder.snapshot());
        QVERIFY2(checked(bytes).contains(QLatin1String(", 0 flows, ")), qPrintable(checked(bytes)));
        const Result<Trace> again = read(bytes);
        QVERIFY(!again.ok() || !again->remarks().isEmpty());
        for (qsizetype i = 0; again.ok() && i < again->eventCount(); ++i)
            QVERIFY(qsizetype(index(again->event(i).cause)) <= i);
    }

    void protocDecodesTheBytes()
    {
        const QString protoc = QStandardPaths::findExecutable(QStringLiteral("protoc"));
        QVERIFY(!protoc.isEmpty());
        QProcess decoder;
        decoder.start(protoc, {QStringLiteral("--decode_raw")});
        decoder.write(written(generated(3, 200)));
        decoder.closeWriteChannel();
        QVERIFY(decoder.waitForFinished());
        QCOMPARE(decoder.exitCode(), 0);
        QVERIFY(decoder.readAll().count("\n  11 {") > 200); // Track events.
    }

    void aFileThatEndsAnywhereGivesWhatCameBefore()
    {
        const Trace trace = generated(5, 30);
        const QByteArray whole = written(trace);
        qsizetype most = 0;
        for (qsizetype size = 0; size < whole.size(); ++size) {
            const Result<Trace> part = read(whole.first(size));
            if (!part)
                continue;
            QVERIFY(!part->remarks().isEmpty());
            QVERIFY(part->eventCount() >= most || part->eventCount() == 0);
            most = std::max(most, part->eventCount());
            for (qsizetype i = 0; i < part->eventCount(); ++i)
                QCOMPARE(part->event(i).kind, trace.event(i).kind);
        }
        QVERIFY(most >= trace.eventCount() - 1);
    }

    void noFlippedBitBringsItDown()
    {
        const QByteArray whole = written(generated(6, 5));
        for (qsizetype at = 0; at < whole.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                QByteArray damaged = whole;
                damaged[at] = char(damaged.at(at) ^ (1 << bit));
                const Result<Trace> trace = read(damaged);
                if (trace)
                    (void)TraceVerifier::verify(*trace);
            }
        }
    }

    void aDeviceThatFailsIsReported()
    {
        QFile full(QStringLiteral("/dev/full"));
        if (!full.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            QSKIP("no /dev/full here");
        QVERIFY(writePerfetto(generated(1, 10), &full).has_value());
    }
};

QTEST_GUILESS_MAIN(PerfettoWriterTest)
#include "tst_perfettowriter.moc"
