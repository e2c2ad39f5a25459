#include "core/channel.h"
#include "typedworld.h"

#include <QTest>

using namespace asq;
using namespace std::chrono_literals;

// The typed face of sequences: what its handles promise at compile time, and what they check at run time.
class tst_Typed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTupleIsSeveralMessages();
    void aSequenceMayBeginWithMessages();
    void bytesStayBytes();
    void aFailedSequenceGoesToItsHandler();
    void aFunctionMayGiveTheSequenceToWaitFor();
    void aFailureOfWhatSeqWaitsForIsAFailureOfTheSequence();
    void aGateTakesStepsAndSequences();
    void aDuplicateRunsWhenItIsLetGo();
    void messagesForADuplicateAddUp();
    void aDuplicateGivenTheWrongMessagesFailsInWords();
    void pipeHandsMessagesAndErrorsToATrigger();
    void anErrorFirstCallbackCompletesOrFails();
    void aTriggerPassesOnTheErrorsOfAnother();
    void anAbortedSequenceRunsNoFurtherStep();
    void aDeferredSequenceReportsNothing();
    void messagesOfATypeThatOnlyTheRunKnows();
    void anAwaitedFailureIsThrownWhateverItsType();
    void aSequenceMayBeYielded();
};

void tst_Typed::aTupleIsSeveralMessages()
{
    TypedWorld world;
    start(world.kernel)
        .val([] { return std::tuple(3, QStringLiteral("tea")); })
        .val([&world](int count, const QString &what) { world.write(qPrintable(what), count); });
    QCOMPARE(world.run(), QStringLiteral("tea 3"));
}

void tst_Typed::aSequenceMayBeginWithMessages()
{
    TypedWorld world;
    startWith(world.kernel, 2, "cups").val([&world](int count, const QString &what) {
        world.write(qPrintable(what), count);
    });
    QCOMPARE(world.run(), QStringLiteral("cups 2"));
}

void tst_Typed::bytesStayBytes()
{
    TypedWorld world;
    startWith(world.kernel, QByteArray("raw"))
        .then([](Done<QByteArray> done, QByteArray bytes) { done(bytes + "!"); })
        .val([&world](const QByteArray &bytes) { world.write(bytes.constData()); });
    QCOMPARE(world.run(), QStringLiteral("raw!"));
}

void tst_Typed::aFailedSequenceGoesToItsHandler()
{
    TypedWorld world;
    failed<int>(world.kernel, QStringLiteral("broken"), 7)
        .val([&world](int) { world.write("never"); })
        .onError([&world](const Error &error) { world.write(error.text()); });
    QCOMPARE(world.run(), QStringLiteral("\"broken\", 7"));
}

void tst_Typed::aFunctionMayGiveTheSequenceToWaitFor()
{
    TypedWorld world;
    startWith(world.kernel, 4)
        .seq([&world](int number) { return startWith(world.kernel, number * 2, number * 3); })
        .val([&world](int twice, int thrice) { world.write("is", twice + thrice); });
    QCOMPARE(world.run(), QStringLiteral("is 20"));
}

void tst_Typed::aFailureOfWhatSeqWaitsForIsAFailureOfTheSequence()
{
    TypedWorld world;
    start(world.kernel)
        .seq([&world] { return failed<int>(world.kernel, QStringLiteral("no")); })
        .val([&world](int) { world.write("never"); })
        .onError([&world](const Error &error) { world.write(*error.get<QString>()); });
    QCOMPARE(world.run(), QStringLiteral("no"));
}

void tst_Typed::aGateTakesStepsAndSequences()
{
    TypedWorld world;
    const auto other = startWith(world.kernel, QStringLiteral("a"), 1);
    startWith(world.kernel, 5)
        .gate([](Done<int> done, int five) { done(five + 1); }, other, [](Done<> done, int) { done(); })
        .val([&world](int six, const std::tuple<QString, int> &both, std::monostate) {
            world.write(qPrintable(std::get<0>(both)), six * 10 + std::get<1>(both));
        });
    QCOMPARE(world.run(), QStringLiteral("a 61"));
}

void tst_Typed::aDuplicateRunsWhenItIsLetGo()
{
    TypedWorld world;
    const auto original =
        startWith(world.kernel, 1).val([](int number) { return number + 1; }).val([&world](int number) {
            world.write("got", number);
        });
    const auto copy = original.duplicate();
    QCOMPARE(world.run(), QStringLiteral("got 2"));
    copy.unpause();
    QCOMPARE(world.run(), QStringLiteral("got 2 | got 2"));
}

void tst_Typed::messagesForADuplicateAddUp()
{
    TypedWorld world;
    const auto sum = Sequence<int, int>(start(world.kernel).core()).val([&world](int a, int b) {
        world.write("sum", a + b);
    });
    const auto copy = sum.duplicate();
    sum.abort();
    copy.unpause(20);
    copy.unpause(2);
    QCOMPARE(world.run(), QStringLiteral("sum 22"));
}

void tst_Typed::aDuplicateGivenTheWrongMessagesFailsInWords()
{
    TypedWorld world;
    const auto steps = Sequence<int>(start(world.kernel).core()).val([](int a) { return a; });
    const auto copy = steps.duplicate();
    steps.abort();
    copy.unpause(QStringLiteral("text")).onError([&world](const Error &error) { world.write(*error.get<QString>()); });
    QCOMPARE(world.run(), QStringLiteral("a message of type int was expected, and QString came (\"text\")"));
}

void tst_Typed::pipeHandsMessagesAndErrorsToATrigger()
{
    TypedWorld world;
    for (const bool fails : {false, true}) {
        start(world.kernel)
            .then([&world, fails](Done<int> done) {
                const auto inner = startWith(world.kernel, 8).val([fails](int number) {
                    if (fails)
                        throw Failure(Value(QStringLiteral("inner")));
                    return number;
                });
                inner.pipe(done);
            })
            .val([&world](int number) { world.write("piped", number); })
            .onError([&world](const Error &error) { world.write(*error.get<QString>()); });
    }
    QCOMPARE(world.run(), QStringLiteral("piped 8 | inner"));
}

void tst_Typed::anErrorFirstCallbackCompletesOrFails()
{
    TypedWorld world;
    for (const QString &problem : {QString(), QStringLiteral("lost")}) {
        start(world.kernel)
            .then([problem](Done<int> done) { done.errorFirst()(problem, 5); })
            .val([&world](int number) { world.write("read", number); })
            .onError([&world](const Error &error) { world.write(*error.get<QString>()); });
    }
    QCOMPARE(world.run(), QStringLiteral("read 5 | lost"));
}

void tst_Typed::aTriggerPassesOnTheErrorsOfAnother()
{
    TypedWorld world;
    start(world.kernel)
        .then([&world](Done<int> done) {
            failed<int>(world.kernel, 1, 2).onError([done](const Error &error) { done.fail(error); });
        })
        .onError([&world](const Error &error) { world.write(error.text()); });
    QCOMPARE(world.run(), QStringLiteral("1, 2"));
}

void tst_Typed::anAbortedSequenceRunsNoFurtherStep()
{
    TypedWorld world;
    const auto sequence = start(world.kernel).then([](Done<> done) { done.abort(); }).val([&world] {
        world.write("never");
    });
    QCOMPARE(world.run(), QString());
    QVERIFY(sequence.isAborted());
    QVERIFY(!sequence.isFailed());
}

void tst_Typed::aDeferredSequenceReportsNothing()
{
    TypedWorld world;
    const auto breaks = [] { throw Failure(Value(1)); };
    start(world.kernel).val(breaks);
    start(world.kernel).val(breaks).defer();
    QCOMPARE(world.run(), QStringLiteral("unhandled 1"));
}

void tst_Typed::messagesOfATypeThatOnlyTheRunKnows()
{
    TypedWorld world;
    const auto values = Sequence<Value>(startWith(world.kernel, 6).core());
    values.as<int>()
        .val([&world](int number) {
            world.write("is", number);
            return number;
        })
        .as<QString>()
        .val([](QString) {});
    QCOMPARE(world.run(),
             QStringLiteral("is 6 | unhandled \"a message of type QString was expected, and int came (6)\""));
}

void tst_Typed::anAwaitedFailureIsThrownWhateverItsType()
{
    TypedWorld world;
    Kernel &kernel = world.kernel;
    run(start(kernel), go(kernel, "waits", [&world, &kernel]() -> Task<> {
            const auto broken = failed<int>(kernel, QStringLiteral("plain text"));
            try {
                co_await broken;
                world.write("never");
            } catch (const Failure &failure) {
                world.write(*failure.value().get<QString>());
            }
        }));
    QCOMPARE(world.run(), QStringLiteral("plain text"));
}

void tst_Typed::aSequenceMayBeYielded()
{
    TypedWorld world;
    Kernel &kernel = world.kernel;
    run(start(kernel),
        coroutine(kernel, "yields",
                  [&world, &kernel](Token) -> Task<int> {
                      const auto slow = start(kernel).then([&world, &kernel](Done<int> done) {
                          singleShot(kernel, 1ms, [&world, done] {
                              world.write("slow");
                              done(1);
                          });
                      });
                      co_yield slow;
                      world.write("on");
                      co_return 9;
                  }))
        .as<int>()
        .val([&world](int last) { world.write("last", last); });
    QCOMPARE(world.run(), QStringLiteral("slow | on | last 9"));
}

QTEST_GUILESS_MAIN(tst_Typed)
#include "tst_typed.moc"
