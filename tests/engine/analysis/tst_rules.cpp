#include "textworld.h"
#include "tracegenerator.h"

#include "analysis/rules/findings.h"

#include <QTest>

using namespace asq;
using namespace asq::analysis;
using trace::EntityId;
using trace::EventId;

class RulesTest : public QObject
{
    Q_OBJECT

    /// One line a finding: "problem deadlock [a c] #3 #5: sentences".
    static QString printed(const trace::Trace &trace, const QList<Finding> &findings)
    {
        QStringList lines;
        for (const Finding &finding : findings) {
            QStringList names, events;
            for (const EntityId id : finding.entities)
                names.append(trace.label(id));
            for (const EventId id : finding.events)
                events.append(QStringLiteral("#%1").arg(index(id)));
            lines.append(QStringLiteral("%1 %2 [%3] %4: %5")
                             .arg(QLatin1String(name(finding.severity)), QLatin1String(name(finding.kind)),
                                  names.join(u' '), events.join(u' '), finding.explanation));
        }
        return lines.join(u'\n');
    }
    static QList<Finding> found(const trace::Trace &trace)
    {
        return findingsOf(trace, StateIndex(trace).at(EventId{quint32(trace.eventCount())}));
    }
    static QString found(const char *text)
    {
        const trace::Trace trace = traceFrom(text);
        return printed(trace, found(trace));
    }

private Q_SLOTS:
    void aRunThatSettlesHasNoFindings()
    {
        QCOMPARE(found("created s: sequence\ncreated a: step in s\nscheduled a\nstarted a\ncompleted a\nreturned a\n"
                       "completed s\ncompleted program\n"),
                 QString());
    }

    void aDeadlockIsExplainedMemberByMember()
    {
        QCOMPARE(
            found(R"(
            created run: sequence
            created runner: step in run
            created brush: channel
            created ladder: channel
            created mona: goroutine in runner
            created rolf: goroutine in runner
            started runner
            suspended runner join x2
            started mona
            buffered brush by mona "b"
            requested ladder by mona
            suspended mona take on ladder
            started rolf
            taken brush by rolf "b"
            buffered ladder by rolf "l"
            taken ladder by mona "l" x2
            scheduled mona
            requested brush by rolf
            suspended rolf take on brush
            resumed mona
            requested ladder by mona
            suspended mona take on ladder
            completed program
        )"),
            QStringLiteral(
                "problem deadlock [mona ladder rolf brush] #22 #19: `mona` and `rolf` wait for each other in a "
                "circle, so none of them can ever go on. `mona` waits to take from `ladder`, whose only putter is "
                "`rolf`. `rolf` waits to take from `brush`, whose only putter is `mona`. Whoever waits for them is "
                "stuck as well: `run` and `runner`."));
    }

    void aStepWhoseTriggerIsNeverCalledKeepsItsSequence()
    {
        const char *text = "created s: sequence \"main\"\ncreated a: step \"look up\" in s\ncreated b: step in s\n"
                           "started a\nsuspended a trigger\ncompleted program\n";
        QCOMPARE(found(text),
                 QStringLiteral(
                     "warning never settled [look up main] #5: `look up` waits for its trigger to be called. "
                     "Nothing is left that could do so: the run is over, no timer is armed and nothing is "
                     "awaited from outside. So `main` never completes either."));
    }

    void whileTheRunWasStoppedNothingIsSaidOfTheOutside()
    {
        QCOMPARE(found("created s: sequence\ncreated a: step in s\nstarted a\nsuspended a trigger\naborted program\n"),
                 QString());
    }

    void anArmedTimerIsHope()
    {
        QCOMPARE(found("created a: step\nstarted a\ncreated t: timer\narmed t after 5ms\nsuspended a trigger on t\n"
                       "completed program\n"),
                 QString());
    }

    void otherPartsOfAFailedGateAreNotMissed()
    {
        QCOMPARE(found("created s: sequence\ncreated g: step in s\ncreated a: segment in g\ncreated b: segment in g\n"
                       "started g\nstarted a\nsuspended a trigger\nstarted b\nfailed b \"no\"\nreturned b\n"
                       "suspended g gate x1\nfailed g \"no\"\nfailed s \"no\"\ncompleted program\n"),
                 QString());
    }

    void anUnhandledErrorIsFollowedToWhereItBegan()
    {
        QCOMPARE(found("file a.js\n| x\ncreated s: sequence\ncreated a: step in s\nstarted a\n"
                       "failed a \"no route\" @7:3 ^\nreturned a\nfailed s \"no route\" ^#4\n"
                       "reported s \"no route\" ^\n"),
                 QStringLiteral("problem unhandled error [s a] #7 #4: Nobody handled the error of `s`: no route. It "
                                "began in `a`, which failed in line 7. An error skips all steps that follow, up to a "
                                "handler given with `or`; this sequence had none when the error arrived."));
    }

    void aProgramThatFailsIsAFinding()
    {
        QCOMPARE(found("started program\nfailed program \"out of memory\"\nreturned program\n"),
                 QStringLiteral("problem unhandled error [] #2: The program failed: out of memory."));
    }

    void aSecondCallOfATriggerIsNamed()
    {
        QCOMPARE(
            found("created a: step\nstarted a\ncompleted a \"1\"\nignored a \"2\"\nignored a \"no\" x1\nreturned a\n"),
            QStringLiteral(
                "warning settled twice [a] #4 #3: The trigger of `a` was called again, as if it completed with 2, "
                "but it had already completed with 1. Only the first call counts; this one changes nothing and "
                "what it passes is lost.\n"
                "warning settled twice [a] #5 #3: The trigger of `a` was called again, as if it failed with no, "
                "but it had already completed with 1. Only the first call counts; this one changes nothing and "
                "what it passes is lost."));
    }

    void throwingAfterTheTriggerIsSettlingTwice()
    {
        QCOMPARE(found("created a: step\nstarted a\ncompleted a\nfailed a \"oh\"\nreturned a\n"),
                 QStringLiteral("warning settled twice [a] #4 #3: `a` had already completed when it threw: oh. Its "
                                "sequence fails all the same, though what it passed on may be used already."));
    }

    void aMessageThatIsDroppedIsLost()
    {
        QCOMPARE(found("created c: channel\ncreated p: goroutine\nbuffered c by p \"3\"\nclosed c\n"
                       "dropped c by p \"3\"\naborted p\n"),
                 QStringLiteral("warning lost message [c p] #5 #4: The message 3 was lost in `c`: the channel was "
                                "closed before anybody took it. `p` had put it."));
    }

    void whatAChannelHoldsAtTheEndIsLeft()
    {
        QCOMPARE(found("created c: channel\ncreated p: goroutine\nstarted p\nbuffered c by p \"1\"\n"
                       "buffered c by p \"2\"\ncompleted p\nreturned p\n"),
                 QStringLiteral("warning value left [c] #5 #4: 2 messages of `c` nobody took: 1, 2. Nobody ever takes "
                                "from this channel."));
    }

    void aPutThatIsNeverServedWhileOthersAreIsStarved()
    {
        QString text = QStringLiteral("created fast: channel\ncreated slow: channel\ncreated p: goroutine\n"
                                      "created g: goroutine\nstarted g\nrequested slow by g\nrequested fast by g\n"
                                      "suspended g alts x2\nstarted p\nrendezvous slow to g \"0\" x2\nscheduled g\n"
                                      "offered slow by p \"1\"\nsuspended p put on slow \"1\"\nresumed g\n");
        for (int i = 0; i < 12; ++i)
            text += QStringLiteral("buffered fast by g \"%1\"\ntaken fast by g \"%1\"\n").arg(i);
        text += QStringLiteral("created t: timer\narmed t after 1s\nsuspended g timer on t\n");
        const trace::Trace trace = traceFrom(text);
        QCOMPARE(printed(trace, found(trace)),
                 QStringLiteral("warning starved branch [p slow g] #12: `p` has waited to put into `slow` while `g`, "
                                "which takes from there too, took 12 messages from other channels. Of several channels "
                                "that are ready the one listed first always wins; list this one first now and then."));
    }

    void whoNeverGetsATurnIsStarved()
    {
        QString text = QStringLiteral(
            "created a: step\nscheduled a\ncreated b: coroutine\nstarted b\nsuspended b turn\n");
        for (int i = 0; i < 120; ++i)
            text += QStringLiteral("resumed b\nsuspended b turn\n");
        text += QStringLiteral("resumed b\naborted program\ncompleted b\nreturned b\n");
        const trace::Trace trace = traceFrom(text);
        QCOMPARE(printed(trace, found(trace)),
                 QStringLiteral("warning starved branch [a] #2: `a` might have run and never got its turn again, while "
                                "others ran 122 times."));
    }

    void aGapIsARemark()
    {
        QCOMPARE(found("started program\ngap program x5\n"),
                 QStringLiteral("remark gap [] #2: 5 events are missing here: the program announced more at once than "
                                "the recorder could keep. What is told of waits and channels behind this point may be "
                                "incomplete."));
    }

    void theWorstComesFirstAndOfEachKindOnlySoMany()
    {
        QString text = QStringLiteral("created a: step\nstarted a\ncompleted a\n");
        for (int i = 0; i < 300; ++i)
            text += QStringLiteral("ignored a\n");
        text += QStringLiteral("created s: sequence\nreported s\n");
        const QList<Finding> all = found(traceFrom(text));
        QCOMPARE(all.size(), Findings::MostOfAKind + 1);
        QCOMPARE(all.first().kind, FindingKind::UnhandledError);
    }

    void aRecordingThatGrowsGivesTheSame()
    {
        for (quint32 seed = 1; seed <= 6; ++seed) {
            TraceGenerator generator(seed);
            Findings grown;
            for (int i = 0; i < 40; ++i) {
                generator.generate(50);
                grown.extend(generator.trace());
            }
            const trace::Trace trace = generator.trace();
            const ProgramState end = StateIndex(trace).at(EventId{quint32(trace.eventCount())});
            QCOMPARE(printed(trace, grown.atEnd(end)), printed(trace, findingsOf(trace, end)));
        }
    }

    /// Whatever a finding names is there, and what it says is said in sentences.
    void findingsOfRandomTracesAreWellFormed()
    {
        for (quint32 seed = 20; seed <= 40; ++seed) {
            TraceGenerator generator(seed);
            generator.generate(1'000);
            const trace::Trace trace = generator.trace();
            for (const Finding &finding : found(trace)) {
                QVERIFY(!finding.entities.isEmpty() && !finding.events.isEmpty());
                for (const EntityId id : finding.entities)
                    QVERIFY(id != EntityId::None && index(id) < quint32(trace.entityCount()));
                for (const EventId id : finding.events)
                    QVERIFY(id != EventId::None && index(id) <= quint32(trace.eventCount()));
                QVERIFY2(finding.explanation.endsWith(u'.'), qPrintable(finding.explanation));
                QVERIFY2(!finding.explanation.contains(QLatin1String("nobody waits")), qPrintable(finding.explanation));
            }
        }
    }
};

QTEST_APPLESS_MAIN(RulesTest)
#include "tst_rules.moc"
