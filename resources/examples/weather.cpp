// A small weather station on the Qt event loop: a QTimer's ticks are the events of a reactive sequence, two goroutines
// share the work over a channel, and everything that happens is recorded.
//
//     weather recording.asqtrace
#include "core/channel.h"
#include "core/eventloopexecutor.h"
#include "record/recording.h"

#include <QCoreApplication>
#include <QTextStream>
#include <QTimer>

using namespace asq;
using namespace std::chrono_literals;

namespace {

void weather(Kernel &kernel, QTimer &sensor)
{
    const Channel<double> readings(kernel, "readings", 2);
    const auto print = [&kernel](const QString &line) {
        QTextStream(stdout) << line << Qt::endl;
        kernel.log(line);
    };

    // Both instruments have to be warm before the station reports.
    const auto ready = start(kernel, "station")
                           .gate(named("thermometer",
                                       [&kernel](Done<int> done) {
                                           singleShot(kernel, 8ms, named("warm", [done] { done(21); }));
                                       }),
                                 named("barometer",
                                       [&kernel](Done<int> done) {
                                           singleShot(kernel, 15ms, named("settled", [done] { done(1013); }));
                                       }))
                           .val(named("announce", [print](int degrees, int pressure) {
                               print(QStringLiteral("ready at %1 °C and %2 hPa").arg(degrees).arg(pressure));
                           }));

    run(ready,
        go(kernel, "average",
           [readings, print]() -> Task<> {
               double sum = 0;
               for (int count = 1; count <= 6; ++count) {
                   sum += (co_await readings.take()).value_or(0);
                   print(QStringLiteral("mean of %1: %2 °C").arg(count).arg(sum / count, 0, 'f', 1));
               }
           }),
        go(kernel, "calibrate",
           [readings]() -> Task<> {
               for (const double offset : {0.5, -0.5})
                   co_await readings.put(20 + offset);
           }))
        .val(named("sign off", [print, &sensor](Value) {
            sensor.stop();
            print(QStringLiteral("station closed"));
        }));

    const EventSequence<double> ticks(kernel, "sensor", named("connect", [&sensor](EventSequence<double> sequence) {
                                          QObject::connect(&sensor, &QTimer::timeout, &sensor,
                                                           [sequence, degrees = 19.0]() mutable {
                                                               sequence.push(degrees += 0.7);
                                                           });
                                          sensor.start(12ms);
                                      }));
    ticks.steps()
        .then(named("smooth",
                    [&kernel](Done<double> done, double degrees) {
                        singleShot(kernel, 5ms, named("filter", [done, degrees] { done(degrees - 0.1); }));
                    }))
        .val(named("deliver", [readings](double degrees) { readings.putAsync(degrees); }));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc != 2)
        qFatal("weather RECORDING");
    const record::Recording recording(QString::fromLocal8Bit(argv[1]));

    QTimer sensor;
    EventLoopExecutor executor;
    Kernel kernel(executor);
    {
        const Slice slice(kernel, EventKind::Started, EntityId::Program, EventId::None);
        weather(kernel, sensor);
    }
    QObject::connect(&executor, &EventLoopExecutor::quiet, &application, [&sensor] {
        if (!sensor.isActive())
            QCoreApplication::quit();
    });
    const int status = QCoreApplication::exec();
    kernel.announce(EventKind::Completed, EntityId::Program);
    return status;
}
