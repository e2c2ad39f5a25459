#pragma once

#include "core/channelwait.h"
#include "core/messages.h"

namespace asq {

/// What takes give once a channel is closed.
struct Closed {
    friend bool operator==(Closed, Closed) { return true; }
};
template<>
struct ValueTraits<Closed> {
    static QString summary(Closed, int) { return QStringLiteral("CLOSED"); }
    static bool truthy(Closed) { return true; }
    static bool isError(Closed) { return false; }
    static bool equal(Closed, Closed) { return true; }
};

/// A place where puts and takes meet, first come, first served. Up to bufferSize() values wait in it for takers; a put
/// beyond that waits for its taker. This is all of it but the values, which are of the type that a subclass has.
///
/// Reference: C. A. R. Hoare, Communicating Sequential Processes, CACM 21(8), 1978; asynquence-contrib 0.28.2 `csp`;
/// conformance notes section 8.
class ChannelCore : public RefCounted
{
public:
    /// Does the put if it need not wait: true when it is over, `node.isServed` tells how. Otherwise begin() it.
    bool tryPut(ChannelNode &node);
    bool tryTake(ChannelNode &node);
    /// Takes away the nodes of alternatives that have another result.
    void dropSkipped()
    {
        if (m_oddities >= Skipped)
            dropResolved();
    }
    /// Queues what tryPut() or tryTake() left, for `waiter`, and matches it with who waits at the other side. `wait` may be
    /// null as for ChannelWaiter::begin().
    void wait(ChannelNode &node, ChannelWaiter &waiter, ChannelWait *wait);
    /// Both: true when it is over at once. For a waiter that is told directly, where nobody observes.
    bool operate(ChannelNode &node, ChannelWaiter &waiter);

    /// Waiting puts get false, waiting takes Closed; what is stored can't be taken any more. Idempotent.
    void close();
    bool isClosed() const { return m_oddities & IsClosed; }
    qsizetype bufferSize() const { return m_bufferSize; }
    /// Growing takes queued puts in first, in order.
    void setBufferSize(qsizetype size);
    /// Number of values that are stored.
    virtual qsizetype stored() const = 0;
    /// What is stored now.
    virtual Messages buffer() const = 0;
    qsizetype waitingPuts() const { return m_puts.count(); }
    qsizetype waitingTakes() const { return m_takes.count(); }
    EntityId entity() const { return m_entity; }
    Kernel &kernel() const { return m_kernel; }
    /// For the quick ways: nobody observes, it is open, and no queue holds what is to be dropped first.
    bool isPlain() const { return m_oddities == 0; }
    /// Of a put or take: it is plain, and nobody waits at the other side.
    template<bool IsPut>
    bool isAlone() const
    {
        return isPlain() && !(IsPut ? m_takes : m_puts).oldest;
    }
    /// Queues `node`. Requires: isAlone(), and `waiter` has begun to wait.
    template<bool IsPut>
    void queuePlainly(ChannelNode &node, ChannelWaiter &waiter)
    {
        node.waiter = &waiter;
        (IsPut ? m_puts : m_takes).append(node);
        waiter.ref();
    }

    virtual void checkInvariants() const;

protected:
    ChannelCore(Kernel &kernel, qsizetype bufferSize, const QString &label);
    ~ChannelCore() override;

    struct Queue {
        ChannelNode *oldest = nullptr;
        ChannelNode *newest = nullptr;
        void append(ChannelNode &node)
        {
            node.older = newest;
            node.newer = nullptr;
            (newest ? newest->newer : oldest) = &node;
            newest = &node;
            node.isQueued = true;
        }
        qsizetype count() const
        {
            qsizetype nodes = 0;
            for (const ChannelNode *node = oldest; node; node = node->newer)
                ++nodes;
            return nodes;
        }
        /// Requires: it is the oldest.
        void removeOldest(ChannelNode &node)
        {
            oldest = node.newer;
            (oldest ? oldest->older : newest) = nullptr;
            node.isQueued = false;
        }
        void remove(ChannelNode &node)
        {
            (node.older ? node.older->newer : oldest) = node.newer;
            (node.newer ? node.newer->older : newest) = node.older;
            node.isQueued = false;
        }
    };

    /// The value of a put goes to a take, when nothing is stored.
    virtual void handOver(ChannelNode &put, ChannelNode &take)
    {
        move(put);
        move(take);
    }
    /// moveIn() or moveOut() for who waited. What the list of a program throws then is reported: nobody is there to be told.
    void move(ChannelNode &node);
    /// The value of a put joins what is stored, as the newest. Both may throw Failure, with nothing moved.
    virtual void moveIn(ChannelNode &put) = 0;
    /// The oldest stored value goes to a take, which is told whether it is an error. Nothing stored: it gets nothing.
    virtual void moveOut(ChannelNode &take) = 0;
    /// The value that a put brings or a take has got, for the record.
    virtual Value valueOf(const ChannelNode &node) const = 0;
    /// A put that was there from the beginning is to be served.
    virtual void servePreloaded(ChannelNode &) {}
    /// Others may have stored something.
    virtual void noticeOthers() {}

    void announce(EventKind kind, EntityId other, const Value *value = nullptr, quint32 waited = 0);
    /// The oldest of a queue, out of it; null when there is none.
    ChannelNode *takeOldest(Queue &queue);
    void dropWaiting();

    Kernel &m_kernel;
    EntityId m_entity;
    Queue m_puts;
    Queue m_takes;
    qsizetype m_bufferSize;
    /// What keeps operations from the quick ways: the first bits as named, and above them the number of nodes in the
    /// queues that have another result.
    quint64 m_oddities;
    static constexpr quint64 IsClosed = 1;
    static constexpr quint64 IsObserved = 2;
    static constexpr quint64 Skipped = 4;

private:
    friend class Alternatives;
    friend class Kernel;
    friend struct ChannelNode;
    void dropResolved();
    void leave(ChannelNode &node)
    {
        (node.isPut ? m_puts : m_takes).remove(node);
        if (!node.waiter)
            return;
        if (node.waiter->isResolved())
            m_oddities -= Skipped;
        node.waiter->deref();
    }
    void queue(ChannelNode &node)
    {
        (node.isPut ? m_puts : m_takes).append(node);
        node.waiter->ref();
    }
    /// Serves both: a pair, or one of them alone as far as the values go. Null and skipped ones are passed over.
    void meet(ChannelNode *put, ChannelNode *take);
    void meetOldest();
    bool meetAlone(ChannelNode &node);
    void serve(ChannelNode *node);
    void serveAll(Queue &queue);
    void moveInOldest();
    void letGo();

    ChannelCore *m_older = nullptr; ///< The kernel's list of its channels.
    ChannelCore *m_newer = nullptr;
    bool m_isOrphan = false; ///< The kernel is gone.
};

} // namespace asq
