#include "core/typedrunner.h"
#include "core/wrap.h"
#include "typedworld.h"

#include <QTest>

using namespace asq;
using namespace std::chrono_literals;

// Runner, the steps of iterable sequences in it, tokens, and wrapped functions.
class tst_TypedRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void coroutinesPassTheTokenRound();
    void aTokenAddsACoroutine();
    void aTokenKeptPastItsRunAddsNothing();
    void aTaskMayBeDelegatedTo();
    void theLastValueIsPassedOn();
    void severalResultsArePassedOnAsMessages();
    void valuesAreCoroutines();
    void iterableStepsWaitForTheSequencesThatTheyGive();
    void iterableStepsMayBeAppendedWhileTheyRun();
    void eachRunOfIterableStepsIsACopy();
    void theFirstIterableStepTakesTheTokenIfItAsksForIt();
    void whatIsLeftInTheSharedChannelIsPassedOn();
    void anErrorFirstFunctionIsWrapped();
    void otherFormsOfCallbacksAreWrapped();
    void aCoroutineIsWrapped();
    void aWrappedFunctionIsNotCalledAtOnce();

private:
    using Fetched = std::function<void(QString error, QString text)>;
    /// Gives the text of a page after a while.
    static auto fetcher(Kernel &kernel)
    {
        return wrap(kernel, "fetch", [&kernel](QString page, Fetched fetched) {
            singleShot(kernel, 1ms, [page, fetched] {
                if (page.startsWith(QLatin1Char('?')))
                    fetched(QStringLiteral("no page ") + page, {});
                else
                    fetched({}, QStringLiteral("text of ") + page);
            });
        });
    }
};

void tst_TypedRunner::coroutinesPassTheTokenRound()
{
    TypedWorld world;
    Runner(world.kernel)
        .coroutine("first",
                   [&world](Token token) -> Task<> {
                       token.append(QStringLiteral("from first"));
                       co_yield token;
                       world.write(token.message<QString>(1));
                   })
        .coroutine("second",
                   [&world](Token token) -> Task<> {
                       world.write(token.message<QString>(0));
                       token.setMessages(1, QStringLiteral("from second"));
                       co_yield token;
                   })
        .start();
    QCOMPARE(world.run(), QStringLiteral("from first | from second"));
}

void tst_TypedRunner::aTokenAddsACoroutine()
{
    TypedWorld world;
    Kernel &kernel = world.kernel;
    Runner(kernel)
        .coroutine("adds",
                   [&world, &kernel](Token token) -> Task<int> {
                       token.add(asq::coroutine(kernel, "added", [&world](Token) -> Task<int> {
                           world.write("added runs");
                           co_return 2;
                       }));
                       world.write("adds");
                       co_return 1;
                   })
        .start()
        .as<int>()
        .val([&world](int last) { world.write("last", last); });
    QCOMPARE(world.run(), QStringLiteral("adds | added runs | last 2"));
}

void tst_TypedRunner::aTokenKeptPastItsRunAddsNothing()
{
    TypedWorld world;
    Kernel &kernel = world.kernel;
    std::optional<Token> kept;
    Runner(kernel)
        .coroutine("ends",
                   [&kept](Token token) -> Task<> {
                       kept = token;
                       co_return;
                   })
        .start();
    world.run();
    kept->add(asq::coroutine(kernel, "late", [&world](Token) -> Task<> {
        world.write("never");
        co_return;
    }));
    QCOMPARE(world.run(), QString());
}

void tst_TypedRunner::aTaskMayBeDelegatedTo()
{
    TypedWorld world;
    static const auto part = [](TypedWorld &world, Token token, int number) -> Task<int> {
        world.write("part", number);
        co_yield token;
        co_return number * 2;
    };
    Runner(world.kernel)
        .coroutine("whole",
                   [&world](Token token) -> Task<> {
                       const int first = co_await part(world, token, 1);
                       const int second = co_await part(world, token, 5);
                       world.write("whole", first + second);
                   })
        .coroutine("other",
                   [&world](Token token) -> Task<> {
                       world.write("between");
                       co_yield token;
                   })
        .start();
    QCOMPARE(world.run(), QStringLiteral("part 1 | between | part 5 | whole 12"));
}

void tst_TypedRunner::theLastValueIsPassedOn()
{
    TypedWorld world;
    Runner(world.kernel)
        .coroutine("a", [](Token) -> Task<QString> { co_return QStringLiteral("first"); })
        .coroutine("b", [](Token) -> Task<QString> { co_return QStringLiteral("second"); })
        .start()
        .as<QString>()
        .val([&world](const QString &last) { world.write(last); });
    QCOMPARE(world.run(), QStringLiteral("second"));
}

void tst_TypedRunner::severalResultsArePassedOnAsMessages()
{
    TypedWorld world;
    Runner(world.kernel)
        .coroutine("both",
                   [](Token) -> Task<std::tuple<int, QString>> { co_return std::tuple(3, QStringLiteral("pies")); })
        .start()
        .as<int, QString>()
        .val([&world](int count, const QString &what) { world.write(qPrintable(what), count); });
    QCOMPARE(world.run(), QStringLiteral("pies 3"));
}

void tst_TypedRunner::valuesAreCoroutines()
{
    TypedWorld world;
    Runner(world.kernel).value(4).value(5).start().as<int>().val([&world](int last) { world.write("last", last); });
    QCOMPARE(world.run(), QStringLiteral("last 5"));
}

void tst_TypedRunner::iterableStepsWaitForTheSequencesThatTheyGive()
{
    TypedWorld world;
    const auto fetch = fetcher(world.kernel);
    const auto steps =
        iterable(world.kernel, "pages")
            .val([&fetch](QString page) { return fetch(page); })
            .val([&world, &fetch](QString text) {
                return start(world.kernel).gate(fetch(text + QLatin1Char('1')), fetch(text + QLatin1Char('2')));
            })
            .val([](QString one, QString two) { return one + QLatin1String(" and ") + two; });
    Runner(world.kernel)
        .add(steps)
        .after(startWith(world.kernel, "index"))
        .as<QString>()
        .val([&world](const QString &both) { world.write(both); });
    QCOMPARE(world.run(), QStringLiteral("text of text of index1 and text of text of index2"));
}

void tst_TypedRunner::iterableStepsMayBeAppendedWhileTheyRun()
{
    TypedWorld world;
    const auto begin = iterable(world.kernel, "grows");
    std::optional<IterableSteps<QString>> steps;
    steps = begin.val([&steps](QString text) {
        steps->val([](QString last) { return last.toUpper(); });
        return text + QLatin1Char('!');
    });
    Runner(world.kernel).add(*steps).start(QStringLiteral("more")).as<QString>().val([&world](const QString &text) {
        world.write(text);
    });
    QCOMPARE(world.run(), QStringLiteral("MORE!"));
}

void tst_TypedRunner::eachRunOfIterableStepsIsACopy()
{
    TypedWorld world;
    const auto steps = iterable(world.kernel, "twice").val([&world](int number) {
        world.write("step", number);
        return number;
    });
    Runner runner(world.kernel);
    runner.add(steps);
    runner.after(runner.after(startWith(world.kernel, 6)));
    QCOMPARE(world.run(), QStringLiteral("step 6 | step 6"));
}

void tst_TypedRunner::theFirstIterableStepTakesTheTokenIfItAsksForIt()
{
    TypedWorld world;
    const auto steps = iterable(world.kernel, "asks").val([&world](Token token) {
        world.write("token of", token.messages().size());
    });
    Runner(world.kernel).add(steps).start(1, 2, 3);
    QCOMPARE(world.run(), QStringLiteral("token of 3"));
}

void tst_TypedRunner::whatIsLeftInTheSharedChannelIsPassedOn()
{
    TypedWorld world;
    Runner(world.kernel)
        .go("a",
            [](Channel<Value> shared) -> Task<> {
                shared.setBufferSize(2);
                co_await shared.put(Value(1));
                co_await shared.put(Value(QStringLiteral("left")));
            })
        .start()
        .as<int, QString>()
        .val([&world](int number, const QString &text) { world.write(qPrintable(text), number); });
    QCOMPARE(world.run(), QStringLiteral("left 1"));
}

void tst_TypedRunner::anErrorFirstFunctionIsWrapped()
{
    TypedWorld world;
    const auto fetch = fetcher(world.kernel);
    fetch(QStringLiteral("a")).val([&world](const QString &text) { world.write(text); });
    fetch(QStringLiteral("?b"))
        .val([&world](const QString &) { world.write("never"); })
        .onError([&world](const Error &error) { world.write(*error.get<QString>()); });
    QCOMPARE(world.run(), QStringLiteral("text of a | no page ?b"));
}

void tst_TypedRunner::otherFormsOfCallbacksAreWrapped()
{
    TypedWorld world;
    const auto simple = wrap<CallbackForm::Simple, ParameterOrder::ParametersLast>(
        world.kernel, "simple",
        [](const std::function<void(int, int)> &called, int number) { called(number, -number); });
    const auto split = wrap<CallbackForm::Split>(world.kernel, "split",
                                                 [](int number, const std::function<void(int)> &succeeds,
                                                    const std::function<void(QString, int)> &fails) {
                                                     if (number > 0)
                                                         succeeds(number);
                                                     else
                                                         fails(QStringLiteral("too small"), number);
                                                 });
    simple(4).val([&world](int plus, int minus) { world.write("simple", plus * 10 + minus); });
    split(3).val([&world](int number) { world.write("split", number); });
    split(-3).onError([&world](const Error &error) { world.write(error.text()); });
    QCOMPARE(world.run(), QStringLiteral("simple 36 | split 3 | \"too small\", -3"));
}

void tst_TypedRunner::aCoroutineIsWrapped()
{
    TypedWorld world;
    const auto fetch = fetcher(world.kernel);
    const auto length = wrap(world.kernel, "length", [&fetch](QString page) -> Task<int> {
        const QString text = co_await fetch(page);
        co_return int(text.size());
    });
    length(QStringLiteral("page")).val([&world](int size) { world.write("size", size); });
    QCOMPARE(world.run(), QStringLiteral("size 12"));
}

void tst_TypedRunner::aWrappedFunctionIsNotCalledAtOnce()
{
    TypedWorld world;
    const auto touch = wrap<CallbackForm::Simple>(world.kernel, "touch", [&world](std::function<void()> called) {
        world.write("called");
        called();
    });
    touch();
    QVERIFY(world.journal.isEmpty());
    QCOMPARE(world.run(), QStringLiteral("called"));
}

QTEST_GUILESS_MAIN(tst_TypedRunner)
#include "tst_typedrunner.moc"
