#include "core/channel.h"
#include "core/virtualexecutor.h"

#include <QTest>

#include <random>

using namespace asq;
using namespace std::chrono_literals;

// Everything may be destroyed at any moment: nobody is called afterwards, and every frame and closure is gone. What
// lives is counted by the values that the coroutines and steps hold.
namespace {

struct Counted {
    static inline int alive = 0;
    Counted() { ++alive; }
    Counted(const Counted &) { ++alive; }
    Counted &operator=(const Counted &) = default;
    ~Counted() { --alive; }
};

} // namespace

class tst_Destruction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QCOMPARE(Counted::alive, 0); }
    void blockedGoroutinesGoWithTheKernel();
    void aSequenceThatWaitsForeverGoesWithTheKernel();
    void aRunStoppedAtAnyMomentLeavesNothing();
};

void tst_Destruction::blockedGoroutinesGoWithTheKernel()
{
    VirtualExecutor executor;
    Kernel kernel(executor);
    const Channel<int> channel(kernel);
    run(start(kernel), go(kernel, "a", [channel, counted = Counted()]() -> Task<> {
            const Counted inFrame;
            co_await channel.take();
            qFatal("nobody puts");
        }));
    executor.run();
    QVERIFY(Counted::alive >= 2);
    QCOMPARE(kernel.unsettled().size(), std::size_t(1));
}

void tst_Destruction::aSequenceThatWaitsForeverGoesWithTheKernel()
{
    VirtualExecutor executor;
    std::optional<Done<Counted>> kept; // outlives the kernel, and with it the sequence does
    {
        Kernel kernel(executor);
        start(kernel).then([&kept](Done<Counted> done) { kept = done; }).val([counted = Counted()](Counted) {
            qFatal("never");
        });
        executor.run();
        QCOMPARE(Counted::alive, 1);
    }
    QCOMPARE(Counted::alive, 0);
}

void tst_Destruction::aRunStoppedAtAnyMomentLeavesNothing()
{
    for (unsigned seed = 0; seed < 200; ++seed) {
        std::mt19937 random(seed);
        VirtualExecutor executor;
        {
            Kernel kernel(executor);
            const Channel<int> channel(kernel, "channel", qsizetype(random() % 3));
            for (int pair = 0; pair < 3; ++pair) {
                run(start(kernel).gate([&kernel, counted = Counted()](
                                           Done<int> done) { singleShot(kernel, 3ms, [done, counted] { done(1); }); },
                                       [](Done<int> done) { done(2); }),
                    go(kernel, "puts",
                       [channel, counted = Counted()]() -> Task<> {
                           for (int i = 0; i < 5; ++i)
                               co_await channel.put(i);
                       }),
                    go(kernel, "takes", [channel, counted = Counted()]() -> Task<> {
                        for (int i = 0; i < 4; ++i)
                            co_await channel.take();
                    }));
            }
            int left = int(random() % 120);
            executor.setTickGate([&executor, &left] {
                if (left-- == 0)
                    executor.stop();
            });
            executor.run();
            executor.checkInvariants();
        }
        QCOMPARE(Counted::alive, 0);
    }
}

QTEST_GUILESS_MAIN(tst_Destruction)
#include "tst_destruction.moc"
