#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

/// `asq query`, and the worked questions of its guide.
class QueryCommandTest : public QObject
{
    Q_OBJECT

    struct Run {
        int exitCode = -1;
        QString out;
        QString error;
    };
    static Run run(const QStringList &arguments, const QString &input = {})
    {
        QProcess process;
        process.start(QStringLiteral(ASQ), QStringList{QStringLiteral("query")} + arguments);
        process.write(input.toUtf8());
        process.closeWriteChannel();
        if (!process.waitForFinished(30'000) || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    static QString sample() { return QStringLiteral(SAMPLES "/orders.asqtrace"); }

private Q_SLOTS:
    void everyWorkedQuestionHasItsAnswer_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("answer");
        QFile guide(QStringLiteral(GUIDE));
        QVERIFY(guide.open(QIODevice::ReadOnly));
        static const QRegularExpression question(
            QStringLiteral("\n### (\\d+)\\. ([^\n]+)\n\n```sql\n(.*?)```\n\n```text\n(.*?)```\n"),
            QRegularExpression::DotMatchesEverythingOption);
        for (const QRegularExpressionMatch &match : question.globalMatch(QString::fromUtf8(guide.readAll())))
            QTest::newRow(qPrintable(match.captured(2))) << match.captured(3) << match.captured(4);
    }

    void everyWorkedQuestionHasItsAnswer()
    {
        QFETCH(QString, sql);
        const Run answer = run({sample(), QStringLiteral("-")}, sql);
        QCOMPARE(answer.error, QString());
        QTEST(answer.out, "answer");
        QCOMPARE(answer.exitCode, 0);
    }

    void theGuideHasTenQuestions()
    {
        QFile guide(QStringLiteral(GUIDE));
        QVERIFY(guide.open(QIODevice::ReadOnly));
        QCOMPARE(guide.readAll().count("\n```sql\n"), 10);
    }

    void rowsCanBeObjects()
    {
        const Run answer = run({QStringLiteral("--json"), sample(),
                                QStringLiteral("SELECT id, value, 1.5 AS half FROM events WHERE id IN (46, 58)")});
        QCOMPARE(answer.exitCode, 0);
        const QJsonArray rows = QJsonDocument::fromJson(answer.out.toUtf8()).array();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows.at(1).toObject().value(QStringLiteral("value")).toString(), QStringLiteral("1"));
        QCOMPARE(rows.at(1).toObject().value(QStringLiteral("id")).toInt(), 58);
        QCOMPARE(rows.at(1).toObject().value(QStringLiteral("half")).toDouble(), 1.5);
        const Run none = run({QStringLiteral("--json"), sample(), QStringLiteral("SELECT 1 WHERE 0")});
        QVERIFY(QJsonDocument::fromJson(none.out.toUtf8()).isArray());
    }

    void rowsCanBeCommaSeparated()
    {
        const Run answer = run({QStringLiteral("--csv"), sample(),
                                QStringLiteral("SELECT 'a,b' AS x, 'say \"so\"' AS \"y z\", NULL AS n, 2 AS two")});
        QCOMPARE(answer.out, QStringLiteral("x,y z,n,two\n\"a,b\",\"say \"\"so\"\"\",,2\n"));
    }

    void mistakesAreMarked_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("error");
        QTest::newRow("column") << QStringList{sample(), QStringLiteral("SELECT id\nFROM events\nWHERE knd = 1")}
                                << QStringLiteral("asq: query: line 3, column 7: no such column: knd\n  | WHERE knd = "
                                                  "1\n  |       ^\n");
        QTest::newRow("writing") << QStringList{sample(), QStringLiteral("DELETE FROM events")}
                                 << QStringLiteral("asq: query: table events may not be modified\n");
        QTest::newRow("nothing") << QStringList{sample()}
                                 << QStringLiteral("asq: query: name one recording and one query\n");
        QTest::newRow("both forms") << QStringList{sample(), QStringLiteral("SELECT 1"), QStringLiteral("--json"),
                                                   QStringLiteral("--csv")}
                                    << QStringLiteral("asq: query: --json or --csv, not both\n");
        QTest::newRow("no file") << QStringList{QStringLiteral("missing.asqtrace"), QStringLiteral("SELECT 1")}
                                 << QStringLiteral("asq: missing.asqtrace: No such file or directory\n");
    }

    void mistakesAreMarked()
    {
        QFETCH(QStringList, arguments);
        const Run answer = run(arguments);
        QTEST(answer.error, "error");
        QCOMPARE(answer.exitCode, 1);
        QCOMPARE(answer.out, QString());
    }

    void aQueryThatTakesTooLongIsInterrupted()
    {
        QProcess process;
        process.start(QStringLiteral(ASQ),
                      {QStringLiteral("query"), QStringLiteral("--csv"), sample(),
                       QStringLiteral(
                           "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n")});
        QVERIFY(process.waitForReadyRead(30'000));
        ::kill(pid_t(process.processId()), SIGINT);
        while (process.state() != QProcess::NotRunning && process.waitForReadyRead(30'000))
            process.readAllStandardOutput();
        QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(30'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QCOMPARE(QString::fromUtf8(process.readAllStandardError()), QStringLiteral("asq: query: interrupted\n"));
    }
};

QTEST_GUILESS_MAIN(QueryCommandTest)
#include "tst_querycommand.moc"
