#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

// Programs with a wrong message type do not compile, and the compiler's words name the step, what it gets and what it
// takes. All of them are one file, compiled once by each compiler: parsing Qt's headers is what costs.
namespace {

struct Wrong {
    const char *name;
    const char *code;  ///< One line, a statement.
    const char *words; ///< Must stand in one line of what the compiler says.
};

constexpr Wrong programs[] = {
    {"a value step of another type",
     "start(kernel).val([] { return QString(); }).val([](QString t) { return int(t.size()); })"
     ".val([](QByteArray b) { return b; });",
     "MessagesFit<false, asq::StepNumber<3>, asq::Gets<int>, asq::Takes<QByteArray>>"},
    {"a step with a trigger of another type",
     "start(kernel).then([](Done<QString> done) { done({}); }).then([](Done<> done, int) { done(); });",
     "MessagesFit<false, asq::StepNumber<2>, asq::Gets<QString>, asq::Takes<int>>"},
    {"a step that takes more than comes", "start(kernel).val([](double d) { return d; });",
     "MessagesFit<false, asq::StepNumber<1>, asq::Gets<>, asq::Takes<double>>"},
    {"the second segment of a gate",
     "startWith(kernel, 'c').gate([](Done<int> done, char) { done(1); }, [](Done<int> done, QString) { done(2); });",
     "MessagesFit<false, asq::SegmentOfStep<2, 1>, asq::Gets<char>, asq::Takes<QString>>"},
    {"a step behind a gate",
     "start(kernel).gate([](Done<int> done) { done(1); }, [](Done<QByteArray> done) { done({}); })"
     ".val([](int, float *) {});",
     "MessagesFit<false, asq::StepNumber<2>, asq::Gets<int, QByteArray>, asq::Takes<int, float *>>"},
    {"a function for seq", "startWith(kernel, 1.5f).seq([&kernel](QChar) { return start(kernel); });",
     "MessagesFit<false, asq::StepNumber<1>, asq::Gets<float>, asq::Takes<QChar>>"},
    {"a trigger for pipe", "start(kernel).val([] { return 2u; }).pipe(Done<QString>(Ref<Trigger>()));",
     "MessagesFit<false, asq::StepNumber<2>, asq::Gets<unsigned int>, asq::Takes<QString>>"},
    {"an iterable step in a runner", "iterable(kernel).val([](Token) { return 7; }).val([](char *) { return 1; });",
     "MessagesFit<false, asq::StepNumber<2>, asq::Gets<int>, asq::Takes<char *>>"},
    {"an argument of an iterable sequence",
     "IterableSequence<int(QString)>(kernel).val([](QByteArrayView) { return 1; });",
     "MessagesFit<false, asq::EveryStep, asq::Gets<QString>, asq::Takes<QByteArrayView>>"},
    {"a result of an iterable sequence", "IterableSequence<QString()>(kernel).val([] { return 1.5; });",
     "MessagesFit<false, asq::EveryStep, asq::Gives<double>, asq::Wanted<QString>>"},
    {"a value for a channel", "Channel<int>(kernel).put(QString());", "QString"},
};

/// One statement a line, so that a line number names it. The first of them stands in line FirstLine.
constexpr int FirstLine = 6;
QByteArray programText()
{
    QByteArray text = "#include \"core/iterablesequence.h\"\n#include \"core/typedrunner.h\"\n#include <QChar>\n"
                      "using namespace asq;\nvoid wrong(Kernel &kernel) {\n";
    for (const Wrong &program : programs)
        text += QByteArray(program.code) + '\n';
    return text + "}\n";
}

/// The same, with every mistake put right.
constexpr char rightText[] = R"(#include "core/iterablesequence.h"
#include "core/typedrunner.h"
using namespace asq;
void right(Kernel &kernel) {
    start(kernel).val([] { return QString(); }).val([](QString t) { return int(t.size()); }).val([](double) {});
    start(kernel).gate([](Done<int> done) { done(1); }, [](Done<QByteArray> done) { done({}); })
        .val([](long, const QByteArray &) { return 2u; }).pipe(Done<unsigned>(Ref<Trigger>()));
    iterable(kernel).val([](Token) { return 7; }).val([](double) { return 1; });
    IterableSequence<int(QString)>(kernel).val([](QStringView) { return 1; });
    Channel<double>(kernel).put(3);
}
)";

/// What the compiler says of a program; nothing if it is pleased.
QString compile(const QString &compiler, const QByteArray &text)
{
    const QTemporaryDir folder;
    QFile source(folder.filePath(QStringLiteral("program.cpp")));
    if (!source.open(QIODevice::WriteOnly) || source.write(text) != text.size())
        return QStringLiteral("the program cannot be written");
    source.close();
    QStringList arguments{QStringLiteral("-std=c++20"),
                          QStringLiteral("-fsyntax-only"),
                          QStringLiteral("-fPIC"),
                          QStringLiteral("-fno-diagnostics-color"),
                          QStringLiteral("-ftemplate-backtrace-limit=0"),
                          source.fileName()};
    for (const QString &include : QStringLiteral(INCLUDES).split(QLatin1Char('|'), Qt::SkipEmptyParts))
        arguments.append(QLatin1String("-I") + include);
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(compiler, arguments);
    if (!process.waitForFinished(240'000))
        return QStringLiteral("the compiler takes too long");
    const QString words = QString::fromUtf8(process.readAll());
    return process.exitCode() == 0 ? QString() : words + QLatin1String("\nit failed");
}

} // namespace

class tst_CompileErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatFitsCompiles_data() { addCompilers(); }
    void whatFitsCompiles();
    void theCompilerNamesStepAndTypes_data() { addCompilers(); }
    void theCompilerNamesStepAndTypes();

private:
    static void addCompilers()
    {
        QTest::addColumn<QString>("compiler");
        for (const QString &compiler : QStringLiteral(COMPILERS).split(QLatin1Char('|')))
            QTest::newRow(qPrintable(compiler)) << compiler;
    }
};

void tst_CompileErrors::whatFitsCompiles()
{
    QFETCH(QString, compiler);
    QCOMPARE(compile(compiler, rightText), QString());
}

void tst_CompileErrors::theCompilerNamesStepAndTypes()
{
    QFETCH(QString, compiler);
    // gcc writes "> >" and no space before a star.
    const QString words = compile(compiler, programText())
                              .replace(QLatin1String("> >"), QLatin1String(">>"))
                              .replace(QLatin1String(" *"), QLatin1String("*"));
    int line = FirstLine;
    for (const Wrong &program : programs) {
        const QString wanted = QString::fromLatin1(program.words).replace(QLatin1String(" *"), QLatin1String("*"));
        const QString place = QStringLiteral("program.cpp:%1:").arg(line++);
        QVERIFY2(words.contains(wanted),
                 qPrintable(QStringLiteral("%1: nothing says %2").arg(QLatin1String(program.name), wanted)));
        QVERIFY2(words.contains(place),
                 qPrintable(QStringLiteral("%1: its line is not named").arg(QLatin1String(program.name))));
    }
}

QTEST_GUILESS_MAIN(tst_CompileErrors)
#include "tst_compileerrors.moc"
