#pragma once

#include "core/strategy.h"
#include "core/ticks.h"

#include <functional>
#include <span>
#include <vector>

namespace asq {

/// Names a timer of one executor; never used twice.
enum class TimerId : quint64 { None = 0 };

/// Decides what runs next, alone: owns the queue of ticks, the timers and the program's clock.
///
/// Ticks run in batches: a batch is what had been posted before it began, and nothing else runs between the ticks of
/// one batch. After each batch and each timer the turn hook runs (the jobs of promises). One turn is: every timer that is
/// due, then one batch. Subclasses bring the clock and the waiting.
class Executor
{
public:
    /// No tick may be posted for as many batches later.
    static constexpr quint32 Farthest = 8;
    enum class Clock : quint8 { Real, Virtual };
    explicit Executor(Clock clock);
    virtual ~Executor();
    Executor(const Executor &) = delete;
    Executor &operator=(const Executor &) = delete;

    /// Runs `job` in the next batch, after everything posted before.
    void post(const Ref<Runnable> &job, EventId cause) { post(job.get(), cause); }
    void post(Runnable *job, EventId cause)
    {
        // The same job again, for the same reason: one tick that counts. (A strategy sees each of them.)
        const Tick tick(job, cause, m_round + 1);
        if (m_ticks.isEmpty() || !m_ticks.last().repeats(tick))
            postNew(tick, 1);
    }
    /// Runs `job` so many batches later, where it would stand if it posted itself again in each batch between.
    /// Requires: 0 < batches < Farthest.
    void postLater(Runnable *job, EventId cause, quint32 batches)
    {
        postNew(Tick(job, cause, m_round + batches), batches);
    }
    /// Runs `job` as a batch of its own: after the batches that were requested before, each with its turn hook.
    void postBatch(const Ref<Runnable> &job, EventId cause);

    /// Counts the batches of what was posted.
    quint64 round() const { return m_round; }
    /// Of this batch, that `job` has had its place and was kept for a later one.
    bool isKept(const Runnable &job) const { return job.m_keptIn == quint32(m_round); }
    /// A tick of `job` in this batch counts as such.
    void setKept(Runnable &job) const { job.m_keptIn = quint32(m_round); }

    /// Runs `job` when `delay` nanoseconds have passed, in the order of due times and of starting.
    TimerId startTimer(qint64 delay, Ref<Runnable> job, EventId cause);
    /// True when the timer had not fired yet.
    bool cancelTimer(TimerId id);

    /// Nanoseconds of the program's clock since the executor was made.
    virtual qint64 now() const = 0;
    /// The same, read once for each batch and timer: what happens within one happens at one instant.
    qint64 instant() const { return isInTurn() ? m_instant : now(); }
    bool isInTurn() const { return m_mode & InTurn; }
    bool isVirtual() const { return m_clock == Clock::Virtual; }

    /// Answers choice points from now on; null is the default. Not owned.
    void setStrategy(Strategy *strategy)
    {
        m_strategy = strategy;
        noteLookers();
    }
    Strategy *strategy() const { return m_strategy; }
    /// Called after each batch and timer, and by runTurnHook().
    void setTurnHook(std::function<void()> hook)
    {
        m_turnHook = std::move(hook);
        noteLookers();
    }
    /// Called when a batch or a timer begins, before the first of what runs in it.
    void setBatchHook(std::function<void()> hook)
    {
        m_batchHook = std::move(hook);
        noteLookers();
    }
    /// Called before each tick and timer; may wait (a paused program), and may stop().
    void setTickGate(std::function<void()> gate)
    {
        m_tickGate = std::move(gate);
        noteLookers();
    }
    /// Called by a host after it ran code of its own, such as the program's text.
    void runTurnHook();
    /// Asks the tick gate. False: nothing may run any more. For what the turn hook runs one by one.
    bool mayRun()
    {
        if (m_tickGate)
            m_tickGate();
        return !isStopped();
    }

    bool hasTicks() const { return !m_ticks.isEmpty() || !m_batches.empty(); }
    bool hasTimers() const { return !m_timers.empty(); }
    /// Neither ticks nor timers nor anything outside that was begun: nothing will happen.
    bool isQuiet() const { return !hasTicks() && !hasTimers() && m_outside == 0; }
    /// The program waits for something outside (a request). Until endOutside() it isn't quiet.
    void beginOutside() { ++m_outside; }
    void endOutside()
    {
        if (--m_outside == 0 && isQuiet() && !isInTurn())
            wake();
    }
    /// Due time of the earliest timer. Requires: hasTimers().
    qint64 nextDue() const { return m_timers.front().due; }

    /// No further tick or timer runs; what waits is dropped. May be called from within a tick.
    void stop();
    bool isStopped() const { return m_mode & Stopped; }
    quint64 batchCount() const { return m_round + m_ownBatchCount; }

    void checkInvariants() const;

protected:
    /// So often: fires what is due now, then runs one batch. Ends sooner, with false, when there is nothing to do. Reads the
    /// clock once for all batches between which nothing else can happen.
    bool turn(int times = 1);
    /// When the last turn did, or the last timer in it had run.
    qint64 turnBegan() const { return m_instant; }
    /// Something was posted while nothing was pending, or the earliest timer changed.
    virtual void wake() = 0;

private:
    struct Timer {
        qint64 due;
        TimerId id;
        Ref<Runnable> job;
        EventId cause;
    };
    enum Mode : quint8 { InTurn = 1, Stopped = 2 };
    enum Between : quint8 { Hooks = 1, Timers = 2, OwnBatches = 4 };
    Q_ALWAYS_INLINE void postNew(Tick tick, quint32 batches)
    {
        if (!m_ticks.isRoomFree()) [[unlikely]] {
            postOtherwise(tick, batches);
            return;
        }
        tick.job()->ref();
        m_due |= quint8(1 << batches);
        m_ticks.appendFreely(tick);
    }
    /// Outside of a turn, or where room has to be made.
    ASQ_RARELY void postOtherwise(Tick tick, quint32 batches);
    void setMode(quint8 mode)
    {
        m_mode = mode;
        m_ticks.setOpen(mode == InTurn);
    }
    void wakeForTicks();
    void dropBatches();
    void noteLookers()
    {
        m_isLookedAt = m_strategy || m_tickGate || m_turnHook;
        noteBetween(Hooks, m_isLookedAt || m_batchHook);
    }
    /// Nothing happens between two batches, and nobody is told of them.
    bool isPlain() const { return m_between == 0; }
    void noteBetween(quint8 what, bool is)
    {
        m_between = quint8(is ? m_between | what : m_between & ~what);
        if (m_between != 0)
            m_plainEnd = 0;
    }
    void beginRound();
    int runPlainBatches(int most);
    bool runOtherwise();
    void advance(quint32 rounds);
    void runTicks();
    void runTick(Tick tick);
    void runBatchLookedAt();
    static bool later(const Timer &a, const Timer &b);
    bool fireDueTimers();
    qint64 firingUntil();
    void beginBatch();
    Timer takeTimer();
    void runBatches();
    void runBatch();
    void runOwnBatches(std::span<const Tick> batches);
    std::vector<Tick> arrangedBatch();

    TickLine m_ticks;
    quint64 m_round = 0; ///< Batches of m_ticks so far.
    quint64 m_plainEnd = 0; ///< Plain batches run up to this round.
    quint8 m_due = 0; ///< Of m_ticks: bit n is set when some are for the round that comes after so many.
    quint8 m_mode = 0; ///< Of Mode.
    bool m_isLookedAt = false; ///< Somebody looks at single batches or ticks.
    quint8 m_between = 0; ///< Of Between: what there is to be looked at between two batches.
    const Clock m_clock;
    std::vector<Tick> m_batches; ///< Each a batch of its own.
    size_t m_batchesBeforeTicks = 0; ///< Of m_batches, those requested before the first of m_ticks.
    std::vector<Timer> m_timers; ///< A heap by (due, id).
    std::function<void()> m_turnHook;
    std::function<void()> m_tickGate;
    std::function<void()> m_batchHook;
    Strategy *m_strategy = nullptr;
    quint64 m_nextTimer = 1;
    quint64 m_ownBatchCount = 0;
    quint32 m_choices = 0;
    qint64 m_instant = 0;
    qint64 m_ticksSince = 0; ///< The instant, on a clock that is never late, at which what waits was posted.
    int m_batchesWaited = 0;
    int m_outside = 0;
};

} // namespace asq
