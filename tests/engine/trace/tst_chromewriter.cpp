#include "tracechecks.h"
#include "tracegenerator.h"

#include "trace/formats/chromewriter.h"
#include "trace/formats/textwriter.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace asq::trace;

/// Recordings as Chrome's trace events: for viewers by their rules, for ourselves without loss.
class ChromeWriterTest : public QObject
{
    Q_OBJECT

    static QByteArray written(const Trace &trace)
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        const std::optional<QString> error = writeChrome(trace, &buffer);
        return error ? QByteArray() : buffer.data();
    }
    static Trace generated(quint32 seed, qsizetype count)
    {
        TraceGenerator generator(seed);
        generator.generate(count);
        return generator.trace();
    }
    /// What is against the rules of viewers; empty when nothing is. In each thread B and E match and time does not go
    /// back; flows start before they end, both within a slice.
    static QString brokenRule(const QByteArray &json);
    /// What differs after writing and reading.
    static QString changeOf(const Trace &trace)
    {
        const Result<TraceFile> again = readBytes(written(trace));
        if (!again)
            return again.error().toString();
        if (again->form != QLatin1String("chrome") || again->trace.entities().size() != trace.entities().size()
            || again->trace.eventCount() != trace.eventCount())
            return QStringLiteral("other counts");
        const QString before = writeText(trace);
        const QString after = writeText(again->trace);
        return before == after ? QString() : before + QLatin1String("became\n") + after;
    }

private Q_SLOTS:
    void everySampleComesBackAsItWas_data();
    void everySampleComesBackAsItWas();
    void randomTracesComeBackAsTheyWere();
    void allThatATraceCanHoldComesBack();
    void aTraceThatCannotHaveHappenedComesBackToo();
    void whatIsWrittenFollowsTheRulesOfItsReaders();
    void aFileThatEndsAnywhereGivesWhatCameBefore();
    void whatFollowsDamageIsLeftOut();
    void noFlippedBitBringsItDown();
    void withoutItsHeadAFileIsReadAsThoseOfOthers();
    void aDeviceThatFailsIsReported();
};

QString ChromeWriterTest::brokenRule(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return QStringLiteral("this is no JSON");
    QHash<int, int> open;
    QSet<int> flows;
    double time = 0;
    for (const auto &each : document[QLatin1String("traceEvents")].toArray()) {
        const QJsonObject event = each.toObject();
        const QString phase = event[QLatin1String("ph")].toString();
        const int thread = event[QLatin1String("tid")].toInt();
        const int id = event[QLatin1String("id")].toInt();
        if (event[QLatin1String("ts")].toDouble() < time)
            return QStringLiteral("time goes back");
        time = event[QLatin1String("ts")].toDouble();
        if (phase == QLatin1String("B"))
            ++open[thread];
        else if (phase == QLatin1String("E") && --open[thread] < 0)
            return QStringLiteral("an end without a begin");
        else if ((phase == QLatin1String("s") || phase == QLatin1String("f")) && open[thread] < 1)
            return QStringLiteral("a flow outside of slices");
        else if (phase == QLatin1String("s"))
            flows.insert(id);
        else if (phase == QLatin1String("f") && !flows.contains(id))
            return QStringLiteral("a flow from nowhere");
        else if (phase == QLatin1String("C") && !event[QLatin1String("args")][QLatin1String("value")].isDouble())
            return QStringLiteral("a counter without a number");
    }
    return std::all_of(open.cbegin(), open.cend(), [](int each) { return each == 0; }) ? QString()
                                                                                       : QStringLiteral("left open");
}

void ChromeWriterTest::everySampleComesBackAsItWas_data()
{
    QTest::addColumn<QString>("fileName");
    const QDir folder(QStringLiteral(SAMPLES));
    for (const QString &name : folder.entryList({QStringLiteral("*.asqt*")}, QDir::Files))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void ChromeWriterTest::everySampleComesBackAsItWas()
{
    QFETCH(QString, fileName);
    const Result<TraceFile> sample = readTraceFile(fileName);
    QVERIFY2(sample.ok(), qPrintable(sample.ok() ? QString() : sample.error().toString()));
    QCOMPARE(changeOf(sample->trace), QString());
    QCOMPARE(brokenRule(written(sample->trace)), QString());
}

void ChromeWriterTest::randomTracesComeBackAsTheyWere()
{
    for (quint32 seed = 0; seed < 60; ++seed)
        QCOMPARE(changeOf(generated(seed, 20 + qsizetype(seed) * 20)), QString());
}

void ChromeWriterTest::allThatATraceCanHoldComesBack()
{
    const Trace trace = traceOfEverything();
    QCOMPARE(changeOf(trace), QString());
    QCOMPARE(brokenRule(written(trace)), QString());
    // Numbers of a counter that JSON does not know, and times that do not fit.
    const Trace strange = parsedTrace(QStringLiteral("entity load: counter\n"
                                                     "marked load \"inf\"\n"
                                                     "marked load \"nan\"\n"
                                                     "marked load \"1.50\"\n"
                                                     "9223372036854775807ns started program\n"
                                                     "returned program\n"));
    QCOMPARE(changeOf(strange), QString());
    QCOMPARE(brokenRule(written(strange)), QString());
}

void ChromeWriterTest::aTraceThatCannotHaveHappenedComesBackToo()
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
    QCOMPARE(changeOf(trace), QString());
    QCOMPARE(brokenRule(written(trace)), QString());
    TraceBuilder builder;
    Event event;
    event.kind = EventKind::Marked;
    event.entity = EntityId::Program;
    event.cause = EventId{77};
    builder.append(event);
    QCOMPARE(brokenRule(written(builder.snapshot())), QString());
    const Result<TraceFile> again = readBytes(written(builder.snapshot()));
    // It comes back as events of another tool: nothing may follow from what is not there yet.
    QVERIFY(again.ok());
    for (const Event &read : again->trace.events())
        QVERIFY(index(read.cause) < 77);
}

void ChromeWriterTest::whatIsWrittenFollowsTheRulesOfItsReaders()
{
    for (quint32 seed = 1; seed <= 20; ++seed) {
        const QByteArray json = written(generated(seed, 500));
        QCOMPARE(brokenRule(json), QString());
        QVERIFY(json.count("{\"ph\":\"B\"") > 50);
        QVERIFY(json.count("{\"ph\":\"f\"") > 5);
    }
}

void ChromeWriterTest::aFileThatEndsAnywhereGivesWhatCameBefore()
{
    const Trace trace = generated(5, 30);
    const QByteArray whole = written(trace);
    qsizetype most = 0;
    for (qsizetype size = 0; size + 2 < whole.size(); ++size) { // The last two are a bracket and the end of a line.
        const Result<TraceFile> part = readBytes(whole.first(size));
        if (!part)
            continue;
        QVERIFY(!part->trace.remarks().isEmpty());
        QVERIFY(part->trace.eventCount() >= most);
        most = part->trace.eventCount();
        for (qsizetype i = 0; i < most; ++i)
            QCOMPARE(part->trace.event(i).kind, trace.event(i).kind);
    }
    QCOMPARE(most, trace.eventCount());
}

void ChromeWriterTest::whatFollowsDamageIsLeftOut()
{
    const Trace trace = generated(5, 30);
    QByteArray json = written(trace);
    const qsizetype at = json.indexOf("\"number\":20,");
    QVERIFY(at > 0);
    json.replace(at, 12, "\"number\":21");
    const Trace read = readBytes(json).value().trace;
    QCOMPARE(read.eventCount(), 19);
    QCOMPARE(read.remarks().size(), 2);
    QVERIFY(read.remarks().first().endsWith(QLatin1String("an event makes no sense: it is left out.")));
    QCOMPARE(
        read.remarks().last(),
        QStringLiteral("The recording is cut off after event 19: %1 events are missing.").arg(trace.eventCount() - 19));
}

void ChromeWriterTest::noFlippedBitBringsItDown()
{
    const QByteArray whole = written(generated(6, 5));
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray damaged = whole;
            damaged[at] = char(damaged.at(at) ^ (1 << bit));
            const Result<TraceFile> file = readBytes(damaged);
            if (file)
                (void)TraceVerifier::verify(file->trace);
            else
                QVERIFY(!file.error().text.isEmpty());
        }
    }
}

void ChromeWriterTest::withoutItsHeadAFileIsReadAsThoseOfOthers()
{
    const Trace trace = generated(7, 200);
    QByteArray json = written(trace);
    const qsizetype begins = json.count("{\"ph\":\"B\"");
    json = '{' + json.mid(json.indexOf("\"traceEvents\""));
    const Trace read = readBytes(json).value().trace;
    QCOMPARE(contradictionsIn(read), QString());
    QVERIFY(read.remarks().isEmpty());
    const auto all = read.events();
    QCOMPARE(std::count_if(all.begin(), all.end(), [](const Event &event) { return event.beginsSlice(); }), begins);
}

void ChromeWriterTest::aDeviceThatFailsIsReported()
{
    QFile full(QStringLiteral("/dev/full"));
    if (!full.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        QSKIP("no /dev/full here");
    QVERIFY(writeChrome(generated(1, 10), &full).has_value());
}

QTEST_GUILESS_MAIN(ChromeWriterTest)
#include "tst_chromewriter.moc"
