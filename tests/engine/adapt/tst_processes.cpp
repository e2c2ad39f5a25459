#include "adapt/processes.h"
#include "loopworld.h"

#include <QTest>

using namespace asq;

class tst_Processes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theExitCodeOfAProcessIsAwaited();
    void aCrashIsAFailure();
    void aProgramThatDoesNotStartIsAFailure();
    void aProcessThatHasEndedNeedsNoFurtherSignal();
    void aProcessDestroyedMeanwhileIsAFailure();
    void nobodyIsCalledAfterTheKernel();

private:
    static void talk(QProcess &process, const QStringList &arguments)
    {
        process.start(QStringLiteral(TALKER), arguments);
    }
};

void tst_Processes::theExitCodeOfAProcessIsAwaited()
{
    LoopWorld world;
    QProcess process;
    world.start([&]() -> Task<> {
        talk(process, {QStringLiteral("exit"), QStringLiteral("7")});
        const int code = co_await &process;
        world.write("ended with", code);
    });
    QCOMPARE(world.run(1), QStringLiteral("ended with 7"));
}

void tst_Processes::aCrashIsAFailure()
{
    LoopWorld world;
    QProcess process;
    world.start([&]() -> Task<> {
        talk(process, {QStringLiteral("crash")});
        try {
            co_await &process;
        } catch (const Failure &failure) {
            const OutsideError *error = failure.errors.front().get<OutsideError>();
            world.write("code", error->kind == OutsideError::Process ? error->code : -1);
        }
    });
    QCOMPARE(world.run(1), QStringLiteral("code %1").arg(QProcess::Crashed));
}

void tst_Processes::aProgramThatDoesNotStartIsAFailure()
{
    LoopWorld world;
    QProcess process;
    world.start([&]() -> Task<> {
        process.start(QStringLiteral("/no/such/program"), QStringList());
        try {
            co_await &process;
        } catch (const Failure &failure) {
            world.write("code", failure.errors.front().get<OutsideError>()->code);
        }
    });
    QCOMPARE(world.run(1), QStringLiteral("code %1").arg(QProcess::FailedToStart));
}

void tst_Processes::aProcessThatHasEndedNeedsNoFurtherSignal()
{
    LoopWorld world;
    QProcess process;
    talk(process, {QStringLiteral("exit"), QStringLiteral("3")});
    QVERIFY(process.waitForFinished());
    world.writeEndOf(fromProcess(*world.kernel, &process));
    QCOMPARE(world.run(1), QStringLiteral("got 3"));
}

void tst_Processes::aProcessDestroyedMeanwhileIsAFailure()
{
    LoopWorld world;
    auto process = std::make_unique<QProcess>();
    talk(*process, {QStringLiteral("echo")});
    QVERIFY(process->waitForStarted());
    world.writeEndOf(fromProcess(*world.kernel, process.get()));
    // Said by Qt, which kills it.
    QTest::ignoreMessage(QtWarningMsg,
                         qPrintable(QStringLiteral("QProcess: Destroyed while process (\"%1\") is still running.")
                                        .arg(QStringLiteral(TALKER))));
    process.reset();
    const QString journal = world.run(1);
    QVERIFY2(journal.startsWith(QLatin1String("failed ")), qPrintable(journal));
}

void tst_Processes::nobodyIsCalledAfterTheKernel()
{
    LoopWorld world;
    QProcess process;
    talk(process, {QStringLiteral("echo")});
    world.start([&]() -> Task<> {
        world.write("waits");
        co_await &process;
        world.write("never");
    });
    world.run(1);
    world.kernel.reset();
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(world.journal, QStringList(QStringLiteral("waits")));
}

QTEST_GUILESS_MAIN(tst_Processes)
#include "tst_processes.moc"
