#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

/// The examples of the patterns print what their golden files say, and there is one for each heading of the seed text.
class tst_Patterns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachPrintsWhatItShall_data();
    void eachPrintsWhatItShall();
    void eachHeadingHasItsExample();
    void eachIsShort();

private:
    static QStringList sources()
    {
        return QDir(QStringLiteral(PATTERNS)).entryList({QStringLiteral("*.cpp")}, QDir::Files, QDir::Name);
    }
    static QByteArray textOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void tst_Patterns::eachPrintsWhatItShall_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &source : sources())
        QTest::newRow(qPrintable(source)) << source.chopped(4);
}

void tst_Patterns::eachPrintsWhatItShall()
{
    QFETCH(QString, name);
    QProcess program;
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(QStringLiteral(PROGRAMS "/pattern_") + name, QStringList());
    QVERIFY(program.waitForFinished(20'000));
    const QByteArray output = program.readAll();
    QVERIFY2(program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0, output.constData());
    const QString golden = QStringLiteral(GOLDEN "/") + name + QStringLiteral(".out");
    if (qEnvironmentVariable("INTERLEAVE_GOLDEN") == QLatin1String("rewrite")) {
        QFile file(golden);
        QVERIFY(QDir().mkpath(QStringLiteral(GOLDEN)) && file.open(QIODevice::WriteOnly));
        file.write(output);
        return;
    }
    QCOMPARE(QString::fromUtf8(output), QString::fromUtf8(textOf(golden)));
    QVERIFY(!output.isEmpty());
}

void tst_Patterns::eachHeadingHasItsExample()
{
    QByteArray beginnings;
    for (const QString &source : sources())
        beginnings += textOf(QStringLiteral(PATTERNS "/") + source).left(80) + '\n';
    for (const char *heading :
         {"Iterable Sequences", "Extending Iterable Sequences", "Event Reactive", "ES7 Observables",
          "Reactive Sequences", "Generator Coroutine", "State Machines", "Message Passing", "asynquence CSP emulation"})
        QVERIFY2(beginnings.contains(QByteArray("// ") + heading), heading);
}

void tst_Patterns::eachIsShort()
{
    for (const QString &source : sources())
        QVERIFY2(textOf(QStringLiteral(PATTERNS "/") + source).count('\n') <= 90, qPrintable(source));
}

QTEST_GUILESS_MAIN(tst_Patterns)
#include "tst_patterns.moc"
