#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// What `asq inspect` finds in recordings of real programs, run by `asq run`.
class FindingsTest : public QObject
{
    Q_OBJECT

    static QByteArray asq(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral(ASQ), arguments);
        if (!process.waitForFinished(30'000) || process.exitStatus() != QProcess::NormalExit)
            qFatal("asq did not end");
        return process.readAllStandardOutput();
    }
    /// One line a finding: "kind: explanation".
    QString findingsOf(const QString &program)
    {
        const QString recording = m_folder.filePath(QStringLiteral("run.asqtrace"));
        asq({QStringLiteral("run"), QStringLiteral("--virtual"), QStringLiteral("--record"), recording, program});
        const QJsonObject all =
            QJsonDocument::fromJson(asq({QStringLiteral("inspect"), QStringLiteral("--json"), recording})).object();
        QStringList lines;
        for (const QJsonValue finding : all.value(QStringLiteral("findings")).toArray())
            lines.append(finding[QStringLiteral("kind")].toString() + QLatin1String(": ")
                         + finding[QStringLiteral("explanation")].toString());
        return lines.join(u'\n');
    }

private Q_SLOTS:
    void theRulesHoldForRealPrograms_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("findings");
        const auto row = [](const char *name, const char *program, const char *findings) {
            QTest::newRow(name) << QString::fromUtf8(program) << QString::fromUtf8(findings);
        };
        row("nothing wrong", "ASQ(1).then(function a(done, n) { setTimeout(function () { done(n + 1); }, 5); });\n",
            "");
        row("settled twice", "ASQ(function a(done) { done(1); done(2); });\n",
            "settled twice: The trigger of step `a` was called again, as if it completed with 2, but it had already "
            "completed with 1. Only the first call counts; this one changes nothing and what it passes is lost.");
        row("thrown after the trigger", "ASQ(function a(done) { done(1); throw \"oh\"; }).or(function h() {});\n",
            "settled twice: step `a` had already completed with 1 when it threw: \"oh\". Its sequence fails all the "
            "same, "
            "though what it passed on may be used already.");
        row("unhandled error", "ASQ(function a(done) { done.fail(\"no\"); });\n",
            "unhandled error: Nobody handled the error of sequence `a`: \"no\". It began in step `a`, which failed in "
            "line 1. An error skips all steps that follow, up to a handler given with `or`; this sequence had none "
            "when the error arrived.");
        row("a step that never settles", "ASQ(function a(done) {}).val(function b() {});\n",
            "never settled: step `a` waits for its trigger to be called. Nothing is left that could do so: the run "
            "is over, no timer is armed and nothing is awaited from outside. So sequence `a` never completes either.");
        row("a message that is lost", "var c = ASQ.csp.chan(1);\nASQ.csp.put(c, \"x\");\nc.close();\n",
            "lost message: The message \"x\" was lost in `c`: the channel was closed before anybody took it.");
        row("a message that is left", "var c = ASQ.csp.chan(1);\nASQ.csp.put(c, \"x\");\n",
            "value left: One message of `c` nobody took: \"x\". Nobody ever takes from this channel.");
    }

    void theRulesHoldForRealPrograms()
    {
        QFETCH(QString, program);
        QFile file(m_folder.filePath(QStringLiteral("program.js")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(program.toUtf8());
        file.close();
        QTEST(findingsOf(file.fileName()), "findings");
    }

    void theDeadlockOfTheLessonIsNamedMemberByMember()
    {
        QCOMPARE(findingsOf(QStringLiteral(LESSONS "/16-deadlock/program.js")),
                 QStringLiteral(
                     "deadlock: `paints` of line 26 and `paints` of line 27 wait for each other in a circle, "
                     "so none of them can ever go on. `paints` of line 26 waits to take from `ladder`, whose "
                     "message `paints` of line 27 took and has not put back. `paints` of line 27 waits to "
                     "take from `brush`, whose message `paints` of line 26 took and has not put back. "
                     "Whoever waits for them is stuck as well: `sequence` and `runner`."));
    }

    void theOtherLessonsHaveNoFindings()
    {
        for (const char *lesson : {"06-gate-of-requests", "13-rendezvous", "14-pipeline", "15-failure"})
            QCOMPARE(findingsOf(QStringLiteral(LESSONS "/%1/program.js").arg(QLatin1String(lesson))), QString());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(FindingsTest)
#include "tst_findings.moc"
