#include "adapt/futures.h"
#include "loopworld.h"

#include <QTest>
#include <QThreadPool>

using namespace asq;

class tst_Futures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theResultOfAFutureIsAwaited();
    void aFinishedFutureNeedsNoEventLoop();
    void aFutureWithoutResultIsAwaited();
    void aResultThatCannotBeCopiedIsMoved();
    void aCancelledFutureIsAFailure();
    void anExceptionIsAFailureThatHoldsIt();
    void aFutureIsAStep();
    void aFunctionMayGiveTheFuture();
    void aSequenceBecomesAFuture();
    void severalMessagesBecomeATuple();
    void aFailedSequenceThrowsFromItsFuture();
    void anAbortedSequenceCancelsItsFuture();
    void aSequenceThatBecomesAFutureGoesOn();
    void aPromiseIsKept();
    void nobodyIsCalledAfterTheKernel();
};

void tst_Futures::theResultOfAFutureIsAwaited()
{
    LoopWorld world;
    QPromise<QString> promise;
    promise.start();
    world.start([&]() -> Task<> {
        const QFuture<QString> future = promise.future();
        QThreadPool::globalInstance()->start([&promise] {
            promise.addResult(QStringLiteral("from a thread"));
            promise.finish();
        });
        world.write(co_await future);
    });
    QCOMPARE(world.run(1), QStringLiteral("from a thread"));
}

void tst_Futures::aFinishedFutureNeedsNoEventLoop()
{
    VirtualExecutor executor;
    Kernel kernel(executor);
    int got = 0;
    Runner(kernel).go("waits", [&]() -> Task<> { got = co_await QtFuture::makeReadyFuture(6); }).start();
    executor.run();
    QCOMPARE(got, 6);
}

void tst_Futures::aFutureWithoutResultIsAwaited()
{
    LoopWorld world;
    QPromise<void> promise;
    promise.start();
    QTimer::singleShot(0, [&promise] { promise.finish(); });
    world.start([&]() -> Task<> {
        co_await promise.future();
        world.write("done");
    });
    QCOMPARE(world.run(1), QStringLiteral("done"));
}

void tst_Futures::aResultThatCannotBeCopiedIsMoved()
{
    LoopWorld world;
    QPromise<std::unique_ptr<int>> promise;
    promise.start();
    promise.addResult(std::make_unique<int>(8));
    promise.finish();
    world.start([&]() -> Task<> {
        const std::unique_ptr<int> number = co_await promise.future();
        world.write("got", *number);
    });
    QCOMPARE(world.run(1), QStringLiteral("got 8"));
}

void tst_Futures::aCancelledFutureIsAFailure()
{
    LoopWorld world;
    QPromise<int> promise;
    promise.start();
    QTimer::singleShot(0, [&promise] {
        promise.future().cancel();
        promise.finish();
    });
    world.writeEndOf(fromFuture(*world.kernel, promise.future()));
    QCOMPARE(world.run(1), QStringLiteral("failed the future was cancelled"));
}

void tst_Futures::anExceptionIsAFailureThatHoldsIt()
{
    LoopWorld world;
    QPromise<int> promise;
    promise.start();
    QTimer::singleShot(0, [&promise] {
        promise.setException(std::make_exception_ptr(std::out_of_range("too far")));
        promise.finish();
    });
    world.start([&]() -> Task<> {
        try {
            co_await promise.future();
        } catch (const Failure &failure) {
            try {
                std::rethrow_exception(failure.errors.front().get<OutsideError>()->exception);
            } catch (const std::out_of_range &error) {
                world.write(error.what());
            }
        }
    });
    QCOMPARE(world.run(1), QStringLiteral("too far"));
}

void tst_Futures::aFutureIsAStep()
{
    LoopWorld world;
    world.writeEndOf(start(*world.kernel)
                         .promise(QtFuture::makeReadyFuture(20))
                         .gate([](Done<int> done, int twenty) { done(twenty + 1); }, QtFuture::makeReadyFuture(4))
                         .val([](int a, int b) { return a * b; }));
    QCOMPARE(world.run(1), QStringLiteral("got 84"));
}

void tst_Futures::aFunctionMayGiveTheFuture()
{
    LoopWorld world;
    world.writeEndOf(startWith(*world.kernel, 5).promise([](int five) { return QtFuture::makeReadyFuture(five * 2); }));
    QCOMPARE(world.run(1), QStringLiteral("got 10"));
}

void tst_Futures::aSequenceBecomesAFuture()
{
    LoopWorld world;
    const QFuture<int> future = toFuture(startWith(*world.kernel, 3).val([](int three) { return three + 1; }));
    QFutureWatcher<int> watcher;
    connect(&watcher, &QFutureWatcherBase::finished, &watcher, [&] { world.write("future", watcher.result()); });
    watcher.setFuture(future);
    QCOMPARE(world.run(1), QStringLiteral("future 4"));
}

void tst_Futures::severalMessagesBecomeATuple()
{
    LoopWorld world;
    const QFuture<std::tuple<int, QString>> pair = toFuture(startWith(*world.kernel, 3, QStringLiteral("x")));
    const QFuture<void> none = toFuture(start(*world.kernel).val([&world] { world.write("ran"); }).as<>());
    world.run(1);
    QTRY_VERIFY(pair.isFinished() && none.isFinished());
    QCOMPARE(pair.result(), std::tuple(3, QStringLiteral("x")));
}

void tst_Futures::aFailedSequenceThrowsFromItsFuture()
{
    LoopWorld world;
    QFuture<int> future = toFuture(failed<int>(*world.kernel, QStringLiteral("no luck"), 4));
    QTRY_VERIFY(future.isFinished());
    try {
        future.waitForFinished();
        QFAIL("nothing was thrown");
    } catch (const SequenceFailure &failure) {
        QCOMPARE(failure.error().text(), QStringLiteral("\"no luck\", 4"));
    }
    QVERIFY(world.journal.isEmpty());
}

void tst_Futures::anAbortedSequenceCancelsItsFuture()
{
    LoopWorld world;
    const auto sequence = start(*world.kernel).then([](Done<int>) {});
    const QFuture<int> future = toFuture(sequence);
    QCoreApplication::processEvents();
    QVERIFY(!future.isFinished());
    sequence.abort();
    QTRY_VERIFY(future.isCanceled());
}

void tst_Futures::aSequenceThatBecomesAFutureGoesOn()
{
    LoopWorld world;
    const auto sequence = startWith(*world.kernel, 9);
    const QFuture<int> future = toFuture(sequence);
    sequence.val([&world](int nine) { world.write("on with", nine); });
    QCOMPARE(world.run(1), QStringLiteral("on with 9"));
    QCOMPARE(future.result(), 9);
}

void tst_Futures::aPromiseIsKept()
{
    LoopWorld world;
    QPromise<QString> promise;
    const QFuture<QString> future = promise.future();
    fulfil(startWith(*world.kernel, "kept"), std::move(promise));
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result(), QStringLiteral("kept"));
}

void tst_Futures::nobodyIsCalledAfterTheKernel()
{
    LoopWorld world;
    QPromise<int> promise;
    promise.start();
    world.start([&]() -> Task<> {
        world.write("waits");
        co_await promise.future();
        world.write("never");
    });
    const QFuture<int> mine = toFuture(start(*world.kernel).then([](Done<int>) {}));
    world.run(1);
    promise.addResult(1);
    promise.finish();
    QCOMPARE(world.endKernel(), QStringLiteral("waits"));
    QVERIFY(mine.isCanceled());
}

QTEST_GUILESS_MAIN(tst_Futures)
#include "tst_futures.moc"
