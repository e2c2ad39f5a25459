#pragma once

#include "core/channelcore.h"
#include "core/fifo.h"
#include "core/typed.h"

#include <optional>

namespace asq {

template<typename T>
struct PutNode : ChannelNode {
    PutNode(ChannelCore &target, T &&brought) : ChannelNode(target, Put), value(std::move(brought)) {}
    T value;
};
template<typename T>
struct TakeNode : ChannelNode {
    explicit TakeNode(ChannelCore &target) : ChannelNode(target, Take) {}
    std::optional<T> value;
};

/// A value of the program as the kernel's, for the record: not copied where it cannot be.
template<typename T>
Value shownValue(const T &value)
{
    if constexpr (std::is_copy_constructible_v<T>)
        return typed::toValue(T(value));
    else
        return Value(ValueTraits<T>::summary(value, 60));
}

/// A channel whose values are kept as T.
template<typename T>
class TypedChannel final : public ChannelCore
{
public:
    TypedChannel(Kernel &kernel, qsizetype bufferSize, const QString &label) : ChannelCore(kernel, bufferSize, label) {}
    qsizetype stored() const override { return qsizetype(m_buffer.size()); }
    Messages buffer() const override
    {
        Messages messages;
        for (const T &value : m_buffer)
            messages.append(shownValue(value));
        return messages;
    }

    /// tryPut() and tryTake(), which the usual cases need not go to.
    bool tryPutQuickly(PutNode<T> &node)
    {
        if (!isPlain()) [[unlikely]]
            return tryPut(node);
        if (TypedChannel::stored() >= m_bufferSize)
            return false;
        if (m_takes.oldest) [[unlikely]]
            return tryPut(node);
        m_buffer.push_back(std::move(node.value));
        return node.isServed = true;
    }
    bool tryTakeQuickly(TakeNode<T> &node)
    {
        if (!isPlain()) [[unlikely]]
            return tryTake(node);
        if (m_buffer.empty())
            return false;
        if (m_puts.oldest) [[unlikely]]
            return tryTake(node);
        node.value.emplace(m_buffer.take_front());
        node.isError = ValueTraits<T>::isError(*node.value);
        return node.isServed = true;
    }

    /// wait(), which the usual cases need not go to, of a waiter that is told directly.
    template<typename Node>
    Q_ALWAYS_INLINE void waitQuickly(Node &node, ChannelWait &wait, ChannelWaiter &waiter)
    {
        constexpr bool isPut = std::is_same_v<Node, PutNode<T>>;
        Queue &own = isPut ? m_puts : m_takes;
        Queue &others = isPut ? m_takes : m_puts;
        ChannelNode *const other = others.oldest;
        if (!isPlain() || (other && (own.oldest || !other->wait))) [[unlikely]] {
            this->wait(node, wait, waiter);
            return;
        }
        node.wait = &wait;
        wait.beginQuickly(waiter);
        if (!other) {
            own.append(node);
            waiter.ref();
            return;
        }
        others.removeOldest(*other);
        node.isServed = other->isServed = true;
        if constexpr (isPut)
            TypedChannel::handOver(node, *other);
        else
            TypedChannel::handOver(*other, node);
        // The tick of the one that begins comes first, and of the two the put is resolved first: neither sees the other.
        ChannelWaiter *const otherWaiter = other->wait->waiter();
        wait.resolveAtOnce(node);
        other->wait->resolveQuickly(*other);
        otherWaiter->deref();
    }

private:
    void handOver(ChannelNode &put, ChannelNode &take) override
    {
        if (!m_buffer.empty()) [[unlikely]] {
            passThroughBuffer(put, take);
            return;
        }
        TakeNode<T> &taker = static_cast<TakeNode<T> &>(take);
        taker.value.emplace(std::move(static_cast<PutNode<T> &>(put).value));
        taker.isError = ValueTraits<T>::isError(*taker.value);
    }
    Q_NEVER_INLINE void passThroughBuffer(ChannelNode &put, ChannelNode &take)
    {
        moveIn(put);
        moveOut(take);
    }
    void moveIn(ChannelNode &put) override { m_buffer.push_back(std::move(static_cast<PutNode<T> &>(put).value)); }
    void moveOut(ChannelNode &take) override
    {
        if (m_buffer.empty())
            return;
        TakeNode<T> &taker = static_cast<TakeNode<T> &>(take);
        taker.value.emplace(m_buffer.take_front());
        taker.isError = ValueTraits<T>::isError(*taker.value);
    }
    Value valueOf(const ChannelNode &node) const override
    {
        if (node.isPut)
            return shownValue(static_cast<const PutNode<T> &>(node).value);
        const std::optional<T> &taken = static_cast<const TakeNode<T> &>(node).value;
        return taken ? shownValue(*taken) : Value();
    }

    Fifo<T> m_buffer;
};

class ValueChannel;
template<typename T>
struct ChannelOf {
    using Type = TypedChannel<T>;
};
template<>
struct ChannelOf<Value> {
    using Type = ValueChannel;
};

} // namespace asq
