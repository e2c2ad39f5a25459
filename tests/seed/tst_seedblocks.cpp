#include "asqprogram.h"
#include "seedtable.h"

#include "trace/formats/tracefile.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace asqtest;

/// Every program of the seed text runs as it is printed there. The text is read where it lies and never kept:
/// resources/docs/seed-blocks.md says how each block becomes a program and what it prints, fillins.js what stands
/// for the placeholders, prelude.js is the outside world.
class SeedBlocksTest : public QObject
{
    Q_OBJECT

private:
    QList<SeedBlock> m_blocks;
    QList<SeedRow> m_rows;
    QHash<QString, QString> m_fillIns;

    SeedRow rowOf(const QString &block) const
    {
        const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                      [&block](const SeedRow &each) { return each.block == block; });
        return row == m_rows.end() ? SeedRow() : *row;
    }

    QString composedFor(const SeedRow &row, QStringList &problems) const
    {
        QStringList used;
        return composed(row, m_blocks, m_fillIns, problems, used);
    }

    static Outcome runWithPrelude(const QString &program, const QStringList &options)
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("block.js"));
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(program.toUtf8()) < 0)
            return {};
        out.close();
        return runAsq(QStringList{QStringLiteral("run")} + options
                      + QStringList{sourcePath(QStringLiteral("tests/seed/prelude.js")), file});
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString shared = sharedFolder();
        if (shared.isEmpty())
            QSKIP("No shared folder beside the repository and no INTERLEAVE_SHARED: skipped are all blocks of "
                  "seed/advanced-async-patterns.md.");
        m_blocks = blocksOf(
            QString::fromUtf8(fileContent(shared + QStringLiteral("/seed/advanced-async-patterns.md"))));
        m_rows = rowsOf(QString::fromUtf8(fileContent(sourcePath(QStringLiteral("resources/docs/seed-blocks.md")))));
        m_fillIns = fillInsOf(QString::fromUtf8(fileContent(sourcePath(QStringLiteral("tests/seed/fillins.js")))));
        QVERIFY(!m_blocks.isEmpty());
        QVERIFY(!m_rows.isEmpty());
    }

    void theTableNamesEveryBlockOfTheTextOnceAndInOrder()
    {
        QStringList inText;
        for (const SeedBlock &block : std::as_const(m_blocks))
            inText.append(block.name);
        QStringList inTable;
        for (const SeedRow &row : std::as_const(m_rows))
            inTable.append(row.block);
        QCOMPARE(inTable, inText);
    }

    void everyBlockIsRunOrItsAbsenceIsExplained()
    {
        for (const SeedRow &row : std::as_const(m_rows)) {
            const bool explained = row.reason.size() > 40;
            QVERIFY2(row.recipe.isEmpty() ? explained : !row.output.isEmpty(), qPrintable(row.block));
        }
    }

    void everyFillInIsUsed()
    {
        QStringList problems, used;
        for (const SeedRow &row : std::as_const(m_rows)) {
            if (!row.recipe.isEmpty())
                composed(row, m_blocks, m_fillIns, problems, used);
        }
        QCOMPARE(problems.join(u'\n'), QString());
        const QStringList names = m_fillIns.keys();
        for (const QString &name : names)
            QVERIFY2(used.contains(name), qPrintable(name));
    }

    void theBlockRunsAndPrintsWhatTheTableSays_data()
    {
        QTest::addColumn<QString>("block");
        QTest::addColumn<bool>("isVirtual");
        for (const SeedRow &row : std::as_const(m_rows)) {
            if (row.recipe.isEmpty())
                continue;
            for (const bool isVirtual : {true, false}) {
                const QString clock = isVirtual ? QStringLiteral(", virtual clock") : QStringLiteral(", real clock");
                QTest::newRow(qPrintable(row.block + clock)) << row.block << isVirtual;
            }
        }
    }
    void theBlockRunsAndPrintsWhatTheTableSays()
    {
        QFETCH(QString, block);
        QFETCH(bool, isVirtual);
        const SeedRow row = rowOf(block);
        QStringList problems;
        const QString program = composedFor(row, problems);
        QCOMPARE(problems.join(u'\n'), QString());
        const Outcome outcome = runWithPrelude(program,
                                               isVirtual ? QStringList{QStringLiteral("--virtual")} : QStringList());
        QVERIFY2(outcome.exitCode == 0 && outcome.errors.isEmpty(), outcome.report());
        QCOMPARE(QString::fromUtf8(outcome.output), row.output);
    }

    void theLastStepGetsWhatTheTableSays_data()
    {
        QTest::addColumn<QString>("block");
        for (const SeedRow &row : std::as_const(m_rows)) {
            if (!row.lastValues.isEmpty())
                QTest::newRow(qPrintable(row.block)) << row.block;
        }
    }
    /// Some programs print nothing of their result: it goes to a step that looks at it. A recording tells.
    void theLastStepGetsWhatTheTableSays()
    {
        QFETCH(QString, block);
        const SeedRow row = rowOf(block);
        QStringList problems;
        const QTemporaryDir folder;
        const QString recording = folder.filePath(QStringLiteral("run.asqtrace"));
        const Outcome outcome = runWithPrelude(composedFor(row, problems),
                                               {QStringLiteral("--virtual"), QStringLiteral("--record"), recording});
        QVERIFY2(outcome.exitCode == 0, outcome.report());
        const asq::trace::Result<asq::trace::TraceFile> file = asq::trace::readTraceFile(recording);
        QVERIFY2(file.ok(), "the recording can be read");
        const asq::trace::Trace &trace = file->trace;
        QString values;
        for (const asq::trace::Event &event : trace.events()) {
            const bool isStep = trace.entity(event.entity).kind == asq::trace::EntityKind::Step;
            if (isStep && event.kind == asq::trace::EventKind::Started)
                values = trace.string(event.value);
        }
        QCOMPARE(values, row.lastValues);
    }

    /// The text says in comments what its expressions are worth ("steps.next( 8 ).value;  // 16") and prints none of
    /// it; here a copy prints each, and the comments are what is expected.
    void theValuesInTheCommentsOfTheFirstExampleAreRight()
    {
        static const QRegularExpression claim(QStringLiteral("^(steps\\.next\\([^;]*);\\s*// (.+)$"),
                                              QRegularExpression::MultilineOption);
        const SeedRow row = rowOf(QStringLiteral("Iterable Sequences 2"));
        QStringList problems;
        QString program = composedFor(row, problems);
        QString expected;
        QRegularExpressionMatchIterator claims = claim.globalMatch(program);
        while (claims.hasNext())
            expected += claims.next().captured(2) + u'\n';
        QCOMPARE(expected.count(u'\n'), 4);
        program.replace(claim, QStringLiteral("console.log(\\1);"));
        QCOMPARE(QString::fromUtf8(runWithPrelude(program, {QStringLiteral("--virtual")}).output),
                 expected + row.output);
    }
};

QTEST_GUILESS_MAIN(SeedBlocksTest)
#include "tst_seedblocks.moc"
