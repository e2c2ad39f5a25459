// State Machines: a coroutine a state; whose turn it is stands in the token.
#include "stage.h"

#include "core/state.h"
#include "core/typedrunner.h"

using namespace asq;

int main()
{
    Stage stage;
    int before = 0;
    Runner(stage.kernel)
        .add(state(stage.kernel, "one", 1,
                   [&before](Transition<int> go) -> Task<> {
                       Stage::print(QStringLiteral("in state 1"));
                       before = 1;
                       go(3);
                       co_return;
                   }))
        .add(state(stage.kernel, "two", 2,
                   [&before, &stage](Transition<int> go) -> Task<> {
                       Stage::print(QStringLiteral("in state 2, ") + co_await stage.request(QStringLiteral("two")));
                       before = 2;
                       go(3);
                   }))
        .add(state(stage.kernel, "three", 3,
                   [&before](Transition<int> go) -> Task<> {
                       Stage::print(QStringLiteral("in state 3"));
                       if (before == 2) {
                           go(1);
                           co_return;
                       }
                       const QString farewell = QStringLiteral("that was all");
                       co_yield farewell;
                       go.finish();
                   }))
        .start(2) // The state to begin in.
        .as<QString>()
        .val(&Stage::print);
    stage.run();
}
