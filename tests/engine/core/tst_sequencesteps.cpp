#include "journal.h"

#include "core/state.h"

#include <QTest>

using namespace asq;
using namespace std::chrono_literals;

/// The steps of contrib with types: what they pass on, and what they do when segments fail.
class tst_SequenceSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyPassesOnWhatSucceededAndLeavesOutTheRest();
    void anyFailsWhenAllSegmentsFail();
    void aSegmentThatSucceedsTwiceCountsOnce();
    void firstAndLastPassOnOneResult();
    void nonePassesOnTheErrors();
    void theFirstEndDecidesARace();
    void aWaterfallHandsOnAllResultsSoFar();
    void mapKeepsTheOrderOfTheItems();
    void mapTakesTheListFromTheMessages();
    void mapOfNothingIsNothing();
    void untilTriesAgainWithTheSameMessagesAndMayGiveUp();
    void anAttemptThatFailsIsAMessage();
    void afterWaitsOnTheProgramsClock();
    void failAfterFails();
    void pCatchLetsTheSequenceGoOnAndLaterHandlersHearLaterErrors();
    void ofTheHalvesOfPThenOneIsUsed();
    void pCatchInADuplicateWorksOnTheDuplicate();
    void aCallbackFeedsTheStepThatWaitsForIt();
    void statesTakeTurnsUntilOneFinishes();
    void segmentsThatNeverEndLeakNothing();

private:
    static auto later(Kernel &kernel, std::chrono::milliseconds delay, int value)
    {
        return [&kernel, delay, value](Done<int> done) { singleShot(kernel, delay, [done, value] { done(value); }); };
    }
    static auto failing(const char *error)
    {
        return [error](Done<int> done) { done.fail(error); };
    }
};

void tst_SequenceSteps::anyPassesOnWhatSucceededAndLeavesOutTheRest()
{
    World world;
    start(world.kernel)
        .any(later(world.kernel, 20ms, 1), failing("no"), startWith(world.kernel, 3))
        .val([&world](std::optional<int> a, std::optional<int> b, std::optional<int> c) {
            world.journal.append(
                QStringLiteral("%1 %2 %3").arg(a.value_or(-1)).arg(b.value_or(-1)).arg(c.value_or(-1)));
        });
    QCOMPARE(world.run(), QStringLiteral("1 -1 3"));
}

void tst_SequenceSteps::anyFailsWhenAllSegmentsFail()
{
    World world;
    start(world.kernel)
        .any(failing("a"), failing("b"))
        .val([&world](std::optional<int>, std::optional<int>) { world.journal.append(QStringLiteral("never")); })
        .onError([&world](const Error &error) { world.journal.append(error.text()); });
    QCOMPARE(world.run(), QStringLiteral("\"a\", \"b\""));
}

void tst_SequenceSteps::aSegmentThatSucceedsTwiceCountsOnce()
{
    World world;
    start(world.kernel)
        .any([](Done<int> done) { done(1), done(2); }, later(world.kernel, 10ms, 3))
        .val([&world](std::optional<int> a, std::optional<int> b) {
            world.journal.append(QStringLiteral("%1 %2").arg(a.value_or(-1)).arg(b.value_or(-1)));
        });
    QCOMPARE(world.run(), QStringLiteral("1 3"));
}

void tst_SequenceSteps::firstAndLastPassOnOneResult()
{
    World world;
    const auto write = [&world](int value) { world.journal.append(QString::number(value)); };
    start(world.kernel).first(later(world.kernel, 20ms, 1), later(world.kernel, 10ms, 2), failing("no")).val(write);
    start(world.kernel).last(later(world.kernel, 60ms, 3), later(world.kernel, 50ms, 4), failing("no")).val(write);
    QCOMPARE(world.run(), QStringLiteral("2 | 3"));
}

void tst_SequenceSteps::nonePassesOnTheErrors()
{
    World world;
    start(world.kernel).none(failing("a"), failing("b")).val([&world](const Error &a, const Error &b) {
        world.journal.append(a.text() + b.text());
    });
    start(world.kernel).none(failing("a"), later(world.kernel, 10ms, 7)).onError([&world](const Error &error) {
        world.journal.append(error.text());
    });
    QCOMPARE(world.run(), QStringLiteral("\"a\"\"b\" | undefined, 7"));
}

void tst_SequenceSteps::theFirstEndDecidesARace()
{
    World world;
    const auto write = [&world](int value) { world.journal.append(QString::number(value)); };
    const auto fail = [&world](const Error &error) { world.journal.append(error.text()); };
    start(world.kernel).race(later(world.kernel, 20ms, 1), later(world.kernel, 10ms, 2)).val(write);
    start(world.kernel).race(later(world.kernel, 50ms, 3), failing("no")).val(write).onError(fail);
    QCOMPARE(world.run(), QStringLiteral("\"no\" | 2"));
}

void tst_SequenceSteps::aWaterfallHandsOnAllResultsSoFar()
{
    World world;
    startWith(world.kernel, 1)
        .waterfall([](Done<int> done, int in) { done(in + 1); },
                   [](Done<int, QString> done, int first) { done(first * 10, QStringLiteral("x")); },
                   [](Done<> done, int, std::tuple<int, QString> second) {
                       Q_UNUSED(second)
                       done();
                   })
        .val([&world](int a, std::tuple<int, QString> b, std::monostate) {
            world.journal.append(QStringLiteral("%1 %2 %3").arg(a).arg(std::get<0>(b)).arg(std::get<1>(b)));
        });
    QCOMPARE(world.run(), QStringLiteral("2 20 x"));
}

void tst_SequenceSteps::mapKeepsTheOrderOfTheItems()
{
    World world;
    startWith(world.kernel, 100)
        .map(QList<int>{3, 1, 2},
             [&world](int item, Done<int> done, int added) {
                 singleShot(world.kernel, item * 10ms, [done, item, added] { done(item + added); });
             })
        .val([&world](const QList<int> &results) {
            for (const int result : results)
                world.journal.append(QString::number(result));
        });
    QCOMPARE(world.run(), QStringLiteral("103 | 101 | 102"));
}

void tst_SequenceSteps::mapTakesTheListFromTheMessages()
{
    World world;
    startWith(world.kernel, QList<QString>{QStringLiteral("a"), QStringLiteral("bc")}, 5)
        .map([](const QString &item, Done<int> done, int added) { done(int(item.size()) + added); })
        .val([&world](const QList<int> &sizes) {
            world.journal.append(QString::number(sizes.at(0) * 10 + sizes.at(1)));
        });
    QCOMPARE(world.run(), QStringLiteral("67"));
}

void tst_SequenceSteps::mapOfNothingIsNothing()
{
    World world;
    startWith(world.kernel, 5)
        .map(QList<int>{}, [](int item, Done<int> done, int) { done(item); })
        .val([&world](const QList<int> &results) { world.journal.append(QString::number(results.size())); });
    QCOMPARE(world.run(), QStringLiteral("0"));
}

void tst_SequenceSteps::untilTriesAgainWithTheSameMessagesAndMayGiveUp()
{
    World world;
    const auto fail = [&world](const Error &error) { world.journal.append(error.text()); };
    startWith(world.kernel, 7)
        .until([tries = 0](Retry<QString> done, int in) mutable {
            if (++tries < 4)
                done.fail("again");
            else
                done(QStringLiteral("%1 after %2").arg(in).arg(tries));
        })
        .val([&world](const QString &text) { world.journal.append(text); })
        .until([tries = 0](Retry<> done) mutable {
            if (++tries == 3)
                done.giveUp("enough", tries);
            throw Failure(Value(1));
        })
        .onError(fail);
    QCOMPARE(world.run(), QStringLiteral("7 after 4 | \"enough\", 3"));
}

void tst_SequenceSteps::anAttemptThatFailsIsAMessage()
{
    World world;
    start(world.kernel)
        .attempt([](Done<int> done) { done(5); })
        .val([&world](const Tried<int> &tried) {
            world.journal.append(QString::number(tried.hasFailed() ? -1 : tried.value()));
        })
        .attempt([](Done<int, int> done) { done(1, 2); })
        .val([&world](const Tried<std::tuple<int, int>> &tried) {
            world.journal.append(QString::number(std::get<1>(tried.value())));
        })
        .attempt([](Done<int>) { throw Failure(Value(QStringLiteral("broken"))); })
        .val([&world](const Tried<int> &tried) { world.journal.append(tried.error().text()); });
    QCOMPARE(world.run(), QStringLiteral("5 | 2 | \"broken\""));
}

void tst_SequenceSteps::afterWaitsOnTheProgramsClock()
{
    World world;
    startWith(world.kernel, 1)
        .after(50ms)
        .val([&world](int value) {
            world.journal.append(QStringLiteral("%1 at %2").arg(value).arg(world.executor.now() / 1'000'000));
        })
        .afterWith(25ms, "later", 2)
        .val([&world](const QString &text, int value) {
            world.journal.append(
                QStringLiteral("%1 %2 at %3").arg(text).arg(value).arg(world.executor.now() / 1'000'000));
        });
    QCOMPARE(world.run(), QStringLiteral("1 at 50 | later 2 at 75"));
}

void tst_SequenceSteps::failAfterFails()
{
    World world;
    startWith(world.kernel, 1)
        .failAfter(10ms, "late", 3)
        .val([&world](int) { world.journal.append(QStringLiteral("never")); })
        .onError([&world](const Error &error) { world.journal.append(error.text()); });
    QCOMPARE(world.run(), QStringLiteral("\"late\", 3"));
}

void tst_SequenceSteps::pCatchLetsTheSequenceGoOnAndLaterHandlersHearLaterErrors()
{
    World world;
    start(world.kernel)
        .val([]() -> int { throw Failure(Value(QStringLiteral("first"))); })
        .onError([&world](const Error &error) { world.journal.append(QStringLiteral("before ") + error.text()); })
        .pCatch([](const Error &error) { return int(error.count()); })
        .val([&world](int value) -> int {
            world.journal.append(QString::number(value));
            throw Failure(Value(QStringLiteral("second")));
        })
        .onError([&world](const Error &error) { world.journal.append(QStringLiteral("after ") + error.text()); });
    QCOMPARE(world.run(), QStringLiteral("before \"first\" | 1 | after \"second\""));
}

void tst_SequenceSteps::ofTheHalvesOfPThenOneIsUsed()
{
    World world;
    Kernel &kernel = world.kernel;
    const auto bad = [&world](const Error &error) {
        world.journal.append(QStringLiteral("bad ") + error.text());
        return 0;
    };
    // Its own error is not for its own other half.
    startWith(kernel, 1)
        .pThen([](int) -> int { throw Failure(Value(QStringLiteral("own"))); }, bad)
        .pCatch([&world](const Error &error) {
            world.journal.append(QStringLiteral("next ") + error.text());
            return 4;
        })
        .pThen([&kernel](int value) { return startWith(kernel, value + 1, QStringLiteral("x")); })
        .val([&world](int value, const QString &text) { world.journal.append(QString::number(value) + text); });
    QCOMPARE(world.run(), QStringLiteral("next \"own\" | 5x"));
}

void tst_SequenceSteps::pCatchInADuplicateWorksOnTheDuplicate()
{
    World world;
    const auto original = start(world.kernel)
                              .then([](Done<int> done) { done.fail("no"); })
                              .pCatch([](const Error &) { return 1; })
                              .val([&world](int value) { world.journal.append(QString::number(value)); });
    const auto copy = original.duplicate();
    copy.unpause();
    QCOMPARE(world.run(), QStringLiteral("1 | 1"));
}

void tst_SequenceSteps::aCallbackFeedsTheStepThatWaitsForIt()
{
    World world;
    auto [sequence, callback] = start(world.kernel).errorFirst<int>();
    sequence.val([&world](int value) { world.journal.append(QString::number(value)); });
    callback(0, 5);
    QCOMPARE(world.run(), QStringLiteral("5"));
    auto [failed, other] = start(world.kernel).errorFirst<int>();
    failed.onError([&world](const Error &error) { world.journal.append(error.text()); });
    other(QStringLiteral("bad"), 5);
    QCOMPARE(world.run(), QStringLiteral("5 | \"bad\""));
}

void tst_SequenceSteps::statesTakeTurnsUntilOneFinishes()
{
    World world;
    const auto write = [&world](const char *text) { world.journal.append(QString::fromLatin1(text)); };
    run(startWith(world.kernel, 2),
        state(world.kernel, "one", 1,
              [write](Transition<int> transition) -> Task<> {
                  write("one");
                  transition(3);
                  co_return;
              }),
        state(world.kernel, "two", 2,
              [write, &world](Transition<int> transition) -> Task<> {
                  write("two");
                  co_await start(world.kernel).after(10ms);
                  transition(1);
              }),
        state(world.kernel, "three", 3,
              [write](Transition<int> transition) -> Task<> {
                  write("three");
                  transition.finish();
                  co_return;
              }))
        .val([write](const Value &) { write("over"); });
    QCOMPARE(world.run(), QStringLiteral("two | one | three | over"));
}

void tst_SequenceSteps::segmentsThatNeverEndLeakNothing()
{
    // The sanitizers look: triggers that nobody calls hold runs, which hold triggers.
    World world;
    const auto never = [](Done<int>) {};
    start(world.kernel).any(never, never).val([](std::optional<int>, std::optional<int>) {});
    start(world.kernel).first(never).val([](int) {});
    start(world.kernel).last(never).val([](int) {});
    start(world.kernel).none(never).val([](const Error &) {});
    start(world.kernel).race(never).val([](int) {});
    start(world.kernel).waterfall(never, [](Done<>, int) {}).val([](int, std::monostate) {});
    start(world.kernel).until([](Retry<int>) {}).val([](int) {});
    start(world.kernel).attempt(never).val([](const Tried<int> &) {});
    start(world.kernel).map(QList<int>{1}, [](int, Done<int>) {}).val([](const QList<int> &) {});
    start(world.kernel).after(1h).pCatch([](const Error &) {});
    world.executor.run(1'000'000'000);
    QCOMPARE(world.journal, QStringList());
}

QTEST_GUILESS_MAIN(tst_SequenceSteps)
#include "tst_sequencesteps.moc"
