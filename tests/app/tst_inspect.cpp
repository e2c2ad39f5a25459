#include "trace/formats/chunkwriter.h"
#include "trace/formats/textreader.h"
#include "trace/formats/textwriter.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace asq::trace;

/// `asq inspect` and the table of commands, as a person meets them.
class InspectTest : public QObject
{
    Q_OBJECT

    struct Run {
        int exitCode = -1;
        QString out;
        QString error;
    };
    static Run run(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral(ASQ), arguments);
        if (!process.waitForFinished(30'000) || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    QString file(const QString &name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }
    QString nativeFile(const QString &name, const Trace &trace)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || writeNative(trace, &file))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }
    static Trace sample()
    {
        QFile file(QStringLiteral(SAMPLES "/orders.asqtext"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the sample is not there");
        return *readText(QString::fromUtf8(file.readAll()));
    }

private Q_SLOTS:
    void textSaysWhatIsInARecording()
    {
        const Run run = InspectTest::run(
            {QStringLiteral("inspect"), nativeFile(QStringLiteral("orders.asqtrace"), sample())});
        QCOMPARE(run.error, QString());
        QCOMPARE(run.exitCode, 0);
        for (const char *part : {
                 "orders.asqtrace: native form, 169 events, 35 entities, 1 program text, virtual clock, 120.034ms "
                 "long\n",
                 "program text: orders.js, 33 lines\n",
                 "        34 created\n",
                 "\n        segment `request /b` at orders.js:4:3: completed\n",
                 "\n  channel `orders` at orders.js:14:14: is closed\n",
                 "\n#60             suspended   producer put on orders \"2\" @16:43 ^#59\n",
                 "\nNothing in it contradicts itself.\n",
             })
            QVERIFY2(run.out.contains(QString::fromUtf8(part)), part);
    }

    void theEventsAreInTheTextForm()
    {
        const Run run = InspectTest::run(
            {QStringLiteral("inspect"), nativeFile(QStringLiteral("orders.asqtrace"), sample())});
        const qsizetype begin = run.out.indexOf(QLatin1String("asqtrace text 1"));
        const qsizetype end = run.out.indexOf(QLatin1String("\nNothing in it"));
        QVERIFY(begin > 0 && end > begin);
        const Result<Trace> trace = readText(run.out.mid(begin, end - begin));
        QVERIFY2(trace.ok(), trace ? "" : qPrintable(trace.error().toString()));
        TextOptions options;
        options.files = false;
        QCOMPARE(writeText(*trace, options), writeText(sample(), options));
    }

    void jsonSaysTheSame()
    {
        const Run run = InspectTest::run(
            {QStringLiteral("inspect"), QStringLiteral("--json"), QStringLiteral(SAMPLES "/orders.asqtext")});
        QCOMPARE(run.exitCode, 0);
        QJsonParseError error;
        const QJsonObject json = QJsonDocument::fromJson(run.out.toUtf8(), &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(json.value(QStringLiteral("form")).toString(), QStringLiteral("text"));
        QCOMPARE(json.value(QStringLiteral("virtualClock")).toBool(), true);
        QCOMPARE(json.value(QStringLiteral("entities")).toArray().size(), 35);
        QCOMPARE(json.value(QStringLiteral("counts")).toObject().value(QStringLiteral("logged")).toInt(), 8);
        QCOMPARE(json.value(QStringLiteral("contradictions")).toArray().size(), 0);
        QCOMPARE(
            json.value(QStringLiteral("files")).toArray().first().toObject().value(QStringLiteral("name")).toString(),
            QStringLiteral("orders.js"));
        const QJsonArray events = json.value(QStringLiteral("events")).toArray();
        QCOMPARE(events.size(), 169);
        const QJsonObject event = events.at(59).toObject();
        QCOMPARE(event.value(QStringLiteral("kind")).toString(), QStringLiteral("suspended"));
        QCOMPARE(event.value(QStringLiteral("reason")).toString(), QStringLiteral("put"));
        QCOMPARE(event.value(QStringLiteral("value")).toString(), QStringLiteral("2"));
        QCOMPARE(event.value(QStringLiteral("programTime")).toInt(), 30'000);
        QCOMPARE(event.value(QStringLiteral("cause")).toInt(), 59);
        QCOMPARE(event.value(QStringLiteral("location")).toObject().value(QStringLiteral("line")).toInt(), 16);
        const QJsonObject entity = json.value(QStringLiteral("entities")).toArray().at(3).toObject();
        QCOMPARE(entity.value(QStringLiteral("label")).toString(), QStringLiteral("request /a"));
        QCOMPARE(entity.value(QStringLiteral("path")).toString(), QStringLiteral("0.0.0.0"));
        QCOMPARE(entity.value(QStringLiteral("state")).toString(), QStringLiteral("completed"));
        QVERIFY(!events.at(0).toObject().contains(QStringLiteral("cause")));
    }

    void whoStillWaitsSaysForWhat()
    {
        const QString text = file(QStringLiteral("stuck.asqtext"),
                                  "asqtrace text 1\ncreated c: channel\ncreated g: goroutine\nstarted g\n"
                                  "requested c by g\nsuspended g take on c\n");
        const Run run = InspectTest::run({QStringLiteral("inspect"), text});
        QVERIFY2(run.out.contains(QStringLiteral("goroutine `g`: waits to take from `c`\n")), qPrintable(run.out));
    }

    void findingsAndWaitsAreTold()
    {
        const QString text =
            file(QStringLiteral("ring.asqtext"),
                 "asqtrace text 1\nfile a.js\n| x\ncreated c: channel @1:1\ncreated g: goroutine @1:1\n"
                 "started g\noffered c by g \"7\" @1:3\nsuspended g put on c\nresumed g\n"
                 "requested c by g\nsuspended g take on c @1:9\ncompleted program\n");
        const Run run = InspectTest::run({QStringLiteral("inspect"), text});
        for (const char *part : {
                 "\nFindings\n  problem, deadlock: `g` waits for itself, so it can never go on. `g` waits to take from "
                 "`c`, whose only putter is `g`.\n    #8 at a.js:1:9\n",
                 "\nWho waits for whom at the end\n  `g` waits to take from `c`, whose only putter is `g`: a circle "
                 "(for "
                 "ever)\n  circle: `g` → `c` → `g`\n",
             })
            QVERIFY2(run.out.contains(QString::fromUtf8(part)), qPrintable(run.out));
        const Run json = InspectTest::run({QStringLiteral("inspect"), QStringLiteral("--json"), text});
        const QJsonObject object = QJsonDocument::fromJson(json.out.toUtf8()).object();
        const QJsonObject finding = object.value(QStringLiteral("findings")).toArray().first().toObject();
        QCOMPARE(finding.value(QStringLiteral("kind")).toString(), QStringLiteral("deadlock"));
        QCOMPARE(finding.value(QStringLiteral("events")).toArray(), QJsonArray{8});
        QCOMPARE(object.value(QStringLiteral("circles")).toArray().at(0).toArray(), (QJsonArray{3, 2}));
        const QJsonObject wait = object.value(QStringLiteral("waits")).toArray().first().toObject();
        QCOMPARE(wait.value(QStringLiteral("chain")).toArray(), (QJsonArray{3, 2, 3}));
        QCOMPARE(wait.value(QStringLiteral("forEver")).toBool(), true);
    }

    void anInstantIsInspected()
    {
        const QString sample = QStringLiteral(SAMPLES "/orders.asqtext");
        const Run run = InspectTest::run(
            {QStringLiteral("inspect"), QStringLiteral("--at"), QStringLiteral("60"), sample});
        QCOMPARE(run.exitCode, 0);
        for (const char *part : {
                 "\nAfter event 60: 30µs suspended `producer` put with `orders` 2 at orders.js:16:43\nNobody runs.\n",
                 "\n  `producer` waits to put 2 into `orders`, whose only taker `worker` waits for its turn\n",
                 "goroutine `producer` at orders.js:15:12: waits to put 2 into `orders`\n",
             })
            QVERIFY2(run.out.contains(QString::fromUtf8(part)), qPrintable(run.out));
        QVERIFY(!run.out.contains(QStringLiteral("\nEvents\n")));
        const Run json = InspectTest::run({QStringLiteral("inspect"), QStringLiteral("--at"), QStringLiteral("60"),
                                           QStringLiteral("--json"), sample});
        const QJsonObject object = QJsonDocument::fromJson(json.out.toUtf8()).object();
        QCOMPARE(object.value(QStringLiteral("at")).toInt(), 60);
        QVERIFY(!object.contains(QStringLiteral("events")));
        const Run past = InspectTest::run(
            {QStringLiteral("inspect"), QStringLiteral("--at"), QStringLiteral("170"), sample});
        QCOMPARE(past.exitCode, 1);
        QCOMPARE(past.error, QStringLiteral("asq: inspect: there is no event 170; the last one is 169\n"));
    }

    void threadsThatRunSideBySideAreNotInsideEachOther()
    {
        const QString trace =
            file(QStringLiteral("threads.asqtext"),
                 "asqtrace text 1\nentity main: thread\nentity row: track in main\nentity io: thread\n"
                 "0 started main \"draw\"\nstarted row \"text\"\nstarted io \"load\"\n"
                 "1us returned io\nreturned row\nreturned main\n");
        const Run run = InspectTest::run(
            {QStringLiteral("inspect"), QStringLiteral("--at"), QStringLiteral("3"), trace});
        QVERIFY2(run.out.contains(QStringLiteral("\nRunning: `main`, inside it `row`; beside it `io`.\n")),
                 qPrintable(run.out));
    }

    void causesAndTheCriticalPathAreTold()
    {
        const QString sample = QStringLiteral(SAMPLES "/orders.asqtext");
        const Run why = InspectTest::run(
            {QStringLiteral("inspect"), QStringLiteral("--why"), QStringLiteral("60"), sample});
        QVERIFY2(why.out.startsWith(
                     QStringLiteral("#60  30µs suspended `producer` put with `orders` 2 at orders.js:16:43\n"
                                    "because of #59  30µs offered `orders` with `producer` 2")),
                 qPrintable(why.out));
        QVERIFY2(why.out.endsWith(QStringLiteral("because of #1  0 started `orders.js`\n")), qPrintable(why.out));
        const Run path = InspectTest::run(
            {QStringLiteral("inspect"), QStringLiteral("--path"), QStringLiteral("1..169"), sample});
        QVERIFY2(path.out.startsWith(
                     QStringLiteral("120ms from event 1 to event 169\n    40ms   33.3%  `after 40` (0.4.0.0)\n")),
                 qPrintable(path.out));
        const Run none = InspectTest::run(
            {QStringLiteral("inspect"), QStringLiteral("--path"), QStringLiteral("60..61"), sample});
        QCOMPARE(none.out, QStringLiteral("Event 60 does not lead to event 61.\n"));
    }

    void contradictionsArePrinted()
    {
        const QString text = file(QStringLiteral("bad.asqtext"),
                                  "asqtrace text 1\ncreated a: step\naborted a\ncompleted a\n");
        const Run run = InspectTest::run({QStringLiteral("inspect"), text});
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(run.out.endsWith(
                     QStringLiteral("\nContradictions\n  event 3: \"completed\" after step `a` was aborted\n")),
                 qPrintable(run.out));
    }

    void whatIsMissingFromADamagedFileIsSaid()
    {
        const QString whole = nativeFile(QStringLiteral("whole.asqtrace"), sample());
        QFile from(whole);
        QVERIFY(from.open(QIODevice::ReadOnly));
        const QByteArray bytes = from.readAll();
        const Run cut = run(
            {QStringLiteral("inspect"), file(QStringLiteral("cut.asqtrace"), bytes.left(bytes.size() - 1))});
        QCOMPARE(cut.exitCode, 0);
        QVERIFY2(cut.out.contains(QStringLiteral("\nremark: The recording ends in the middle of a chunk")),
                 qPrintable(cut.out));
        QVERIFY(cut.out.contains(QStringLiteral("169 events")));
        QByteArray damaged = bytes;
        damaged[100] = char(~damaged.at(100));
        const Run changed = run({QStringLiteral("inspect"), file(QStringLiteral("changed.asqtrace"), damaged)});
        QCOMPARE(changed.exitCode, 0);
        QVERIFY2(changed.out.contains(
                     QStringLiteral("\nremark: The recording is damaged (byte 16: the checksum of a chunk does not fit "
                                    "its content): what happened after event 0 cannot be read.")),
                 qPrintable(changed.out));
    }

    void errorsGoToStderr_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("error");
        const QString inspect = QStringLiteral("inspect");
        const QString missing = m_folder.filePath(QStringLiteral("missing"));
        const QString empty = file(QStringLiteral("empty"), "");
        const QString other = file(QStringLiteral("other"), "hello");
        const QString wrong = file(QStringLiteral("wrong"), "asqtrace text 1\nbegun program\n");
        QTest::newRow("no file") << QStringList{inspect} << QStringLiteral("asq: inspect: name one recording\n");
        QTest::newRow("two files") << QStringList{inspect, empty, empty}
                                   << QStringLiteral("asq: inspect: name one recording\n");
        QTest::newRow("unknown option") << QStringList{inspect, QStringLiteral("--xml"), empty}
                                        << QStringLiteral("asq: inspect: Unknown option 'xml'.\n");
        QTest::newRow("missing") << QStringList{inspect, missing}
                                 << QStringLiteral("asq: %1: No such file or directory\n").arg(missing);
        QTest::newRow("empty") << QStringList{inspect, empty}
                               << QStringLiteral("asq: %1: the file is empty\n").arg(empty);
        QTest::newRow("another form") << QStringList{inspect, other}
                                      << QStringLiteral("asq: %1: this is no recording of Interleave\n").arg(other);
        QTest::newRow("a folder")
            << QStringList{inspect, m_folder.path()}
            << QStringLiteral("asq: %1: this is a folder, not a recording\n").arg(m_folder.path());
        QTest::newRow("bad text") << QStringList{
            inspect, wrong} << QStringLiteral("asq: %1: line 2, column 1: \"begun\" is no kind of event\n").arg(wrong);
    }

    void errorsGoToStderr()
    {
        QFETCH(QStringList, arguments);
        const Run run = InspectTest::run(arguments);
        QTEST(run.error, "error");
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.out, QString());
    }

    void theTableOfCommandsHelps()
    {
        const Run none = run({});
        QCOMPARE(none.exitCode, 1);
        QVERIFY(none.error.startsWith(QStringLiteral("asq: which command?\n")));
        const Run unknown = run({QStringLiteral("inspekt")});
        QCOMPARE(unknown.exitCode, 1);
        QVERIFY(unknown.error.startsWith(QStringLiteral("asq: there is no command \"inspekt\"\n")));
        const Run help = run({QStringLiteral("--help")});
        QCOMPARE(help.exitCode, 0);
        QVERIFY(help.out.contains(QStringLiteral("  inspect TRACE [--at N] [--json] ")));
        const Run version = run({QStringLiteral("--version")});
        QCOMPARE(version.exitCode, 0);
        QVERIFY(version.out.startsWith(QStringLiteral("asq ")));
        const Run inspectHelp = run({QStringLiteral("inspect"), QStringLiteral("--help")});
        QCOMPARE(inspectHelp.exitCode, 0);
        QVERIFY(inspectHelp.out.startsWith(
            QStringLiteral("Usage: asq inspect TRACE [--at N | --why N | --path FROM..TO] [--json]\n")));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(InspectTest)
#include "tst_inspect.moc"
