// A cook and a waiter with one counter between them, recorded: kitchen RECORDING
#include <adapt/timers.h>
#include <core/eventloopexecutor.h>
#include <core/typedrunner.h>
#include <record/recording.h>

#include <QCoreApplication>
#include <QTextStream>

using namespace asq;
using namespace std::chrono_literals;

static void serve(Kernel &kernel)
{
    const Channel<QString> counter(kernel, "counter");
    Runner(kernel)
        .go("cook",
            [counter]() -> Task<> {
                for (const char *dish : {"soup", "pie", "tea"}) {
                    co_await 3ms; // cooking
                    const QString name = QString::fromLatin1(dish);
                    co_await counter.put(name);
                }
                counter.close();
            })
        .go("waiter",
            [counter]() -> Task<> {
                while (const std::optional<QString> dish = co_await counter.take())
                    QTextStream(stdout) << "served: " << *dish << Qt::endl;
            })
        .start()
        .val([](Value) { QCoreApplication::quit(); });
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const record::Recording recording(QCoreApplication::arguments().value(1, QStringLiteral("kitchen.asqtrace")));
    EventLoopExecutor executor;
    Kernel kernel(executor);
    serve(kernel);
    return QCoreApplication::exec();
}
