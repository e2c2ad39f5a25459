// The same program as cafe.js, event for event: a gate, coroutines that pass a token, goroutines that meet at a channel,
// a reactive sequence and a failure.
#include "cafe.h"

#include "core/channel.h"

using namespace asq;
using namespace std::chrono_literals;

void cafe(Kernel &kernel)
{
    const auto log = [&kernel](const QString &line) { kernel.log(line); };
    const Channel<QString> counter(kernel, "counter");

    const auto opened = start(kernel)
                            .gate(named("kettle",
                                        [&kernel](Done<QString> done) {
                                            singleShot(kernel, 20ms,
                                                       named("boils", [done] { done(QStringLiteral("tea")); }));
                                        }),
                                  named("oven",
                                        [&kernel](Done<QString> done) {
                                            singleShot(kernel, 10ms,
                                                       named("isHot", [done] { done(QStringLiteral("rolls")); }));
                                        }))
                            .val(named("open", [log](QString drink, QString bread) {
                                log(QStringLiteral("open with %1 and %2").arg(drink, bread));
                                return drink;
                            }));

    const auto passed = run(opened,
                            coroutine(kernel, "first",
                                      [log](Token token) -> Task<> {
                                          token.append("from first");
                                          co_yield token;
                                          log(QStringLiteral("first goes on"));
                                      }),
                            coroutine(kernel, "second", [log](Token token) -> Task<> {
                                log(QStringLiteral("second hears ") + token.message<QString>(1));
                                co_yield token;
                            }));

    run(passed,
        go(kernel, "cook",
           [counter]() -> Task<> {
               co_await counter.put(QStringLiteral("soup"));
               co_await counter.put(QStringLiteral("pie"));
           }),
        go(kernel, "waiter",
           [counter, log]() -> Task<> {
               for (int i = 0; i < 2; ++i) {
                   const std::optional<QString> dish = co_await counter.take();
                   log(QStringLiteral("served: ") + dish.value_or(QStringLiteral("nothing")));
               }
           }))
        .val(named("breaks", [](Value) { throw Failure(Value(QStringLiteral("the till jams"))); }))
        .onError(
            named("repair", [log](const Error &error) { log(QStringLiteral("repaired: ") + *error.get<QString>()); }));

    const EventSequence<QString> orders(
        kernel, "orders", named("listen", [&kernel](EventSequence<QString> sequence) {
            singleShot(kernel, 5ms, named("early", [sequence] { sequence.push(QStringLiteral("coffee")); }));
            singleShot(kernel, 15ms, named("late", [sequence] { sequence.push(QStringLiteral("cake")); }));
        }));
    orders.steps()
        .then(named("prepare",
                    [&kernel](Done<QString> done, QString dish) {
                        singleShot(kernel, 30ms, named("ready", [done, dish] { done(dish); }));
                    }))
        .val(named("serve", [log](QString dish) { log(QStringLiteral("order: ") + dish); }));
}
