#include "tracegenerator.h"

#include "trace/formats/textreader.h"
#include "trace/formats/textsyntax.h"
#include "trace/formats/textwriter.h"
#include "trace/tracebuilder.h"

#include <QFile>
#include <QTest>

using namespace asq::trace;

class TextTest : public QObject
{
    Q_OBJECT

    static Trace read(const char *text)
    {
        const Result<Trace> result = readText(QString::fromUtf8(text));
        if (!result)
            qFatal("%s", qPrintable(result.error().toString()));
        return *result;
    }
    static QString errorOf(const QString &text)
    {
        const Result<Trace> result = readText(text);
        return result ? QStringLiteral("no error") : result.error().toString();
    }

private Q_SLOTS:
    void aLineStatesAnEvent()
    {
        const Trace trace = read(R"(
            file orders.js
            | var orders = csp.chan();
            10us       created orders: channel @1:14
            12us/1ms   created worker: goroutine "the worker" in program
                       suspended worker take on orders "3" x2 @orders.js:7 ^#1 // waits
        )");
        QCOMPARE(trace.eventCount(), 3);
        QCOMPARE(trace.entityCount(), 4);
        const Event &event = trace.event(2);
        QCOMPARE(event.kind, EventKind::Suspended);
        QCOMPARE(event.reason, WaitReason::Take);
        QCOMPARE(event.entity, EntityId{3});
        QCOMPARE(event.other, EntityId{2});
        QCOMPARE(event.count, 2U);
        QCOMPARE(event.cause, EventId{1});
        QCOMPARE(event.programTime, 12'000);
        QCOMPARE(event.realTime, 1'000'000);
        QCOMPARE(trace.string(event.value), QStringLiteral("3"));
        QCOMPARE(trace.location(event.location), (Location{0, 7, 0}));
        QCOMPARE(trace.label(EntityId{2}), QStringLiteral("orders"));
        QCOMPARE(trace.label(EntityId{3}), QStringLiteral("the worker"));
        QCOMPARE(trace.location(trace.entity(EntityId{2}).location), (Location{0, 1, 14}));
        QCOMPARE(trace.files().first().text, QStringLiteral("var orders = csp.chan();\n"));
        QVERIFY(!trace.virtualClock());
    }

    void causesCanBeGivenInFourWays()
    {
        const Trace trace = read(R"(
            started program
            created a: sequence ^
            created b: sequence ^2
            completed a ^#1
            completed b ^a
        )");
        QCOMPARE(trace.event(1).cause, EventId{1});
        QCOMPARE(trace.event(2).cause, EventId{1});
        QCOMPARE(trace.event(3).cause, EventId{1});
        QCOMPARE(trace.event(4).cause, EventId{4});
    }

    void timesGoOnFromTheEventBefore()
    {
        const Trace trace = read("5ms started program\n+250us returned program\nstarted program\n");
        QCOMPARE(trace.event(0).programTime, 5'000'000);
        QCOMPARE(trace.event(1).programTime, 5'250'000);
        QCOMPARE(trace.event(1).realTime, 5'250'000);
        QCOMPARE(trace.event(2).programTime, 5'250'000);
    }

    void durationsAreExact_data()
    {
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 nanoseconds, const char *text) {
            QTest::newRow(text) << nanoseconds << QString::fromLatin1(text);
        };
        row(0, "0");
        row(1, "1ns");
        row(999, "999ns");
        row(1000, "1us");
        row(21'300'000, "21.3ms");
        row(1'000'000'001, "1.000000001s");
        row(-1'500, "-1.5us");
        row(std::numeric_limits<qint64>::max(), "9223372036.854775807s");
        row(std::numeric_limits<qint64>::min(), "-9223372036.854775808s");
    }

    void durationsAreExact()
    {
        QFETCH(qint64, nanoseconds);
        QFETCH(QString, text);
        QCOMPARE(asq::trace::text::duration(nanoseconds), text);
        QCOMPARE(asq::trace::text::parseDuration(text), std::optional(nanoseconds));
    }

    void whatIsNoDurationIsRefused()
    {
        for (const char *text : {"", "5", "ms", "1.5ns", "1.ms", ".5ms", "1..2ms", "10000000000s", "1 ms", "1min"})
            QVERIFY2(!asq::trace::text::parseDuration(QString::fromLatin1(text)), text);
    }

    /// The writer's text of a trace is read to a trace with the same text.
    void everyTraceComesBackExactly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString();
        QTest::newRow("entities whose creation is not recorded")
            << QStringLiteral("entity a: sequence\nentity b: step \"\" in a @3:4\nstarted b\n");
        QTest::newRow("entities created in another order")
            << QStringLiteral("entity a: sequence\nentity b: sequence\ncreated b\ncreated a\n");
        QTest::newRow("labels that are alike") << QStringLiteral(
            "created a: step \"x\"\ncreated b: step \"x\"\ncreated c: step \"x.2\"\ncreated d: step \"x\"\n");
        QTest::newRow("labels that are no names")
            << QStringLiteral("created a: step \"\"\ncreated b: step \"1\"\ncreated c: step \"ü ñ\\n\\u0000\"\ncreated "
                              "d: step \"program\"\n");
        QTest::newRow("a creation with a value")
            << QStringLiteral("created a: step \"a\" \"v\"\ncreated b: step \"\" in a \"v\" @3 ^\n");
        QTest::newRow("a creation elsewhere than the entity")
            << QStringLiteral("entity a: step @3:4\ncreated a @9:9\n");
        QTest::newRow("files") << QStringLiteral(
            "file a.js\n| one\n|\n|~ end\nfile a.js \"cr\\u000d\\n\"\nfile \"b c\"\n"
            "created a: step @a.js:1\nstarted a @#1:2:3\nreturned a @#2:1:1\n");
        QTest::newRow("a file that is not there") << QStringLiteral("started program @#7:1:1\n");
        QTest::newRow("nobody") << QStringLiteral("entity a: step in nobody\nstarted nobody\n");
        QTest::newRow("remarks and clock")
            << QStringLiteral("clock virtual\nremark \"cut off\"\nprogram \"a b\" @3:4\n");
        QTest::newRow("every kind of entity")
            << everyKind("created e%1: %2\n", EntityKindCount, [](int i) { return name(EntityKind(i)); });
        QTest::newRow("every kind of event") << everyKind("%2 program with program \"v%1\" x%1\n", EventKindCount,
                                                          [](int i) { return name(EventKind(i)); });
        QTest::newRow("every reason") << everyKind("suspended program %2 \"%1\"\n", WaitReasonCount,
                                                   [](int i) { return name(WaitReason(i)); });
        QTest::newRow("log lines") << QStringLiteral("logged program \"a\"\nlogged program error \"b\"\n");
        QTest::newRow("times") << QStringLiteral(
            "-5ms/3ns started program\n0 returned program\n0/1s started program\n");
        QFile file(QStringLiteral(SAMPLES "/orders.asqtext"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTest::newRow("the sample") << QString::fromUtf8(file.readAll());
        TraceGenerator generator(3);
        generator.generate(2'000);
        QTest::newRow("a generated one") << writeText(generator.trace());
    }

    void everyTraceComesBackExactly()
    {
        QFETCH(QString, text);
        const Result<Trace> first = readText(text);
        QVERIFY2(first.ok(), first ? "" : qPrintable(first.error().toString()));
        const QString canonical = writeText(*first);
        const Result<Trace> second = readText(canonical);
        QVERIFY2(second.ok(), second ? "" : qPrintable(second.error().toString() + u'\n' + canonical));
        QCOMPARE(writeText(*second), canonical);
        compare(*first, *second);

        TextOptions options;
        options.numbers = true;
        const Result<Trace> numbered = readText(writeText(*first, options));
        QVERIFY2(numbered.ok(), numbered ? "" : qPrintable(numbered.error().toString()));
        compare(*first, *numbered);
    }

    void errorsSayWhereAndWhat_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *text, const char *error) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(error);
        };
        row("asqtrace text 2",
            "line 1, column 15: version 2 of the text form is newer than this program, which knows 1");
        row("asqtrace picture 1", "line 1, column 10: the first line should be \"asqtrace text 1\"");
        row("started program\nasqtrace text 1", "line 2, column 1: \"asqtrace\" can only be the first line");
        row("begun program", "line 1, column 1: \"begun\" is no kind of event");
        row("started", "line 1, column 8: whom it happens to is missing");
        row("started gate", "line 1, column 9: nobody is called \"gate\" so far");
        row("created a: thing", "line 1, column 12: \"thing\" is no kind of entity");
        row("created a: step\ncreated a: step", "line 2, column 9: there is a \"a\" already");
        row("created 1a: step",
            "line 1, column 9: \"1a\" is no name: letters, digits, '_', '-' and '.', a letter first");
        row("started a: step", "line 1, column 9: only \"created\" can declare an entity");
        row("5 started program",
            "line 1, column 1: \"5\" is no time: write 0, 250us, 21.3ms, 2s, or +5ms for later than the event before");
        row("started program ^", "line 1, column 17: the cause \"^\" is no earlier event");
        row("started program\nreturned program ^2", "line 2, column 18: the cause \"^2\" is no earlier event");
        row("started program ^#1", "line 1, column 17: the cause \"^#1\" is no earlier event");
        row("entity a: step\nstarted program ^a", "line 2, column 17: nothing has happened to \"a\" so far");
        row("#2 started program", "line 1, column 1: this is event 1, not 2");
        row("started program \"a", "line 1, column 17: this string does not end, or has an unknown escape");
        row("started program \"\\q\"", "line 1, column 17: this string does not end, or has an unknown escape");
        row("started program @x.js:1", "line 1, column 17: there is no file \"x.js\"");
        row("started program @1:b",
            "line 1, column 17: \"@1:b\" is no location: write @line:column or @file:line:column");
        row("started program xyz", "line 1, column 17: \"xyz\" is no count: write x3");
        row("started program quickly", "line 1, column 17: \"quickly\" is neither a reason nor a detail of an event");
        row("started program to", "line 1, column 19: a name is missing");
        row("armed program after 5ns", "line 1, column 21: \"5ns\" is no delay in whole microseconds");
        row("| text", "line 1, column 1: a line of a program text needs a \"file\" line before it");
        row("clock lunar", "line 1, column 7: the clock is \"virtual\" or \"real\", not \"lunar\"");
        row("\"a\"", "line 1, column 1: a line cannot begin with a string");
    }

    void errorsSayWhereAndWhat()
    {
        QFETCH(QString, text);
        QTEST(errorOf(text), "error");
    }

private:
    template<typename Name>
    static QString everyKind(const char *line, int count, Name name)
    {
        QString result;
        for (int i = 0; i < count; ++i)
            result += QString::fromLatin1(line).arg(i).arg(QLatin1String(name(i)));
        return result;
    }

    /// Equal but for the numbering of strings and locations.
    static void compare(const Trace &a, const Trace &b)
    {
        QCOMPARE(a.files(), b.files());
        QCOMPARE(a.remarks(), b.remarks());
        QCOMPARE(a.virtualClock(), b.virtualClock());
        QCOMPARE(a.entityCount(), b.entityCount());
        for (quint32 i = 0; i < quint32(a.entityCount()); ++i) {
            const Entity &x = a.entity(EntityId{i});
            const Entity &y = b.entity(EntityId{i});
            QCOMPARE(x.kind, y.kind);
            QCOMPARE(x.parent, y.parent);
            QCOMPARE(a.string(x.label), b.string(y.label));
            QCOMPARE(a.location(x.location), b.location(y.location));
        }
        QCOMPARE(a.eventCount(), b.eventCount());
        for (qsizetype i = 0; i < a.eventCount(); ++i) {
            Event x = a.event(i);
            Event y = b.event(i);
            QCOMPARE(a.string(x.value), b.string(y.value));
            QCOMPARE(a.location(x.location), b.location(y.location));
            x.value = y.value;
            x.location = y.location;
            QVERIFY2(x == y, qPrintable(QStringLiteral("event %1").arg(i + 1)));
        }
    }
};

QTEST_APPLESS_MAIN(TextTest)
#include "tst_text.moc"
