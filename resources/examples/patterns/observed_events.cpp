// Event Reactive: listening to an event is one thing, responding to it another, and several may respond.
#include "stage.h"

using namespace asq;

int main()
{
    Stage stage;

    // The listening: whoever has the sequence may append responses, and need not know where events come from.
    const EventSequence<int> presses(stage.kernel, "presses", [&stage](EventSequence<int> events) {
        for (const int button : {1, 2})
            singleShot(stage.kernel, std::chrono::milliseconds(10 * button), [events, button] { events.push(button); });
    });

    // A response: each event runs through these steps anew, and another one may begin meanwhile.
    const auto lit = presses.steps().val([](int button) {
        Stage::print(QStringLiteral("light %1 goes on").arg(button));
        return button;
    });

    // Elsewhere, a further response to the same events.
    lit.seq([&stage](int button) { return stage.request(QStringLiteral("the page of button %1").arg(button)); })
        .val(&Stage::print);
    stage.run();
}
