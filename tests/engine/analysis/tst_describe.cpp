#include "textworld.h"

#include "analysis/programstate.h"

#include <QTest>

using namespace asq;
using namespace asq::analysis;
using trace::EntityId;
using trace::EventId;

class DescribeTest : public QObject
{
    Q_OBJECT

    static ProgramState endOf(const trace::Trace &trace)
    {
        return StateIndex(trace).at(EventId{quint32(trace.eventCount())});
    }

private Q_SLOTS:
    void aSentenceSaysWhatAnEntityDoes_data()
    {
        QTest::addColumn<QString>("events");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *sentence, const char *events) {
            QTest::newRow(sentence) << QString::fromUtf8(events) << QString::fromUtf8(sentence);
        };
        row("`x` is not there yet", "entity x: step");
        row("`x` is created, and nothing has happened to it yet", "created x: step");
        row("`x` waits for its turn", "created x: step\nscheduled x");
        row("`x` runs", "created x: step\nstarted x");
        row("`x` runs, and inside it `y`", "created x: step\ncreated y: step\nstarted x\nstarted y");
        row("`x` has completed with 3", "created x: step\ncompleted x \"3\"");
        row("`x` has completed", "created x: step\nstarted x \"3\"\ncompleted x");
        row("`x` failed with no route", "created x: step\nfailed x \"no route\"");
        row("`x` was aborted", "created x: step\naborted x");
        row("`x` was cancelled", "created x: timer\narmed x\ncancelled x");
        row("`x` is armed for 40 ms", "created x: timer\narmed x after 40ms");
        row("`x` is armed for 1.5 s", "created x: timer\narmed x after 1500ms");
        row("`x` is armed for 250 µs", "created x: timer\narmed x after 250us");
        row("`x` is armed", "created x: timer\narmed x");
        row("`x` waits for timers and the outside", "program \"x\"\nstarted program\nreturned program");
        row("`x` waits for the outside", "created x: outside");
        row("`x` waits for its next event", "created x: reactive\nstarted x\nreturned x");
        row("`x` waits for its trigger to be called", "created x: step\nstarted x\nreturned x");

        row("`x` waits to take from `orders`",
            "created orders: channel\ncreated x: goroutine\nstarted x\nsuspended x take on orders");
        row("`x` waits to put 3 into `orders`",
            "created orders: channel\ncreated x: goroutine\nstarted x\nsuspended x put on orders \"3\"");
        row("`x` waits to put into `orders`",
            "created orders: channel\ncreated x: goroutine\nstarted x\nsuspended x put on orders");
        row("`x` waits for the first of: take from `a`, put into `b`",
            "created a: channel\ncreated b: channel\ncreated x: goroutine\nstarted x\nrequested a by x\noffered b by x "
            "\"1\"\nsuspended x alts x2");
        row("`x` waits for the first of several channels", "created x: goroutine\nstarted x\nsuspended x alts x2");
        row("`x` waits for `s`", "created s: sequence\ncreated x: coroutine\nstarted x\nsuspended x sequence on s");
        row("`x` waits for another sequence", "created x: coroutine\nstarted x\nsuspended x sequence");
        row("`x` waits for a promise", "created x: coroutine\nstarted x\nsuspended x promise");
        row("`x` waits for `t` (40 ms)",
            "created t: timer\narmed t after 40ms\ncreated x: coroutine\nstarted x\nsuspended x timer on t");
        row("`x` waits for `GET /a` to call its trigger",
            "created o: outside \"GET /a\"\ncreated x: step\nstarted x\nsuspended x trigger on o");
        row("`x` waits for its turn ", "created x: coroutine\nstarted x\nsuspended x turn");
        row("`x` waits for its next event ", "created x: step\nstarted x\nsuspended x event");
        row("`x` waits for somebody to call next", "created x: step\nstarted x\nsuspended x next");
        row("`x` waits for `i` to go on", "created i: iterable\ncreated x: step\nstarted x\nsuspended x next on i");
        row("`x` waits for 2 coroutines to end: `a`, `b`",
            "created x: step\ncreated a: coroutine in x\ncreated b: coroutine in x\ncreated c: coroutine in "
            "x\ncompleted c\n"
            "started x\nsuspended x join x3");
        row("`x` waits for its coroutines to end", "created x: step\nstarted x\nsuspended x join x3");

        row("`x` waits for 1 of 2: segment 2 (request /b)",
            "created x: step\ncreated a: segment \"request /a\" in x\ncreated b: segment \"request /b\" in x\n"
            "started x\nsuspended x gate x2\ncompleted a");
        row("`x` waits for 2 of 2: segment 1, segment 2",
            "created x: step\ncreated a: segment \"\" in x\ncreated b: segment \"segment\" in x\nstarted x\nsuspended "
            "x gate x2");
        row("`x` waits for 3 segments", "created x: step\nstarted x\nsuspended x gate x3");

        row("`x` is empty, and nobody waits at it", "created x: channel");
        row("`x` holds 2 messages, 1 put waits",
            "created x: channel\nbuffered x by program \"1\"\nbuffered x by program \"2\"\noffered x by program \"3\"");
        row("`x` is empty, 2 takes wait", "created x: channel\nrequested x by program\nrequested x by program");
        row("`x` is closed", "created x: channel\nclosed x");
        row("`x` is at `one`, which waits for its trigger to be called",
            "created x: sequence\ncreated one: step in x\nstarted one\nsuspended one trigger");
    }

    void aSentenceSaysWhatAnEntityDoes()
    {
        QFETCH(QString, events);
        QFETCH(QString, sentence);
        const trace::Trace trace = traceFrom(events);
        QCOMPARE(describe(trace, endOf(trace), entityCalled(trace, "x")), sentence.trimmed());
    }

    void whoHasNoLabelIsCalledByKindAndPlace()
    {
        const trace::Trace trace = traceFrom(
            "created a: sequence \"\"\ncreated b: step \"\" in a\ncreated c: segment \"/b\" in b\n");
        QCOMPARE(displayName(trace, EntityId::None), QStringLiteral("nobody"));
        QCOMPARE(displayName(trace, EntityId::Program), QStringLiteral("the program"));
        QCOMPARE(displayName(trace, EntityId{2}), QStringLiteral("sequence 0.0"));
        QCOMPARE(displayName(trace, EntityId{3}), QStringLiteral("step 0.0.0"));
        QCOMPARE(displayName(trace, EntityId{4}), QStringLiteral("segment 1 (/b)"));
    }

    void theChainGoesFromEachToWhatItWaitsOn_data()
    {
        QTest::addColumn<QString>("events");
        QTest::addColumn<QString>("chain");
        const auto row = [](const char *name, const char *events, const char *chain) {
            QTest::newRow(name) << QString::fromLatin1(events) << QString::fromLatin1(chain);
        };
        row("nobody waits", "created x: step\nstarted x", "x");
        row("a channel", "created c: channel\ncreated x: goroutine\nstarted x\nsuspended x take on c", "x c");
        row("through a gate, a segment and a timer",
            "created x: step\ncreated a: segment in x\ncreated b: segment in x\ncreated t: timer\nstarted x\nsuspended "
            "x gate x2\n"
            "completed a\nstarted b\nsuspended b trigger on t",
            "x b t");
        row("through a sequence to its step",
            "created s: sequence\ncreated one: step in s\ncreated two: step in s\ncompleted one\nstarted "
            "two\nsuspended two trigger\n"
            "created x: coroutine\nstarted x\nsuspended x sequence on s",
            "x s two");
        row("to a coroutine that runs",
            "created y: coroutine\ncreated x: coroutine\nstarted x\nsuspended x sequence on y\nstarted y", "x y");
        row("a cycle",
            "created x: coroutine\ncreated y: coroutine\ncreated z: coroutine\nstarted x\nsuspended x sequence on y\n"
            "started y\nsuspended y sequence on z\nstarted z\nsuspended z sequence on y",
            "x y z y");
        row("what has ended waits on nobody",
            "created c: channel\ncreated x: goroutine\nstarted x\nsuspended x take on c\naborted x", "x");
    }

    void theChainGoesFromEachToWhatItWaitsOn()
    {
        QFETCH(QString, events);
        const trace::Trace trace = traceFrom(events);
        QStringList labels;
        const QList<EntityId> chain = waitsForChain(trace, endOf(trace), entityCalled(trace, "x"));
        for (EntityId id : chain)
            labels.append(trace.label(id));
        QTEST(labels.join(u' '), "chain");
    }
};

QTEST_APPLESS_MAIN(DescribeTest)
#include "tst_describe.moc"
