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
    /// `wait` begins: from here on run() is its tick, and the first is requested.
    virtual void begin(ChannelWait &wait) = 0;
    /// True when it is told itself; false when a sequence stands between, which takes a tick of its own.
    virtual bool isDirect() const = 0;
    /// Nobody will tell it any more: lets go of what it holds.
    virtual void letGo() = 0;
};

/// One put or take, and its place in the queue of a channel: a link of a list that needs no memory of its own. Whoever
/// makes it keeps it until the operation is over; the value stands in a PutNode or TakeNode.
struct ChannelNode {
    enum Kind : quint8 { Put, Take };

    ChannelNode(ChannelCore &target, Kind kind) : core(&target), isPut(kind == Put) {}
    ChannelNode(const ChannelNode &other) : core(other.core), who(other.who), isPut(other.isPut)
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
    ChannelNode *older = nullptr;
    ChannelNode *newer = nullptr;
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

    ChannelWait(Kernel &kernel, Errors errors) : m_kernel(kernel), m_errors(errors) {}
    ChannelWait(const ChannelWait &) = delete;
    ChannelWait &operator=(const ChannelWait &) = delete;
    virtual ~ChannelWait() = default;

    /// From now on it waits, for `waiter`. Its nodes may be queued after that.
    void begin(ChannelWaiter &waiter);
    /// A tick of the waiter: true when the result is to be used now.
    bool tick();
    /// `node`, one of its own that left its queue, has its result.
    void resolve(ChannelNode &node);

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

private:
    void request() { m_kernel.executor().post(Ref<Runnable>(m_waiter), m_cause); }
    bool failsOrRecovers() const { return m_picked->isError && m_errors != Errors::Values; }
    int ticksAfterStandIn() const;

    enum class State : quint8 { Fresh, Listening, Armed, Telling };
    Kernel &m_kernel;
    ChannelWaiter *m_waiter = nullptr;
    ChannelNode *m_picked = nullptr;
    EventId m_cause = EventId::None;
    int m_left = 0; ///< Of the ticks until it is told, with the one that is requested.
    State m_state = State::Fresh;
    Errors m_errors;
    bool m_isEarly = false;
    bool m_isTickSpare = false; ///< A tick is to come that means nothing any more.
};

} // namespace asq
