#pragma once

#include "core/alternatives.h"
#include "core/typedchannel.h"

#include <array>
#include <source_location>
#include <tuple>
#include <variant>

namespace asq {

namespace typed {
template<typename W, typename Action>
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

    Putting(typename ChannelOf<T>::Type &target, T &&value, std::source_location place)
        : channel(&target), node(target, std::move(value)), location(place)
    {
    }
    bool tryNow() { return channel->tryPutQuickly(node); }
    /// For `co_await`: this outlives the wait.
    template<typename Context>
    auto awaiter(Context &context)
    {
        return typed::ChannelAwaiter<SingleWait<Putting &>, Putting>(context, *this);
    }
    std::array<ChannelNode *, 1> nodes() { return {&node}; }
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

    Taking(typename ChannelOf<T>::Type &target, ChannelWait::Errors errors, std::source_location place)
        : channel(&target), node(target), location(place), m_errors(errors)
    {
    }
    bool tryNow() { return channel->tryTakeQuickly(node); }
    /// For `co_await`: this outlives the wait.
    template<typename Context>
    auto awaiter(Context &context)
    {
        return typed::ChannelAwaiter<SingleWait<Taking &>, Taking>(context, *this);
    }
    std::array<ChannelNode *, 1> nodes() { return {&node}; }
    ChannelWait::Errors errors() const { return m_errors; }
    /// Requires: asked once.
    Output output(bool isEarly)
    {
        if (!node.isServed)
            return {};
        if (node.isError && m_errors == ChannelWait::Errors::Thrown) [[unlikely]]
            throwError();
        if constexpr (std::is_same_v<T, Value>) {
            Value value = node.value ? std::move(*node.value) : Value();
            return isEarly ? wrapped(spread(std::move(value))) : value;
        } else {
            if (!node.value)
                return {};
            // By parts, as it was made: a copy of the whole would wait for them.
            return Output(std::in_place, std::move(*node.value));
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
    [[noreturn]] Q_NEVER_INLINE void throwError() { throw Failure(typed::toValue(std::move(*node.value))); }
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
    /// The same, of a waiter that is told directly, where nobody observes.
    Q_ALWAYS_INLINE void waitQuickly(ChannelWaiter &waiter) { action.channel->waitQuickly(action.node, *this, waiter); }
    /// What output() and shown() of the action are to know.
    bool told() const { return isEarly(); }

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

/// Several puts and takes of which one is to be done; see alts().
template<typename... Actions>
class [[nodiscard]] AltsOperation
{
public:
    using Output = std::variant<typename Actions::Output...>;
    AltsOperation(std::source_location place, Actions &&...actions) : location(place), m_actions(std::move(actions)...)
    {
    }
    /// For `co_await`: this outlives the wait.
    template<typename Context>
    auto awaiter(Context &context);

    /// Does the first that can be done; true also when all channels are closed.
    bool tryNow()
    {
        return std::apply(
            [this](Actions &...each) {
                if ((each.channel->isPlain() && ...)) [[likely]]
                    return (isDone(each) || ...);
                (each.channel->dropSkipped(), ...);
                if ((each.channel->isClosed() && ...))
                    return true;
                return (isDone(each) || ...);
            },
            m_actions);
    }
    /// What is chosen: by tryNow(), or by the wait that was tried after it.
    Output output(const ChannelNode *chosen)
    {
        return outputOf(chosen ? chosen : m_now, std::index_sequence_for<Actions...>());
    }
    Value shown(const ChannelNode *chosen) const
    {
        const ChannelNode *const node = chosen ? chosen : m_now;
        Value value(Closed{});
        std::apply(
            [&](const Actions &...each) { ((node == &each.node ? void(value = each.shown(false)) : void()), ...); },
            m_actions);
        return value;
    }
    std::array<ChannelNode *, sizeof...(Actions)> nodes()
    {
        return std::apply([](Actions &...each) { return std::array<ChannelNode *, sizeof...(Actions)>{&each.node...}; },
                          m_actions);
    }

    std::source_location location;

private:
    template<typename Action>
    bool isDone(Action &action)
    {
        if (action.channel->isClosed() || !action.tryNow())
            return false;
        m_now = &action.node;
        return true;
    }
    template<std::size_t... Is>
    Output outputOf(const ChannelNode *chosen, std::index_sequence<Is...>)
    {
        std::optional<Output> output;
        ((chosen == &std::get<Is>(m_actions).node
              ? void(output.emplace(std::in_place_index<Is>, std::get<Is>(m_actions).output(false)))
              : void()),
         ...);
        // All are closed: the first says so.
        return output ? std::move(*output) : Output(std::in_place_index<0>, std::get<0>(m_actions).output(false));
    }

    std::tuple<Actions...> m_actions;
    ChannelNode *m_now = nullptr;
};

/// Alternatives whose number and types are known, while they wait.
template<typename... Actions>
class AltsWait final : public Alternatives
{
public:
    AltsWait(Kernel &kernel, AltsOperation<Actions...> &operation)
        : Alternatives(kernel), m_operation(operation), m_nodes(operation.nodes())
    {
    }
    /// What output() and shown() of the operation are to know.
    const ChannelNode *told() const { return chosen(); }
    /// wait(), of a waiter that is told directly, where nobody observes.
    void waitQuickly(ChannelWaiter &waiter)
    {
        if (!isWaitPlain(m_nodes))
            wait(waiter);
        else
            waitPlainly(m_nodes, waiter);
    }
    Value result() const override { return m_operation.shown(chosen()); }

private:
    std::span<ChannelNode *const> nodes() const override { return m_nodes; }
    void skipOthers(ChannelNode &node) override { skip(m_nodes, node); }
    AltsOperation<Actions...> &m_operation;
    std::array<ChannelNode *, sizeof...(Actions)> m_nodes;
};

template<typename... Actions>
template<typename Context>
auto AltsOperation<Actions...>::awaiter(Context &context)
{
    return typed::ChannelAwaiter<AltsWait<Actions...>, AltsOperation>(context, *this);
}

} // namespace asq
