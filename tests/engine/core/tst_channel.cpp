#include "core/channel.h"
#include "core/typedstreams.h"
#include "core/virtualexecutor.h"

#include <QTest>

#include <memory>

using namespace asq;
using namespace std::chrono_literals;

namespace {

/// A message that says no; an error when it is negative.
struct Verdict {
    int grade = 0;
};

} // namespace

template<>
struct asq::ValueTraits<Verdict> {
    static QString summary(const Verdict &verdict, int) { return QString::number(verdict.grade); }
    static bool truthy(const Verdict &) { return true; }
    static bool isError(const Verdict &verdict) { return verdict.grade < 0; }
    static bool equal(const Verdict &a, const Verdict &b) { return a.grade == b.grade; }
};

namespace {

struct World {
    VirtualExecutor executor;
    Kernel kernel{executor};
    QStringList journal;

    void note(const QString &line) { journal.append(line); }
    QString run()
    {
        executor.run();
        return journal.join(QLatin1String(" | "));
    }
};

} // namespace

/// Channels and streams as C++ programs have them: typed, waited for with co_await, in a virtual time.
class tst_Channel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoWaitedLongerGoesOnFirst();
    void alternativesTakeTheFirstThatIsReady();
    void alternativesWaitForWhicheverComesFirst();
    void aTimeoutEndsAlternatives();
    void allClosedAlternativesSaySo();
    void valuesThatCannotBeCopiedPass();
    void aBareRunnerWaitsForChannelsToo();
    void closingWakesAllWhoWait();
    void aLargerBufferTakesInWhatWaits();
    void anErrorIsThrownWhereAskedFor();
    void putAndTakeFromOutside();
    void streamsAreMadeOfStreams();
};

void tst_Channel::whoWaitedLongerGoesOnFirst()
{
    World world;
    const Channel<int> channel(world.kernel);
    asq::run(start(world.kernel),
             go(world.kernel, "puts",
                [&world, channel]() -> Task<> { world.note(QStringLiteral("put %1").arg(co_await channel.put(1))); }),
             go(world.kernel, "takes", [&world, channel]() -> Task<> {
                 world.note(QStringLiteral("took %1").arg(*co_await channel.take()));
             }));
    QCOMPARE(world.run(), QStringLiteral("put 1 | took 1"));
}

void tst_Channel::alternativesTakeTheFirstThatIsReady()
{
    World world;
    const Channel<int> numbers(world.kernel, "numbers", 2);
    const Channel<QString> words(world.kernel, "words", 2);
    asq::run(start(world.kernel), go(world.kernel, "both", [&world, numbers, words]() -> Task<> {
                 co_await words.put(QStringLiteral("word"));
                 auto chosen = co_await alts(numbers.take(), words.take());
                 world.note(QStringLiteral("%1 %2").arg(chosen.index()).arg(*std::get<1>(chosen)));
                 auto put = co_await alts(numbers.put(7), words.take());
                 world.note(
                     QStringLiteral("%1 %2 %3").arg(put.index()).arg(std::get<0>(put)).arg(numbers.core()->stored()));
             }));
    QCOMPARE(world.run(), QStringLiteral("1 word | 0 1 1"));
}

void tst_Channel::alternativesWaitForWhicheverComesFirst()
{
    World world;
    const Channel<int> early(world.kernel, "early");
    const Channel<int> late(world.kernel, "late");
    asq::run(start(world.kernel),
             go(world.kernel, "waits",
                [&world, early, late]() -> Task<> {
                    auto chosen = co_await alts(late.take(), early.take());
                    world.note(QStringLiteral("%1: %2").arg(chosen.index()).arg(*std::get<1>(chosen)));
                    world.note(QStringLiteral("nobody waits: %1").arg(late.core()->waitingTakes()));
                }),
             go(world.kernel, "puts",
                [&world, early]() -> Task<> { world.note(QStringLiteral("put %1").arg(co_await early.put(5))); }));
    QCOMPARE(world.run(), QStringLiteral("1: 5 | nobody waits: 0 | put 1"));
}

void tst_Channel::aTimeoutEndsAlternatives()
{
    World world;
    const Channel<int> never(world.kernel);
    asq::run(start(world.kernel), go(world.kernel, "waits", [&world, never]() -> Task<> {
                 auto chosen = co_await alts(never.take(), timeout(world.kernel, 20ms).take());
                 world.note(QStringLiteral("%1 at %2").arg(chosen.index()).arg(world.executor.now() / 1'000'000));
             }));
    QCOMPARE(world.run(), QStringLiteral("1 at 20"));
}

void tst_Channel::allClosedAlternativesSaySo()
{
    World world;
    const Channel<int> one(world.kernel);
    const Channel<int> two(world.kernel);
    one.close();
    asq::run(start(world.kernel), go(world.kernel, "asks", [&world, one, two]() -> Task<> {
                 auto left = co_await alts(one.take(), two.take(), timeout(world.kernel, 1ms).take());
                 world.note(QString::number(left.index()));
                 two.close();
                 auto none = co_await alts(one.take(), two.put(1));
                 world.note(QStringLiteral("%1 %2").arg(none.index()).arg(std::get<0>(none).has_value()));
             }));
    QCOMPARE(world.run(), QStringLiteral("2 | 0 0"));
}

void tst_Channel::valuesThatCannotBeCopiedPass()
{
    World world;
    const Channel<std::unique_ptr<int>> channel(world.kernel);
    asq::run(start(world.kernel),
             go(world.kernel, "puts", [channel]() -> Task<> { co_await channel.put(std::make_unique<int>(3)); }),
             go(world.kernel, "takes", [&world, channel]() -> Task<> {
                 std::optional<std::unique_ptr<int>> taken = co_await channel.take();
                 world.note(QString::number(**taken));
             }));
    QCOMPARE(world.run(), QStringLiteral("3"));
}

void tst_Channel::aBareRunnerWaitsForChannelsToo()
{
    World world;
    const Channel<int> channel(world.kernel);
    asq::run(start(world.kernel), coroutine(world.kernel, "takes", [&world, channel](Token) -> Task<> {
                 world.note(QString::number(*co_await channel.take()));
                 channel.close();
                 world.note(QString::number((co_await channel.take()).has_value()));
             }));
    singleShot(world.kernel, 5ms, [channel] { channel.putAsync(9); });
    QCOMPARE(world.run(), QStringLiteral("9 | 0"));
}

void tst_Channel::closingWakesAllWhoWait()
{
    World world;
    const Channel<int> puts(world.kernel);
    const Channel<int> takes(world.kernel);
    asq::run(start(world.kernel),
             go(world.kernel, "a",
                [&world, puts]() -> Task<> { world.note(QStringLiteral("put %1").arg(co_await puts.put(1))); }),
             go(world.kernel, "b",
                [&world, takes]() -> Task<> {
                    world.note(QStringLiteral("took %1").arg((co_await takes.take()).has_value()));
                }),
             go(world.kernel, "c", [puts, takes]() -> Task<> {
                 puts.close();
                 takes.close();
                 takes.close();
                 co_return;
             }));
    QCOMPARE(world.run(), QStringLiteral("took 0 | put 0"));
    puts.core()->checkInvariants();
}

void tst_Channel::aLargerBufferTakesInWhatWaits()
{
    World world;
    const Channel<int> channel(world.kernel);
    for (int i = 0; i < 3; ++i)
        channel.putAsync(i).val([&world, i](bool put) { world.note(QStringLiteral("%1 %2").arg(i).arg(put)); });
    channel.setBufferSize(2);
    QCOMPARE(channel.core()->stored(), 2);
    QCOMPARE(channel.core()->waitingPuts(), 1);
    QCOMPARE(world.run(), QStringLiteral("0 1 | 1 1"));
}

void tst_Channel::anErrorIsThrownWhereAskedFor()
{
    World world;
    const Channel<Verdict> channel(world.kernel, "channel", 1);
    const auto judge = [&world](Taking<Verdict> taking) -> Task<> {
        try {
            world.note(QStringLiteral("took %1").arg((co_await taking)->grade));
        } catch (const Failure &failure) {
            world.note(QStringLiteral("caught %1").arg(failure.errors.front().summary(20)));
        }
    };
    asq::run(start(world.kernel),
             go(world.kernel, "puts",
                [channel]() -> Task<> {
                    for (const int grade : {3, -1, -2, -3}) {
                        const Verdict verdict{grade};
                        co_await channel.put(verdict);
                    }
                }),
             go(world.kernel, "takes", [channel, judge]() -> Task<> {
                 co_await judge(channel.takeOrThrow()); // Waits for the put.
                 co_await judge(channel.takeOrThrow());
                 co_await judge(channel.take()); // An error is a value like others here.
                 co_await judge(channel.takeOrThrow());
             }));
    QCOMPARE(world.run(), QStringLiteral("took 3 | caught -1 | took -2 | caught -3"));
}

void tst_Channel::putAndTakeFromOutside()
{
    World world;
    const Channel<QString> channel(world.kernel);
    channel.takeAsync().val([&world](std::optional<QString> text) { world.note(*text); });
    channel.takeAsync().val([&world](std::optional<QString> text) { world.note(QString::number(text.has_value())); });
    channel.putAsync(QStringLiteral("first")).val([&world](bool put) { world.note(QString::number(put)); });
    singleShot(world.kernel, 1ms, [channel] { channel.close(); });
    QCOMPARE(world.run(), QStringLiteral("first | 1 | 0"));
}

void tst_Channel::streamsAreMadeOfStreams()
{
    World world;
    const EventSequence<int> numbers(world.kernel, "numbers", [](EventSequence<int>) {});
    const EventSequence<QString> words(world.kernel, "words", [](EventSequence<QString>) {});
    const EventSequence<int, QString> pairs = zip("pairs", numbers, words);
    pairs.steps().val([&world](int number, QString word) { world.note(QStringLiteral("%1%2").arg(number).arg(word)); });
    const EventSequence<int> large = filter("large", numbers, [](int number) { return number > 1; });
    distinctUntilChanged("changes", merge("both", large, numbers)).steps().val([&world](int number) {
        world.note(QStringLiteral("changed %1").arg(number));
    });
    singleShot(world.kernel, 1ms, [numbers, words] {
        numbers.push(1);
        numbers.push(2);
        words.push(QStringLiteral("a"));
    });
    singleShot(world.kernel, 2ms, [words, pairs] {
        words.push(QStringLiteral("b"));
        pairs.stop();
        words.push(QStringLiteral("c"));
    });
    QCOMPARE(world.run(), QStringLiteral("1a | changed 1 | changed 2"));
}

QTEST_GUILESS_MAIN(tst_Channel)
#include "tst_channel.moc"
