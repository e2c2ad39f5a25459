#include "adapt/qcorotasks.h"
#include "loopworld.h"

#include <QTest>

using namespace asq;

// Tasks of QCoro's in coroutines of this engine, and sequences in QCoro's.
class tst_QCoroTasks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTaskIsAwaited();
    void aTaskWithoutResultIsAStep();
    void ataskThatThrowsIsAFailure();
    void aSequenceIsAwaitedInATask();
    void aFailedSequenceThrowsInATask();
    void anAbortedSequenceThrowsInATask();
    void nobodyIsCalledAfterTheKernel();

private:
    /// Ends when the future does.
    static QCoro::Task<int> half(QFuture<int> future)
    {
        const int whole = co_await future;
        if (whole % 2 != 0)
            throw std::domain_error("odd");
        co_return whole / 2;
    }
    static QCoro::Task<> writeEnd(LoopWorld &world, Sequence<int> sequence)
    {
        try {
            const int number = co_await toQCoro(sequence);
            world.write("task got", number);
        } catch (const SequenceFailure &failure) {
            world.write(QStringLiteral("task caught ") + failure.error().text());
        }
    }
};

void tst_QCoroTasks::aTaskIsAwaited()
{
    LoopWorld world;
    QPromise<int> promise;
    promise.start();
    world.start([&]() -> Task<> {
        QTimer::singleShot(0, [&promise] {
            promise.addResult(12);
            promise.finish();
        });
        const int six = co_await half(promise.future());
        world.write("half", six);
    });
    QCOMPARE(world.run(1), QStringLiteral("half 6"));
}

void tst_QCoroTasks::aTaskWithoutResultIsAStep()
{
    LoopWorld world;
    start(*world.kernel)
        .seq([&world]() -> QCoro::Task<> {
            world.write("task");
            co_return;
        })
        .val([&world] { world.write("on"); });
    QCOMPARE(world.run(2), QStringLiteral("task | on"));
}

void tst_QCoroTasks::ataskThatThrowsIsAFailure()
{
    LoopWorld world;
    world.writeEndOf(fromQCoro(*world.kernel, half(QtFuture::makeReadyFuture(3))));
    QCOMPARE(world.run(1), QStringLiteral("failed odd"));
}

void tst_QCoroTasks::aSequenceIsAwaitedInATask()
{
    LoopWorld world;
    writeEnd(world, startWith(*world.kernel, 4).val([](int four) { return four + 1; }));
    QCOMPARE(world.run(1), QStringLiteral("task got 5"));
}

void tst_QCoroTasks::aFailedSequenceThrowsInATask()
{
    LoopWorld world;
    writeEnd(world, failed<int>(*world.kernel, QStringLiteral("no")));
    QCOMPARE(world.run(1), QStringLiteral("task caught \"no\""));
}

void tst_QCoroTasks::anAbortedSequenceThrowsInATask()
{
    LoopWorld world;
    const Sequence<int> sequence = start(*world.kernel).then([](Done<int>) {});
    writeEnd(world, sequence);
    QTimer::singleShot(0, [&sequence] { sequence.abort(); });
    QCOMPARE(world.run(1), QStringLiteral("task caught the sequence was aborted"));
}

void tst_QCoroTasks::nobodyIsCalledAfterTheKernel()
{
    LoopWorld world;
    QPromise<int> promise;
    promise.start();
    world.start([&]() -> Task<> {
        world.write("waits");
        co_await half(promise.future());
        world.write("never");
    });
    world.run(1);
    world.kernel.reset();
    promise.addResult(2);
    promise.finish();
    for (int turn = 0; turn < 20; ++turn)
        QCoreApplication::processEvents();
    QCOMPARE(world.journal, QStringList(QStringLiteral("waits")));
}

QTEST_GUILESS_MAIN(tst_QCoroTasks)
#include "tst_qcorotasks.moc"
