#include "adapt/timers.h"
#include "core/virtualexecutor.h"
#include "loopworld.h"

#include <QTest>

using namespace asq;
using namespace std::chrono_literals;

class tst_Timers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDurationIsAwaitedOnTheProgramsClock();
    void aGateMayWaitForADelay();
    void theTimeoutOfAQTimerIsAwaited();
    void aQTimerDestroyedMeanwhileIsAFailure();
    void nobodyIsCalledAfterTheKernel();
};

void tst_Timers::aDurationIsAwaitedOnTheProgramsClock()
{
    VirtualExecutor executor;
    Kernel kernel(executor);
    qint64 at = 0;
    Runner(kernel)
        .go("waits",
            [&]() -> Task<> {
                co_await 2h;
                co_await 30ms;
                at = executor.now();
            })
        .start();
    executor.run();
    QCOMPARE(at, 7'200'030'000'000);
}

void tst_Timers::aGateMayWaitForADelay()
{
    LoopWorld world;
    start(*world.kernel).gate(1ms, [](Done<int> done) { done(4); }).val([&world](std::monostate, int four) {
        world.write("after", four);
    });
    QCOMPARE(world.run(1), QStringLiteral("after 4"));
}

void tst_Timers::theTimeoutOfAQTimerIsAwaited()
{
    LoopWorld world;
    QTimer timer;
    timer.start(1ms);
    world.start([&]() -> Task<> {
        co_await &timer;
        co_await &timer;
        world.write("twice");
    });
    QCOMPARE(world.run(1), QStringLiteral("twice"));
}

void tst_Timers::aQTimerDestroyedMeanwhileIsAFailure()
{
    LoopWorld world;
    auto timer = std::make_unique<QTimer>();
    world.start([&]() -> Task<> {
        QTimer::singleShot(0, [&timer] { timer.reset(); });
        co_await timer.get();
    });
    QCOMPARE(world.run(1), QStringLiteral("failed the sender of QTimer::timeout was destroyed"));
}

void tst_Timers::nobodyIsCalledAfterTheKernel()
{
    LoopWorld world;
    QTimer timer;
    timer.start(0);
    world.start([&]() -> Task<> {
        world.write("waits");
        co_await &timer;
        world.write("never");
    });
    world.run(1);
    QCOMPARE(world.endKernel(), QStringLiteral("waits"));
}

QTEST_GUILESS_MAIN(tst_Timers)
#include "tst_timers.moc"
