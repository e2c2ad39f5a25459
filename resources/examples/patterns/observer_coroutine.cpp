// ES7 Observables: a loop that waits for the next event, until there are no more.
#include "stage.h"

#include "core/channel.h"
#include "core/typedrunner.h"

using namespace asq;

int main()
{
    Stage stage;

    // The events go into a channel, and the observer is a coroutine that takes them: it begins the wait for the next one
    // when it is done with the one before.
    const Channel<QString> stream(stage.kernel, "stream", 10);
    for (const char *name : {"press", "drag", "release"})
        stream.putAsync(QString::fromLatin1(name));
    singleShot(stage.kernel, std::chrono::milliseconds(20), [stream] { stream.close(); });

    Runner(stage.kernel)
        .go("observer",
            [stream]() -> Task<> {
                while (const std::optional<QString> event = co_await stream.take())
                    Stage::print(*event);
                Stage::print(QStringLiteral("no more"));
            })
        .start();
    stage.run();
}
