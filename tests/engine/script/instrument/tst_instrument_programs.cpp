#include "script/instrument.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

using namespace asq::script;

/// Whole programs: the conformance programs, and texts that are long, deep or odd.
class InstrumentPrograms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyConformanceProgramKeepsItsLinesAndParsesAgain_data();
    void everyConformanceProgramKeepsItsLinesAndParsesAgain();
    void aLongProgramHasAllItsSites();
    void aLongChainHasAllItsSites();
    void aProgramThatNobodyRecordsStoresNoSites();
    void aTextTooDeepForTheParserIsLeftAsItIs();
    void aTextTooDeepForTheEngineIsAnError();
    void noWarningIsPrinted();

private:
    Instrumenter m_instrumenter;
};

namespace {

/// Where people put the files shared between checkouts: a folder of its own, named by INTERLEAVE_SHARED.
QDir conformancePrograms()
{
    const QString shared = qEnvironmentVariable("INTERLEAVE_SHARED", QFINDTESTDATA("../../../../../shared"));
    return QDir(shared + QLatin1String("/conformance/programs"));
}

} // namespace

void InstrumentPrograms::everyConformanceProgramKeepsItsLinesAndParsesAgain_data()
{
    QTest::addColumn<QString>("text");
    const QDir folder = conformancePrograms();
    const QStringList names = folder.entryList({QStringLiteral("*.js")}, QDir::Files, QDir::Name);
    if (names.isEmpty())
        QSKIP("No conformance programs: set INTERLEAVE_SHARED to the folder that has conformance/programs.");
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QFile::ReadOnly));
        QTest::newRow(qPrintable(name)) << QString::fromUtf8(file.readAll());
    }
}

void InstrumentPrograms::everyConformanceProgramKeepsItsLinesAndParsesAgain()
{
    QFETCH(QString, text);
    const auto result = m_instrumenter.instrument(text, 1);
    QVERIFY(std::holds_alternative<Instrumented>(result));
    const Instrumented &instrumented = std::get<Instrumented>(result);
    QVERIFY(instrumented.reason.isEmpty());
    QVERIFY(instrumented.sites.size() > 10);
    QCOMPARE(instrumented.text.count(QLatin1Char('\n')), text.count(QLatin1Char('\n')));
    const auto again = m_instrumenter.instrument(instrumented.text, 1);
    QVERIFY(std::holds_alternative<Instrumented>(again));
    QCOMPARE(std::get<Instrumented>(again).sites.size(), instrumented.sites.size());
    // each site that has a name stands on it
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (const Site &site : instrumented.sites) {
        const QString name = site.callee.section(QLatin1Char('.'), -1).section(QLatin1Char(' '), -1);
        const QString there = lines.at(site.line - 1).mid(site.column - 1);
        QVERIFY2(there.startsWith(name) || there.startsWith(QLatin1Char('"') + name),
                 qPrintable(there + QLatin1String(" is not ") + name));
    }
}

void InstrumentPrograms::aLongProgramHasAllItsSites()
{
    QString text;
    for (int i = 0; i < 5000; ++i)
        text += QStringLiteral("ASQ(%1).val(f);\n").arg(i);
    QElapsedTimer timer;
    timer.start();
    const auto result = m_instrumenter.instrument(text, 1);
    qInfo("5,000 lines in %lld ms", timer.elapsed());
    QVERIFY(std::holds_alternative<Instrumented>(result));
    const Instrumented &instrumented = std::get<Instrumented>(result);
    QCOMPARE(instrumented.sites.size(), 10000);
    QCOMPARE(instrumented.sites.constLast().line, 5000);
    QCOMPARE(instrumented.sites.constLast().column, 1); // the first call of the line stands inside of the second
}

void InstrumentPrograms::aLongChainHasAllItsSites()
{
    QString text = QStringLiteral("var sq = ASQ()");
    for (int i = 0; i < 900; ++i)
        text += QLatin1String("\n.then(f)");
    const Instrumented instrumented = std::get<Instrumented>(m_instrumenter.instrument(text, 1));
    QCOMPARE(instrumented.sites.size(), 901);
    QCOMPARE(instrumented.sites.constFirst().binding, QStringLiteral("sq"));
    QCOMPARE(instrumented.sites.constFirst().line, 901); // the others stand inside of it
    QCOMPARE(instrumented.sites.constLast().line, 1);
}

void InstrumentPrograms::aProgramThatNobodyRecordsStoresNoSites()
{
    const QString text = QStringLiteral(
        "var a = f(1, g(2), ...h());\nfunction* i(b) { yield b; yield* j(); return k`l${m}`; }\n"
        "o.p().q(r => s(r)).t?.(u);\nnew V(w());\nfor (const x of y(z)) a[x]();");
    const auto result = m_instrumenter.instrument(text, 1, {false, false});
    QVERIFY(std::holds_alternative<Instrumented>(result));
    QVERIFY2(!std::get<Instrumented>(result).text.contains(QLatin1String("__asq")),
             qPrintable(std::get<Instrumented>(result).text));
    // but for what tells an error
    const auto telling = m_instrumenter.instrument(QStringLiteral("f(1); throw g(2);"), 1, {false, false});
    QCOMPARE(std::get<Instrumented>(telling).sites.size(), 1);
}

void InstrumentPrograms::aTextTooDeepForTheParserIsLeftAsItIs()
{
    const QString text = QString(400, QLatin1Char('(')) + QLatin1String("f()") + QString(400, QLatin1Char(')'));
    const auto result = m_instrumenter.instrument(text, 1);
    QVERIFY(std::holds_alternative<Instrumented>(result));
    QCOMPARE(std::get<Instrumented>(result).text, text);
    QVERIFY(std::get<Instrumented>(result).sites.isEmpty());
    QVERIFY(!std::get<Instrumented>(result).reason.isEmpty());
}

void InstrumentPrograms::aTextTooDeepForTheEngineIsAnError()
{
    const QString text = QLatin1String("1;\n") + QStringLiteral("f(function(){").repeated(5000)
        + QStringLiteral("})").repeated(5000);
    const auto result = m_instrumenter.instrument(text, 1);
    const SyntaxError *error = std::get_if<SyntaxError>(&result);
    QVERIFY(error);
    QCOMPARE(error->message, QStringLiteral("Maximum statement or expression depth exceeded"));
    QCOMPARE(error->line, 1); // the engine doesn't say where
}

void InstrumentPrograms::noWarningIsPrinted()
{
    static int warnings = 0;
    const QtMessageHandler previous = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext &, const QString &) { ++warnings; });
    Instrumenter fresh;
    const auto result = fresh.instrument(QStringLiteral("x(); function x() { return y; } { let z = y; var y = z; }"),
                                         1);
    qInstallMessageHandler(previous);
    QCOMPARE(warnings, 0);
    QVERIFY(std::holds_alternative<Instrumented>(result));
}

QTEST_GUILESS_MAIN(InstrumentPrograms)
#include "tst_instrument_programs.moc"
