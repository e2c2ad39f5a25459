#include "core/channel.h"
#include "core/channelify.h"
#include "core/iterablesequence.h"
#include "core/spawn.h"
#include "core/state.h"
#include "core/typedrunner.h"
#include "core/virtualexecutor.h"
#include "core/wrap.h"

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
    Counted(const Counted &) noexcept { ++alive; }
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
    void piecesOfTheWholeFaceStoppedAtAnyMomentLeaveNothing();
    void handlesMayOutliveTheirKernel();
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

namespace {

/// A program of random pieces of the typed face, each of which holds something counted.
class RandomProgram
{
public:
    RandomProgram(Kernel &kernel, std::mt19937 &random) : m_kernel(kernel), m_random(random) {}
    void makePiece()
    {
        switch (m_random() % 10) {
        case 0: return makeSequence();
        case 1: return makeIterable();
        case 2: return makeIterableRun();
        case 3: return makeTokenRun();
        case 4: return makeStates();
        case 5: return makeWrapped();
        case 6: return makeEvents();
        case 7: return makeDuplicate();
        case 8: return makeSpawned();
        default: return makeTrade();
        }
    }

private:
    std::chrono::milliseconds soon() { return std::chrono::milliseconds(m_random() % 4); }
    auto later()
    {
        return wrap<CallbackForm::Split>(m_kernel, "later",
                                         [this, c = Counted()](int number, std::function<void(int)> done,
                                                               std::function<void(QString)> fails) {
                                             singleShot(m_kernel, soon(),
                                                        [number, done, fails, fail = m_random() % 8 == 0, c] {
                                                            if (fail)
                                                                fails(QStringLiteral("no luck"));
                                                            else
                                                                done(number + 1);
                                                        });
                                         });
    }
    void makeSequence()
    {
        const auto request = later();
        const auto other = request(1).val([c = Counted()](int n) { return n; });
        const auto piped = startWith(m_kernel, 2)
                               .seq([request](int n) { return request(n); })
                               .gate(other, [request, c = Counted()](Done<int> done, int n) { request(n).pipe(done); })
                               .val([c = Counted()](int a, int b) { return a + b; })
                               .onError([c = Counted()](const Error &) {});
        piped.fork().val([c = Counted()](int) { throw std::runtime_error("forked"); }).defer();
        if (m_random() % 3 == 0)
            singleShot(m_kernel, soon(), [piped, c = Counted()] { piped.abort(); });
    }
    void makeIterable()
    {
        const IterableSequence<int(int)> steps(m_kernel);
        for (int i = 0; i < 3; ++i)
            steps.val([steps, c = Counted()](int x) { return x + 1; }).onError([c = Counted()](const Error &) {});
        singleShot(m_kernel, soon(), [steps, fails = m_random() % 2 == 0] {
            steps.next(1);
            if (fails)
                steps.fail(1);
            else
                steps.abort();
        });
    }
    void makeIterableRun()
    {
        const auto request = later();
        const auto steps =
            iterable(m_kernel).val([request, c = Counted()](int n) { return request(n); }).val([c = Counted()](int n) {
                return std::tuple(n, n);
            });
        Runner(m_kernel).add(steps).add(steps).start(1).onError([c = Counted()](const Error &) {});
    }
    void makeTokenRun()
    {
        const auto request = later();
        Runner(m_kernel)
            .coroutine("adds",
                       [this, request, c = Counted()](Token token) -> Task<Counted> {
                           const Counted inFrame;
                           token.append(inFrame);
                           token.add(asq::coroutine(m_kernel, "added", [c](Token shared) -> Task<> {
                               const Counted inside(c);
                               co_yield shared;
                           }));
                           co_yield token;
                           bool failed = false;
                           try {
                               co_await request(1);
                           } catch (const Failure &) {
                               failed = true;
                           }
                           if (failed)
                               co_yield token;
                           co_return inFrame;
                       })
            .value(Counted())
            .start()
            .onError([](const Error &) {});
    }
    void makeStates()
    {
        const auto request = later();
        const auto handler = [request, c = Counted()](Transition<int> go) -> Task<> {
            const int next = co_await request(0);
            go(next % 2);
        };
        Runner(m_kernel)
            .add(state(m_kernel, "even", 0, handler))
            .add(state(m_kernel, "odd", 1, handler))
            .start(int(m_random() % 2))
            .onError([](const Error &) {});
    }
    void makeWrapped()
    {
        const auto request = later();
        const auto twice = wrap(m_kernel, "twice", [request, c = Counted()](int n) -> Task<std::tuple<int, int>> {
            const int once = co_await request(n);
            const int again = co_await request(once);
            co_return std::tuple(once, again);
        });
        twice(1).val([c = Counted()](int, int) {}).onError([](const Error &) {});
    }
    void makeEvents()
    {
        const EventSequence<Counted> events(m_kernel, "events", [c = Counted()](const auto &) {});
        events.onTeardown([c = Counted()] {});
        events.steps().then(
            [this](Done<Counted> done, Counted c) { singleShot(m_kernel, soon(), [done, c] { done(c); }); });
        for (int i = 0; i < 2; ++i)
            singleShot(m_kernel, soon(), [events] { events.push(Counted()); });
        singleShot(m_kernel, soon(), [events] { events.stop(); });
    }
    void makeDuplicate()
    {
        const auto steps = startWith(m_kernel, Counted()).val([c = Counted()](Counted counted) { return counted; });
        const auto copy = steps.duplicate();
        if (m_random() % 2 == 0)
            copy.unpause(Counted());
    }
    void makeSpawned()
    {
        const auto request = later();
        const Channel<Counted> channel(m_kernel, "channel", qsizetype(m_random() % 2));
        const auto child = [request, channel, c = Counted()]() -> Task<Counted> {
            const Counted inFrame;
            co_await channel.put(inFrame);
            co_await request(1);
            co_return inFrame;
        };
        const auto parent = [this, child, channel, fails = m_random() % 3 == 0]() -> Task<Counted> {
            auto spawned = spawn(m_kernel, "child", child);
            auto other = spawn(m_kernel, "other", child);
            co_await channel.take();
            if (fails)
                throw std::runtime_error("the parent fails");
            const Counted first = co_await spawned;
            co_await channel.take();
            other.sequence().val([c = Counted()](Counted) {}).onError([](const Error &) {});
            co_return first;
        };
        spawn(m_kernel, "parent", parent);
    }
    void makeTrade()
    {
        const auto request = channelify(m_kernel, "request",
                                        [this, c = Counted()](std::function<void(QString, Counted)> f) {
                                            singleShot(m_kernel, soon(), [f, c] { f({}, c); });
                                        });
        Runner(m_kernel)
            .go("asks",
                [request]() -> Task<> {
                    for (int i = 0; i < 2; ++i) {
                        const std::optional<Counted> answer = co_await request().take();
                        if (!answer)
                            co_return;
                    }
                })
            .start();
    }

    Kernel &m_kernel;
    std::mt19937 &m_random;
};

} // namespace

void tst_Destruction::piecesOfTheWholeFaceStoppedAtAnyMomentLeaveNothing()
{
    for (unsigned seed = 0; seed < 400; ++seed) {
        std::mt19937 random(seed);
        VirtualExecutor executor;
        {
            Kernel kernel(executor);
            kernel.setReporter([](const Messages &, EntityId) {});
            RandomProgram program(kernel, random);
            for (int piece = 0; piece < 6; ++piece)
                program.makePiece();
            int left = int(random() % 150);
            executor.setTickGate([&executor, &left] {
                if (left-- == 0)
                    executor.stop();
            });
            executor.run(1'000'000'000);
            executor.checkInvariants();
        }
        QVERIFY2(Counted::alive == 0, qPrintable(QStringLiteral("seed %1 leaves %2").arg(seed).arg(Counted::alive)));
    }
}

void tst_Destruction::handlesMayOutliveTheirKernel()
{
    VirtualExecutor executor;
    std::optional<Sequence<Counted>> sequence;
    std::optional<Channel<Counted>> channel;
    std::optional<IterableSequence<int()>> iterated;
    std::optional<Token> token;
    std::optional<Done<int>> trigger;
    std::optional<Spawned<Counted>> waiting;
    std::optional<Spawned<>> failed;
    {
        Kernel kernel(executor);
        waiting.emplace(spawn(kernel, "waits", [channel = Channel<Counted>(kernel)]() -> Task<Counted> {
            const Counted inFrame;
            co_await channel.take();
            co_return inFrame;
        }));
        failed.emplace(spawn(kernel, "fails", [c = Counted()]() -> Task<> {
            if (c.alive > 0)
                throw std::runtime_error("nobody asks");
            co_return;
        }));
        sequence = start(kernel).then([](Done<Counted>) {});
        start(kernel).then([&trigger](Done<int> done) { trigger = done; });
        channel.emplace(kernel);
        iterated.emplace(kernel);
        iterated->val([c = Counted()] { return 1; });
        Runner(kernel)
            .coroutine("waits",
                       [&token, channel = *channel](Token given) -> Task<> {
                           token = given;
                           co_await channel.take();
                       })
            .start();
        executor.run();
    }
    QCOMPARE(Counted::alive, 0);
}

QTEST_GUILESS_MAIN(tst_Destruction)
#include "tst_destruction.moc"
