// The two queues of the kernel: ticks and timers.
//
// Ticks: a line, in which a batch is what stood there when it began; a tick in steady state costs a move of two words and
// no allocation. A tick for a later batch (what waits for a channel is told some ticks after it is known) goes to the end
// of the line each time, which keeps its place among the others; batches in which nothing is due are only counted.
// While there are no timers, no batches of their own and nobody who is told, batches run in a loop that asks for nothing
// else: two batches are all that a rendezvous is, so what is done between them is half of what it costs.
//
// Timers: a binary heap by (due, id); ids count up, so equal due times fire in the order of starting. Cancelling searches:
// programs under observation have tens of timers, not millions, and a heap with handles pays only beyond that.
#include "core/executor.h"

#include <algorithm>
#include <bit>

namespace asq {

void Runnable::runTimes(EventId cause, quint32 count, const Executor &executor)
{
    for (; count > 0 && !executor.isStopped(); --count)
        run(cause);
}

Executor::Executor(Clock clock) : m_clock(clock) {}

Executor::~Executor()
{
    setMode(m_mode | Stopped);
    m_ticks.drop();
    dropBatches();
}

void Executor::postOtherwise(Tick tick, quint32 batches)
{
    if (isStopped())
        return;
    const bool isFirst = !isInTurn() && m_ticks.isEmpty();
    tick.job()->ref();
    m_due |= quint8(1 << batches);
    m_ticks.append(tick);
    if (isFirst)
        wakeForTicks();
}

void Executor::dropBatches()
{
    noteBetween(OwnBatches, false);
    for (const Tick &batch : std::exchange(m_batches, {}))
        batch.job()->deref();
}

void Executor::wakeForTicks()
{
    if (!isVirtual())
        m_ticksSince = now();
    wake();
}

void Executor::postBatch(const Ref<Runnable> &job, EventId cause)
{
    if (isStopped())
        return;
    const bool first = !hasTicks();
    if (m_ticks.isEmpty())
        ++m_batchesBeforeTicks;
    job->ref();
    m_batches.emplace_back(job.get(), cause, 0);
    noteBetween(OwnBatches, true);
    if (first && !isInTurn())
        wake();
}

bool Executor::later(const Timer &a, const Timer &b)
{
    return a.due != b.due ? a.due > b.due : a.id > b.id;
}

TimerId Executor::startTimer(qint64 delay, Ref<Runnable> job, EventId cause)
{
    if (isStopped())
        return TimerId::None;
    const TimerId id{m_nextTimer++};
    m_timers.push_back({now() + std::max<qint64>(delay, 0), id, std::move(job), cause});
    std::push_heap(m_timers.begin(), m_timers.end(), later);
    noteBetween(Timers, true);
    if (m_timers.front().id == id && !isInTurn())
        wake();
    return id;
}

bool Executor::cancelTimer(TimerId id)
{
    const auto found = std::find_if(m_timers.begin(), m_timers.end(), [id](const Timer &t) { return t.id == id; });
    if (found == m_timers.end())
        return false;
    m_timers.erase(found);
    std::make_heap(m_timers.begin(), m_timers.end(), later);
    noteBetween(Timers, hasTimers());
    return true;
}

void Executor::runTurnHook()
{
    if (m_turnHook)
        m_turnHook();
}

void Executor::stop()
{
    setMode(m_mode | Stopped);
    m_ticks.drop();
    m_due = 0;
    dropBatches();
    m_timers.clear();
    noteBetween(Timers, false);
}

inline void Executor::beginBatch()
{
    // A virtual clock stands still meanwhile.
    if (!isVirtual())
        m_instant = now();
    if (m_batchHook)
        m_batchHook();
}

inline void Executor::advance(quint32 rounds)
{
    m_round += rounds;
    m_due = quint8(m_due >> rounds & ~1U);
    m_ticks.beginBatch();
}

/// Requires: the batch has ticks.
inline void Executor::runTicks()
{
    const quint64 round = m_round;
    do {
        const Tick tick = m_ticks.takeFirst();
        Runnable *const job = tick.job();
        const quint32 toCome = tick.toCome(round);
        if (toCome == 0) {
            job->run(tick.cause());
            job->deref();
        } else if (toCome >= Tick::Most) {
            job->m_keptIn = quint32(round);
            m_ticks.append(tick);
        } else {
            job->runTimes(tick.cause(), tick.count(), *this);
            job->deref();
        }
    } while (!m_ticks.isBatchOver()); // which it is after stop()
}

/// At most so many batches, and no more when something else is to be looked at between them. Gives how many, with those in
/// which nothing was due.
inline int Executor::runPlainBatches(int most)
{
    const quint64 before = m_round;
    m_plainEnd = before + quint64(most);
    while (m_due != 0 && m_round < m_plainEnd) {
        advance(quint32(std::countr_zero(quint32(m_due))));
        runTicks();
    }
    return int(m_round - before);
}

/// The next round, or the first in which a tick is due when nobody is there to look at those before.
inline void Executor::beginRound()
{
    advance(m_isLookedAt || !m_timers.empty() ? 1 : quint32(std::countr_zero(quint32(m_due))));
    m_batchesBeforeTicks = m_batches.size();
    if (m_batchHook)
        m_batchHook();
}

void Executor::runBatch()
{
    beginRound();
    if (m_isLookedAt)
        runBatchLookedAt();
    else
        runTicks();
}

void Executor::runBatches()
{
    const bool hasOrdinary = !m_ticks.isEmpty();
    const std::vector<Tick> batches = std::exchange(m_batches, {});
    noteBetween(OwnBatches, false);
    const size_t beforeTicks = std::exchange(m_batchesBeforeTicks, 0);
    const std::span<const Tick> all = batches;
    const size_t before = hasOrdinary ? beforeTicks : all.size();
    runOwnBatches(all.first(before));
    if (hasOrdinary && !isStopped())
        runBatch();
    runOwnBatches(all.subspan(before));
}

bool Executor::turn(int times)
{
    Q_ASSERT_X(!isInTurn(), "asq::Executor", "a turn inside a turn");
    setMode(m_mode | InTurn);
    bool isBusy = true;
    while (isBusy && times > 0) {
        m_instant = now();
        if (isPlain()) {
            isBusy = hasTicks();
            times -= runPlainBatches(times);
        } else {
            isBusy = runOtherwise();
            --times;
        }
    }
    setMode(m_mode & ~InTurn);
    return isBusy;
}

/// Timers that are due, then one batch. False: there was neither.
bool Executor::runOtherwise()
{
    const bool hasFired = !m_timers.empty() && fireDueTimers();
    if (hasFired && !isVirtual())
        m_instant = now();
    if (!hasTicks())
        return hasFired;
    if (m_batches.empty())
        runBatch();
    else
        runBatches();
    return true;
}

Executor::Timer Executor::takeTimer()
{
    // Timers that are due at the same instant are a choice; the heap gives the first started.
    if (m_strategy) {
        ChoicePoint point{ChoiceKind::Timer, EntityId::Program, m_choices, {}};
        std::vector<TimerId> ids;
        std::vector<const Timer *> equal;
        for (const Timer &timer : m_timers)
            if (timer.due == m_timers.front().due)
                equal.push_back(&timer);
        std::sort(equal.begin(), equal.end(), [](const Timer *a, const Timer *b) { return a->id < b->id; });
        for (const Timer *timer : equal) {
            point.options.append(timer->job->entity());
            ids.push_back(timer->id);
        }
        if (ids.size() > 1) {
            ++m_choices;
            const TimerId pick = ids.at(size_t(m_strategy->choose(point)));
            const auto found = std::find_if(m_timers.begin(), m_timers.end(),
                                            [pick](const Timer &t) { return t.id == pick; });
            Timer timer = std::move(*found);
            m_timers.erase(found);
            std::make_heap(m_timers.begin(), m_timers.end(), later);
            return timer;
        }
    }
    std::pop_heap(m_timers.begin(), m_timers.end(), later);
    Timer timer = std::move(m_timers.back());
    m_timers.pop_back();
    return timer;
}

// On a real clock timers come late when the machine is busy, and then several are due at once. Those that were to fire at
// one instant fire together; a later one waits until what the earlier led to has run, as it does on a virtual clock and on
// an idle machine, but not for ever: a program that always has a tick ready gets its timers too.
qint64 Executor::firingUntil()
{
    const qint64 instant = m_instant;
    if (isVirtual())
        return instant;
    constexpr qint64 together = 500'000;
    constexpr int patience = 64;
    const qint64 due = m_timers.front().due;
    if (due > instant || (hasTicks() && due > m_ticksSince + together && m_batchesWaited++ < patience))
        return due - 1;
    m_batchesWaited = 0;
    m_ticksSince = std::max(m_ticksSince, due);
    return std::min(instant, due + together);
}

bool Executor::fireDueTimers()
{
    const qint64 end = firingUntil();
    const TimerId newest{m_nextTimer};
    bool fired = false;
    while (!m_timers.empty() && m_timers.front().due <= end && m_timers.front().id < newest) {
        if (!mayRun())
            break;
        const Timer timer = takeTimer();
        noteBetween(Timers, hasTimers());
        beginBatch();
        timer.job->run(timer.cause);
        runTurnHook();
        fired = true;
    }
    return fired;
}

/// A strategy that orders ready ticks picks them one by one; each pick among two or more is a choice.
std::vector<Tick> Executor::arrangedBatch()
{
    std::vector<Tick> single;
    while (!m_ticks.isBatchOver()) {
        const Tick tick = m_ticks.takeFirst();
        single.push_back(tick.single());
        for (quint32 more = tick.count() - 1; more > 0; --more) {
            tick.job()->ref();
            single.push_back(single.back());
        }
    }
    for (auto next = single.begin(); single.end() - next > 1; ++next) {
        ChoicePoint point{ChoiceKind::Ready, EntityId::Program, m_choices++, {}};
        for (auto tick = next; tick != single.end(); ++tick)
            point.options.append(tick->job()->entity());
        const qsizetype pick = m_strategy->choose(point);
        std::rotate(next, next + pick, next + pick + 1);
    }
    return single;
}

void Executor::runOwnBatches(std::span<const Tick> batches)
{
    for (const Tick &batch : batches) {
        if (mayRun()) {
            ++m_ownBatchCount;
            batch.job()->run(batch.cause());
            runTurnHook();
        }
        batch.job()->deref();
    }
}

/// With somebody who looks at each tick.
void Executor::runTick(Tick tick)
{
    if (!tick.isFor(m_round)) {
        if (mayRun()) {
            setKept(*tick.job());
            m_ticks.append(tick);
        } else {
            tick.job()->deref();
        }
        return;
    }
    for (quint32 left = tick.count(); left > 0 && mayRun(); --left)
        tick.job()->run(tick.cause());
    tick.job()->deref();
}

void Executor::runBatchLookedAt()
{
    if (m_strategy && m_strategy->choosesReady()) {
        for (Tick tick : arrangedBatch())
            runTick(tick);
    }
    while (!m_ticks.isBatchOver())
        runTick(m_ticks.takeFirst());
    runTurnHook();
}

void Executor::checkInvariants() const
{
    Q_ASSERT(std::is_heap(m_timers.begin(), m_timers.end(), later));
    Q_ASSERT(isInTurn() || m_ticks.isBatchOver());
    Q_ASSERT(isInTurn() || m_ticks.isEmpty() == (m_due == 0));
    Q_ASSERT((m_due & 1) == 0);
    for (std::size_t i = 0; i < m_ticks.size(); ++i) {
        Q_ASSERT(m_ticks.at(i).job());
        Q_ASSERT(m_due >> m_ticks.at(i).roundsAfter(m_round) & 1);
    }
}

} // namespace asq
