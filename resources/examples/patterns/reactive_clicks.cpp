// Reactive Sequences: each signal runs the steps anew, until the sequence is stopped.
#include "stage.h"

#include "adapt/signals.h"

using namespace asq;

int main()
{
    Stage stage;
    QObject button; // Any sender will do; here its name changes when it is clicked.

    const EventSequence<QString> clicks = signalEvents(stage.kernel, &button, &QObject::objectNameChanged);
    clicks.onTeardown([] { Stage::print(QStringLiteral("not listening any more")); });
    clicks.steps()
        .seq([&stage](QString id) { return stage.request(QStringLiteral("page of ") + id); })
        .val(&Stage::print);
    stage.run();

    // Two clicks in a row: two runs of the steps, which do not wait for each other.
    button.setObjectName(QStringLiteral("the first button"));
    button.setObjectName(QStringLiteral("no 2"));
    stage.run();

    clicks.stop();
    button.setObjectName(QStringLiteral("unheard"));
    stage.run();
}
