// What the kernel's primitives cost, in nanoseconds each, with recording off. Every figure is the median of several
// rounds; the peers that Qt has run in the same program, so that a noisy machine slows both. An argument: only those
// whose names begin with it; `--long`: also a chain of ten million steps and a million coroutines.
#include "core/channel.h"
#include "core/sequence.h"
#include "core/spawn.h"
#include "core/task.h"
#include "core/virtualexecutor.h"
#include "rawpeer.h"

#include <QCoreApplication>
#include <QFuture>
#include <QPromise>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

#include <malloc.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

using asq::Done;
using asq::Kernel;
using asq::Sequence;
using asq::Task;
using asq::Token;
using asq::VirtualExecutor;

namespace {

double nanoseconds(const std::function<void()> &work)
{
    // The thread's own time: what else the machine does is left out.
    timespec begin = {};
    timespec end = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
    work();
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
    return double(end.tv_sec - begin.tv_sec) * 1e9 + double(end.tv_nsec - begin.tv_nsec);
}

/// Median nanoseconds for one of the `count` operations that `round` does.
double median(int count, const std::function<void()> &round, int rounds = 15)
{
    std::vector<double> taken;
    for (int i = 0; i < rounds; ++i)
        taken.push_back(nanoseconds(round) / count);
    std::nth_element(taken.begin(), taken.begin() + rounds / 2, taken.end());
    return taken[std::size_t(rounds) / 2];
}

void print(const char *what, double figure, const char *unit = "ns")
{
    std::printf("%-52s %10.1f %s\n", what, figure, unit);
    std::fflush(stdout);
}

/// A sequence of `count` steps, built in one turn and run.
void chainOfValues(int count)
{
    VirtualExecutor executor;
    Kernel kernel(executor);
    Sequence<int> chain = asq::start(kernel).val([] { return 0; });
    for (int i = 0; i < count; ++i)
        chain = chain.val([](int n) { return n + 1; });
    executor.run();
}

/// A step that appends the next one: the chain is as long as it runs, and no longer.
void chainThatGrows(int count)
{
    VirtualExecutor executor;
    Kernel kernel(executor);
    const Sequence<int> sequence = asq::start(kernel).val([] { return 0; });
    struct Growing {
        int left;
        Sequence<int> sequence;
        int operator()(int n) const
        {
            if (left > 0)
                sequence.val(Growing{left - 1, sequence});
            return n + 1;
        }
    };
    sequence.val(Growing{count, sequence});
    executor.run();
}

/// Steps with a trigger, called later from another tick: one step a tick.
void chainOfTriggers(int count)
{
    VirtualExecutor executor;
    Kernel kernel(executor);
    Sequence<int> chain = asq::start(kernel).val([] { return 0; });
    for (int i = 0; i < count; ++i)
        chain = chain.then([](Done<int> done, int n) { done(n + 1); });
    executor.run();
}

void gates(int count)
{
    VirtualExecutor executor;
    Kernel kernel(executor);
    const auto segment = [](Done<int> done) { done(1); };
    Sequence<> chain = asq::start(kernel);
    for (int i = 0; i < count; ++i) {
        chain.gate(segment, segment, segment, segment, segment, segment, segment, segment, segment, segment)
            .val([](int, int, int, int, int, int, int, int, int, int) {});
        executor.run();
    }
}

void switches(int count)
{
    VirtualExecutor executor;
    Kernel kernel(executor);
    const auto body = [count](Token token) -> Task<> {
        for (int i = 0; i < count / 2; ++i)
            co_yield token;
    };
    asq::run(asq::start(kernel), asq::coroutine(kernel, "a", body), asq::coroutine(kernel, "b", body));
    executor.run();
}

void spawnsAndJoins(int count)
{
    VirtualExecutor executor;
    Kernel kernel(executor);
    const Sequence<> chain = asq::start(kernel);
    for (int i = 0; i < count; ++i) {
        asq::run(chain, asq::coroutine(kernel, "child", [](Token) -> Task<int> { co_return 1; }));
        executor.run();
    }
}

/// A goroutine that spawns one task after the other and waits for each.
void spawnsTasks(int count)
{
    VirtualExecutor executor;
    Kernel kernel(executor);
    const auto child = []() -> Task<int> { co_return 1; };
    const auto parent = [&kernel, count, child]() -> Task<> {
        for (int i = 0; i < count; ++i)
            co_await asq::spawn(kernel, "child", child);
    };
    asq::spawn(kernel, "parent", parent);
    executor.run();
}

void reacts(int count)
{
    VirtualExecutor executor;
    Kernel kernel(executor);
    qint64 sum = 0;
    const asq::EventSequence<int> events(kernel, "events", [](const asq::EventSequence<int> &) {});
    events.steps().val([&sum](int n) { sum += n; });
    executor.run();
    for (int i = 0; i < count; ++i) {
        events.push(i);
        if (i % 64 == 63)
            executor.run();
    }
    executor.run();
}

void liveCoroutines(int count)
{
    const auto before = mallinfo2().uordblks;
    VirtualExecutor executor;
    Kernel kernel(executor);
    asq::Channel<int> never(kernel, "never");
    const auto child = [never]() -> Task<> { co_await never.take(); };
    std::vector<asq::Ref<asq::CoroutineSource>> sources;
    for (int i = 0; i < count; ++i)
        sources.push_back(asq::go(kernel, "child", child).source);
    asq::start(kernel).core()->then(
        asq::makeRef<asq::RunnerStep>(std::move(sources), asq::makeRef<asq::typed::CppLanguage>()));
    executor.run();
    print("bytes of a live coroutine, 1,000,000 that wait", double(mallinfo2().uordblks - before) / count, "bytes");
}

void liveTasks(int count)
{
    const auto before = mallinfo2().uordblks;
    VirtualExecutor executor;
    Kernel kernel(executor);
    asq::Channel<int> never(kernel, "never");
    for (int i = 0; i < count; ++i)
        asq::spawn(kernel, "child", [never]() -> Task<> { co_await never.take(); });
    executor.run();
    print("bytes of a spawned task, 1,000,000 that wait", double(mallinfo2().uordblks - before) / count, "bytes");
}

void rawChain(int count)
{
    raw::Chain chain;
    for (int i = 0; i < count; ++i)
        chain.append([](int n) { return n + 1; });
    chain.run();
}

raw::Child rawChild()
{
    co_return 1;
}

raw::Routine rawParent(raw::RunQueue &queue, int count)
{
    for (int i = 0; i < count; ++i) {
        raw::Child child = rawChild(); // gcc 12 miscompiles, or refuses, what is awaited as a temporary.
        co_await child.in(queue);
    }
}

void rawSpawns(int count)
{
    raw::RunQueue queue;
    queue.post(rawParent(queue, count).handle);
    queue.run();
}

QFuture<int> then(QObject *context, QFuture<int> future, int count)
{
    for (int i = 0; i < count; ++i)
        future = future.then(context, [](int n) { return n + 1; });
    return future;
}

void futures(int count)
{
    QObject context;
    for (int i = 0; i < count / 100; ++i) {
        QPromise<int> promise;
        promise.start();
        const QFuture<int> end = then(&context, promise.future(), 100);
        promise.addResult(0);
        promise.finish();
        QCoreApplication::processEvents();
        Q_ASSERT(end.isFinished());
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const bool isLong = argc > 1 && QByteArray(argv[1]) == "--long";
    const QByteArray wanted = argc > 1 && !isLong ? argv[1] : "";
    const auto measure = [&wanted](const char *what, int count, void (*round)(int), int rounds = 15) {
        if (QByteArray(what).startsWith(wanted))
            print(what, median(count, [round, count] { round(count); }, rounds));
    };
    measure("sequence step, val, chain of 1,000", 1000, chainOfValues, 400);
    measure("sequence step, val, chain of 100,000", 100'000, chainOfValues);
    measure("sequence step: raw peer, chain of 1,000", 1000, rawChain, 400);
    measure("sequence step, val, appended by the step before", 100'000, chainThatGrows);
    measure("sequence step, trigger, chain of 1,000", 1000, chainOfTriggers, 400);
    measure("peer: QFuture::then(context), chain of 100", 10'000, futures);
    measure("gate of 10 segments", 2000, gates);
    measure("coroutine switch by token", 200'000, switches);
    measure("spawn and join", 100'000, spawnsTasks);
    measure("spawn and join: raw peer", 100'000, rawSpawns);
    measure("a runner with one coroutine", 20'000, spawnsAndJoins);
    measure("react event with one step", 100'000, reacts);
    if (isLong) {
        measure("sequence step, val, chain of 10,000,000", 10'000'000, chainOfValues, 1);
        for (void (*live)(int) : {liveTasks, liveCoroutines}) {
            // In a process of its own: the free blocks that the one leaves are not to be the other's.
            const pid_t child = fork();
            if (child == 0) {
                live(1'000'000);
                _exit(0);
            }
            waitpid(child, nullptr, 0);
        }
    }
    return 0;
}
