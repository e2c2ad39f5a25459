#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// `asq convert`, as a person meets it.
class ConvertTest : public QObject
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
    static Run convert(const QStringList &arguments) { return run(QStringList{QStringLiteral("convert")} + arguments); }
    static QByteArray contentOf(const QString &fileName)
    {
        QFile file(fileName);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void thereAndBackIsTheSame_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"a.asqtrace", "a.asqtext", "a.asqtext.gz", "a.asqtext.zst", "a.asqtrace.gz",
                                 "a.pftrace", "a.perfetto-trace.zst", "a.json", "a.json.gz"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void thereAndBackIsTheSame()
    {
        QFETCH(QString, name);
        const QString there = m_folder.filePath(name);
        const QString back = m_folder.filePath(QStringLiteral("back.asqtext"));
        const Run first = convert({QStringLiteral(SAMPLES "/orders.asqtext"), there});
        QCOMPARE(first.error, QString());
        const Run second = convert({there, back});
        QCOMPARE(second.error, QString());
        const Run diff = run({QStringLiteral("diff"), QStringLiteral(SAMPLES "/orders.asqtext"), back});
        QCOMPARE(diff.out, QStringLiteral("The same: 169 events.\n"));
    }

    void aFormCanBeAskedFor()
    {
        const QString out = m_folder.filePath(QStringLiteral("named.txt"));
        const Run made = convert(
            {QStringLiteral(SAMPLES "/orders.asqtrace"), out, QStringLiteral("--to"), QStringLiteral("text")});
        QCOMPARE(made.error, QString());
        QVERIFY(contentOf(out).startsWith("asqtrace text 1"));
    }

    void chromesEventsBecomeARecording()
    {
        QFile json(m_folder.filePath(QStringLiteral("run.json")));
        QVERIFY(json.open(QIODevice::WriteOnly));
        json.write(R"([{"ph":"X","pid":1,"tid":1,"ts":1,"dur":2,"name":"parse"},{"ph":"X","pid":1)");
        json.close();
        const QString out = m_folder.filePath(QStringLiteral("run.asqtext"));
        QCOMPARE(convert({json.fileName(), out}).error, QString());
        QVERIFY2(contentOf(out).contains("\"parse\""), contentOf(out).constData());
        QVERIFY2(contentOf(out).contains("Byte 58: an event does not end."), contentOf(out).constData());
    }

    void whatCannotBeDoneIsSaid()
    {
        const QString in = QStringLiteral(SAMPLES "/orders.asqtext");
        const Run ending = convert({in, m_folder.filePath(QStringLiteral("a.xyz"))});
        QCOMPARE(ending.exitCode, 1);
        QVERIFY2(ending.error.contains(QLatin1String("the name does not say which form: .asqtrace, .asqtext")),
                 qPrintable(ending.error));
        const Run form = convert(
            {in, m_folder.filePath(QStringLiteral("a.asqtext")), QStringLiteral("--to"), QStringLiteral("x")});
        QVERIFY2(form.error.contains(QLatin1String("there is no form \"x\"")), qPrintable(form.error));
        const Run missing = convert(
            {m_folder.filePath(QStringLiteral("none")), m_folder.filePath(QStringLiteral("a.asqtext"))});
        QVERIFY2(missing.error.contains(QLatin1String("none: No such file")), qPrintable(missing.error));
        const Run folder = convert({in, QStringLiteral("/nowhere/a.asqtext")});
        QCOMPARE(folder.exitCode, 1);
        QVERIFY2(folder.error.contains(QLatin1String("/nowhere/a.asqtext: ")), qPrintable(folder.error));
        QCOMPARE(convert({in}).exitCode, 1);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(ConvertTest)
#include "tst_convert.moc"
