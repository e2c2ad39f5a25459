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

private:
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
