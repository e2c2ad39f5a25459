#include "trace/formats/tracefile.h"
#include "trace/traceverifier.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace asq;
using trace::Trace;

/// `asq record`, and what `asq run` records, through the real binary.
class RecordCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aProgramIsRecordedWithoutAChange();
    void aScriptIsRecordedByTheEnvironment();
    void theExitCodeIsTheProgramsOwn();
    void signalsGoToTheProgram();
    void whatCannotBeRecordedIsTold_data();
    void whatCannotBeRecordedIsTold();
    void valuesAreOffShortOrFull_data();
    void valuesAreOffShortOrFull();
    void objectsThatMakeTroubleAreRecordedAllTheSame_data();
    void objectsThatMakeTroubleAreRecordedAllTheSame();
    void aHugeArrayCostsNothing();
    void aRunThatEndsWellKeepsNothing();
    void whatAnEarlierRunLeftIsNoReasonToKeep();
    void percentSignsOfAFileNameAreReadFromLeftToRight();
    void aProblemAtTheEndIsAReasonToKeep();
    void aSignalIsAReasonToKeep();
    void aProgramThatEndsBadlyIsKept_data();
    void aProgramThatEndsBadlyIsKept();

private:
    struct Outcome {
        int exitCode = -1;
        QString errors;
    };
    static Outcome asq(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral(ASQ), arguments);
        if (!process.waitForFinished(30'000) || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardError())};
    }
    Trace recorded() const
    {
        const auto file = trace::readTraceFile(m_recording);
        if (!file)
            return {};
        return trace::TraceVerifier::verify(file->trace).isEmpty() ? file->trace : Trace();
    }
    static qsizetype meetings(const Trace &trace)
    {
        qsizetype count = 0;
        for (const trace::Event &event : trace.events())
            count += event.kind == trace::EventKind::Rendezvous;
        return count;
    }
    /// A file with this text.
    QString program(const QString &text) const
    {
        QFile file(m_folder.filePath(QStringLiteral("program.js")));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no program");
        file.write(text.toUtf8());
        return file.fileName();
    }
    /// Records a script; gives the values with which its step "take" began.
    QString takenBy(const QString &text, const QString &values)
    {
        const Outcome outcome = asq({QStringLiteral("run"), QStringLiteral("--virtual"), QStringLiteral("--record"),
                                     m_recording, QStringLiteral("--values"), values, program(text)});
        if (outcome.exitCode != 0)
            return outcome.errors;
        const Trace trace = recorded();
        for (const trace::Event &event : trace.events()) {
            if (event.kind == trace::EventKind::Started && trace.label(event.entity) == QLatin1String("take"))
                return trace.string(event.value);
        }
        return QStringLiteral("(no such event)");
    }
    QTemporaryDir m_folder;
    const QString m_recording = m_folder.filePath(QStringLiteral("out.asqtrace"));
};

void RecordCommandTest::aProgramIsRecordedWithoutAChange()
{
    const Outcome outcome = asq({QStringLiteral("record"), m_recording, QStringLiteral("--"),
                                 QStringLiteral(RECORDED_PROGRAM), QStringLiteral("rounds"), QStringLiteral("3")});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.errors, QString());
    QCOMPARE(meetings(recorded()), 3);
    QCOMPARE(recorded().remarks(), QStringList());
}

void RecordCommandTest::aScriptIsRecordedByTheEnvironment()
{
    QFile file(m_folder.filePath(QStringLiteral("hello.js")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("ASQ(1).val(function greet() {});\n");
    file.close();
    const Outcome outcome = asq({QStringLiteral("record"), m_recording, QStringLiteral("--"), QStringLiteral(ASQ),
                                 QStringLiteral("run"), QStringLiteral("--virtual"), file.fileName()});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(recorded().label(trace::EntityId::Program), QStringLiteral("hello.js"));
    QCOMPARE(recorded().remarks(), QStringList());
}

void RecordCommandTest::theExitCodeIsTheProgramsOwn()
{
    QFile file(m_folder.filePath(QStringLiteral("fails.js")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("throw new Error('no');\n");
    file.close();
    QCOMPARE(asq({QStringLiteral("record"), m_recording, QStringLiteral("--"), QStringLiteral(ASQ),
                  QStringLiteral("run"), QStringLiteral("--memory"), QStringLiteral("x"), file.fileName()})
                 .exitCode,
             1);
    QCOMPARE(asq({QStringLiteral("record"), m_recording, QStringLiteral("--"), QStringLiteral("sh"),
                  QStringLiteral("-c"), QStringLiteral("exit 7")})
                 .exitCode,
             7);
}

void RecordCommandTest::signalsGoToTheProgram()
{
    QProcess process;
    process.start(QStringLiteral(ASQ),
                  {QStringLiteral("record"), m_recording, QStringLiteral("--"), QStringLiteral(RECORDED_PROGRAM),
                   QStringLiteral("endless")});
    QVERIFY(process.waitForReadyRead(10'000)); // It runs.
    kill(pid_t(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(10'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 128 + SIGTERM);
}

void RecordCommandTest::whatCannotBeRecordedIsTold_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("errors");
    const QString out = m_recording;
    QTest::newRow("a program that knows nothing of it")
        << QStringList{out, QStringLiteral("--"), QStringLiteral("true")}
        << QStringLiteral("asq: record: true recorded nothing. It is not linked with the library's recorder, made no "
                          "kernel, or records itself elsewhere\n");
    QTest::newRow("no such program") << QStringList{out, QStringLiteral("--"), QStringLiteral("/nowhere/x")}
                                     << QStringLiteral("asq: record: /nowhere/x cannot be started: No such file or "
                                                       "directory\n");
    QTest::newRow("no program") << QStringList{out}
                                << QStringLiteral("asq: record: name a file, and after -- the program: asq record OUT "
                                                  "-- PROGRAM …\n");
    QTest::newRow("other values") << QStringList{QStringLiteral("--values"), QStringLiteral("all"), out,
                                                 QStringLiteral("--"), QStringLiteral("true")}
                                  << QStringLiteral(
                                         "asq: record: values are \"off\", \"summary\" or \"full\", not \"all\"\n");
}

void RecordCommandTest::whatCannotBeRecordedIsTold()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, errors);
    const Outcome outcome = asq(QStringList{QStringLiteral("record")} + arguments);
    QCOMPARE(outcome.exitCode, 1);
    QCOMPARE(outcome.errors, errors);
}

void RecordCommandTest::valuesAreOffShortOrFull_data()
{
    QTest::addColumn<QString>("values");
    QTest::addColumn<QString>("taken");
    QTest::newRow("off") << QStringLiteral("off") << QString();
    QTest::newRow("summary") << QStringLiteral("summary")
                             << QStringLiteral("{ a: [ { b: [Array] } ], text: '%1…").arg(QString(47, u'x'));
    QTest::newRow("full") << QStringLiteral("full")
                          << QStringLiteral("{ a: [ { b: [ { c: [ 1 ] } ] } ], text: '%1' }").arg(QString(200, u'x'));
}

void RecordCommandTest::valuesAreOffShortOrFull()
{
    QFETCH(QString, values);
    QTEST(takenBy(QStringLiteral("ASQ({ a: [{ b: [{ c: [1] }] }], text: 'x'.repeat(200) }).val(function take() {});"),
                  values),
          "taken");
}

void RecordCommandTest::objectsThatMakeTroubleAreRecordedAllTheSame_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("taken");
    const auto row = [](const char *name, const char *value, const char *taken) {
        QTest::newRow(name) << QString::fromUtf8(value) << QString::fromUtf8(taken);
    };
    row("a circle", "var o = { a: 1 }; o.me = o;", "<ref *1> { a: 1, me: [Circular *1] }");
    row("a getter that throws", "var o = { get a() { throw 1; }, b: 2 };", "{ a: [Getter], b: 2 }");
    row("a proxy that throws", "var o = new Proxy({}, { ownKeys: function () { throw 1; } });", "{…}");
    row("a text of its own that throws", "var o = { toString: function () { throw 1; } };",
        "{ toString: [Function: toString] }");
    row("nested deep", "var o = 1; for (var i = 0; i < 50; ++i) o = [o];", "[ [ [ [ [ [ [Array] ] ] ] ] ] ]");
}

void RecordCommandTest::objectsThatMakeTroubleAreRecordedAllTheSame()
{
    QFETCH(QString, value);
    QTEST(takenBy(value + QStringLiteral("\nASQ(o).val(function take() {});"), QStringLiteral("full")), "taken");
}

// Each event of it would take seconds if all of it were looked at.
void RecordCommandTest::aHugeArrayCostsNothing()
{
    const QString taken = takenBy(QStringLiteral(
                                      "var o = new Array(300000).fill({ a: 1 });\n"
                                      "var s = ASQ(o);\n"
                                      "for (var i = 0; i < 200; ++i) s.val(function take(x) { return x; });"),
                                  QStringLiteral("full"));
    QVERIFY2(taken.endsWith(QLatin1String("... 299900 more items ]")), qPrintable(taken));
}

void RecordCommandTest::whatAnEarlierRunLeftIsNoReasonToKeep()
{
    // The end of a run in which an error went unhandled, left by somebody who was killed before looking at it.
    const QString failing = program(QStringLiteral("ASQ().then(function charge() { throw new Error('declined'); });"));
    asq({QStringLiteral("run"), QStringLiteral("--virtual"), QStringLiteral("--record"), m_recording, failing});
    const QString end = m_recording + QStringLiteral(".end");
    QVERIFY(QFile::rename(m_recording, end));
    const Outcome outcome = asq({QStringLiteral("record"), m_recording, QStringLiteral("--keep"), QStringLiteral("1s"),
                                 QStringLiteral("--"), QStringLiteral("true")});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.errors, QString());
    QVERIFY(!QFile::exists(m_recording));
    QVERIFY(!QFile::exists(end));
}

void RecordCommandTest::percentSignsOfAFileNameAreReadFromLeftToRight()
{
    const Outcome outcome = asq({QStringLiteral("record"), m_folder.filePath(QStringLiteral("a%%p.asqtrace")),
                                 QStringLiteral("--"), QStringLiteral(RECORDED_PROGRAM), QStringLiteral("rounds"),
                                 QStringLiteral("2")});
    QCOMPARE(outcome.errors, QString());
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY(QFile::exists(m_folder.filePath(QStringLiteral("a%p.asqtrace"))));
}

void RecordCommandTest::aRunThatEndsWellKeepsNothing()
{
    const QString file = m_folder.filePath(QStringLiteral("well.asqtrace"));
    const Outcome outcome = asq({QStringLiteral("run"), QStringLiteral("--virtual"), QStringLiteral("--keep"),
                                 QStringLiteral("30s"), QStringLiteral("--record"), file,
                                 program(QStringLiteral("ASQ(1).val(function greet() {});"))});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("well*")}), QStringList());
}

void RecordCommandTest::aProblemAtTheEndIsAReasonToKeep()
{
    const QString file = m_folder.filePath(QStringLiteral("badly.asqtrace"));
    const QStringList command = {QStringLiteral("run"),
                                 QStringLiteral("--virtual"),
                                 QStringLiteral("--keep"),
                                 QStringLiteral("30s"),
                                 QStringLiteral("--record"),
                                 file,
                                 program(QStringLiteral("ASQ(function pay(done) { done.fail('no'); });"))};
    const Outcome outcome = asq(command);
    const QString kept = QStringLiteral("asq: the end of the recording is kept in %1: Nobody handled the error");
    QVERIFY2(outcome.errors.contains(kept.arg(file)), qPrintable(outcome.errors));
    const auto trace = trace::readTraceFile(file);
    QVERIFY(trace.ok());
    QVERIFY(trace::TraceVerifier::verify(trace->trace).isEmpty());
    const QString second = m_folder.filePath(QStringLiteral("badly-2.asqtrace"));
    QVERIFY(asq(command).errors.contains(kept.arg(second)));
    QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("badly*")}),
             (QStringList{QStringLiteral("badly-2.asqtrace"), QStringLiteral("badly.asqtrace")}));
}

void RecordCommandTest::aSignalIsAReasonToKeep()
{
    const QString file = m_folder.filePath(QStringLiteral("signal.asqtrace"));
    QProcess process;
    process.start(QStringLiteral(ASQ),
                  {QStringLiteral("run"), QStringLiteral("--keep"), QStringLiteral("30s"), QStringLiteral("--record"),
                   file, program(QStringLiteral("console.error('ready'); setInterval(function tick() {}, 5);"))});
    process.setReadChannel(QProcess::StandardError);
    QVERIFY(process.waitForReadyRead(10'000));
    kill(pid_t(process.processId()), SIGUSR1);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 20'000);
    kill(pid_t(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(10'000));
    const auto trace = trace::readTraceFile(file);
    QVERIFY(trace.ok());
    QCOMPARE(trace->trace.label(trace::EntityId::Program), QStringLiteral("program.js"));
}

void RecordCommandTest::aProgramThatEndsBadlyIsKept_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("explanation");
    QTest::newRow("ends well") << QStringLiteral("rounds") << QString();
    QTest::newRow("fails") << QStringLiteral("fails") << QStringLiteral("Nobody handled the error");
}

void RecordCommandTest::aProgramThatEndsBadlyIsKept()
{
    QFETCH(QString, mode);
    QFETCH(QString, explanation);
    const QString name = QStringLiteral("end-of-") + mode;
    const QString file = m_folder.filePath(name + QStringLiteral(".asqtrace"));
    const Outcome outcome = asq({QStringLiteral("record"), QStringLiteral("--keep"), QStringLiteral("30s"), file,
                                 QStringLiteral("--"), QStringLiteral(RECORDED_PROGRAM), mode, QStringLiteral("3")});
    QCOMPARE(outcome.exitCode, 0);
    const QStringList files = QDir(m_folder.path()).entryList({name + QStringLiteral("*")});
    if (explanation.isEmpty()) {
        QCOMPARE(outcome.errors, QString());
        QCOMPARE(files, QStringList());
        return;
    }
    QCOMPARE(files, QStringList{name + QStringLiteral(".asqtrace")});
    QVERIFY2(outcome.errors.startsWith(QStringLiteral("asq: the end of the recording is kept in %1: ").arg(file)),
             qPrintable(outcome.errors));
    QVERIFY2(outcome.errors.contains(explanation), qPrintable(outcome.errors));
    const auto trace = trace::readTraceFile(file);
    QVERIFY(trace.ok());
    QVERIFY(trace::TraceVerifier::verify(trace->trace).isEmpty());
}

QTEST_GUILESS_MAIN(RecordCommandTest)
#include "tst_recordcommand.moc"
