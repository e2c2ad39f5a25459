#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// `asq render`, as a person meets it.
class RenderTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    struct Run {
        int exitCode = -1;
        QString error;
    };
    /// Without a display, and without Qt being told how to do without.
    static Run run(const QStringList &arguments)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QLatin1String(name));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(ASQ), QStringList(QStringLiteral("render")) + arguments);
        if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardError())};
    }
    QByteArray picture(const char *name, const QStringList &options = {})
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        const Run made = run(QStringList{QStringLiteral(SAMPLES "/orders.asqtext"), QStringLiteral("-o"), path}
                             + options);
        if (made.exitCode != 0)
            qFatal("%s", qPrintable(made.error));
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void theEndingOfTheNameSaysTheForm()
    {
        QVERIFY(picture("a.png").startsWith("\x89PNG"));
        QVERIFY(picture("a.svg").contains("put 2"));
        QVERIFY(picture("a.pdf").startsWith("%PDF-"));
    }

    void optionsChangeThePicture()
    {
        const QByteArray plain = picture("plain.png");
        QVERIFY(picture("dark.png", {QStringLiteral("--theme"), QStringLiteral("dark")}) != plain);
        QVERIFY(picture("time.png", {QStringLiteral("--axis"), QStringLiteral("time")}) != plain);
        const QImage small = QImage::fromData(picture("small.png",
                                                      {QStringLiteral("--width"), QStringLiteral("640"),
                                                       QStringLiteral("--height"), QStringLiteral("400")}));
        QCOMPARE(small.size(), QSize(640, 400));
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("words");
        const QString sample = QStringLiteral(SAMPLES "/orders.asqtext");
        const QString to = QStringLiteral("-o");
        const QString file = QStringLiteral("/tmp/never.png");
        QTest::newRow("no recording") << QStringList{to, file} << QStringLiteral("which recording");
        QTest::newRow("no picture") << QStringList{sample} << QStringLiteral("where to");
        QTest::newRow("no such file") << QStringList{QStringLiteral("no-such.asqtrace"), to, file}
                                      << QStringLiteral("no-such.asqtrace");
        QTest::newRow("ending") << QStringList{sample, to, QStringLiteral("never.gif")}
                                << QStringLiteral(".png, .svg or .pdf");
        QTest::newRow("width") << QStringList{sample, to, file, QStringLiteral("--width"), QStringLiteral("x")}
                               << QStringLiteral("--width");
        QTest::newRow("axis") << QStringList{sample, to, file, QStringLiteral("--axis"), QStringLiteral("up")}
                              << QStringLiteral("\"up\"");
        QTest::newRow("option") << QStringList{sample, to, file, QStringLiteral("--colour")}
                                << QStringLiteral("colour");
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, words);
        const Run failed = run(arguments);
        QCOMPARE(failed.exitCode, 1);
        QVERIFY2(failed.error.contains(words), qPrintable(failed.error));
        QVERIFY(failed.error.startsWith(QStringLiteral("asq: ")));
    }
};

QTEST_APPLESS_MAIN(RenderTest)
#include "tst_render.moc"
