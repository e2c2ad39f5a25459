// asynquence CSP emulation: goroutines share a channel, and a request is a channel to take its answer from.
#include "stage.h"

#include "core/channelify.h"
#include "core/typedrunner.h"

using namespace asq;

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
                const Channel<QString> channel(shared.core());
                co_await channel.put(QStringLiteral("page two"));
                const std::optional<QString> page = co_await channel.take();
                const std::optional<QString> answer = co_await request(*page).take();
                co_await channel.put(*answer);
            })
        .go("second",
            [&request](Channel<Value> shared) -> Task<> {
                const Channel<QString> channel(shared.core());
                const std::optional<QString> page = co_await channel.take();
                co_await channel.put(QStringLiteral("page one"));
                const std::optional<QString> second = co_await request(*page).take();
                const std::optional<QString> first = co_await channel.take();
                // What is left in the shared channel is what the run passes on.
                channel.setBufferSize(2);
                co_await channel.put(*first);
                co_await channel.put(*second);
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
