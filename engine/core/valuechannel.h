#pragma once

#include "core/alternatives.h"
#include "core/channelflow.h"
#include "core/step.h"
#include "core/typedchannel.h"

#include <memory>
#include <variant>
#include <vector>

namespace asq {

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

/// A channel of values of any type: of a script, and the one that the goroutines of a run share.
class ValueChannel final : public ChannelCore
{
public:
    explicit ValueChannel(Kernel &kernel, qsizetype bufferSize = 0, const QString &label = QStringLiteral("channel"))
        : ChannelCore(kernel, bufferSize, label)
    {
    }
    /// A value at once, or the sequence that will give it. Of a put: true, or false when closed.
    using Operation = std::variant<Value, Ref<SequenceCore>>;
    Operation put(Value value);
    /// Error values come as values.
    Operation take() { return take(TakenErrors::Recovered); }
    /// Error values are thrown (as Failure), or fail the sequence.
    Operation takeOrThrow() { return take(TakenErrors::Thrown); }

    qsizetype stored() const override { return m_store ? m_store->size() : qsizetype(m_buffer.size()); }
    Messages buffer() const override;
    /// From here on `store` keeps what is stored, beginning with what it holds.
    void share(Ref<ChannelStore> store);
    /// The list of share(), or null.
    const Ref<ChannelStore> &store() const { return m_store; }

    /// Values that are there from the beginning, each with a put that is told when it is taken: `taken` is called. They
    /// stand in `store` if there is one.
    void preload(const Messages &messages, const Ref<Function> &taken, const Ref<ChannelStore> &store = {});
    /// Ends the channel of a run: what is stored comes out, what waits is dropped and never told. A channel that was
    /// closed before stays as it is.
    Messages dissolve();
    /// The run that it belonged to is over.
    bool isDissolved() const { return m_isDissolved; }

    // As TypedChannel does; here it always takes the long way.
    bool operateQuickly(ChannelNode &node, ChannelWaiter &waiter) { return operate(node, waiter); }
    bool tryPutQuickly(ChannelNode &node) { return tryPut(node); }
    bool tryTakeQuickly(ChannelNode &node) { return tryTake(node); }

    void checkInvariants() const override;

private:
    Operation take(TakenErrors errors);
    void moveIn(ChannelNode &put) override;
    void moveOut(ChannelNode &take) override;
    Value valueOf(const ChannelNode &node) const override;
    void servePreloaded(ChannelNode &node) override;
    void noticeOthers() override;

    Fifo<Value> m_buffer;
    Ref<ChannelStore> m_store; ///< Instead of m_buffer, if there is one.
    std::vector<std::unique_ptr<ChannelNode>> m_preloaded;
    Ref<Function> m_taken;
    qsizetype m_known = 0; ///< Of what the shared list holds, what went through here or was announced.
    bool m_isDissolved = false;
};

/// One of the alternatives of alts(): a put of `value`, or a take.
struct ValueAction {
    Ref<ValueChannel> channel;
    bool isPut = false;
    Value value;
};
/// What is told of the alternative that was done: its number and the value of the operation; for the last number + 1,
/// all channels were closed.
using AltsShape = std::function<Value(std::size_t index, Value value)>;

/// The first of the actions that can be done; see Alternatives. Error values are values.
ValueChannel::Operation alts(Kernel &kernel, std::vector<ValueAction> actions, AltsShape shape);

/// Closes the channel when `delay` nanoseconds have passed.
void closeAfter(const Ref<ChannelCore> &channel, qint64 delay, const Position &position);

} // namespace asq
