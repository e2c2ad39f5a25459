#include "announcing.h"
#include "core/typed.h"
#include "record/recorder.h"

#include <QTest>

#include <map>
#include <set>
#include <stdexcept>

using asq::EventId;
using asq::EventKind;
using asq::Value;
using asq::record::Recorder;
using asq::record::RecorderOptions;
using asq::trace::Trace;

/// Cannot say what it is.
struct Grumpy {};

template<>
struct asq::ValueTraits<Grumpy> {
    static QString summary(const Grumpy &, int) { throw std::runtime_error("no"); }
    static bool truthy(const Grumpy &) { return true; }
    static bool isError(const Grumpy &) { return false; }
    static bool equal(const Grumpy &, const Grumpy &) { return true; }
};

/// What an event tells of its values.
class RecordedValuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreSummarisedWithinTheirBudget_data();
    void valuesAreSummarisedWithinTheirBudget();
    void fullValuesShowWhatTheyHold_data();
    void fullValuesShowWhatTheyHold();
    void valuesThatThrowAreRecordedAllTheSame();
    void withoutSummariesTextsAreKept();
};

void RecordedValuesTest::valuesAreSummarisedWithinTheirBudget_data()
{
    using Values = std::vector<Value>;
    QTest::addColumn<Values>("values");
    QTest::addColumn<QString>("summary");
    QTest::newRow("one number") << Values{Value(42)} << QStringLiteral("42");
    QTest::newRow("a 64-bit number") << Values{Value(qint64(-9007199254740993))} << QStringLiteral("-9007199254740993");
    QTest::newRow("truth") << Values{Value(true)} << QStringLiteral("true");
    QTest::newRow("several") << Values{Value(1), Value(QStringLiteral("two"))} << QStringLiteral("1, \"two\"");
    QTest::newRow("exactly") << Values{Value(12345678), Value(1234567890)} << QStringLiteral("12345678, 1234567890");
    QTest::newRow("one too many") << Values{Value(123456789), Value(1234567890)}
                                  << QStringLiteral("123456789, 12345678…");
    QTest::newRow("many") << Values(30, Value(7)) << QStringLiteral("7, 7, 7, 7, 7, 7, 7…");
    QTest::newRow("a text too long") << Values{Value(QStringLiteral("abcdefghijklmnopqrstuvwxyz"))}
                                     << QStringLiteral("\"abcdefghijklmnopqr…");
    QTest::newRow("same as the value's own") << Values{Value(0.5)} << Value(0.5).summary(20);
    QTest::newRow("undefined") << Values{Value()} << Value().summary(20);
}

void RecordedValuesTest::valuesAreSummarisedWithinTheirBudget()
{
    QFETCH(std::vector<Value>, values);
    QFETCH(QString, summary);
    Recorder recorder({.valueBudget = 20, .keepInMemory = true});
    Announcer(recorder).tellValues(EventKind::Completed, 1, values);
    const Trace trace = recorder.finish();
    QCOMPARE(trace.string(trace.event(0).value), summary);
}

void RecordedValuesTest::fullValuesShowWhatTheyHold_data()
{
    using Values = std::vector<Value>;
    using Strings = QStringList;
    QTest::addColumn<Values>("values");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, auto value, const char *detail) {
        QTest::newRow(name) << Values{Value(std::move(value))} << QString::fromUtf8(detail);
    };
    row("a number", 42, "42");
    row("a list", QList<int>{1, 2, 3}, "[1, 2, 3]");
    row("none", QList<int>(), "[]");
    row("truths", std::vector<bool>{true, false}, "[true, false]");
    row("a set", std::set<int>{5, 4}, "[4, 5]");
    row("an array", std::array<double, 2>{0.5, 1}, "[0.5, 1]");
    row("texts", Strings{QStringLiteral("a"), QStringLiteral("b")}, "[\"a\", \"b\"]");
    row("a map", std::map<int, QString>{{1, QStringLiteral("one")}}, "{1: \"one\"}");
    row("a map of Qt's", QMap<QString, int>{{QStringLiteral("one"), 1}}, "{\"one\": 1}");
    row("a pair", std::pair(1, QStringLiteral("x")), "(1, \"x\")");
    row("maybe", std::optional(QList<int>{7}), "[7]");
    row("lists in lists", QList<QList<int>>{{1}, {2, 3}}, "[[1], [2, 3]]");
    row("too deep", QList<QList<QList<QList<int>>>>{{{{1}}}}, "[[[[… 1 more]]]]");
    row("too long", QList<int>(1000, 7), "[7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, … 980 more]");
    row("values of the kernel's", QList<Value>{Value(1), Value(QList<int>{2})}, "[1, [2]]");
    row("a wrapper", asq::MessageWrapper(asq::Messages{Value(1), Value(QList<int>{2})}), "<1, [2]>");
    row("a text that is too long", QList<QString>{QString(100, u'x')},
        "[\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\"]");
}

void RecordedValuesTest::fullValuesShowWhatTheyHold()
{
    QFETCH(std::vector<Value>, values);
    QFETCH(QString, detail);
    Recorder recorder(
        {.values = RecorderOptions::Values::Full, .detailBudget = 60, .detailDepth = 3, .keepInMemory = true});
    Announcer(recorder).tellValues(EventKind::Completed, 1, values);
    const Trace trace = recorder.finish();
    // The budget is the recorder's: it has the last word.
    const QString cut = detail.size() > 60 ? detail.left(59) + QChar(u'…') : detail;
    QCOMPARE(trace.string(trace.event(0).value), cut);
}

void RecordedValuesTest::valuesThatThrowAreRecordedAllTheSame()
{
    for (const auto values : {RecorderOptions::Values::Summary, RecorderOptions::Values::Full}) {
        Recorder recorder({.values = values, .keepInMemory = true});
        Announcer(recorder).tellValues(EventKind::Completed, 1, {Value(1), Value(Grumpy()), Value(2)});
        const Trace trace = recorder.finish();
        QCOMPARE(trace.string(trace.event(0).value), QStringLiteral("1, (no text: it threw), 2"));
    }
}

void RecordedValuesTest::withoutSummariesTextsAreKept()
{
    Recorder recorder({.values = RecorderOptions::Values::Off, .textBudget = 12, .keepInMemory = true});
    Announcer announce(recorder);
    announce.tellValues(EventKind::Completed, 1, {Value(42)});
    announce.tell(EventKind::Logged, 1, EventId::None, QStringLiteral("hello world"));
    announce.tell(EventKind::Logged, 1, EventId::None, QStringLiteral("hello wide world"));
    QCOMPARE(printed(recorder.finish()),
             QStringLiteral("1 completed program:\n"
                            "2 logged program: hello world\n"
                            "3 logged program: hello wide …\n"));
}

QTEST_GUILESS_MAIN(RecordedValuesTest)
#include "tst_recordedvalues.moc"
