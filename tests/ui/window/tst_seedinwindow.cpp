#include "asqprogram.h"
#include "mainwindowdriver.h"
#include "seedtable.h"

#include <QTest>

using namespace asqtest;
using interleave::Workbench;

/// Every program of the seed text, pasted into the window and run there in a child process: what the console shows is
/// what the table says, and the timeline is filled. The prelude goes before the program as a part of the text.
class SeedInWindowTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<MainWindowDriver> m_driver;

private Q_SLOTS:
    void initTestCase()
    {
        if (sharedFolder().isEmpty())
            QSKIP("No shared folder beside the repository and no INTERLEAVE_SHARED: skipped are all blocks of "
                  "seed/advanced-async-patterns.md.");
        m_driver = std::make_unique<MainWindowDriver>(QString());
    }
    void cleanupTestCase() { m_driver.reset(); }

    void aBlockPastedIntoTheWindowPrintsWhatTheTableSays_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("output");
        const QList<SeedBlock> blocks = blocksOf(
            QString::fromUtf8(fileContent(sharedFolder() + QStringLiteral("/seed/advanced-async-patterns.md"))));
        const QHash<QString, QString> fillIns = fillInsOf(
            QString::fromUtf8(fileContent(sourcePath(QStringLiteral("tests/seed/fillins.js")))));
        const QString prelude = QString::fromUtf8(fileContent(sourcePath(QStringLiteral("tests/seed/prelude.js"))));
        int programs = 0;
        for (const SeedRow &row :
             rowsOf(QString::fromUtf8(fileContent(sourcePath(QStringLiteral("resources/docs/seed-blocks.md")))))) {
            if (row.recipe.isEmpty())
                continue;
            QStringList problems;
            QStringList used;
            const QString program = composed(row, blocks, fillIns, problems, used);
            QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
            QTest::newRow(qPrintable(row.block)) << prelude + QLatin1Char('\n') + program << row.output;
            ++programs;
        }
        QVERIFY(programs >= 20);
    }

    void aBlockPastedIntoTheWindowPrintsWhatTheTableSays()
    {
        QFETCH(const QString, program);
        QFETCH(const QString, output);
        Workbench *bench = m_driver->bench();
        bench->paste(program);
        QTRY_VERIFY_WITH_TIMEOUT(!bench->busy() && bench->session()->eventCount() > 5, 20000);
        QVERIFY2(!bench->failed(), qPrintable(bench->console()->allText()));
        for (const QString &line : output.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            QVERIFY2(bench->console()->allText().contains(line), qPrintable(line));
        QVERIFY(bench->session()->source().sliceCount(1, quint32(bench->session()->eventCount()) + 1) > 0);
    }
};

QTEST_MAIN(SeedInWindowTest)
#include "tst_seedinwindow.moc"
