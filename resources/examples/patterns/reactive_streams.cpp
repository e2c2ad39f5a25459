// Reactive Sequences, of streams: what a device gives become events; and two streams are joined.
#include "stage.h"

#include "adapt/iodevices.h"
#include "core/typedrunner.h"

#include <QBuffer>

using namespace asq;

int main()
{
    Stage stage;

    // Each line of a device is an event; the end of the device ends the stream.
    QBuffer device;
    device.setData("first line\nsecond line\n");
    device.open(QIODevice::ReadOnly);
    const EventSequence<QString> lines(stage.kernel, "lines", [&stage, &device](EventSequence<QString> events) {
        Runner(stage.kernel)
            .go("reads",
                [events, &device]() -> Task<> {
                    while (const std::optional<QByteArray> text = co_await line(&device))
                        events.push(QString::fromUtf8(*text).trimmed());
                    events.stop();
                })
            .start();
    });
    lines.onTeardown([] { Stage::print(QStringLiteral("the device has ended")); });
    lines.steps().val(&Stage::print);
    stage.run();

    // Two streams: the gate waits for the first event of each, whichever comes first.
    const auto nothing = [](const auto &) {};
    const EventSequence<int> degrees(stage.kernel, "degrees", nothing);
    const EventSequence<QString> places(stage.kernel, "places", nothing);
    start(stage.kernel).gate(places.steps(), degrees.steps()).val([](QString place, int number) {
        Stage::print(QStringLiteral("%1: %2 °C").arg(place).arg(number));
    });
    degrees.push(21);
    places.push(QStringLiteral("Oslo"));
    degrees.push(30);
    stage.run();
}
