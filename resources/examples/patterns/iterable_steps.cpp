// Iterable Sequences: steps that somebody advances, by hand, in a loop, or a runner.
#include "stage.h"

#include "core/iterablesequence.h"
#include "core/typedrunner.h"

using namespace asq;

int main()
{
    Stage stage;

    // An event that others wait for: whoever knows of it calls next().
    const IterableSequence<void()> ready(stage.kernel, "ready");
    ready.val([] { Stage::print(QStringLiteral("ready")); });
    singleShot(stage.kernel, std::chrono::milliseconds(1), [ready] { ready.next(); });
    stage.run();

    // Each call runs one step, with its argument.
    const IterableSequence<int(int)> steps(stage.kernel, "steps");
    steps.val([](int x) { return x * 2; }).val([](int x) { return x + 3; }).val([](int x) { return x * 4; });
    int value = 8;
    while (const std::optional<int> next = steps.next(value)) {
        Stage::print(QString::number(*next));
        value = *next;
    }

    // Without arguments it is a range.
    const IterableSequence<int()> numbers(stage.kernel, "numbers");
    for (const int number : {2, 4, 6, 8, 10})
        numbers.val([number] { return number; });
    for (const int number : numbers)
        Stage::print(QString::number(number));

    // In a runner, a step may give a sequence: the next step gets what comes of it.
    const auto pages = iterable(stage.kernel, "pages")
                           .val([&stage](QString page) { return stage.request(page); })
                           .val([&stage](QString text) {
                               return start(stage.kernel)
                                   .gate(stage.request(text + QLatin1Char('2')),
                                         stage.request(text + QLatin1Char('3')));
                           })
                           .val([](QString second, QString third) { return second + third; });
    Runner(stage.kernel).add(pages).start(QStringLiteral("one")).as<QString>().val(&Stage::print);
    stage.run();

    // The same as a plain sequence, which is fixed from the beginning.
    startWith(stage.kernel, QStringLiteral("one"))
        .seq([&stage](QString page) { return stage.request(page); })
        .gate([&stage](Done<QString> done, QString text) { stage.request(text + QLatin1Char('2')).pipe(done); },
              [&stage](Done<QString> done, QString text) { stage.request(text + QLatin1Char('3')).pipe(done); })
        .val([](QString second, QString third) { return second + third; })
        .val(&Stage::print);
    stage.run();
}
