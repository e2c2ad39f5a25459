// asynquence CSP emulation: goroutines share a channel, and a request is a channel to take its answer from.
#include "stage.h"

#include "core/channelify.h"
#include "core/typedrunner.h"

using namespace asq;

// The shared channel takes messages of any type.
static QString text(const std::optional<Value> &message)
{
    return *message->get<QString>();
}

int main()
{
    Stage stage;

    // channelify makes of a function with a callback one that gives channels.
    const auto request = channelify(
        stage.kernel, "request", [&stage](QString page, std::function<void(QString error, QString text)> finished) {
            singleShot(stage.kernel, std::chrono::milliseconds(page.size()), [page, finished] {
                if (page.isEmpty())
                    finished(QStringLiteral("no page"), QString());
                else
                    finished(QString(), QLatin1Char('[') + page + QLatin1Char(']'));
            });
        });

    Runner(stage.kernel)
        .go("first",
            [&request](Channel<Value> shared) -> Task<> {
                co_await shared.put(Value(QStringLiteral("page two")));
                const std::optional<Value> page = co_await shared.take();
                const std::optional<QString> answer = co_await request(text(page)).take();
                co_await shared.put(Value(*answer));
            })
        .go("second",
            [&request](Channel<Value> shared) -> Task<> {
                const std::optional<Value> page = co_await shared.take();
                co_await shared.put(Value(QStringLiteral("page one")));
                const std::optional<QString> second = co_await request(text(page)).take();
                const std::optional<Value> first = co_await shared.take();
                // What is left in the shared channel is what the run passes on.
                shared.setBufferSize(2);
                co_await shared.put(*first);
                co_await shared.put(Value(*second));
            })
        .go("asks for nothing",
            [&request](Channel<Value>) -> Task<> {
                const std::optional<QString> answer = co_await request(QString()).take();
                Stage::print(answer ? *answer : QStringLiteral("closed without an answer"));
            })
        .start()
        .as<QString, QString>()
        .val([](QString first, QString second) { Stage::print(first + QLatin1String(" and ") + second); });
    stage.run();
}
