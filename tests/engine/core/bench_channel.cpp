// What the operations of channels cost, in nanoseconds each of the thread's own time, with recording off: medians of
// several rounds, and of the ratios to a peer without semantics (rawpeer.h) that runs in turn with ours. An argument: only
// those whose names begin with it; another: so many rounds.
#include "core/channel.h"
#include "core/eventloopexecutor.h"
#include "core/virtualexecutor.h"
#include "rawpeer.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

#include <time.h>

using namespace asq;

namespace {

constexpr int Count = 300'000;
QByteArray wanted; ///< What the names of measurements begin with.
int rounds = 15;

double threadNanoseconds()
{
    timespec now = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e9 + double(now.tv_nsec);
}

void runAll(VirtualExecutor &executor)
{
    executor.run();
}
void runAll(EventLoopExecutor &executor)
{
    QEventLoop loop;
    QObject::connect(&executor, &EventLoopExecutor::quiet, &loop, &QEventLoop::quit);
    loop.exec();
}

/// What a peer has to run, made anew for each round.
using Peer = std::function<void(raw::RunQueue &)>;

double nanoseconds(const std::function<void()> &work)
{
    const double begin = threadNanoseconds();
    work();
    return (threadNanoseconds() - begin) / Count;
}

double median(std::vector<double> &figures)
{
    std::sort(figures.begin(), figures.end());
    return figures[figures.size() / 2];
}

/// Median and least nanoseconds of one of `Count` operations that the goroutines of `prepare` do, and what the peer takes.
template<typename ExecutorType = VirtualExecutor>
void measure(const char *what, double budget, const std::function<void(Kernel &)> &prepare, const Peer &peer = {})
{
    if (!QByteArray(what).startsWith(wanted))
        return;
    std::vector<double> taken;
    std::vector<double> peers;
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        {
            ExecutorType executor;
            Kernel kernel(executor);
            prepare(kernel);
            taken.push_back(nanoseconds([&executor] { runAll(executor); }));
        }
        if (peer) {
            raw::RunQueue queue;
            peers.push_back(nanoseconds([&queue, &peer] { peer(queue); }));
            ratios.push_back(taken.back() / peers.back());
        }
    }
    const double figure = median(taken);
    std::printf("%-44s %8.1f ns   best %8.1f   budget %4.0f", what, figure, taken.front(), budget);
    if (peer)
        std::printf("   raw peer %6.1f, times %5.1f", median(peers), median(ratios));
    std::printf("\n");
    std::fflush(stdout);
}

Task<> putAll(Channel<int> channel)
{
    for (int i = 0; i < Count; ++i)
        co_await channel.put(i);
}

Task<> takeAll(Channel<int> channel)
{
    for (int i = 0; i < Count; ++i)
        co_await channel.take();
}

void rendezvous(Kernel &kernel)
{
    const Channel<int> channel(kernel);
    run(start(kernel), go(kernel, "puts", [channel] { return putAll(channel); }),
        go(kernel, "takes", [channel] { return takeAll(channel); }));
}

raw::Routine rawPutAll(raw::Channel &channel)
{
    for (int i = 0; i < Count; ++i)
        co_await channel.put(i);
}

raw::Routine rawTakeAll(raw::Channel &channel)
{
    for (int i = 0; i < Count; ++i)
        co_await channel.take();
}

void rawRendezvous(raw::RunQueue &queue)
{
    raw::Channel channel(queue);
    queue.post(rawPutAll(channel).handle);
    queue.post(rawTakeAll(channel).handle);
    queue.run();
}

/// One goroutine puts eight and takes eight: nobody waits.
void buffered(Kernel &kernel)
{
    const Channel<int> channel(kernel, "channel", 8);
    run(start(kernel), go(kernel, "both", [channel]() -> Task<> {
            for (int i = 0; i < Count / 8; ++i) {
                for (int k = 0; k < 8; ++k)
                    co_await channel.put(k);
                for (int k = 0; k < 8; ++k)
                    co_await channel.take();
            }
        }));
}

raw::Routine rawBuffered(raw::Channel &channel)
{
    for (int i = 0; i < Count / 8; ++i) {
        for (int k = 0; k < 8; ++k)
            co_await channel.put(k);
        for (int k = 0; k < 8; ++k)
            co_await channel.take();
    }
}

void rawBuffered(raw::RunQueue &queue)
{
    raw::Channel channel(queue, 8);
    queue.post(rawBuffered(channel).handle);
    queue.run();
}

template<int Ways>
void alternatives(Kernel &kernel)
{
    std::vector<Channel<int>> channels;
    for (int i = 0; i < Ways; ++i)
        channels.emplace_back(kernel, "channel");
    run(start(kernel),
        go(kernel, "puts",
           [channels]() -> Task<> {
               for (int i = 0; i < Count; ++i)
                   co_await channels[std::size_t(i % Ways)].put(i);
           }),
        go(kernel, "takes", [channels]() -> Task<> {
            for (int i = 0; i < Count; ++i) {
                if constexpr (Ways == 2)
                    co_await alts(channels[0].take(), channels[1].take());
                else
                    co_await alts(channels[0].take(), channels[1].take(), channels[2].take(), channels[3].take(),
                                  channels[4].take(), channels[5].take(), channels[6].take(), channels[7].take(),
                                  channels[8].take(), channels[9].take(), channels[10].take(), channels[11].take(),
                                  channels[12].take(), channels[13].take(), channels[14].take(), channels[15].take());
            }
        }));
}

raw::Routine rawPutInTurn(raw::Channel &first, raw::Channel &second)
{
    for (int i = 0; i < Count / 2; ++i) {
        co_await first.put(i);
        co_await second.put(i);
    }
}

raw::Routine rawTakeAny(raw::Channel &first, raw::Channel &second)
{
    for (int i = 0; i < Count; ++i)
        co_await raw::Channel::takeAny(first, second);
}

void rawAlternatives(raw::RunQueue &queue)
{
    raw::Channel first(queue);
    raw::Channel second(queue);
    queue.post(rawTakeAny(first, second).handle);
    queue.post(rawPutInTurn(first, second).handle);
    queue.run();
}

/// The same with alternatives that are there at once.
void readyAlternatives(Kernel &kernel)
{
    const Channel<int> first(kernel, "first", 8);
    const Channel<int> second(kernel, "second", 8);
    run(start(kernel), go(kernel, "both", [first, second]() -> Task<> {
            for (int i = 0; i < Count / 8; ++i) {
                for (int k = 0; k < 8; ++k)
                    co_await second.put(k);
                for (int k = 0; k < 8; ++k)
                    co_await alts(first.take(), second.take());
            }
        }));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    wanted = argc > 1 ? argv[1] : "";
    rounds = argc > 2 ? std::max(1, QByteArray(argv[2]).toInt()) : rounds;
    measure("rendezvous", 20, rendezvous, rawRendezvous);
    measure<EventLoopExecutor>("rendezvous on the event loop", 0, rendezvous);
    measure("buffered put and take", 6, buffered, [](raw::RunQueue &queue) { rawBuffered(queue); });
    measure("alts of 2 that wait", 40, alternatives<2>, rawAlternatives);
    measure("alts of 16 that wait", 0, alternatives<16>);
    measure("buffered put and alts of 2", 40, readyAlternatives);
}
