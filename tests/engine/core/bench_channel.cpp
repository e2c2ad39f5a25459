// What the operations of channels cost, in nanoseconds each of the thread's own time, with recording off: medians of
// several rounds. An argument: only those whose names begin with it; another: so many rounds.
#include "core/channel.h"
#include "core/eventloopexecutor.h"
#include "core/virtualexecutor.h"

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

/// Median and least nanoseconds of one of `Count` operations that the goroutines of `prepare` do.
template<typename ExecutorType = VirtualExecutor>
void measure(const char *what, double budget, const std::function<void(Kernel &)> &prepare)
{
    if (!QByteArray(what).startsWith(wanted))
        return;
    std::vector<double> taken;
    for (int round = 0; round < rounds; ++round) {
        ExecutorType executor;
        Kernel kernel(executor);
        prepare(kernel);
        const double begin = threadNanoseconds();
        runAll(executor);
        taken.push_back((threadNanoseconds() - begin) / Count);
    }
    std::sort(taken.begin(), taken.end());
    std::printf("%-44s %8.1f ns   best %8.1f   budget %4.0f\n", what, taken[std::size_t(rounds) / 2], taken.front(),
                budget);
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
    measure("rendezvous", 20, rendezvous);
    measure<EventLoopExecutor>("rendezvous on the event loop", 0, rendezvous);
    measure("buffered put and take", 6, buffered);
    measure("alts of 2 that wait", 40, alternatives<2>);
    measure("alts of 16 that wait", 0, alternatives<16>);
    measure("buffered put and alts of 2", 40, readyAlternatives);
}
