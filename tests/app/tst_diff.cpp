#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// `asq diff`, as a person meets it.
class DiffTest : public QObject
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
        process.start(QStringLiteral(ASQ), QStringList{QStringLiteral("diff")} + arguments);
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
    static QByteArray world(const char *value, const char *end)
    {
        return QByteArray("asqtrace text 1\ncreated c: channel\ncreated q: goroutine\nstarted q\ntaken c by q \"")
            + value + "\" ^\nlogged q \"got " + value + "\" ^\n" + end;
    }

private Q_SLOTS:
    void recordingsThatSayTheSame()
    {
        const QString sample = QStringLiteral(SAMPLES "/orders.asqtrace");
        const Run same = run({sample, QStringLiteral(SAMPLES "/orders.asqtext")});
        QCOMPARE(same.error, QString());
        QCOMPARE(same.out, QStringLiteral("The same: 169 events.\n"));
        QCOMPARE(same.exitCode, 0);
    }

    void recordingsThatDiffer()
    {
        const QString a = file(QStringLiteral("a.asqtext"), world("1", "completed q\nreturned q\n"));
        const QString b = file(QStringLiteral("b.asqtext"), world("2", "suspended q take on c\n"));
        const Run differ = run({a, b});
        QCOMPARE(differ.exitCode, 1);
        QCOMPARE(differ.out,
                 QStringLiteral("< %1, 7 events\n> %2, 6 events\n"
                                "\nThe first divergence\n"
                                "  < #4 taken `c` with `q` 1\n  > #4 taken `c` with `q` 2\n"
                                "From it follow 4 events of the first recording and 3 of the second.\n"
                                "\nWho lives through something else, in the order in which they part\n"
                                "  `c`\n    < #4 taken `c` with `q` 1\n    > #4 taken `c` with `q` 2\n"
                                "  `q`\n    < #5 logged `q` got 1\n    > #5 logged `q` got 2\n"
                                "\nWhat they write\n  < got 1\n  > got 2\n"
                                "\nHow they end\n  < `q` has completed\n"
                                "  > `q` waits to take from `c`\n")
                     .arg(a, b));
    }

    void jsonSaysTheSame()
    {
        const QString a = file(QStringLiteral("a.asqtext"), world("1", "returned q\n"));
        const QString b = file(QStringLiteral("b.asqtext"), world("2", "returned q\n"));
        const Run differ = run({QStringLiteral("--json"), a, b});
        QCOMPARE(differ.exitCode, 1);
        const QJsonObject object = QJsonDocument::fromJson(differ.out.toUtf8()).object();
        QCOMPARE(object.value(QStringLiteral("verdict")).toString(), QStringLiteral("different"));
        QCOMPARE(object.value(QStringLiteral("first")).toObject().value(QStringLiteral("a")).toInt(), 4);
        const QJsonObject change = object.value(QStringLiteral("changes")).toArray().at(1).toObject();
        QCOMPARE(change.value(QStringLiteral("name")).toString(), QStringLiteral("`q`"));
        QCOMPARE(change.value(QStringLiteral("follows")).toBool(), true);
        QCOMPARE(object.value(QStringLiteral("lines")).toArray().size(), 2);
        const Run same = run({QStringLiteral("--json"), a, a});
        QCOMPARE(same.exitCode, 0);
        QVERIFY(!QJsonDocument::fromJson(same.out.toUtf8()).object().contains(QStringLiteral("first")));
    }

    void troubleIsTwo()
    {
        const Run one = run({QStringLiteral("a.asqtrace")});
        QCOMPARE(one.exitCode, 2);
        QCOMPARE(one.error, QStringLiteral("asq: diff: name two recordings\n"));
        const Run missing = run({QStringLiteral("missing.asqtrace"), QStringLiteral("other.asqtrace")});
        QCOMPARE(missing.exitCode, 2);
        QCOMPARE(missing.error, QStringLiteral("asq: missing.asqtrace: No such file or directory\n"));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(DiffTest)
#include "tst_diff.moc"
