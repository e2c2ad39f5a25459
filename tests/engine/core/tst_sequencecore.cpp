#include "journal.h"

#include "core/gate.h"

#include <QTest>

using namespace asq;

class tst_SequenceCore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingRunsWhenItIsRegistered();
    void stepsPassMessagesOn();
    void stepsOfOneTurnRunInOneBatchAndChainsAfterACompletionInterleave();
    void theFirstCompletionWins();
    void anErrorSkipsStepsAndReachesAllHandlers();
    void anErrorThatNobodyHandlesIsReportedOnce();
    void whatAHandlerThrowsReachesTheNext();
    void anAbortedSequenceRunsNoFurtherStep();
    void aDuplicateIsPausedAndHasNoState();
    void aForkGetsThisPointsMessages();
    void aGateGivesOneMessageASegmentInTheirOrder();
    void theFirstFailureOfAGateDecides();
    void seqWaitsForAnotherSequenceAndHandlesItsErrors();
    void aHundredThousandStepsTakeLinearTimeAndConstantStack();
};

void tst_SequenceCore::nothingRunsWhenItIsRegistered()
{
    World world;
    world.sequence()->val(world.writes(QStringLiteral("a")));
    QVERIFY(world.journal.isEmpty());
    QCOMPARE(world.run(), QStringLiteral("a"));
}

void tst_SequenceCore::stepsPassMessagesOn()
{
    World world;
    const Ref<SequenceCore> sequence = world.sequence();
    sequence->then(makeRef<EmitStep>(World::list({1, 2})));
    sequence->val(world.writes(QStringLiteral("a")));
    sequence->val(makeFunction([](Messages) { return Value(7); }));
    sequence->val(world.writes(QStringLiteral("b")));
    QCOMPARE(world.run(), QStringLiteral("a 1, 2 | b 7"));
    QVERIFY(sequence->isIdle());
    sequence->checkInvariants();
}

void tst_SequenceCore::stepsOfOneTurnRunInOneBatchAndChainsAfterACompletionInterleave()
{
    World world;
    Ref<Trigger> first;
    Ref<Trigger> second;
    for (const auto &[name, trigger] :
         {std::pair{QStringLiteral("a"), &first}, std::pair{QStringLiteral("b"), &second}}) {
        const Ref<SequenceCore> sequence = world.sequence();
        sequence->val(world.writes(name + QLatin1Char('0')));
        sequence->val(world.writes(name + QLatin1Char('1')));
        sequence->then(World::waits(*trigger));
        for (int i = 2; i < 4; ++i)
            sequence->val(world.writes(name + QString::number(i)));
    }
    QCOMPARE(world.run(), QStringLiteral("a0 | a1 | b0 | b1"));
    world.journal.clear();
    first->complete({});
    second->complete({});
    QCOMPARE(world.run(), QStringLiteral("a2 | b2 | a3 | b3"));
}

void tst_SequenceCore::theFirstCompletionWins()
{
    World world;
    Ref<Trigger> trigger;
    const Ref<SequenceCore> sequence = world.sequence();
    sequence->then(World::waits(trigger));
    sequence->val(world.writes(QStringLiteral("got")));
    world.run();
    trigger->complete(World::list({1}));
    trigger->complete(World::list({2}));
    trigger->fail(World::list({3}));
    QCOMPARE(world.run(), QStringLiteral("got 1"));
}

void tst_SequenceCore::anErrorSkipsStepsAndReachesAllHandlers()
{
    World world;
    const Ref<SequenceCore> sequence = world.sequence();
    sequence->val(world.throws(QStringLiteral("no")));
    sequence->val(world.writes(QStringLiteral("never")));
    sequence->onError(world.writes(QStringLiteral("first")));
    sequence->onError(world.writes(QStringLiteral("second")));
    QCOMPARE(world.run(), QStringLiteral("first \"no\" | second \"no\""));
    QVERIFY(sequence->isFailed());
}

void tst_SequenceCore::anErrorThatNobodyHandlesIsReportedOnce()
{
    World world;
    const Ref<SequenceCore> sequence = world.sequence();
    sequence->val(world.throws(QStringLiteral("no")));
    world.sequence()->val(world.writes(QStringLiteral("others go on")));
    QCOMPARE(world.run(), QStringLiteral("others go on | unhandled \"no\""));
    sequence->onError(world.writes(QStringLiteral("late")));
    QCOMPARE(world.run(), QStringLiteral("others go on | unhandled \"no\" | late \"no\""));
}

void tst_SequenceCore::whatAHandlerThrowsReachesTheNext()
{
    World world;
    const Ref<SequenceCore> sequence = world.sequence();
    sequence->val(world.throws(QStringLiteral("one")));
    sequence->onError(world.throws(QStringLiteral("two")));
    sequence->onError(world.writes(QStringLiteral("hears")));
    QCOMPARE(world.run(), QStringLiteral("hears \"one\", \"two\""));
}

void tst_SequenceCore::anAbortedSequenceRunsNoFurtherStep()
{
    World world;
    Ref<Trigger> trigger;
    const Ref<SequenceCore> sequence = world.sequence();
    sequence->then(World::waits(trigger));
    sequence->val(world.writes(QStringLiteral("never")));
    world.run();
    sequence->abort();
    trigger->complete({});
    QCOMPARE(world.run(), QString());
    sequence->checkInvariants();
}

void tst_SequenceCore::aDuplicateIsPausedAndHasNoState()
{
    World world;
    const Ref<SequenceCore> sequence = world.sequence();
    sequence->val(world.writes(QStringLiteral("step")));
    const Ref<SequenceCore> copy = sequence->duplicate();
    QCOMPARE(world.run(), QStringLiteral("step"));
    QVERIFY(copy->canUnpause());
    copy->unpause(World::list({5}));
    QCOMPARE(world.run(), QStringLiteral("step | step 5"));
    QVERIFY(!copy->canUnpause());
}

void tst_SequenceCore::aForkGetsThisPointsMessages()
{
    World world;
    const Ref<SequenceCore> sequence = world.sequence();
    sequence->then(makeRef<EmitStep>(World::list({1})));
    const Ref<SequenceCore> fork = sequence->fork();
    sequence->val(world.writes(QStringLiteral("main")));
    fork->val(world.writes(QStringLiteral("fork")));
    const QString journal = world.run();
    QVERIFY(journal.contains(QLatin1String("main 1")));
    QVERIFY(journal.contains(QLatin1String("fork 1")));
}

void tst_SequenceCore::aGateGivesOneMessageASegmentInTheirOrder()
{
    World world;
    Ref<Trigger> first;
    Ref<Trigger> second;
    const Ref<SequenceCore> sequence = world.sequence();
    sequence->then(makeRef<GateStep>(std::vector<Segment>{{World::waits(first)}, {World::waits(second)}}));
    sequence->val(world.writes(QStringLiteral("both")));
    world.run();
    second->complete(World::list({2, 3}));
    QCOMPARE(world.run(), QString());
    first->complete(World::list({1}));
    QCOMPARE(world.run(), QStringLiteral("both 1, <2, 3>"));
}

void tst_SequenceCore::theFirstFailureOfAGateDecides()
{
    World world;
    Ref<Trigger> first;
    Ref<Trigger> second;
    const Ref<SequenceCore> sequence = world.sequence();
    sequence->then(makeRef<GateStep>(std::vector<Segment>{{World::waits(first)}, {World::waits(second)}}));
    sequence->onError(world.writes(QStringLiteral("failed")));
    world.run();
    second->fail(World::list({2, 3}));
    first->fail(World::list({1}));
    QCOMPARE(world.run(), QStringLiteral("failed 2, 3"));
}

void tst_SequenceCore::seqWaitsForAnotherSequenceAndHandlesItsErrors()
{
    World world;
    Ref<Trigger> trigger;
    const Ref<SequenceCore> other = world.sequence();
    other->then(World::waits(trigger));
    const Ref<SequenceCore> sequence = world.sequence();
    sequence->seq(other, {});
    sequence->val(world.writes(QStringLiteral("got")));
    sequence->onError(world.writes(QStringLiteral("failed")));
    world.run();
    trigger->fail(World::list({4}));
    QCOMPARE(world.run(), QStringLiteral("failed 4"));
}

void tst_SequenceCore::aHundredThousandStepsTakeLinearTimeAndConstantStack()
{
    World world;
    int count = 0;
    const Ref<SequenceCore> sequence = world.sequence();
    const Ref<Function> function = makeFunction([&count](Messages) { return Value(++count); });
    for (int i = 0; i < 100'000; ++i)
        sequence->val(function);
    world.run();
    QCOMPARE(count, 100'000);
}

QTEST_GUILESS_MAIN(tst_SequenceCore)
#include "tst_sequencecore.moc"
