#include "guidetext.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

static const char root[] = SOURCE_ROOT;

/// README.md and resources/docs: their paths exist, their commands are there and the quick ones run.
class ReadmeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyNamedPathExists_data() { addGuides(); }
    void everyNamedPathExists();
    void everyDevVerbIsThere_data() { addGuides(); }
    void everyDevVerbIsThere();
#ifdef ASQ_FOLDER
    void everyAsqCommandRuns_data() { addGuides(); }
    void everyAsqCommandRuns();
#endif

    void aPathIsFoundInSpansAndLinks();
    void aCommandIsFoundInShellBlocksAlone();
    void aCommandMayGoOnInTheNextLine();

private:
    static void addGuides();
    static QString read(const QString &path);
};

void ReadmeTest::addGuides()
{
    QTest::addColumn<QString>("guide");
    QTest::newRow("README.md") << QStringLiteral("README.md");
    const QStringList names =
        QDir(QString::fromUtf8(root) + QStringLiteral("/resources/docs")).entryList({QStringLiteral("*.md")});
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << QStringLiteral("resources/docs/") + name;
}

QString ReadmeTest::read(const QString &path)
{
    QFile file(QString::fromUtf8(root) + QLatin1Char('/') + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void ReadmeTest::everyNamedPathExists()
{
    QFETCH(QString, guide);
    const QString text = read(guide);
    QVERIFY(!text.isEmpty());
    const QString folder = guide.contains(QLatin1Char('/')) ? guide.section(QLatin1Char('/'), 0, -2) : QString();
    QStringList findings;
    const QList<Statement> paths = namedPaths(text, folder);
    for (const Statement &path : paths) {
        if (!QFile::exists(QString::fromUtf8(root) + QLatin1Char('/') + path.text))
            findings << QStringLiteral("%1:%2: there is no %3").arg(guide).arg(path.line).arg(path.text);
    }
    QVERIFY2(findings.isEmpty(), qPrintable(findings.join(QLatin1Char('\n'))));
}

void ReadmeTest::everyDevVerbIsThere()
{
    QFETCH(QString, guide);
    QProcess dev;
    dev.start(QString::fromUtf8(root) + QStringLiteral("/dev"), {QStringLiteral("help")});
    QVERIFY(dev.waitForFinished());
    const QString help = QString::fromUtf8(dev.readAllStandardOutput());
    QStringList findings;
    const QList<Statement> commands = shownCommands(read(guide));
    for (const Statement &command : commands) {
        if (!command.text.startsWith(QLatin1String("./dev")))
            continue;
        const QString verb = command.text.section(QLatin1Char(' '), 1, 1);
        if (!help.contains(QRegularExpression(QStringLiteral("\n  %1\\b").arg(QRegularExpression::escape(verb)))))
            findings << QStringLiteral("%1:%2: ./dev has no verb %3").arg(guide).arg(command.line).arg(verb);
    }
    QVERIFY2(findings.isEmpty(), qPrintable(findings.join(QLatin1Char('\n'))));
}

#ifdef ASQ_FOLDER
// The commands of one guide run in order in one folder that looks like the repository, so that what one
// writes the next may read.
void ReadmeTest::everyAsqCommandRuns()
{
    QFETCH(QString, guide);
    QTemporaryDir folder;
    const QDir repository(QString::fromUtf8(root));
    const QStringList names = repository.entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    for (const QString &name : names)
        QVERIFY(QFile::link(repository.filePath(name), folder.filePath(name)));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"),
                       QStringLiteral(ASQ_FOLDER ":") + environment.value(QStringLiteral("PATH")));

    const QList<Statement> commands = shownCommands(read(guide));
    for (const Statement &command : commands) {
        if (!command.text.startsWith(QLatin1String("asq ")))
            continue;
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(folder.path());
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral("sh"), {QStringLiteral("-c"), command.text});
        const bool ended = process.waitForFinished(60'000);
        const QString what = QStringLiteral("%1:%2: %3\n%4")
                                 .arg(guide)
                                 .arg(command.line)
                                 .arg(command.text, QString::fromUtf8(process.readAll()));
        QVERIFY2(ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, qPrintable(what));
    }
}
#endif

void ReadmeTest::aPathIsFoundInSpansAndLinks()
{
    const QString guide = QStringLiteral("See `engine/core/nothing.h`, `x.y` and [the text](more.md#part).\n"
                                         "```\n`engine/within/a/fence`\n```\n"
                                         "![a picture](../pictures/a.png) and [out](https://example.org/engine/x).\n");
    QCOMPARE(namedPaths(guide, QStringLiteral("resources/docs")),
             QList<Statement>({{QStringLiteral("engine/core/nothing.h"), 1},
                               {QStringLiteral("resources/docs/more.md"), 1},
                               {QStringLiteral("resources/pictures/a.png"), 5}}));
}

void ReadmeTest::aCommandIsFoundInShellBlocksAlone()
{
    const QString guide = QStringLiteral("```sh\n$ ./dev run # opens\n\n# a remark\nasq run a.js\n```\n"
                                         "```js\nasq nothing\n```\n./dev prose\n");
    QCOMPARE(shownCommands(guide),
             QList<Statement>({{QStringLiteral("./dev run"), 2}, {QStringLiteral("asq run a.js"), 5}}));
}

void ReadmeTest::aCommandMayGoOnInTheNextLine()
{
    QCOMPARE(shownCommands(QStringLiteral("```sh\nasq run \\\n  a.js\n```\n")),
             QList<Statement>({{QStringLiteral("asq run a.js"), 2}}));
}

QTEST_GUILESS_MAIN(ReadmeTest)
#include "tst_readme.moc"
