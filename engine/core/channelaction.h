#pragma once

#include "core/alternatives.h"
#include "core/typedchannel.h"

#include <array>
#include <source_location>
#include <tuple>
#include <variant>

namespace asq {

namespace typed {
template<typename W>
class ChannelAwaiter;
} // namespace typed
template<typename Action>
class SingleWait;

/// A put that is to be done: awaited, named in alts(), or begun at once with Channel::putAsync().
template<typename T>
class [[nodiscard]] Putting
{
public:
    using Output = bool; ///< False: the channel was closed.
    static constexpr WaitReason Reason = WaitReason::Put;

    Putting(Ref<typename ChannelOf<T>::Type> target, T value, std::source_location place)
        : channel(std::move(target)), node(*channel, std::move(value)), location(place)
    {
    }
    bool tryNow() { return channel->tryPut(node); }
    /// For `co_await`: this outlives the wait.
    template<typename Context>
    auto awaiter(Context &context)
    {
        return typed::ChannelAwaiter<SingleWait<Putting &>>(context, *this);
    }
    ChannelWait::Errors errors() const { return ChannelWait::Errors::Values; }
    Output output(bool) { return node.isServed; }
    Value shown(bool) const { return Value(node.isServed); }

    Ref<typename ChannelOf<T>::Type> channel;
    PutNode<T> node;
    std::source_location location;
};

/// A take that is to be done; like Putting.
template<typename T>
class [[nodiscard]] Taking
{
public:
    using Output = std::optional<T>; ///< Nothing: the channel was closed.
    static constexpr WaitReason Reason = WaitReason::Take;

    Taking(Ref<typename ChannelOf<T>::Type> target, ChannelWait::Errors errors, std::source_location place)
        : channel(std::move(target)), node(*channel), location(place), m_errors(errors)
    {
    }
    bool tryNow() { return channel->tryTake(node); }
    /// For `co_await`: this outlives the wait.
    template<typename Context>
    auto awaiter(Context &context)
    {
        return typed::ChannelAwaiter<SingleWait<Taking &>>(context, *this);
    }
    ChannelWait::Errors errors() const { return m_errors; }
    /// Requires: asked once.
    Output output(bool isEarly)
    {
        if (!node.isServed)
            return {};
        if (node.isError && m_errors == ChannelWait::Errors::Thrown)
            throw Failure(typed::toValue(std::move(*node.value)));
        if constexpr (std::is_same_v<T, Value>) {
            Value value = node.value ? std::move(*node.value) : Value();
            return isEarly ? wrapped(spread(std::move(value))) : value;
        } else {
            return std::move(node.value);
        }
    }
    Value shown(bool) const
    {
        if (!node.isServed)
            return Value(Closed());
        return node.value ? shownValue(*node.value) : Value();
    }

    Ref<typename ChannelOf<T>::Type> channel;
    TakeNode<T> node;
    std::source_location location;

private:
    ChannelWait::Errors m_errors;
};

/// A put or take by itself. Action is Putting or Taking, or a reference to one that lives longer.
template<typename Action>
class SingleWait : public ChannelWait
{
public:
    using Output = typename std::remove_reference_t<Action>::Output;
    template<typename... Args>
    explicit SingleWait(Kernel &kernel, Args &&...args) : SingleWait(kernel, 0, Action(std::forward<Args>(args)...))
    {
    }
    bool tryNow() { return action.tryNow(); }
    void wait(ChannelWaiter &waiter) { action.channel->wait(action.node, *this, waiter); }
    Output output() { return action.output(isEarly()); }
    const std::source_location &location() const { return action.location; }

    Value result() const override { return action.shown(isEarly()); }
    WaitReason reason() const final { return std::remove_reference_t<Action>::Reason; }
    EntityId awaitedOn() const final { return action.node.core->entity(); }

    Action action;

private:
    SingleWait(Kernel &kernel, int, Action &&given)
        : ChannelWait(kernel, given.errors()), action(std::forward<Action>(given))
    {
    }
};

/// Alternatives whose number and types are known.
template<typename... Actions>
class AltsWait : public Alternatives
{
public:
    using Output = std::variant<typename Actions::Output...>;
    AltsWait(Kernel &kernel, std::tuple<Actions...> &actions, std::source_location place)
        : Alternatives(kernel), m_actions(actions), m_location(place)
    {
        std::apply([this](Actions &...each) { m_nodes = {&each.node...}; }, m_actions);
    }
    Output output() { return outputOf(std::index_sequence_for<Actions...>()); }
    const std::source_location &location() const { return m_location; }
    Value result() const override
    {
        Value value(Closed{});
        std::apply(
            [&](Actions &...each) { ((chosen() == &each.node ? void(value = each.shown(false)) : void()), ...); },
            m_actions);
        return value;
    }

private:
    std::span<ChannelNode *const> nodes() const override { return m_nodes; }
    template<std::size_t... Is>
    Output outputOf(std::index_sequence<Is...>)
    {
        std::optional<Output> output;
        ((chosen() == m_nodes[Is] ? void(output.emplace(std::in_place_index<Is>, std::get<Is>(m_actions).output(false)))
                                  : void()),
         ...);
        // All are closed: the first says so.
        return output ? std::move(*output) : Output(std::in_place_index<0>, std::get<0>(m_actions).output(false));
    }

    std::tuple<Actions...> &m_actions;
    std::array<ChannelNode *, sizeof...(Actions)> m_nodes;
    std::source_location m_location;
};

} // namespace asq
