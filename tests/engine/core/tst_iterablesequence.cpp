#include "core/iterablesequence.h"
#include "typedworld.h"

#include <QTest>

#include <algorithm>

using namespace asq;

static_assert(std::input_iterator<IterableSequence<int()>::Iterator>);

class tst_IterableSequence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachNextRunsOneStepAtOnce();
    void aRangeGoesThroughItsResults();
    void leavingTheLoopAbortsIt();
    void aStepMayAppendSteps();
    void itGoesOnAfterItWasExhausted();
    void aStepThatThrowsGivesNothingAndTellsHandlersLater();
    void failEndsItFromOutside();
    void stepsWithoutResultsTellThatTheyRan();
    void aDuplicateHasTheStepsThatAreLeft();
    void anAlgorithmMayReadIt();
};

void tst_IterableSequence::eachNextRunsOneStepAtOnce()
{
    TypedWorld world;
    const IterableSequence<int(int)> steps(world.kernel);
    steps.val([](int x) { return x * 2; }).val([](int x) { return x + 3; }).val([](int x) { return x * 4; });
    QCOMPARE(steps.next(8), std::optional(16));
    QCOMPARE(steps.next(16), std::optional(19));
    QVERIFY(steps.hasNext());
    QCOMPARE(steps.next(19), std::optional(76));
    QVERIFY(!steps.hasNext());
    QCOMPARE(steps.next(0), std::optional<int>());
}

void tst_IterableSequence::aRangeGoesThroughItsResults()
{
    TypedWorld world;
    const IterableSequence<int()> steps(world.kernel);
    for (const int value : {2, 4, 6})
        steps.val([value] { return value; });
    QList<int> seen;
    for (const int value : steps)
        seen.append(value);
    QCOMPARE(seen, QList<int>({2, 4, 6}));
    QVERIFY(!steps.isAborted());
}

void tst_IterableSequence::leavingTheLoopAbortsIt()
{
    TypedWorld world;
    const IterableSequence<int()> steps(world.kernel);
    for (const int value : {2, 4, 6})
        steps.val([value] { return value; });
    for (const int value : steps)
        if (value == 4)
            break;
    QVERIFY(steps.isAborted());
    QCOMPARE(steps.next(), std::optional<int>());
}

void tst_IterableSequence::aStepMayAppendSteps()
{
    TypedWorld world;
    const IterableSequence<int(int)> doubling(world.kernel);
    std::function<int(int)> twice = [&](int x) {
        if (x * 2 < 100)
            doubling.val(twice);
        return x * 2;
    };
    doubling.val(twice);
    QList<int> seen;
    int value = 10;
    while (const std::optional<int> next = doubling.next(value))
        seen.append(value = *next);
    QCOMPARE(seen, QList<int>({20, 40, 80, 160}));
}

void tst_IterableSequence::itGoesOnAfterItWasExhausted()
{
    TypedWorld world;
    const IterableSequence<int()> steps(world.kernel);
    QCOMPARE(steps.next(), std::optional<int>());
    steps.val([] { return 1; });
    QCOMPARE(steps.next(), std::optional(1));
}

void tst_IterableSequence::aStepThatThrowsGivesNothingAndTellsHandlersLater()
{
    TypedWorld world;
    const IterableSequence<int()> steps(world.kernel);
    steps.val([]() -> int { throw std::runtime_error("bad"); }).val([] { return 2; });
    steps.onError([&world](const Error &error) { world.write(*error.get<QString>()); });
    QCOMPARE(steps.next(), std::optional<int>());
    QVERIFY(steps.isFailed());
    QVERIFY(world.journal.isEmpty());
    QCOMPARE(world.run(), QStringLiteral("bad"));
    QCOMPARE(steps.next(), std::optional<int>());
}

void tst_IterableSequence::failEndsItFromOutside()
{
    TypedWorld world;
    const IterableSequence<int()> steps(world.kernel);
    steps.val([] { return 1; });
    steps.fail(QStringLiteral("enough"), 3);
    QCOMPARE(world.run(), QStringLiteral("unhandled \"enough\", 3"));
    QCOMPARE(steps.next(), std::optional<int>());
}

void tst_IterableSequence::stepsWithoutResultsTellThatTheyRan()
{
    TypedWorld world;
    const IterableSequence<void(QString)> greets(world.kernel);
    greets.val([&world](const QString &name) { world.write(name); });
    QVERIFY(greets.next(QStringLiteral("Ada")));
    QVERIFY(!greets.next(QStringLiteral("Bob")));
    QCOMPARE(world.run(), QStringLiteral("Ada"));
}

void tst_IterableSequence::aDuplicateHasTheStepsThatAreLeft()
{
    TypedWorld world;
    const IterableSequence<int()> steps(world.kernel);
    steps.val([] { return 1; }).val([] { return 2; });
    steps.next();
    const IterableSequence<int()> copy = steps.duplicate();
    steps.abort();
    QCOMPARE(copy.next(), std::optional(2));
    QCOMPARE(copy.next(), std::optional<int>());
}

void tst_IterableSequence::anAlgorithmMayReadIt()
{
    TypedWorld world;
    const IterableSequence<int()> steps(world.kernel);
    for (int i = 1; i <= 4; ++i)
        steps.val([i] { return i; });
    QList<int> squares;
    std::ranges::transform(steps, std::back_inserter(squares), [](int i) { return i * i; });
    QCOMPARE(squares, QList<int>({1, 4, 9, 16}));
}

QTEST_GUILESS_MAIN(tst_IterableSequence)
#include "tst_iterablesequence.moc"
