#include "textworld.h"
#include "tracegenerator.h"

#include "analysis/eventwords.h"
#include "analysis/rundiff.h"
#include "trace/formats/textwriter.h"

#include <QTest>

using namespace asq;
using namespace asq::analysis;
using trace::EntityId;
using trace::EventId;

class RunDiffTest : public QObject
{
    Q_OBJECT

    static QString words(const trace::Trace &trace, EventId id)
    {
        return id == EventId::None
            ? QStringLiteral("-")
            : QStringLiteral("#%1 %2").arg(index(id)).arg(eventWords(trace, EntityNames(trace), id));
    }
    static QString labels(const trace::Trace &trace, const QList<EntityId> &ids)
    {
        QStringList all;
        for (const EntityId id : ids)
            all.append(trace.label(id));
        return all.join(u' ');
    }
    /// Everything that differs, a line each.
    static QString printed(const trace::Trace &a, const trace::Trace &b)
    {
        const RunDiff diff(a, b);
        QStringList lines = {QLatin1String(name(diff.verdict()))};
        if (diff.verdict() != RunDiff::Verdict::Same)
            lines.append(QStringLiteral("first: %1 / %2").arg(words(a, diff.first().a), words(b, diff.first().b)));
        for (const RunDiff::Change &change : diff.changes())
            lines.append(QStringLiteral("%1%2: %3 / %4")
                             .arg(a.label(change.a), change.follows ? QString() : QStringLiteral(" by itself"),
                                  words(a, change.parting.a), words(b, change.parting.b)));
        if (!diff.onlyInA().isEmpty())
            lines.append(QLatin1String("only in a: ") + labels(a, diff.onlyInA()));
        if (!diff.onlyInB().isEmpty())
            lines.append(QLatin1String("only in b: ") + labels(b, diff.onlyInB()));
        for (const RunDiff::Line &line : diff.lines())
            lines.append(line.a != EventId::None ? QLatin1String("< ") + a.string(a.event(line.a).value)
                                                 : QLatin1String("> ") + b.string(b.event(line.b).value));
        return lines.join(u'\n');
    }

private Q_SLOTS:
    void timesAndIdsDoNotMatter()
    {
        const trace::Trace a = traceFrom("created x: step\n1ms started x \"1\"\nreturned x\n");
        const trace::Trace b = traceFrom(
            "entity y: channel \"unused\"\ncreated x: step\n7ms started x \"1\"\nreturned x\n");
        QCOMPARE(printed(a, a), QStringLiteral("same"));
        QCOMPARE(printed(a, b), QStringLiteral("same"));
    }

    void anotherOrderOfTheSameIsAReordering()
    {
        const trace::Trace a = traceFrom(
            "created x: step\ncreated y: step\nstarted x\nreturned x\nstarted y\nreturned y\n");
        const trace::Trace b = traceFrom(
            "created x: step\ncreated y: step\nstarted y\nreturned y\nstarted x\nreturned x\n");
        QCOMPARE(printed(a, b), QStringLiteral("reordered\nfirst: #3 started `x` / #3 started `y`"));
    }

    void whatFollowsFromTheFirstDivergenceIsTold()
    {
        const char *world = "created c: channel\ncreated p: goroutine\ncreated q: goroutine\ncreated r: goroutine\n"
                            "started p\nbuffered c by p \"%1\" ^\nreturned p\nstarted q\ntaken c by q \"%1\" ^\n"
                            "logged q \"got %1\" ^\ncompleted q \"%1\" ^\nreturned q\nstarted r\n"
                            "logged r \"%2\" ^\nreturned r\n";
        const trace::Trace a = traceFrom(QString::fromLatin1(world).arg(QStringLiteral("1"), QStringLiteral("x")));
        const trace::Trace b = traceFrom(QString::fromLatin1(world).arg(QStringLiteral("2"), QStringLiteral("y")));
        QCOMPARE(printed(a, b),
                 QStringLiteral("different\n"
                                "first: #6 buffered `c` with `p` 1 / #6 buffered `c` with `p` 2\n"
                                "c: #6 buffered `c` with `p` 1 / #6 buffered `c` with `p` 2\n"
                                "q: #10 logged `q` got 1 / #10 logged `q` got 2\n"
                                "r by itself: #14 logged `r` x / #14 logged `r` y\n"
                                "< got 1\n< x\n> got 2\n> y"));
        const RunDiff diff(a, b);
        QCOMPARE(diff.followingInA(), 6); // 6, 7 and what q takes and does with it, r aside.
    }

    void whoIsInOneRunOnlyIsNamed()
    {
        const trace::Trace a = traceFrom("created s: sequence\ncreated one: step in s\nstarted one\nreturned one\n");
        const trace::Trace b = traceFrom("created s: sequence\ncreated two: step in s\ncreated one: step in s\n"
                                         "started two\nreturned two\nstarted one\nreturned one\n");
        QCOMPARE(printed(a, b),
                 QStringLiteral("different\nfirst: #2 created `one` / #2 created `two`\nonly in b: two"));
        QCOMPARE(printed(b, a),
                 QStringLiteral("different\nfirst: #2 created `two` / #2 created `one`\nonly in a: two"));
    }

    void aRunThatEndsEarlierPartsThere()
    {
        const trace::Trace a = traceFrom("created x: step\nstarted x\nlogged x \"a\"\nreturned x\n");
        const trace::Trace b = traceFrom("created x: step\nstarted x\n");
        QCOMPARE(printed(a, b), QStringLiteral("different\nfirst: #3 logged `x` a / -\nx: #3 logged `x` a / -\n< a"));
        QCOMPARE(printed(b, a), QStringLiteral("different\nfirst: - / #3 logged `x` a\nx: - / #3 logged `x` a\n> a"));
    }

    void placesMatterOnlyInTheSameText()
    {
        const char *world = "file a.js\n| %1\ncreated x: step @1:1\nstarted x @1:%2\nreturned x\n";
        const auto run = [world](const char *text, const char *column) {
            return traceFrom(QString::fromLatin1(world).arg(QLatin1String(text), QLatin1String(column)));
        };
        QVERIFY(printed(run("one", "2"), run("one", "3")).startsWith(QLatin1String("different")));
        QCOMPARE(printed(run("one", "2"), run("two", "3")), QStringLiteral("same"));
    }

    /// A trace is as itself; without its last events it parts there; both ways round it is the same.
    void randomTracesAreComparedSoundly()
    {
        for (quint32 seed = 1; seed <= 8; ++seed) {
            TraceGenerator generator(seed);
            generator.generate(400);
            const trace::Trace begin = generator.trace();
            generator.generate(100);
            const trace::Trace whole = generator.trace();
            TraceGenerator other(seed + 100);
            other.generate(400);
            QCOMPARE(printed(whole, traceFrom(trace::writeText(whole))), QStringLiteral("same"));
            const RunDiff cut(begin, whole);
            QCOMPARE(cut.first().a, EventId::None);
            QCOMPARE(index(cut.first().b), quint32(begin.eventCount() + 1));
            QCOMPARE(cut.verdict(), RunDiff::Verdict::Different);
            const RunDiff there(whole, other.trace());
            const RunDiff back(other.trace(), whole);
            QCOMPARE(there.first().a, back.first().b);
            QCOMPARE(there.changes().size(), back.changes().size());
            QCOMPARE(there.onlyInA(), back.onlyInB());
            QCOMPARE(there.lines().size(), back.lines().size());
        }
    }
};

QTEST_APPLESS_MAIN(RunDiffTest)
#include "tst_rundiff.moc"
