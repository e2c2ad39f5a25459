// What tests record from outside: a program that is linked with the recorder. Without a word of it in the code, but for
// the modes that are about it.
//
//     recordedprogram rounds N          puts and takes N numbers, and ends
//     recordedprogram endless           for ever; prints a line each hundred
//     recordedprogram then-hang N       N numbers, prints "done", and hangs in an endless loop
//     recordedprogram threads N         a kernel in each of three threads, N numbers each
//     recordedprogram line FILE N       says itself where it is recorded
//     recordedprogram fails N           a step fails, and nobody handles it
//     recordedprogram forks N           a child of its own exits first
#include "core/typedrunner.h"
#include "core/virtualexecutor.h"
#include "record/recording.h"

#include <QTextStream>
#include <QThread>

#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace asq;

/// For the address sanitizer: the recorder's thread is not in a child that is forked, and what it holds looks lost there.
extern "C" const char *__lsan_default_options();
extern "C" const char *__lsan_default_options()
{
    return "detect_leaks=0";
}

namespace {

void exchange(Kernel &kernel, int rounds, const std::function<void(int)> &each)
{
    const Channel<int> orders(kernel, "orders");
    Runner(kernel)
        .go("cook",
            [orders, rounds]() -> Task<> {
                for (int i = 1; rounds == 0 || i <= rounds; ++i)
                    co_await orders.put(i);
                orders.close();
            })
        .go("waiter",
            [orders, each]() -> Task<> {
                while (const std::optional<int> order = co_await orders.take())
                    each(*order);
            })
        .start();
}

void run(int rounds, const std::function<void(int)> &each = [](int) {})
{
    VirtualExecutor executor;
    Kernel kernel(executor);
    exchange(kernel, rounds, each);
    executor.run();
}

void say(const QString &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

void runThreads(int rounds)
{
    std::vector<std::unique_ptr<QThread>> threads;
    for (const char *name : {"kitchen", "counter", "office"}) {
        threads.emplace_back(QThread::create([rounds] { run(rounds); }));
        threads.back()->setObjectName(QString::fromLatin1(name));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        thread->wait();
}

void fail()
{
    VirtualExecutor executor;
    Kernel kernel(executor);
    start(kernel, "order").then(named("pay", [](Done<> done) { done.fail(QStringLiteral("no money")); }));
    executor.run();
}

/// An endless loop. Under the thread sanitizer signals are delivered within calls alone.
void hang()
{
    for (volatile bool goesOn = true; goesOn;) {
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
        usleep(1000);
#endif
#endif
    }
}

void forkOnce(int rounds)
{
    run(rounds);
    const pid_t child = fork();
    if (child == 0)
        std::exit(0);
    int status = 0;
    waitpid(child, &status, 0);
    say(status == 0 ? QStringLiteral("the child ended well") : QStringLiteral("the child did not end well"));
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray mode = argc > 1 ? argv[1] : "";
    const int rounds = argc > 2 ? std::atoi(argv[argc - 1]) : 0;
    if (mode == "rounds") {
        run(rounds);
    } else if (mode == "endless") {
        run(0, [](int order) {
            if (order % 100 == 0)
                say(QString::number(order));
        });
    } else if (mode == "then-hang") {
        run(rounds);
        say(QStringLiteral("done"));
        hang();
    } else if (mode == "threads") {
        runThreads(rounds);
    } else if (mode == "line") {
        record::Recording recording(QString::fromLocal8Bit(argv[2]));
        run(rounds);
    } else if (mode == "fails") {
        fail();
    } else if (mode == "forks") {
        forkOnce(rounds);
    } else {
        return 2;
    }
    say(QStringLiteral("end"));
    return 0;
}
