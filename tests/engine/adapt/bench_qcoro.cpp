// What QCoro takes to call a task and await it, beside a spawned task that is joined and a task that is awaited as part of
// its caller. Nanoseconds of the thread's own time, medians of 15 rounds; the rounds of all alternate.
#include "core/spawn.h"
#include "core/virtualexecutor.h"

#include <QCoreApplication>
#include <QCoroTask>

#include <algorithm>
#include <cstdio>
#include <vector>

#include <time.h>

namespace {

constexpr int Count = 100'000;
constexpr int Rounds = 15;

double threadNanoseconds()
{
    timespec now = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e9 + double(now.tv_nsec);
}

QCoro::Task<int> qcoroChild()
{
    co_return 1;
}
QCoro::Task<> qcoroParent(int &sum)
{
    for (int i = 0; i < Count; ++i)
        sum += co_await qcoroChild();
}
int withQCoro()
{
    int sum = 0;
    const QCoro::Task<> parent = qcoroParent(sum);
    return parent.isReady() ? sum : 0;
}

asq::Task<int> child()
{
    co_return 1;
}
template<bool IsSpawned>
int withTasks()
{
    asq::VirtualExecutor executor;
    asq::Kernel kernel(executor);
    int sum = 0;
    asq::spawn(kernel, "parent", [&]() -> asq::Task<> {
        for (int i = 0; i < Count; ++i) {
            if constexpr (IsSpawned)
                sum += co_await asq::spawn(kernel, "child", [] { return child(); });
            else
                sum += co_await child();
        }
    });
    executor.run();
    return sum;
}

struct Candidate {
    const char *name;
    int (*run)();
    std::vector<double> taken = {};
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    Candidate candidates[] = {{"QCoro: a task called and awaited", withQCoro},
                              {"a task awaited as part of its caller", withTasks<false>},
                              {"a task spawned and joined", withTasks<true>}};
    for (int round = 0; round < Rounds; ++round) {
        for (Candidate &candidate : candidates) {
            const double begin = threadNanoseconds();
            if (candidate.run() != Count)
                qFatal("wrong sum");
            candidate.taken.push_back((threadNanoseconds() - begin) / Count);
        }
    }
    for (Candidate &candidate : candidates) {
        std::nth_element(candidate.taken.begin(), candidate.taken.begin() + Rounds / 2, candidate.taken.end());
        std::printf("%-44s %8.1f ns\n", candidate.name, candidate.taken[Rounds / 2]);
    }
}
