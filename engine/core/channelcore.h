#pragma once

#include "core/iterable.h"
#include "core/sequencecore.h"

#include <deque>
#include <variant>

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

/// A list of stored values that others see and change too: a script may hold the list of a channel's messages.
class ChannelStore : public RefCounted
{
public:
    virtual qsizetype size() const = 0;
    virtual void append(const Value &value) = 0;
    /// Requires: size() > 0.
    virtual Value takeFirst() = 0;
    virtual Messages all() const = 0;
};

/// A place where puts and takes meet, first come, first served. Up to bufferSize() values wait in it for takers; a put
/// beyond that waits for its taker.
///
/// An operation either is over at once, or waits: then it is a sequence that completes later, and after a rendezvous
/// the side that came first is told first.
///
/// Reference: C. A. R. Hoare, Communicating Sequential Processes, CACM 21(8), 1978; asynquence-contrib 0.28.2 `csp`;
/// conformance notes section 8.
class ChannelCore final : public RefCounted
{
public:
    /// A value at once, or the sequence that will give it. Of a put: true, or false when closed.
    using Operation = std::variant<Value, Ref<SequenceCore>>;

    explicit ChannelCore(Kernel &kernel, qsizetype bufferSize = 0, const QString &label = QStringLiteral("channel"));

    Operation put(Value value);
    /// Error values come as values.
    Operation take();
    /// Error values are thrown (as Failure), or fail the sequence.
    Operation takeOrThrow();
    /// Waiting puts get false, waiting takes Closed; what is stored can't be taken any more. Idempotent.
    void close();
    bool isClosed() const { return m_closed; }
    /// The run that it belonged to is over.
    bool isDissolved() const { return m_dissolved; }

    qsizetype bufferSize() const { return m_bufferSize; }
    /// Growing takes queued puts in first, in order.
    void setBufferSize(qsizetype size);
    /// What is stored now.
    Messages buffer() const;
    /// From here on `store` keeps what is stored, beginning with what it holds.
    void share(Ref<ChannelStore> store);
    /// The list of share(), or null.
    const Ref<ChannelStore> &store() const { return m_store; }
    qsizetype waitingPuts() const;
    qsizetype waitingTakes() const;
    EntityId entity() const { return m_entity; }
    Kernel &kernel() { return m_kernel; }

    /// Values that are there from the beginning, each with a put that is told when it is taken: `taken` is called. They
    /// stand in `store` if there is one.
    void preload(const Messages &messages, const Ref<Function> &taken, const Ref<ChannelStore> &store = {});
    /// Ends the channel of a run: what is stored comes out, what waits is dropped and never told. A channel that was
    /// closed before stays as it is.
    Messages dissolve();

    void checkInvariants() const;

private:
    /// One side that waits: completed by two calls of next(), the first moves the value, the second tells.
    struct Waiter {
        Ref<Iterable> flow;
        EntityId who = EntityId::None;
        Value value;
        bool announced = false;
    };
    Operation takeValue(bool errorsThrow);
    Ref<SequenceCore> waitFor(const Ref<Iterable> &flow, WaitReason reason);
    void resume(std::deque<Waiter> &queue);
    void match();
    void announce(EventKind kind, EntityId other, const Value &value, quint32 waited = 0);
    qsizetype stored() const { return m_store ? m_store->size() : qsizetype(m_buffer.size()); }
    void append(Value value);
    Value takeFirst();
    /// Announces what others have put into the shared list.
    void noticeOthers();

    Kernel &m_kernel;
    EntityId m_entity;
    std::deque<Value> m_buffer;
    Ref<ChannelStore> m_store; ///< Instead of m_buffer, if there is one.
    std::deque<Waiter> m_puts;
    std::deque<Waiter> m_takes;
    qsizetype m_bufferSize;
    bool m_closed = false;
    bool m_dissolved = false;
    qsizetype m_known = 0; ///< Of what the shared list holds, what went through here or was announced.
};

} // namespace asq
