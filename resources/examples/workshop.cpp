// The same program as workshop.js, event for event: the steps that choose among segments, try again, wait and recover, and a
// machine of two states.
#include "workshop.h"

#include "core/state.h"

using namespace asq;
using namespace std::chrono_literals;

namespace {

/// A segment that passes `text` on after `delay`.
auto arriving(Kernel &kernel, const char *name, std::chrono::milliseconds delay, const char *callback, const char *text)
{
    return named(name, [&kernel, delay, callback, text](Done<QString> done) {
        singleShot(kernel, delay, named(callback, [done, text] { done(QString::fromUtf8(text)); }));
    });
}

} // namespace

void workshop(Kernel &kernel)
{
    const auto log = [&kernel](const QString &line) { kernel.log(line); };

    const auto mended =
        start(kernel)
            .first(arriving(kernel, "byShip", 30ms, "lands", "timber"),
                   arriving(kernel, "byTruck", 10ms, "parks", "planks"))
            .any(named("polish",
                       [](Done<QString> done, QString what) { done.fail(QStringLiteral("no wax for ") + what); }),
                 named("paint",
                       [&kernel](Done<QString> done, QString what) {
                           singleShot(kernel, 5ms,
                                      named("dries", [done, what] { done(QStringLiteral("red ") + what); }));
                       }))
            .val(named("look",
                       [log](std::optional<QString> polished, std::optional<QString> painted) {
                           log(QStringLiteral("%1, %2").arg(polished.value_or(QStringLiteral("rough")), *painted));
                           return *painted;
                       }))
            .waterfall(named("measure", [](Done<int> done, QString what) { done(int(what.size())); }),
                       named("cut", [](Done<int> done, int length) { done(length * 2); }))
            .val(named("sum", [log](int length, int pieces) { log(QString::number(length + pieces)); }))
            .until(named("glue",
                         [tries = 0](Retry<int> done) mutable {
                             if (++tries < 3)
                                 throw Failure(Value(QStringLiteral("it slips")));
                             done(tries);
                         }))
            .attempt(named("clamp",
                           [](Done<int>, int tries) {
                               throw Failure(Value(QStringLiteral("too tight after %1").arg(tries)));
                           }))
            .val(named("note",
                       [log](const Tried<int> &clamped) {
                           log(QStringLiteral("caught: ") + *clamped.error().get<QString>());
                       }))
            .after(20ms)
            .race(arriving(kernel, "slow", 20ms, "ends", "first coat"),
                  arriving(kernel, "fast", 10ms, "wins", "varnish"))
            .val(named("apply", [log](QString coat) { log(coat); }))
            .last(arriving(kernel, "early", 5ms, "here", "one"), arriving(kernel, "late", 15ms, "there", "two"))
            .none(named("drops", [](Done<> done, QString) { done.fail(QStringLiteral("dropped")); }))
            .pThen(named("lifts", [](const Error &) -> QString { throw Failure(Value(QStringLiteral("it broke"))); }))
            .pCatch(named("mends",
                          [log](const Error &error) {
                              log(QStringLiteral("mending: ") + *error.get<QString>());
                              return QStringLiteral("as new");
                          }))
            .val(named("begin", [log](QString state) {
                log(state);
                return 1;
            }));

    run(mended,
        state(kernel, "open", 1,
              [log](Transition<int> transition) -> Task<> {
                  log(QStringLiteral("open"));
                  transition(2);
                  co_return;
              }),
        state(kernel, "closing", 2, [log](Transition<int> transition) -> Task<> {
            log(QStringLiteral("closing"));
            transition.finish();
            co_return;
        }));
}
