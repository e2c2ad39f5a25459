#include "tracechecks.h"

#include "trace/formats/packingdevice.h"
#include "trace/formats/textwriter.h"

#include <QBuffer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace asq::trace;

namespace {

/// The events, one a line, without those that only create: time in nanoseconds, kind, whose, value, and who caused it.
QStringList story(const Trace &trace)
{
    QStringList lines;
    for (const Event &event : trace.events()) {
        if (event.kind == EventKind::Created)
            continue;
        QString line = QString::number(event.programTime) + u' ' + QLatin1String(name(event.kind)) + u' '
            + trace.label(event.entity);
        if (event.value != StringId::Empty)
            line += u' ' + trace.string(event.value);
        if (event.cause != EventId::None)
            line += QLatin1String(" <- ") + trace.label(trace.event(event.cause).entity);
        lines.append(line);
    }
    return lines;
}

Trace readWell(const QByteArray &json)
{
    const Result<TraceFile> file = readBytes(json);
    if (!file) {
        QTest::qFail(qPrintable(file.error().toString()), __FILE__, __LINE__);
        return {};
    }
    if (const QString found = contradictionsIn(file->trace); !found.isEmpty())
        QTest::qFail(qPrintable(found), __FILE__, __LINE__);
    return file->trace;
}

QByteArray packed(const QByteArray &plain, FilePacking packing)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    PackingDevice device(&buffer, packing);
    if (device.write(plain) != plain.size() || !device.finish())
        qFatal("packing failed");
    return buffer.data();
}

constexpr char twoThreads[] = R"({"displayTimeUnit":"ns","traceEvents":[
{"ph":"M","pid":1,"tid":1,"name":"process_name","args":{"name":"app"}},
{"ph":"M","pid":1,"tid":1,"name":"thread_name","args":{"name":"main"}},
{"ph":"X","pid":1,"tid":1,"ts":10.001,"dur":5.5,"cat":"c","name":"send","args":{"to":"wörker"}},
{"ph":"s","pid":1,"tid":1,"ts":11,"id":7,"cat":"c","name":"job"},
{"ph":"f","pid":1,"tid":"two","ts":20,"id":"0x7","cat":"c","name":"job","bp":"e"},
{"ph":"B","pid":1,"tid":"two","ts":20,"name":"work"},
{"ph":"E","pid":1,"tid":"two","ts":21.0005,"name":"work"}
],"otherData":{"version":"1"}})";

} // namespace

class ChromeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slicesFlowsAndNames();
    void everyPhaseThatFilesUse();
    void sliceFlowsByBindId();
    void damagedFilesGiveWhatCanBeRead_data();
    void damagedFilesGiveWhatCanBeRead();
    void whatIsNoTraceIsANamedError_data();
    void whatIsNoTraceIsANamedError();
    void eventsAreTheSameInWindowsOfAnyPlace();
    void aTextThatLooksLikeTheEndOfAnEvent();
    void packedFilesAreOpened();
    void damageAtEveryByte();
    void aRealProgramOfNode();
    void aRealFileOfClang();
};

void ChromeTest::slicesFlowsAndNames()
{
    const Trace trace = readWell(twoThreads);
    QCOMPARE(story(trace),
             list({"0 started main send {\"to\":\"wörker\"}", "999 marked main job <- main", "5500 returned main",
                   "9999 delivered thread two job <- main", "9999 started thread two work",
                   "11000 returned thread two"}));
    QCOMPARE(trace.label(EntityId{2}), QStringLiteral("app"));
    QVERIFY(trace.remarks().isEmpty());
}

void ChromeTest::everyPhaseThatFilesUse()
{
    const Trace trace = readWell(R"([
        {"ph":"b","pid":1,"tid":1,"ts":0,"id":"a","cat":"net","name":"get"},
        {"ph":"n","pid":1,"tid":1,"ts":1,"id":"a","cat":"net","name":"get"},
        {"ph":"e","pid":1,"tid":1,"ts":2,"id":"a","cat":"net","name":"get"},
        {"ph":"S","pid":1,"tid":1,"ts":3,"id2":{"local":"0x1"},"cat":"old","name":"op"},
        {"ph":"T","pid":1,"tid":1,"ts":4,"id2":{"local":"0x1"},"cat":"old","name":"op","args":{"step":"half"}},
        {"ph":"F","pid":1,"tid":1,"ts":5,"id2":{"local":"0x1"},"cat":"old","name":"op"},
        {"ph":"N","pid":1,"tid":1,"ts":6,"id":1,"name":"Object"},
        {"ph":"O","pid":1,"tid":1,"ts":7,"id":1,"name":"Object","args":{"snapshot":{}}},
        {"ph":"D","pid":1,"tid":1,"ts":8,"id":1,"name":"Object"},
        {"ph":"i","pid":1,"tid":1,"ts":9,"s":"g","name":"global"},
        {"ph":"i","pid":1,"tid":1,"ts":10,"s":"p","name":"of process"},
        {"ph":"I","pid":1,"tid":1,"ts":11,"name":"of thread"},
        {"ph":"C","pid":1,"tid":1,"ts":12,"name":"heap","args":{"used":3,"free":4.5}},
        {"ph":"C","pid":1,"tid":1,"ts":13,"name":"load","args":{"value":0.25}},
        {"ph":"R","pid":1,"tid":1,"ts":14,"name":"mark"},
        {"ph":"v","pid":1,"tid":1,"ts":15,"name":"dump"},
        {"ph":"q","pid":1,"tid":1,"ts":16,"name":"unknown"},
        {"ph":"X","pid":1,"tid":1,"name":"no time"}
    ])");
    QCOMPARE(story(trace),
             list({"0 started get get", "1000 marked get get", "2000 returned get", "3000 started op op",
                   "4000 marked op op {\"step\":\"half\"}", "5000 returned op", "6000 started Object Object",
                   "7000 marked Object Object {\"snapshot\":{}}", "8000 returned Object", "9000 marked  global",
                   "10000 marked process 1 of process", "11000 marked thread 1 of thread", "12000 marked heap.used 3",
                   "12000 marked heap.free 4.5", "13000 marked load 0.25", "14000 marked thread 1 mark",
                   "15000 marked thread 1 dump"}));
    QCOMPARE(trace.remarks(),
             list({"1 event has no time that makes sense: it is left out.",
                   "1 event is of a phase that this program does not know: it is left out."}));
}

void ChromeTest::sliceFlowsByBindId()
{
    const Trace trace = readWell(R"([
        {"ph":"X","pid":1,"tid":1,"ts":0,"dur":1,"name":"a","bind_id":"0x9","flow_out":true},
        {"ph":"X","pid":1,"tid":2,"ts":2,"dur":1,"name":"b","bind_id":"0x9","flow_in":true,"flow_out":true},
        {"ph":"X","pid":1,"tid":3,"ts":4,"dur":1,"name":"c","bind_id":"0x9","flow_in":true}])");
    QCOMPARE(story(trace),
             list({"0 started thread 1 a", "0 scheduled thread 2 <- thread 1", "1000 returned thread 1",
                   "2000 started thread 2 b <- thread 2", "2000 scheduled thread 3 <- thread 2",
                   "3000 returned thread 2", "4000 started thread 3 c <- thread 3", "5000 returned thread 3"}));
}

void ChromeTest::damagedFilesGiveWhatCanBeRead_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("events");
    QTest::addColumn<QString>("remark");
    const QByteArray one = R"({"ph":"i","pid":1,"tid":1,"ts":1,"name":"x"})";
    QTest::newRow("no closing bracket") << "[" + one + ",\n" + one << 2
                                        << "Byte 91: the file ends before the list of events does.";
    QTest::newRow("a comma and no bracket") << "[" + one + ",\n"
                                            << 1 << "Byte 47: the file ends before the list of events does.";
    QTest::newRow("a trailing comma") << "[" + one + "," + one + ",]" << 2 << "";
    QTest::newRow("no commas") << "[" + one + "\n" + one + " " + one + "]" << 3
                               << "2 commas are missing between events.";
    QTest::newRow("cut within an event") << "[" + one + "," + one.left(20) << 1 << "Byte 46: an event does not end.";
    QTest::newRow("a broken event between")
        << "[" + one + R"(,{"ph":"i","ts":},)" + one + "]" << 2 << "Byte 46: an event makes no sense: it is left out.";
    QTest::newRow("something else between")
        << "[" + one + ",17," + one + "]" << 2 << "Byte 46: there is no event where one should begin.";
    QTest::newRow("no outer bracket") << R"({"traceEvents":[)" + one + "]" << 1
                                      << "Byte 61: the file ends before its last bracket.";
    QTest::newRow("bytes that are no UTF-8") << "[" + QByteArray(one).replace('x', "\xff") + "," + one + "]" << 2 << "";
}

void ChromeTest::damagedFilesGiveWhatCanBeRead()
{
    QFETCH(QByteArray, json);
    QFETCH(int, events);
    QFETCH(QString, remark);
    const Trace trace = readWell(json);
    QCOMPARE(story(trace).size(), events);
    QCOMPARE(trace.remarks().value(0), remark);
}

void ChromeTest::whatIsNoTraceIsANamedError_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"{}", "{\"a\":1}", "[1,2,3]", "[[]]", "[{}]", "{", "[\"", "[{\"name\":\"no phase\"}]"})
        QTest::newRow(json) << QByteArray(json);
}

void ChromeTest::whatIsNoTraceIsANamedError()
{
    QFETCH(QByteArray, json);
    const Result<TraceFile> file = readBytes(json);
    QVERIFY(!file);
    QCOMPARE(file.error().text, QStringLiteral("this JSON holds no events of a trace"));
}

/// Windows of half a megabyte are cut where they may; what is in them is the same wherever that is.
void ChromeTest::eventsAreTheSameInWindowsOfAnyPlace()
{
    constexpr int count = 30'000;
    QByteArray json = "{\"traceEvents\":[";
    for (int i = 0; i < count; ++i) {
        json += QByteArray(i == 0 ? "" : ",\n") + R"({"ph":"i","pid":1,"tid":1,"ts":)" + QByteArray::number(i)
            + R"(,"name":"n)" + QByteArray::number(i) + R"(","args":{"list":[{"a":1},{"b":"},{"}]}})";
    }
    const Trace trace = readWell(json + "]}");
    const QStringList lines = story(trace);
    QCOMPARE(lines.size(), count);
    for (int i = 0; i < count; ++i) {
        const QString expected = QStringLiteral("%1 marked thread 1 n%2 {\"list\":[{\"a\":1},{\"b\":\"},{\"}]}")
                                     .arg(qint64(i) * 1000)
                                     .arg(i);
        if (lines.at(i) != expected)
            QCOMPARE(lines.at(i), expected);
    }
    QVERIFY(trace.remarks().isEmpty());
}

void ChromeTest::aTextThatLooksLikeTheEndOfAnEvent()
{
    const QByteArray nasty = QByteArray("},{").repeated(400'000); // No place where a window can be cut right.
    const Trace trace = readWell(
        R"([{"ph":"i","pid":1,"tid":1,"ts":1,"name":"a"},{"ph":"i","pid":1,"tid":1,"ts":2,"name":"b","args":{"x":")"
        + nasty + R"("}},{"ph":"i","pid":1,"tid":1,"ts":3,"name":"c"}])");
    QCOMPARE(story(trace).size(), 3);
    QVERIFY(trace.remarks().isEmpty());
}

void ChromeTest::packedFilesAreOpened()
{
    const QString plain = writeText(readWell(twoThreads));
    for (const FilePacking packing : {FilePacking::Gzip, FilePacking::Zstd}) {
        const QByteArray bytes = packed(twoThreads, packing);
        QCOMPARE(writeText(readWell(bytes)), plain);
        // Two files one behind the other are one, and zeros behind them nothing.
        const QByteArray half = QByteArray(twoThreads);
        QCOMPARE(writeText(
                     readWell(packed(half.left(300), packing) + packed(half.mid(300), packing) + QByteArray(20, '\0'))),
                 plain);
        const Result<TraceFile> cut = readBytes(bytes.left(bytes.size() - 2));
        QVERIFY(cut.ok());
        QVERIFY2(cut->trace.remarks().join(u'|').contains(QLatin1String("the compressed file ends too early")),
                 qPrintable(cut->trace.remarks().join(u'|')));
    }
}

/// Every byte changed in several ways, and the file cut at every byte: an error that says what, or a trace in order.
void ChromeTest::damageAtEveryByte()
{
    const QByteArray plain(twoThreads);
    for (const QByteArray &whole : {plain, packed(plain, FilePacking::Gzip), packed(plain, FilePacking::Zstd)}) {
        for (qsizetype i = 0; i < whole.size(); ++i) {
            QList<QByteArray> inputs{whole.left(i)};
            for (const int bit : {0, 3, 5, 7}) {
                QByteArray flipped = whole;
                flipped[i] = char(flipped.at(i) ^ (1 << bit));
                inputs.append(flipped);
            }
            for (const QByteArray &input : std::as_const(inputs)) {
                const Result<TraceFile> file = readBytes(input);
                if (!file)
                    QVERIFY(!file.error().text.isEmpty());
                else if (const QString found = contradictionsIn(file->trace); !found.isEmpty())
                    QFAIL(qPrintable(QStringLiteral("byte %1: %2").arg(i).arg(found)));
            }
        }
    }
}

void ChromeTest::aRealProgramOfNode()
{
    QTemporaryDir folder;
    QFile program(folder.filePath(QStringLiteral("program.js")));
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write("const files = require('fs').promises;\n"
                  "async function deep(n) { await null; if (n > 0) await deep(n - 1); return n; }\n"
                  "async function lap(i) { if (i % 10 == 0) await files.readFile('program.js'); await deep(60); }\n"
                  "setTimeout(async () => { for (let i = 0; i < 600; ++i) await lap(i); }, 1);\n");
    program.close();
    QProcess node;
    node.setWorkingDirectory(folder.path());
    node.start(QStringLiteral("node"),
               {QStringLiteral("--trace-event-categories"), QStringLiteral("v8,node,node.async_hooks"),
                QStringLiteral("program.js")});
    if (!node.waitForStarted())
        QSKIP("no node here");
    QVERIFY(node.waitForFinished(60'000));
    QCOMPARE(node.exitCode(), 0);
    const Result<TraceFile> file = readTraceFile(folder.filePath(QStringLiteral("node_trace.1.log")));
    QVERIFY2(file.ok(), file ? "" : qPrintable(file.error().toString()));
    const Trace &trace = file->trace;
    QVERIFY2(trace.eventCount() > 250'000, qPrintable(QString::number(trace.eventCount())));
    QCOMPARE(contradictionsIn(trace), QString());
    int timeouts = 0;
    int promises = 0;
    for (const Event &event : trace.events()) {
        if (trace.entity(event.entity).kind != EntityKind::Outside || event.kind != EventKind::Created)
            continue;
        timeouts += trace.label(event.entity) == QLatin1String("Timeout") ? 1 : 0;
        promises += trace.label(event.entity) == QLatin1String("PROMISE") ? 1 : 0;
    }
    QCOMPARE(timeouts, 1);
    QVERIFY(promises > 600 * 60);
    // Causes lead from everything that happens to a resource back to the program.
    QList<bool> leads(trace.eventCount() + 1, false);
    for (qsizetype i = 0; i < trace.eventCount(); ++i) {
        const Event event = trace.event(i);
        leads[i + 1] = event.entity == EntityId::Program || leads.at(index(event.cause));
        const bool isBeginning = event.kind == EventKind::Created || event.kind == EventKind::Started;
        if (trace.entity(event.entity).kind == EntityKind::Outside && isBeginning)
            QVERIFY2(leads.at(i + 1), qPrintable(QString::number(i + 1)));
    }
}

void ChromeTest::aRealFileOfClang()
{
    QTemporaryDir folder;
    QFile source(folder.filePath(QStringLiteral("a.cpp")));
    QVERIFY(source.open(QIODevice::WriteOnly));
    source.write("#include <string>\nint main() { return int(std::string(\"a\").size()); }\n");
    source.close();
    QProcess clang;
    clang.setWorkingDirectory(folder.path());
    clang.start(QStringLiteral("clang++-19"),
                {QStringLiteral("-ftime-trace"), QStringLiteral("-ftime-trace-granularity=0"), QStringLiteral("-c"),
                 QStringLiteral("a.cpp")});
    if (!clang.waitForStarted())
        QSKIP("no clang 19 here");
    QVERIFY(clang.waitForFinished(60'000));
    const Trace trace = readTraceFile(folder.filePath(QStringLiteral("a.json"))).value().trace;
    QCOMPARE(contradictionsIn(trace), QString());
    const QStringList lines = story(trace);
    QVERIFY(std::any_of(lines.begin(), lines.end(),
                        [](const QString &line) { return line.contains(QLatin1String("ExecuteCompiler")); }));
    QVERIFY(trace.eventCount() > 500);
}

QTEST_GUILESS_MAIN(ChromeTest)
#include "tst_chrome.moc"
