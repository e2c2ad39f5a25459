// Extending Iterable Sequences: steps that append further steps while they run.
#include "stage.h"

#include "core/iterablesequence.h"
#include "core/typedrunner.h"

using namespace asq;

namespace {

struct Order {
    QString page;
    bool loud = false;
};

/// A step appends itself again until the number is large enough.
void doubles(Stage &stage)
{
    const IterableSequence<int(int)> steps(stage.kernel, "doubles");
    std::function<int(int)> twice = [&steps, &twice](int x) {
        if (x * 2 < 100)
            steps.val(twice);
        return x * 2;
    };
    steps.val(twice);
    int value = 10;
    while (const std::optional<int> next = steps.next(value)) {
        Stage::print(QString::number(*next));
        value = *next;
    }
}

/// What has to be done shows only on the way: formatting, because it was ordered; one more page, because of the answer.
void pages(Stage &stage)
{
    std::optional<IterableSteps<QString>> steps;
    steps = iterable(stage.kernel, "pages")
                .val([&steps, &stage](Order order) {
                    if (order.loud)
                        steps->val([](QString text) { return text.toUpper(); });
                    return stage.request(order.page);
                })
                .val([&steps, &stage](QString text) {
                    if (text.contains(QLatin1Char('x')))
                        steps->val([&stage](QString all) { return stage.request(all + QLatin1String("more")); });
                    return start(stage.kernel)
                        .gate(stage.request(text + QLatin1Char('2')), stage.request(text + QLatin1Char('3')));
                })
                .val([](QString second, QString third) { return second + third; });
    Runner(stage.kernel).add(*steps).start(Order{QStringLiteral("x1"), true}).as<QString>().val(&Stage::print);
    stage.run();
}

/// A coroutine does the same, where all that may happen is written down before.
void pagesOfACoroutine(Stage &stage)
{
    Runner(stage.kernel)
        .coroutine("pages",
                   [&stage](Token token) -> Task<QString> {
                       const Order order = token.message<Order>(0);
                       const QString text = co_await stage.request(order.page);
                       const auto both = start(stage.kernel)
                                             .gate(stage.request(text + QLatin1Char('2')),
                                                   stage.request(text + QLatin1Char('3')));
                       const auto [second, third] = co_await both;
                       QString all = second + third;
                       if (order.loud)
                           all = all.toUpper();
                       if (text.contains(QLatin1Char('x')))
                           all = co_await stage.request(all + QLatin1String("more"));
                       co_return all;
                   })
        .start(Order{QStringLiteral("x1"), true})
        .as<QString>()
        .val(&Stage::print);
    stage.run();
}

} // namespace

int main()
{
    Stage stage;
    doubles(stage);
    pages(stage);
    pagesOfACoroutine(stage);
}
