#pragma once

#include "core/kernel.h"

#include <bit>

namespace asq {

class ChannelCore;
class ChannelWaiter;

/// What becomes of an error that is taken.
enum class TakenErrors : quint8 {
    Values,    ///< It is a value like others.
    Recovered, ///< It fails what waits, and is turned into a value there.
    Thrown,    ///< It fails what waits.
};

/// A put, a take or several alternatives, as whoever looks at one that waits sees it.
///
/// Requires: outlives its nodes' places in the queues, and its waiter's interest in it.
class ChannelWait
{
public:
    ChannelWait() = default;
    ChannelWait(const ChannelWait &) = delete;
    ChannelWait &operator=(const ChannelWait &) = delete;
    virtual ~ChannelWait() = default;

    /// The result; also a copy of it for the record. Requires: `waiter` was told, or it is over at once.
    virtual Value result(const ChannelWaiter &waiter) const = 0;
    virtual WaitReason reason() const = 0;
    virtual EntityId awaitedOn() const = 0;
    /// Of alternatives: after the first tick, when nothing has come.
    virtual void armed(const ChannelWaiter &waiter) { Q_UNUSED(waiter); }
};

/// One put or take, and its place in the queue of a channel: a link of a list that needs no memory of its own. Whoever
/// makes it keeps it until the operation is over; the value stands in a PutNode or TakeNode.
struct ChannelNode {
    enum Kind : quint8 { Put, Take };

    ChannelNode(ChannelCore &target, Kind kind, TakenErrors becomes = TakenErrors::Values)
        : core(&target), isPut(kind == Put), errors(becomes)
    {
    } // NOLINT: links come with a queue
    ChannelNode(const ChannelNode &other) // NOLINT
        : core(other.core), isPut(other.isPut), errors(other.errors), who(other.who)
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
    /// Of alternatives, this one has a result: tells the channels of the others that these are passed over.
    ASQ_ASIDE void skipOthers();

    ChannelCore *core;
    // In the queue, while isQueued:
    ChannelWaiter *waiter; ///< Null: a value that was there from the beginning.
    ChannelNode *older;
    ChannelNode *newer;
    ChannelNode *sibling; ///< Of alternatives that wait: the next, and after the last the first.
    // From here on to the end two words that are written as one, which is why no bit is left out.
    bool isPut : 1;
    bool isAnnounced : 1 = false; ///< As waiting.
    bool isMeeting : 1 = false;   ///< Of alternatives: somebody waited at the other side when this began to.
    TakenErrors errors : 2;
    quint8 unused : 3 = 0;
    bool isQueued = false;
    bool isServed = false; ///< The value has moved; otherwise the channel was closed.
    bool isError = false;  ///< The value taken is an error.
    EntityId who = EntityId::None;
};

/// Who waits for channels, for one operation after the other: it runs in the ticks that an operation asks for, and knows
/// what each of them means. The queue of a channel keeps it alive.
class ChannelWaiter : public Runnable
{
public:
    /// Direct: it is told itself. Otherwise a sequence stands between, which takes a tick of its own.
    enum class Kind : quint8 { Direct, ThroughSequence };
    /// Alternatives, of which somebody waited at the other side of some when this began to, meet those in the first tick.
    enum class Nodes : quint8 { One, Several, SeveralThatMeetLater };

    ChannelWaiter(Kernel &kernel, Kind kind)
        : m_kernel(kernel), m_executor(kernel.executor()), m_isDirect(kind == Kind::Direct)
    {
    }
    bool isDirect() const { return m_isDirect; }
    Kernel &kernel() const { return m_kernel; }
    /// Nobody will tell it any more: lets go of what it holds.
    virtual void letGo() { stopWaiting(); }

    /// From now on it waits for `wait`, whose nodes may be queued after that. Null: nobody looks, and it has one node.
    void begin(ChannelWait *wait, Nodes nodes = Nodes::One);
    /// The same where nobody observes, of a direct one that meets nobody later. Gives the executor's round.
    Q_ALWAYS_INLINE quint32 beginQuickly(Nodes nodes = Nodes::One)
    {
        m_begun = quint32(m_executor.round());
        m_phase = {State::Quiet, false, false, nodes != Nodes::One};
        m_executor.postLater(this, EventId::None, TicksUntilTold);
        return m_begun;
    }
    /// Both in one, of a node that meets another at once and brings no error. Gives the executor's round.
    Q_ALWAYS_INLINE quint32 beginResolved(ChannelNode &node)
    {
        const quint32 round = quint32(m_executor.round());
        m_picked = &node;
        m_phase = {State::Telling, true, true, false};
        m_executor.postLater(this, EventId::None, TicksUntilTold);
        return round;
    }
    /// `node`, one that it waits for and that left its queue, has its result.
    void resolve(ChannelNode &node);
    /// The same where nobody observes. `round` is the executor's.
    Q_ALWAYS_INLINE void resolveQuickly(ChannelNode &node, quint32 round)
    {
        const quint32 rounds = round - m_begun;
        if (rounds <= 1 && !node.isError) [[likely]] {
            m_picked = &node;
            if (bits(m_phase) == bits({State::Quiet})) [[likely]] {
                m_phase = {State::Telling, true, rounds == 0, false};
                return;
            }
            if (bits(m_phase) == bits({State::Quiet, false, false, true})) {
                node.skipOthers();
                m_phase = {State::Telling, true, rounds == 0, true};
                return;
            }
        }
        resolveRarely(node);
    }

    /// It waits until tell(), and for no channel.
    void beginUntold(ChannelWait &wait);
    /// The result is to be used in the next batch.
    void tell();

    /// Of what it waits for, or waited for last.
    bool isResolved() const { return m_phase.isResolved; }
    /// The result came before the first tick did.
    bool isEarly() const { return m_phase.isEarly; }
    const ChannelNode *picked() const { return isResolved() ? m_picked : nullptr; }
    bool fails() const { return becomes(TakenErrors::Thrown); }
    bool recovers() const { return becomes(TakenErrors::Recovered); }
    /// The event that resolved it, or until then the one that led to it.
    EventId cause() const { return m_cause; }

protected:
    /// It waits: from here on run() is its tick. Of those that are not direct: the first is requested.
    virtual void began() {}
    bool isWaiting() const { return m_phase.state != State::Idle; }
    /// Its tick: true when the result is to be used now.
    bool tick() { return m_phase.state == State::Telling || tickOtherwise(); }
    void stopWaiting() { m_phase.state = State::Idle; }
    /// What it waits for, or waited for last. Requires: somebody observes, or it is not direct.
    const ChannelWait &awaited() const { return *m_wait; }

    Kernel &m_kernel;

private:
    static constexpr quint32 TicksUntilTold = 3;
    enum class State : quint8 {
        Idle, ///< It does not wait.
        Fresh, ///< The first tick is to come.
        Quiet, ///< No tick before the third means anything, unless it is resolved; direct waiters only.
        Listening, ///< The second is to come.
        Armed, ///< None is to come.
        TellingNext, ///< The one that comes leads to the one that tells.
        Telling, ///< The one that comes tells.
        SpareTick, ///< The one that comes means nothing; that after it tells.
    };
    /// Compared as one word.
    struct Phase {
        State state = State::Idle;
        bool isResolved = false;
        bool isEarly = false;
        bool hasOthers = false; ///< Nodes beside the one that is resolved.
    };
    static quint32 bits(Phase phase) { return std::bit_cast<quint32>(phase); }
    bool tickOtherwise();
    void resolveOtherwise();
    ASQ_RARELY void resolveRarely(ChannelNode &node);
    /// The next tick, after so many batches.
    void request(quint32 batches) { m_executor.postLater(this, m_cause, batches); }
    /// Of the ticks since begin(), how many have had their turn, in a batch or as a place that was kept.
    quint32 ticksPassed() const
    {
        const quint32 rounds = quint32(m_executor.round()) - m_begun;
        return rounds == 0 || m_executor.isKept(*this) ? rounds : rounds - 1;
    }
    /// In alternatives an error is a value.
    bool becomes(TakenErrors what) const
    {
        return isResolved() && m_picked->isError && !m_phase.hasOthers && m_picked->errors == what;
    }
    quint32 ticksAfterStandIn() const;

    Executor &m_executor;
    ChannelWait *m_wait = nullptr;
    ChannelNode *m_picked = nullptr; ///< While isResolved().
    quint32 m_begun = 0; ///< The round, near enough: looked at in the two after it alone.
    EventId m_cause = EventId::None;
    Phase m_phase;
    bool m_isDirect;
};

} // namespace asq
