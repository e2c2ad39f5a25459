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

/// What becomes of an operation where nobody observes.
enum class OperationState : quint8 {
    Over,
    Waits, ///< It has begun to.
    Otherwise, ///< It could not be done at once, and nothing was begun.
};

/// A put that is to be done: awaited, named in alts(), or begun at once with Channel::putAsync().
template<typename T>
class [[nodiscard]] Putting
{
public:
    using Output = bool; ///< False: the channel was closed.
    static constexpr WaitReason Reason = WaitReason::Put;
    static constexpr bool IsPut = true;
    static constexpr std::size_t NodeCount = 1;
    static constexpr bool HasOneOutput = true; ///< Whatever it was told.

    Putting(typename ChannelOf<T>::Type &target, T &&value, std::source_location place)
        : channel(&target), node(target, std::move(value)), location(place)
    {
    }
    bool tryNow() { return channel->tryPut(node); }
    bool tryQuickly() { return channel->tryPutQuickly(node); }
    /// Of a waiter that is told directly, where nobody observes.
    Q_ALWAYS_INLINE OperationState operateQuickly(ChannelWaiter &waiter)
    {
        return channel->operateQuickly(node, waiter) ? OperationState::Over : OperationState::Waits;
    }
    /// For `co_await`: this outlives the wait.
    template<typename Context>
    auto awaiter(Context &context)
    {
        return typed::ChannelAwaiter<SingleWait<Putting &>, Putting>(context, *this);
    }
    std::array<ChannelNode *, 1> nodes() { return {&node}; }
    /// What output() and shown() are to know of a wait.
    static bool told(const ChannelWaiter &waiter) { return waiter.isEarly(); }
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
    static constexpr bool IsPut = false;
    static constexpr std::size_t NodeCount = 1;
    static constexpr bool HasOneOutput = !std::is_same_v<T, Value>;

    Taking(typename ChannelOf<T>::Type &target, TakenErrors errors, std::source_location place)
        : channel(&target), node(target, errors), location(place)
    {
    }
    bool tryNow() { return channel->tryTake(node); }
    bool tryQuickly() { return channel->tryTakeQuickly(node); }
    /// Of a waiter that is told directly, where nobody observes.
    Q_ALWAYS_INLINE OperationState operateQuickly(ChannelWaiter &waiter)
    {
        return channel->operateQuickly(node, waiter) ? OperationState::Over : OperationState::Waits;
    }
    /// For `co_await`: this outlives the wait.
    template<typename Context>
    auto awaiter(Context &context)
    {
        return typed::ChannelAwaiter<SingleWait<Taking &>, Taking>(context, *this);
    }
    std::array<ChannelNode *, 1> nodes() { return {&node}; }
    /// What output() and shown() are to know of a wait.
    static bool told(const ChannelWaiter &waiter) { return waiter.isEarly(); }
    /// Requires: asked once.
    Output output(bool isEarly)
    {
        if (!node.isServed)
            return {};
        if (node.isError && node.errors == TakenErrors::Thrown) [[unlikely]]
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
};

/// A put or take by itself. Action is Putting or Taking, or a reference to one that lives longer.
template<typename Action>
class SingleWait : public ChannelWait
{
public:
    template<typename... Args>
    explicit SingleWait(Args &&...args) : action(std::forward<Args>(args)...)
    {
    }
    bool tryNow() { return action.tryNow(); }
    void wait(ChannelWaiter &waiter) { action.channel->wait(action.node, waiter, this); }

    Value result(const ChannelWaiter &waiter) const override { return action.shown(waiter.isEarly()); }
    WaitReason reason() const final { return std::remove_reference_t<Action>::Reason; }
    EntityId awaitedOn() const final { return action.node.core->entity(); }

    Action action;
};

/// Several puts and takes of which one is to be done; see alts().
template<typename... Actions>
class [[nodiscard]] AltsOperation
{
public:
    using Output = std::variant<typename Actions::Output...>;
    static constexpr std::size_t NodeCount = sizeof...(Actions);
    static constexpr bool HasOneOutput = false;
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
                (each.channel->dropSkipped(), ...);
                if ((each.channel->isClosed() && ...))
                    return true;
                return (isDone(each) || ...);
            },
            m_actions);
    }
    /// Of a waiter that is told directly, where nobody observes.
    Q_ALWAYS_INLINE OperationState operateQuickly(ChannelWaiter &waiter)
    {
        return std::apply(
            [this, &waiter](Actions &...each) {
                if (!(each.channel->isPlain() && ...)) [[unlikely]]
                    return tryNow() ? OperationState::Over : OperationState::Otherwise;
                if ((isDoneQuickly(each) || ...))
                    return OperationState::Over;
                return waitPlainly(waiter);
            },
            m_actions);
    }
    static const ChannelNode *told(const ChannelWaiter &waiter) { return waiter.picked(); }
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
    template<typename Action>
    bool isDoneQuickly(Action &action)
    {
        if (!action.tryQuickly())
            return false;
        m_now = &action.node;
        return true;
    }
    /// Requires: all are plain, and none can be done at once.
    Q_NEVER_INLINE OperationState waitPlainly(ChannelWaiter &waiter)
    {
        constexpr bool mayMeetItself = (Actions::IsPut || ...) && !(Actions::IsPut && ...);
        return std::apply(
            [this, &waiter](Actions &...each) {
                if (mayMeetItself || !(each.channel->template isAlone<Actions::IsPut>() && ...))
                    return OperationState::Otherwise;
                waiter.beginQuickly(ChannelWaiter::Nodes::Several);
                (each.channel->template queuePlainly<Actions::IsPut>(each.node, waiter), ...);
                ChannelNode *before = nodes().back();
                ((before->sibling = &each.node, before = &each.node), ...);
                return OperationState::Waits;
            },
            m_actions);
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
    explicit AltsWait(AltsOperation<Actions...> &operation) : m_operation(operation), m_nodes(operation.nodes()) {}
    Value result(const ChannelWaiter &waiter) const override { return m_operation.shown(waiter.picked()); }

private:
    std::span<ChannelNode *const> nodes() const override { return m_nodes; }
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
