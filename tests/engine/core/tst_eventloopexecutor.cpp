#include "core/eventloopexecutor.h"
#include "core/sequencecore.h"

#include <QSignalSpy>
#include <QTest>

using namespace asq;

// The one suite on the real event loop: that it gets its turns, and that nothing waits for longer than it has to.
class tst_EventLoopExecutor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void batchesRunBackToBackInOneTurnOfTheLoop();
    void theLoopGetsItsTurnWhenASliceIsUsedUp();
    void timersFireNotBeforeTheirTime();
    void aLateTimerWaitsForWhatAnEarlierOneLedTo();
    void aLateTimerDoesNotWaitForEver();
    void quietIsToldWhenNothingIsLeft();
};

void tst_EventLoopExecutor::batchesRunBackToBackInOneTurnOfTheLoop()
{
    EventLoopExecutor executor;
    int turns = 0;
    int batches = 0;
    std::function<void()> again = [&] {
        if (++batches < 100)
            executor.post(makeRef<CallbackJob>([&](EventId) { again(); }), EventId::None);
    };
    again();
    std::function<void()> turn = [&] {
        ++turns;
        if (batches < 100)
            QMetaObject::invokeMethod(&executor, turn, Qt::QueuedConnection);
    };
    turn();
    QTRY_COMPARE(batches, 100);
    QVERIFY2(turns <= 3, qPrintable(QString::number(turns)));
}

void tst_EventLoopExecutor::theLoopGetsItsTurnWhenASliceIsUsedUp()
{
    EventLoopExecutor executor;
    bool stop = false;
    int turns = 0;
    std::function<void()> again = [&] {
        if (!stop)
            executor.post(makeRef<CallbackJob>([&](EventId) { again(); }), EventId::None);
    };
    again();
    std::function<void()> turn = [&] {
        stop = ++turns == 5;
        if (!stop)
            QMetaObject::invokeMethod(&executor, turn, Qt::QueuedConnection);
    };
    turn();
    QTRY_COMPARE(turns, 5);
    QTRY_VERIFY(executor.isQuiet());
}

void tst_EventLoopExecutor::timersFireNotBeforeTheirTime()
{
    EventLoopExecutor executor;
    const qint64 begin = executor.now();
    QList<qint64> fired;
    for (const qint64 delay : {12'000'000, 3'000'000})
        executor.startTimer(delay, makeRef<CallbackJob>([&](EventId) { fired.append(executor.now() - begin); }),
                            EventId::None);
    QTRY_COMPARE(fired.size(), 2);
    QVERIFY(fired.at(0) >= 3'000'000);
    QVERIFY(fired.at(1) >= 12'000'000);
}

void tst_EventLoopExecutor::aLateTimerWaitsForWhatAnEarlierOneLedTo()
{
    EventLoopExecutor executor;
    QStringList journal;
    const auto job = [&journal](const QString &word) {
        return makeRef<CallbackJob>([&journal, word](EventId) { journal.append(word); });
    };
    const auto first = makeRef<CallbackJob>([&](EventId) {
        journal.append(QStringLiteral("first"));
        executor.post(makeRef<CallbackJob>([&](EventId) {
                          journal.append(QStringLiteral("tick"));
                          executor.post(job(QStringLiteral("tick after")), EventId::None);
                      }),
                      EventId::None);
    });
    executor.startTimer(1'000'000, first, EventId::None);
    executor.startTimer(2'000'000, job(QStringLiteral("second")), EventId::None);
    while (executor.now() < 4'000'000) {} // The machine is busy: by now both are late.
    QTRY_COMPARE(journal.join(QLatin1String(", ")), QStringLiteral("first, tick, tick after, second"));
}

void tst_EventLoopExecutor::aLateTimerDoesNotWaitForEver()
{
    EventLoopExecutor executor;
    bool fired = false;
    std::function<void()> again = [&] {
        if (!fired)
            executor.post(makeRef<CallbackJob>([&](EventId) { again(); }), EventId::None);
    };
    again();
    executor.startTimer(1'000'000, makeRef<CallbackJob>([&](EventId) { fired = true; }), EventId::None);
    QTRY_VERIFY(fired);
}

void tst_EventLoopExecutor::quietIsToldWhenNothingIsLeft()
{
    EventLoopExecutor executor;
    QSignalSpy quiet(&executor, &EventLoopExecutor::quiet);
    {
        Kernel kernel(executor);
        bool ran = false;
        const Ref<SequenceCore> sequence = SequenceCore::create(kernel);
        sequence->val(makeFunction([&ran](Messages) {
            ran = true;
            return Value();
        }));
        QVERIFY(!ran);
        QVERIFY(quiet.wait(5000));
        QVERIFY(ran);
    }
}

QTEST_GUILESS_MAIN(tst_EventLoopExecutor)
#include "tst_eventloopexecutor.moc"
