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
    explicit TakeNode(ChannelCore &target, TakenErrors becomes = TakenErrors::Values)
        : ChannelNode(target, Take, becomes)
    {
    }
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

    // The put or take where nobody observes, for a waiter that is told directly: true when it is over at once. The usual
    // cases go no further than this and meetOrWait(), of which the second is out of line.
    Q_ALWAYS_INLINE bool operateQuickly(PutNode<T> &node, ChannelWaiter &waiter)
    {
        return tryPutPlainly(node) || meetOrWait(node, waiter);
    }
    Q_ALWAYS_INLINE bool operateQuickly(TakeNode<T> &node, ChannelWaiter &waiter)
    {
        return tryTakePlainly(node) || meetOrWait(node, waiter);
    }
    /// tryPut() and tryTake(), which the usual cases need not go to.
    Q_ALWAYS_INLINE bool tryPutQuickly(PutNode<T> &node)
    {
        if (isPlain() && TypedChannel::stored() >= m_bufferSize) [[likely]]
            return false;
        return tryPutPlainly(node) || tryPut(node);
    }
    Q_ALWAYS_INLINE bool tryTakeQuickly(TakeNode<T> &node)
    {
        if (isPlain() && m_buffer.empty()) [[likely]]
            return false;
        return tryTakePlainly(node) || tryTake(node);
    }

private:
    /// The same as far as nothing is to be looked at. False: it is not known.
    Q_ALWAYS_INLINE bool tryPutPlainly(PutNode<T> &node)
    {
        if (!isPlain() || TypedChannel::stored() >= m_bufferSize || m_takes.oldest)
            return false;
        m_buffer.push_back(std::move(node.value));
        return node.isServed = true;
    }
    Q_ALWAYS_INLINE bool tryTakePlainly(TakeNode<T> &node)
    {
        if (!isPlain() || m_buffer.empty() || m_puts.oldest)
            return false;
        node.value.emplace(m_buffer.take_front());
        node.isError = ValueTraits<T>::isError(*node.value);
        return node.isServed = true;
    }
    Q_NEVER_INLINE bool meetOrWait(PutNode<T> &node, ChannelWaiter &waiter) noexcept
    {
        if (!isPlain()) [[unlikely]]
            return operate(node, waiter);
        ChannelNode *const other = m_takes.oldest;
        if (!other) { // and there is no room, or the put would be over
            waiter.beginQuickly();
            queuePlainly<true>(node, waiter);
            return false;
        }
        if (m_puts.oldest || m_bufferSize > 0 || !m_buffer.empty()) [[unlikely]]
            return operate(node, waiter);
        m_takes.removeOldest(*other);
        give(std::move(node.value), static_cast<TakeNode<T> &>(*other));
        meet(node, *other, waiter);
        return false;
    }
    Q_NEVER_INLINE bool meetOrWait(TakeNode<T> &node, ChannelWaiter &waiter) noexcept
    {
        if (!isPlain() || !m_buffer.empty()) [[unlikely]]
            return operate(node, waiter);
        ChannelNode *const other = m_puts.oldest;
        if (!other) {
            waiter.beginQuickly();
            queuePlainly<false>(node, waiter);
            return false;
        }
        if (m_takes.oldest) [[unlikely]]
            return operate(node, waiter);
        m_puts.removeOldest(*other);
        give(std::move(static_cast<PutNode<T> &>(*other).value), node);
        meet(node, *other, waiter);
        return false;
    }
    /// The tick of the one that begins comes first, and the side that has waited sees no difference.
    template<typename Node>
    Q_ALWAYS_INLINE static void meet(Node &node, ChannelNode &other, ChannelWaiter &waiter)
    {
        constexpr bool takes = std::is_same_v<Node, TakeNode<T>>;
        node.isServed = other.isServed = true;
        quint32 round = 0;
        if (takes && node.isError) [[unlikely]] {
            round = waiter.beginQuickly();
            waiter.resolve(node);
        } else {
            round = waiter.beginResolved(node);
        }
        ChannelWaiter *const waited = other.waiter;
        waited->resolveQuickly(other, round);
        waited->deref();
    }
    static void give(T &&value, TakeNode<T> &take)
    {
        take.value.emplace(std::move(value));
        take.isError = ValueTraits<T>::isError(*take.value);
    }

    void handOver(ChannelNode &put, ChannelNode &take) override
    {
        if (!m_buffer.empty()) [[unlikely]] {
            passThroughBuffer(put, take);
            return;
        }
        give(std::move(static_cast<PutNode<T> &>(put).value), static_cast<TakeNode<T> &>(take));
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
        give(m_buffer.take_front(), static_cast<TakeNode<T> &>(take));
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
