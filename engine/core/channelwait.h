#pragma once

#include "core/kernel.h"

namespace asq {

class ChannelCore;
class ChannelWait;

/// Who waits for channels: it runs in the ticks that an operation asks for, and asks the operation what each of them
/// means. The queue of a channel keeps it alive.
class ChannelWaiter : public Runnable
{
public:
    /// Direct: it is told itself. Otherwise a sequence stands between, which takes a tick of its own.
    enum class Kind : quint8 { Direct, ThroughSequence };

    explicit ChannelWaiter(Kind kind) : m_isDirect(kind == Kind::Direct) {}
    bool isDirect() const { return m_isDirect; }
    /// Nobody will tell it any more: lets go of what it holds.
    virtual void letGo() { m_wait = nullptr; }

protected:
    friend class ChannelWait;
    /// `wait` begins: from here on run() is its tick. Of those that are not direct: the first is requested.
    virtual void began() {}
    ChannelWait *m_wait = nullptr; ///< What it waits for.

private:
    bool m_isDirect;
};

/// One put or take, and its place in the queue of a channel: a link of a list that needs no memory of its own. Whoever
/// makes it keeps it until the operation is over; the value stands in a PutNode or TakeNode.
struct ChannelNode {
    enum Kind : quint8 { Put, Take };

    ChannelNode(ChannelCore &target, Kind kind)
        : core(&target), isPut(kind == Put) {} // NOLINT: links come with a queue
    ChannelNode(const ChannelNode &other) // NOLINT
        : core(other.core), who(other.who), isPut(other.isPut)
    {
        Q_ASSERT(!other.isQueued);
    }
    ChannelNode &operator=(const ChannelNode &) = delete;
    ~ChannelNode()
    {
        if (isQueued)
            leave();
    }
    void leave();

    ChannelCore *core;
    ChannelWait *wait = nullptr; ///< Null: a value that was there from the beginning.
    ChannelNode *older; ///< In the queue, while isQueued.
    ChannelNode *newer;
    EntityId who = EntityId::None;
    bool isPut;
    bool isQueued = false;
    bool isAnnounced = false; ///< As waiting.
    bool isServed = false;    ///< The value has moved; otherwise the channel was closed.
    bool isError = false;     ///< The value taken is an error.
    bool isMeeting = false;   ///< Of alternatives: somebody waited at the other side when this began to.
};

/// A put, a take or several alternatives that wait, and the ticks until whoever waits is told.
///
/// Requires: outlives its nodes' places in the queues, and its waiter's interest in it.
class ChannelWait
{
public:
    /// What becomes of an error that is taken.
    enum class Errors : quint8 {
        Values,    ///< It is a value like others.
        Recovered, ///< It fails what waits, and is turned into a value there.
        Thrown,    ///< It fails what waits.
    };

    ChannelWait(Kernel &kernel, Errors errors, bool hasOthers = false)
        : m_kernel(kernel), m_errors(errors), m_hasOthers(hasOthers)
    {
    }
    ChannelWait(const ChannelWait &) = delete;
    ChannelWait &operator=(const ChannelWait &) = delete;
    virtual ~ChannelWait() = default;

    /// From now on it waits, for `waiter`. Its nodes may be queued after that.
    void begin(ChannelWaiter &waiter)
    {
        Q_ASSERT(!m_waiter);
        m_waiter = &waiter;
        m_cause = m_kernel.cause();
        waiter.m_wait = this;
        if (!waiter.isDirect() || m_meetsLater) [[unlikely]] {
            beginWithTick();
            return;
        }
        Executor &executor = m_kernel.executor();
        m_begun = quint32(executor.round());
        m_state = State::Quiet;
        executor.postLater(&waiter, m_cause, 3);
    }
    /// The same, of a waiter that is told directly and a wait whose first tick has nothing to do, where nobody observes.
    Q_ALWAYS_INLINE void beginQuickly(ChannelWaiter &waiter)
    {
        m_waiter = &waiter;
        waiter.m_wait = this;
        Executor &executor = m_kernel.executor();
        m_begun = quint32(executor.round());
        m_state = State::Quiet;
        executor.postLater(&waiter, EventId::None, 3);
    }
    /// A tick of the waiter: true when the result is to be used now.
    bool tick() { return m_state == State::Telling || tickOtherwise(); }
    /// `node`, one of its own that left its queue, has its result.
    void resolve(ChannelNode &node)
    {
        m_cause = m_kernel.cause();
        resolveQuickly(node);
    }
    /// The same where nobody observes.
    Q_ALWAYS_INLINE void resolveQuickly(ChannelNode &node)
    {
        Q_ASSERT(!m_picked);
        m_picked = &node;
        if (m_hasOthers)
            skipOthers(node);
        const quint32 passed = ticksPassed();
        if (m_state != State::Quiet || node.isError || passed > 1) [[unlikely]] {
            resolveOtherwise();
            return;
        }
        m_isEarly = passed == 0;
        m_state = State::Telling;
    }
    /// The same right after beginQuickly(), of a wait without other nodes.
    Q_ALWAYS_INLINE void resolveAtOnce(ChannelNode &node)
    {
        if (node.isError) [[unlikely]] {
            resolve(node);
            return;
        }
        m_picked = &node;
        m_isEarly = true;
        m_state = State::Telling;
    }

    /// It waits until tell(), and for no channel.
    void beginUntold(ChannelWaiter &waiter)
    {
        m_waiter = &waiter;
        m_cause = m_kernel.cause();
        waiter.m_wait = this;
        m_state = State::Armed;
    }
    /// The result is to be used in the next batch.
    void tell()
    {
        m_cause = m_kernel.cause();
        m_state = State::Telling;
        request(1);
    }

    bool isResolved() const { return m_picked; }
    /// The result came before the first tick did.
    bool isEarly() const { return m_isEarly; }
    const ChannelNode *picked() const { return m_picked; }
    bool fails() const { return m_picked && m_picked->isError && m_errors == Errors::Thrown; }
    bool recovers() const { return m_picked && m_picked->isError && m_errors == Errors::Recovered; }
    ChannelWaiter *waiter() const { return m_waiter; }
    /// The event that resolved it, or until then the one that led to it.
    EventId cause() const { return m_cause; }
    Kernel &kernel() const { return m_kernel; }

    /// The result; also a copy of it for the record. Requires: isResolved() or over at once.
    virtual Value result() const = 0;
    virtual WaitReason reason() const = 0;
    virtual EntityId awaitedOn() const = 0;

protected:
    /// After the first tick, when nothing has come.
    virtual void armed() {}
    /// Tells the channels of other nodes that these will be skipped.
    virtual void skipOthers(ChannelNode &) {}

    /// Before begin(): the first tick has something to do, armed().
    void meetLater() { m_meetsLater = true; }

private:
    enum class State : quint8 {
        Fresh, ///< The first tick is to come.
        Quiet, ///< No tick before the third means anything, unless it is resolved; direct waiters only.
        Listening, ///< The second is to come.
        Armed, ///< None is to come.
        TellingNext, ///< The one that comes leads to the one that tells.
        Telling, ///< The one that comes tells.
        SpareTick, ///< The one that comes means nothing; that after it tells.
    };
    void beginWithTick();
    bool tickOtherwise();
    void resolveOtherwise();
    /// The next tick, after so many batches.
    void request(quint32 batches) { m_kernel.executor().postLater(m_waiter, m_cause, batches); }
    /// Of the ticks since begin(), how many have had their turn, in a batch or as a place that was kept.
    quint32 ticksPassed() const
    {
        const Executor &executor = m_kernel.executor();
        const quint32 rounds = quint32(executor.round()) - m_begun;
        return rounds == 0 || executor.isKept(*m_waiter) ? rounds : rounds - 1;
    }
    bool failsOrRecovers() const { return m_picked->isError && m_errors != Errors::Values; }
    quint32 ticksAfterStandIn() const;

    Kernel &m_kernel;
    ChannelWaiter *m_waiter = nullptr;
    ChannelNode *m_picked = nullptr;
    quint32 m_begun = 0; ///< The round, near enough: looked at in the two after it alone.
    EventId m_cause = EventId::None;
    State m_state = State::Fresh;
    Errors m_errors;
    bool m_hasOthers; ///< Nodes beside the one that is resolved.
    bool m_meetsLater = false;
    bool m_isEarly = false;
};

} // namespace asq
