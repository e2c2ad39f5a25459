// A cook and a waiter with one counter between them, recorded: kitchen RECORDING
#include <adapt/timers.h>
#include <core/eventloopexecutor.h>
#include <core/typedrunner.h>
#include <record/nativesink.h>
#include <record/recorder.h>

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
    const QStringList arguments = QCoreApplication::arguments();
    auto file = record::NativeSink::toFile(arguments.value(1, QStringLiteral("kitchen.asqtrace")));
    if (!file)
        qFatal("%s", qPrintable(file.error().toString()));
    std::vector<std::unique_ptr<record::Sink>> sinks;
    sinks.push_back(std::move(file.value()));
    record::Recorder recorder({}, std::move(sinks));

    EventLoopExecutor executor;
    Kernel kernel(executor, &recorder);
    recorder.born(
        {EntityId::Program, EntityKind::Program, EntityId::None, EventId::None, QStringLiteral("kitchen"), {}, 0});
    serve(kernel);
    const int status = QCoreApplication::exec();
    recorder.finish();
    return status;
}
