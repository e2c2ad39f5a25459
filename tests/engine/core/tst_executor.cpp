#include "core/tickqueue.h"
#include "journal.h"

#include <QRandomGenerator>
#include <QTest>

using namespace asq;

class tst_Executor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ticksRunInTheOrderOfPosting();
    void whatIsPostedDuringABatchRunsInTheNext();
    void timersFireInTheOrderOfDueTimesAndThenOfStarting();
    void timeStandsStillWhileAnythingIsReady();
    void aCancelledTimerDoesNotFire();
    void theTurnHookRunsAfterEachBatchAndTimer();
    void aStrategyOrdersReadyTicksAndEqualTimers();
    void aBatchOfItsOwnRunsInTheOrderOfRequests();
    void aQueueOfTicksHasBatchesOfItsOwn();
    void aTickForALaterBatchStandsWhereItWouldIfItPostedItselfInEachBatchBetween();
    void nothingRunsAfterAStop();
    void anEndlessIntervalEndsAtTheLimit();

private:
    static Ref<Runnable> job(QStringList &journal, const QString &word, std::function<void()> also = {})
    {
        return makeRef<CallbackJob>([&journal, word, also](EventId) {
            journal.append(word);
            if (also)
                also();
        });
    }
};

void tst_Executor::ticksRunInTheOrderOfPosting()
{
    VirtualExecutor executor;
    QStringList journal;
    for (const char *word : {"a", "b", "c"})
        executor.post(job(journal, QLatin1String(word)), EventId::None);
    QVERIFY(executor.run());
    QCOMPARE(journal.join(QLatin1Char(' ')), QStringLiteral("a b c"));
    QCOMPARE(executor.batchCount(), quint64(1));
}

void tst_Executor::whatIsPostedDuringABatchRunsInTheNext()
{
    VirtualExecutor executor;
    QStringList journal;
    executor.post(job(journal, QStringLiteral("a"),
                      [&] { executor.post(job(journal, QStringLiteral("late")), EventId::None); }),
                  EventId::None);
    executor.post(job(journal, QStringLiteral("b")), EventId::None);
    executor.run();
    QCOMPARE(journal.join(QLatin1Char(' ')), QStringLiteral("a b late"));
    QCOMPARE(executor.batchCount(), quint64(2));
}

void tst_Executor::timersFireInTheOrderOfDueTimesAndThenOfStarting()
{
    VirtualExecutor executor;
    QStringList journal;
    executor.startTimer(20, job(journal, QStringLiteral("c")), EventId::None);
    executor.startTimer(10, job(journal, QStringLiteral("a")), EventId::None);
    executor.startTimer(10, job(journal, QStringLiteral("b")), EventId::None);
    executor.run();
    QCOMPARE(journal.join(QLatin1Char(' ')), QStringLiteral("a b c"));
    QCOMPARE(executor.now(), qint64(20));
}

void tst_Executor::timeStandsStillWhileAnythingIsReady()
{
    VirtualExecutor executor;
    QList<qint64> times;
    std::function<void(int)> again = [&](int left) {
        times.append(executor.now());
        if (left > 0)
            executor.post(makeRef<CallbackJob>([&, left](EventId) { again(left - 1); }), EventId::None);
    };
    executor.startTimer(5, makeRef<CallbackJob>([&](EventId) { times.append(executor.now()); }), EventId::None);
    again(3);
    executor.run();
    QCOMPARE(times, QList<qint64>({0, 0, 0, 0, 5}));
}

void tst_Executor::aCancelledTimerDoesNotFire()
{
    VirtualExecutor executor;
    QStringList journal;
    const TimerId id = executor.startTimer(10, job(journal, QStringLiteral("never")), EventId::None);
    QVERIFY(executor.cancelTimer(id));
    QVERIFY(!executor.cancelTimer(id));
    executor.run();
    QVERIFY(journal.isEmpty());
    QVERIFY(executor.isQuiet());
}

void tst_Executor::theTurnHookRunsAfterEachBatchAndTimer()
{
    VirtualExecutor executor;
    QStringList journal;
    executor.setTurnHook([&] { journal.append(QStringLiteral("hook")); });
    executor.startTimer(1, job(journal, QStringLiteral("timer")), EventId::None);
    executor.startTimer(1, job(journal, QStringLiteral("timer")), EventId::None);
    executor.post(job(journal, QStringLiteral("a")), EventId::None);
    executor.post(job(journal, QStringLiteral("b")), EventId::None);
    executor.run();
    QCOMPARE(journal.join(QLatin1Char(' ')), QStringLiteral("a b hook timer hook timer hook"));
}

void tst_Executor::aStrategyOrdersReadyTicksAndEqualTimers()
{
    class Last : public Strategy
    {
    public:
        qsizetype choose(const ChoicePoint &point) override
        {
            asked.append(point.options.size());
            return point.options.size() - 1;
        }
        bool choosesReady() const override { return true; }
        QList<qsizetype> asked;
    };
    VirtualExecutor executor;
    Last strategy;
    executor.setStrategy(&strategy);
    QStringList journal;
    for (const char *word : {"a", "b", "c"}) {
        executor.post(job(journal, QLatin1String(word)), EventId::None);
        executor.startTimer(7, job(journal, QString(QLatin1String(word)).toUpper()), EventId::None);
    }
    executor.run();
    QCOMPARE(journal.join(QLatin1Char(' ')), QStringLiteral("c b a C B A"));
    QCOMPARE(strategy.asked, QList<qsizetype>({3, 2, 3, 2}));
}

void tst_Executor::aBatchOfItsOwnRunsInTheOrderOfRequests()
{
    VirtualExecutor executor;
    QStringList journal;
    executor.setTurnHook([&journal] { journal.append(QStringLiteral("/")); });
    executor.postBatch(job(journal, QStringLiteral("before"),
                           [&] {
                               executor.post(job(journal, QStringLiteral("joins")), EventId::None);
                               executor.postBatch(job(journal, QStringLiteral("later")), EventId::None);
                           }),
                       EventId::None);
    executor.post(job(journal, QStringLiteral("a")), EventId::None);
    executor.postBatch(job(journal, QStringLiteral("after")), EventId::None);
    executor.post(job(journal, QStringLiteral("b")), EventId::None);
    QVERIFY(executor.run());
    QCOMPARE(journal.join(QLatin1Char(' ')), QStringLiteral("before / a b joins / after / later /"));
    QCOMPARE(executor.batchCount(), quint64(4));
}

void tst_Executor::aQueueOfTicksHasBatchesOfItsOwn()
{
    VirtualExecutor executor;
    QStringList journal;
    const Ref<TickQueue> queue = makeRef<TickQueue>(executor);
    executor.post(job(journal, QStringLiteral("a")), EventId::None);
    queue->post(job(journal, QStringLiteral("q1"),
                    [&] { queue->post(job(journal, QStringLiteral("q3")), EventId::None); }),
                EventId::None);
    executor.post(job(journal, QStringLiteral("b"),
                      [&] { executor.post(job(journal, QStringLiteral("c")), EventId::None); }),
                  EventId::None);
    queue->post(job(journal, QStringLiteral("q2")), EventId::None);
    QVERIFY(executor.run());
    QCOMPARE(journal.join(QLatin1Char(' ')), QStringLiteral("a b q1 q2 c q3"));
}

/// A program of jobs that post others for later batches, drawn from a seed: what ran, in order.
class LaterJobs
{
public:
    enum class Way { Kept, PostedAgain };
    LaterJobs(quint32 seed, Way way) : m_random(seed), m_way(way)
    {
        for (int i = 0; i < 5; ++i)
            post(1 + quint32(m_random.bounded(7)));
        m_executor.checkInvariants();
        m_executor.run();
        m_executor.checkInvariants();
    }
    QStringList journal;
    quint64 batches() const { return m_executor.batchCount(); }

private:
    class Job final : public Runnable
    {
    public:
        Job(LaterJobs &jobs, int number, quint32 left) : m_jobs(jobs), m_number(number), m_left(left) {}
        void run(EventId) override
        {
            if (--m_left > 0)
                m_jobs.m_executor.post(this, EventId::None);
            else
                m_jobs.ran(m_number);
        }

    private:
        LaterJobs &m_jobs;
        int m_number;
        quint32 m_left;
    };
    void post(quint32 batches)
    {
        if (++m_posted > 2000)
            return;
        const bool isKept = m_way == Way::Kept;
        const Ref<Job> job = makeRef<Job>(*this, m_posted, isKept ? 1 : batches);
        if (isKept)
            m_executor.postLater(job.get(), EventId::None, batches);
        else
            m_executor.post(job, EventId::None);
    }
    void ran(int number)
    {
        journal.append(QString::number(number));
        m_executor.checkInvariants();
        // Bursts, so that the line of ticks moves and grows, and then too few to keep every batch busy.
        for (int more = m_random.bounded(number % 400 < 200 ? 4 : 2); more > 0; --more)
            post(1 + quint32(m_random.bounded(7)));
    }

    VirtualExecutor m_executor;
    QRandomGenerator m_random;
    Way m_way;
    int m_posted = 0;
};

void tst_Executor::aTickForALaterBatchStandsWhereItWouldIfItPostedItselfInEachBatchBetween()
{
    qsizetype most = 0;
    for (quint32 seed = 1; seed <= 40; ++seed) {
        const LaterJobs kept(seed, LaterJobs::Way::Kept);
        const LaterJobs posted(seed, LaterJobs::Way::PostedAgain);
        QCOMPARE(kept.journal, posted.journal);
        QCOMPARE(kept.batches(), posted.batches());
        most = std::max(most, kept.journal.size());
    }
    QVERIFY2(most > 1000, "the programs are too short to move the line");
}

void tst_Executor::nothingRunsAfterAStop()
{
    VirtualExecutor executor;
    QStringList journal;
    executor.post(job(journal, QStringLiteral("a"), [&] { executor.stop(); }), EventId::None);
    executor.post(job(journal, QStringLiteral("b")), EventId::None);
    executor.startTimer(1, job(journal, QStringLiteral("c")), EventId::None);
    executor.run();
    executor.post(job(journal, QStringLiteral("d")), EventId::None);
    executor.run();
    QCOMPARE(journal.join(QLatin1Char(' ')), QStringLiteral("a"));
}

void tst_Executor::anEndlessIntervalEndsAtTheLimit()
{
    VirtualExecutor executor;
    int fired = 0;
    std::function<void()> arm = [&] {
        executor.startTimer(10, makeRef<CallbackJob>([&](EventId) {
                                ++fired;
                                arm();
                            }),
                            EventId::None);
    };
    arm();
    QVERIFY(!executor.run(100));
    QCOMPARE(fired, 10);
}

QTEST_GUILESS_MAIN(tst_Executor)
#include "tst_executor.moc"
