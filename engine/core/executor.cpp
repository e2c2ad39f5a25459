// The two queues of the kernel: ticks and timers.
//
// Ticks: a vector takes what is posted, a batch swaps it for an empty one and walks it. Swapping two vectors keeps their
// storage, so a tick in steady state costs a move of two words and no allocation. A ring buffer would save the second
// vector, but "what was posted before the batch began" is then a count to carry along, and growing while walking moves
// what is being walked.
//
// Timers: a binary heap by (due, id); ids count up, so equal due times fire in the order of starting. Cancelling searches:
// programs under observation have tens of timers, not millions, and a heap with handles pays only beyond that.
#include "core/executor.h"

#include <algorithm>

namespace asq {

Executor::Executor() = default;
Executor::~Executor() = default;

void Executor::append(Runnable *job, EventId cause)
{
    if (m_stopped)
        return;
    const bool first = m_incoming.empty();
    m_incoming.push_back({Ref<Runnable>(job), cause, 1});
    if (!first)
        return;
    m_batchesBeforeTicks = m_batches.size();
    if (!m_inTurn) {
        if (!isVirtual())
            m_ticksSince = now();
        wake();
    }
}

void Executor::postBatch(Ref<Runnable> job, EventId cause)
{
    if (m_stopped)
        return;
    const bool first = !hasTicks();
    m_batches.push_back({std::move(job), cause, 1});
    if (first && !m_inTurn)
        wake();
}

bool Executor::later(const Timer &a, const Timer &b)
{
    return a.due != b.due ? a.due > b.due : a.id > b.id;
}

TimerId Executor::startTimer(qint64 delay, Ref<Runnable> job, EventId cause)
{
    if (m_stopped)
        return TimerId::None;
    const TimerId id{m_nextTimer++};
    m_timers.push_back({now() + std::max<qint64>(delay, 0), id, std::move(job), cause});
    std::push_heap(m_timers.begin(), m_timers.end(), later);
    if (m_timers.front().id == id && !m_inTurn)
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
    return true;
}

void Executor::runTurnHook()
{
    if (m_turnHook)
        m_turnHook();
}

void Executor::stop()
{
    m_stopped = true;
    m_incoming.clear();
    m_batches.clear();
    m_timers.clear();
}

bool Executor::turn()
{
    Q_ASSERT_X(!m_inTurn, "asq::Executor", "a turn inside a turn");
    m_instant = now();
    m_inTurn = true;
    const bool fired = fireDueTimers();
    const bool ran = runBatches();
    m_inTurn = false;
    return fired || ran;
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
    const qint64 instant = now();
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
    if (m_timers.empty())
        return false;
    const qint64 end = firingUntil();
    const TimerId newest{m_nextTimer};
    bool fired = false;
    while (!m_timers.empty() && m_timers.front().due <= end && m_timers.front().id < newest) {
        if (!mayRun())
            break;
        const Timer timer = takeTimer();
        beginBatch();
        timer.job->run(timer.cause);
        runTurnHook();
        fired = true;
    }
    return fired;
}

void Executor::beginBatch()
{
    m_instant = now();
    if (m_batchHook)
        m_batchHook();
}

void Executor::arrangeBatch()
{
    // A strategy that orders ready ticks picks them one by one; each pick among two or more is a choice.
    std::vector<Tick> single;
    for (const Tick &tick : m_batch)
        for (quint32 i = 0; i < tick.count; ++i)
            single.push_back({tick.job, tick.cause, 1});
    m_batch = std::move(single);
    for (auto next = m_batch.begin(); m_batch.end() - next > 1; ++next) {
        ChoicePoint point{ChoiceKind::Ready, EntityId::Program, m_choices++, {}};
        for (auto tick = next; tick != m_batch.end(); ++tick)
            point.options.append(tick->job->entity());
        const qsizetype pick = m_strategy->choose(point);
        std::rotate(next, next + pick, next + pick + 1);
    }
}

bool Executor::runBatches()
{
    if (m_batches.empty()) {
        if (m_incoming.empty())
            return false;
        runBatch();
        return true;
    }
    const bool hasOrdinary = !m_incoming.empty();
    const std::vector<Tick> batches = std::exchange(m_batches, {});
    const std::span<const Tick> all = batches;
    const size_t before = hasOrdinary ? m_batchesBeforeTicks : all.size();
    runOwnBatches(all.first(before));
    if (hasOrdinary && !m_stopped)
        runBatch();
    runOwnBatches(all.subspan(before));
    return true;
}

void Executor::runOwnBatches(std::span<const Tick> batches)
{
    for (const Tick &batch : batches) {
        if (!mayRun())
            return;
        ++m_batchCount;
        batch.job->run(batch.cause);
        runTurnHook();
    }
}

void Executor::runBatch()
{
    m_batch.swap(m_incoming);
    ++m_batchCount;
    beginBatch();
    if (m_strategy && m_strategy->choosesReady())
        arrangeBatch();
    for (size_t i = 0; i < m_batch.size(); ++i) {
        const Tick tick = std::move(m_batch[i]);
        for (quint32 left = tick.count; left > 0 && mayRun(); --left)
            tick.job->run(tick.cause);
    }
    m_batch.clear();
    runTurnHook();
}

void Executor::checkInvariants() const
{
    Q_ASSERT(std::is_heap(m_timers.begin(), m_timers.end(), later));
    Q_ASSERT(m_inTurn || m_batch.empty());
    for ([[maybe_unused]] const Tick &tick : m_incoming)
        Q_ASSERT(tick.job);
}

} // namespace asq
