#include "core/channel.h"
#include "core/spawn.h"
#include "core/typedrunner.h"
#include "core/virtualexecutor.h"
#include "record/recorder.h"
#include "trace/traceverifier.h"

#include <QTest>

using namespace asq;
using namespace std::chrono_literals;

// Tasks that run by themselves, with and without somebody who records.
class tst_Spawn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tasksRunFromTheNextBatchOnInTheOrderOfSpawning();
    void whoJoinsGetsTheResult();
    void aTaskThatIsOverIsJoinedAtOnce();
    void whoJoinsIsToldInTheBatchAfterTheEnd();
    void aFailureIsThrownWhereItIsJoined();
    void aFailureThatNobodyCanAskForIsReported();
    void aFailureIsReportedWhenTheLastHandleGoes();
    void tasksMeetInChannels();
    void tasksWaitForSequences();
    void theResultIsASequenceToo();
    void coroutinesOfARunnerJoinTasks();
    void aMillionOfThemNeedNoStack();
    void recordingTellsWhoSpawnedWhomAndWhoWaits();

private:
    QStringList m_journal;
    void write(const QString &line) { m_journal.append(line); }
    QString written() { return std::exchange(m_journal, {}).join(QLatin1String(" | ")); }

    /// Runs the program without and with a recording: both write the same, and the recording is sound.
    QString run(const std::function<void(Kernel &)> &program)
    {
        const QString quiet = runWith(program, nullptr);
        record::RecorderOptions options;
        options.keepInMemory = true;
        options.virtualClock = true;
        record::Recorder recorder(options);
        const QString recorded = runWith(program, &recorder);
        m_trace = recorder.finish();
        if (quiet != recorded)
            return QStringLiteral("quiet: %1; recorded: %2").arg(quiet, recorded);
        const auto contradictions = trace::TraceVerifier::verify(m_trace);
        return contradictions.empty() ? quiet : contradictions.front().text;
    }
    QString runWith(const std::function<void(Kernel &)> &program, record::Recorder *recorder)
    {
        VirtualExecutor executor;
        {
            Kernel kernel(executor, recorder);
            kernel.setReporter([this](const Messages &errors, EntityId) {
                write(QStringLiteral("reported ") + summary(errors.constData(), errors.size(), 200));
            });
            if (recorder)
                recorder->born({EntityId::Program,
                                EntityKind::Program,
                                EntityId::None,
                                EventId::None,
                                QStringLiteral("test"),
                                {},
                                0});
            {
                Slice slice(kernel, EventKind::Started, EntityId::Program, EventId::None);
                program(kernel);
            }
            executor.run();
            executor.checkInvariants();
        }
        return written();
    }
    trace::Trace m_trace;
};

void tst_Spawn::tasksRunFromTheNextBatchOnInTheOrderOfSpawning()
{
    QCOMPARE(run([this](Kernel &kernel) {
                 for (const char *name : {"a", "b"}) {
                     spawn(kernel, name, [this, name]() -> Task<> {
                         write(QLatin1String(name));
                         co_return;
                     });
                 }
                 write(QStringLiteral("spawned"));
             }),
             QStringLiteral("spawned | a | b"));
}

void tst_Spawn::whoJoinsGetsTheResult()
{
    QCOMPARE(run([this](Kernel &kernel) {
                 spawn(kernel, "parent", [this, &kernel]() -> Task<> {
                     auto seven = spawn(kernel, "seven", []() -> Task<int> { co_return 7; });
                     auto text = spawn(kernel, "text", []() -> Task<QString> { co_return QStringLiteral("days"); });
                     const int number = co_await seven;
                     const QString word = co_await text;
                     write(QStringLiteral("%1 %2").arg(number).arg(word));
                 });
             }),
             QStringLiteral("7 days"));
}

void tst_Spawn::aTaskThatIsOverIsJoinedAtOnce()
{
    QCOMPARE(run([this](Kernel &kernel) {
                 spawn(kernel, "parent", [this, &kernel]() -> Task<> {
                     auto child = spawn(kernel, "child", []() -> Task<int> { co_return 1; });
                     co_await start(kernel).val([] {});
                     co_await start(kernel).val([] {});
                     write(child.isOver() ? QStringLiteral("over") : QStringLiteral("not over"));
                     write(QString::number(co_await child));
                 });
             }),
             QStringLiteral("over | 1"));
}

void tst_Spawn::whoJoinsIsToldInTheBatchAfterTheEnd()
{
    QCOMPARE(run([this](Kernel &kernel) {
                 spawn(kernel, "parent", [this, &kernel]() -> Task<> {
                     auto child = spawn(kernel, "child", [this, &kernel]() -> Task<> {
                         write(QStringLiteral("child"));
                         spawn(kernel, "another", [this]() -> Task<> {
                             write(QStringLiteral("another"));
                             co_return;
                         });
                         co_return;
                     });
                     co_await child;
                     write(QStringLiteral("parent"));
                 });
             }),
             QStringLiteral("child | another | parent"));
}

void tst_Spawn::aFailureIsThrownWhereItIsJoined()
{
    QCOMPARE(run([this](Kernel &kernel) {
                 spawn(kernel, "parent", [this, &kernel]() -> Task<> {
                     auto child = spawn(kernel, "child", []() -> Task<int> {
                         throw std::runtime_error("no luck");
                         co_return 1;
                     });
                     QString caught;
                     try {
                         co_await child;
                     } catch (const std::runtime_error &error) {
                         caught = QString::fromUtf8(error.what());
                     }
                     write(caught);
                 });
             }),
             QStringLiteral("no luck"));
}

void tst_Spawn::aFailureThatNobodyCanAskForIsReported()
{
    QCOMPARE(run([](Kernel &kernel) {
                 spawn(kernel, "child", []() -> Task<> {
                     throw std::runtime_error("no luck");
                     co_return;
                 });
             }),
             QStringLiteral("reported \"no luck\""));
}

void tst_Spawn::aFailureIsReportedWhenTheLastHandleGoes()
{
    QCOMPARE(run([this](Kernel &kernel) {
                 spawn(kernel, "parent", [this, &kernel]() -> Task<> {
                     {
                         const auto child = spawn(kernel, "child", []() -> Task<> {
                             throw std::runtime_error("no luck");
                             co_return;
                         });
                         co_await start(kernel).val([] {});
                         co_await start(kernel).val([] {});
                         write(QStringLiteral("the handle goes"));
                     }
                     write(QStringLiteral("it is gone"));
                 });
             }),
             QStringLiteral("the handle goes | reported \"no luck\" | it is gone"));
}

void tst_Spawn::tasksMeetInChannels()
{
    QCOMPARE(run([this](Kernel &kernel) {
                 const Channel<int> channel(kernel);
                 spawn(kernel, "puts", [channel]() -> Task<> {
                     for (int i = 0; i < 3; ++i)
                         co_await channel.put(i);
                     channel.close();
                 });
                 spawn(kernel, "takes", [this, channel]() -> Task<> {
                     for (std::optional<int> taken = co_await channel.take(); taken; taken = co_await channel.take())
                         write(QString::number(*taken));
                     write(QStringLiteral("closed"));
                 });
             }),
             QStringLiteral("0 | 1 | 2 | closed"));
}

void tst_Spawn::tasksWaitForSequences()
{
    QCOMPARE(run([this](Kernel &kernel) {
                 spawn(kernel, "asks", [this, &kernel]() -> Task<> {
                     const auto answer = start(kernel).then(
                         [&kernel](Done<int> done) { singleShot(kernel, 3ms, [done] { done(5); }); });
                     write(QString::number(co_await answer));
                     QString caught;
                     try {
                         co_await failed<int>(kernel, QStringLiteral("no answer"));
                     } catch (const Failure &failure) {
                         caught = failure.value().summary(50);
                     }
                     write(caught);
                 });
             }),
             QStringLiteral("5 | \"no answer\""));
}

void tst_Spawn::theResultIsASequenceToo()
{
    QCOMPARE(run([this](Kernel &kernel) {
                 spawn(kernel, "two", []() -> Task<int> { co_return 2; }).sequence().val([this](int n) {
                     write(QString::number(n));
                 });
                 spawn(kernel, "fails",
                       []() -> Task<int> {
                           throw std::runtime_error("no luck");
                           co_return 1;
                       })
                     .sequence()
                     .onError([this](const Error &error) { write(error.text()); });
             }),
             QStringLiteral("2 | \"no luck\""));
}

void tst_Spawn::coroutinesOfARunnerJoinTasks()
{
    QCOMPARE(run([this](Kernel &kernel) {
                 Runner(kernel)
                     .coroutine("joins",
                                [this, &kernel](Token) -> Task<> {
                                    auto child = spawn(kernel, "child", []() -> Task<int> { co_return 3; });
                                    write(QString::number(co_await child));
                                })
                     .go("joins too",
                         [this, &kernel]() -> Task<> {
                             auto child = spawn(kernel, "child", []() -> Task<int> { co_return 4; });
                             write(QString::number(co_await child));
                         })
                     .start();
             }),
             QStringLiteral("3 | 4"));
}

void tst_Spawn::aMillionOfThemNeedNoStack()
{
    VirtualExecutor executor;
    Kernel kernel(executor);
    int sum = 0;
    const auto child = []() -> Task<int> { co_return 1; };
    spawn(kernel, "parent", [&sum, &kernel, child]() -> Task<> {
        for (int i = 0; i < 100'000; ++i)
            sum += co_await spawn(kernel, "child", child);
    });
    executor.run();
    QCOMPARE(sum, 100'000);
}

void tst_Spawn::recordingTellsWhoSpawnedWhomAndWhoWaits()
{
    run([](Kernel &kernel) {
        spawn(kernel, "parent", [&kernel]() -> Task<> {
            auto child = spawn(kernel, "child", []() -> Task<int> { co_return 7; });
            co_await child;
        });
    });
    QStringList lines;
    for (const trace::Event &event : m_trace.events()) {
        if (m_trace.entity(event.entity).kind == trace::EntityKind::Coroutine)
            lines.append(QStringLiteral("%1 %2 %3%4")
                             .arg(QLatin1String(trace::name(event.kind)), m_trace.label(event.entity),
                                  m_trace.label(event.other), m_trace.string(event.value)));
    }
    QCOMPARE(lines.join(QLatin1String(" | ")),
             QStringLiteral("created parent  | scheduled parent  | started parent  | created child  | "
                            "scheduled child  | suspended parent child | started child  | completed child 7 | "
                            "returned child  | resumed parent 7 | completed parent  | returned parent "));
}

QTEST_GUILESS_MAIN(tst_Spawn)
#include "tst_spawn.moc"
