// Message Passing: a put and a take wait for each other.
#include "stage.h"

#include "core/typedrunner.h"

using namespace asq;

int main()
{
    Stage stage;
    const Channel<QString> channel(stage.kernel, "channel");
    Runner(stage.kernel)
        .go("takes",
            [channel]() -> Task<> {
                const std::optional<QString> message = co_await channel.take();
                Stage::print(message.value_or(QStringLiteral("nothing")));
            })
        .go("puts",
            [channel]() -> Task<> {
                const QString greeting = QStringLiteral("hello");
                co_await channel.put(greeting);
                Stage::print(QStringLiteral("it was taken"));
            })
        .start();
    stage.run();
}
