#pragma once

#include "core/channelawaiter.h"
#include "core/valuechannel.h"

#include <chrono>

namespace asq {

/// A channel of T for coroutines. A handle: copies are the same channel. T moves; values are never copied.
///
///     Channel<QString> orders(kernel, "orders");
///     co_await orders.put(QStringLiteral("tea"));      // waits for a taker
///     std::optional<QString> order = co_await orders.take(); // nothing: closed
template<typename T>
class Channel
{
public:
    using Location = std::source_location;
    using Core = typename ChannelOf<T>::Type;
    explicit Channel(Ref<Core> core) : m_core(std::move(core)) {}
    explicit Channel(Kernel &kernel, const char *label = "channel", qsizetype bufferSize = 0,
                     Location location = Location::current())
        : m_core(make(kernel, label, bufferSize, location))
    {
    }

    /// To be awaited, or named in alts(): true when the value was put, false when the channel is closed.
    Putting<T> put(T value, Location location = Location::current()) const
    {
        return Putting<T>(*m_core, std::move(value), location);
    }
    /// To be awaited, or named in alts(): the value, or nothing when the channel is closed.
    Taking<T> take(Location location = Location::current()) const
    {
        return Taking<T>(*m_core, TakenErrors::Recovered, location);
    }
    /// Like take(); a value that is an error (ValueTraits<T>::isError) is thrown as Failure.
    Taking<T> takeOrThrow(Location location = Location::current()) const
    {
        return Taking<T>(*m_core, TakenErrors::Thrown, location);
    }
    /// Puts now, from anywhere: the sequence gives true or false when it is known.
    Sequence<bool> putAsync(T value, Location location = Location::current()) const
    {
        return begun<bool>(put(std::move(value), location));
    }
    /// Takes now, from anywhere.
    Sequence<std::optional<T>> takeAsync(Location location = Location::current()) const
    {
        return begun<std::optional<T>>(take(location));
    }
    /// Waiting puts get false, waiting takes nothing, and what is stored is lost. Idempotent.
    void close(Location location = Location::current()) const
    {
        at(location);
        m_core->close();
    }
    bool isClosed() const { return m_core->isClosed(); }
    qsizetype bufferSize() const { return m_core->bufferSize(); }
    /// Growing takes queued puts in first, in order.
    void setBufferSize(qsizetype size, Location location = Location::current()) const
    {
        at(location);
        m_core->setBufferSize(size);
    }
    const Ref<Core> &core() const { return m_core; }

private:
    /// The result in a message: as the program's type.
    template<typename Action>
    struct AsyncWait final : SingleWait<Action> {
        using SingleWait<Action>::SingleWait;
        Value result(const ChannelWaiter &waiter) const override
        {
            return Value(const_cast<Action &>(this->action).output(waiter.isEarly()));
        }
    };
    template<typename R, typename Action>
    Sequence<R> begun(Action &&action) const
    {
        at(action.location);
        Kernel &kernel = m_core->kernel();
        const auto held = makeRef<HeldOperation<AsyncWait<Action>>>(kernel, std::move(action));
        if (held->wait.tryNow()) {
            Messages messages;
            messages.append(held->wait.result(*held));
            return Sequence<R>(SequenceCore::emitting(kernel, messages));
        }
        held->wait.wait(*held);
        held->wait.action.channel = nullptr; // whose queue holds this
        return Sequence<R>(held->sequence());
    }
    static Ref<Core> make(Kernel &kernel, const char *label, qsizetype bufferSize, const Location &location)
    {
        kernel.setPosition(kernel.positionOf(location));
        return makeRef<Core>(kernel, bufferSize, QString::fromUtf8(label));
    }
    void at(const Location &location) const { m_core->kernel().setPosition(m_core->kernel().positionOf(location)); }
    Ref<Core> m_core;
};

/// The first of these puts and takes that can be done, in the order of naming; else whichever comes first. To be awaited:
/// index() of what comes back says which, std::get gives what that operation gives. Closed channels are left out; when
/// all are closed, the first says so.
///
///     auto chosen = co_await alts(orders.take(), log.put(text), limit.take());
///     if (chosen.index() == 2) …
template<typename... Actions>
AltsOperation<Actions...> alts(Actions... actions)
{
    static_assert(sizeof...(Actions) > 0, "alts() wants at least one put or take");
    const std::source_location place = std::get<0>(std::tie(actions...)).location;
    return AltsOperation<Actions...>(place, std::move(actions)...);
}

/// A channel that closes after `delay`: to wait for a time, by itself or among alternatives.
inline Channel<std::monostate> timeout(Kernel &kernel, std::chrono::nanoseconds delay,
                                       std::source_location location = std::source_location::current())
{
    const Channel<std::monostate> channel(kernel, "timeout", 0, location);
    closeAfter(channel.core(), delay.count(), kernel.position());
    return channel;
}

namespace typed {

template<typename F>
class TaskGoBody final : public GoBody
{
public:
    explicit TaskGoBody(F callable) : m_callable(std::move(callable)) {}
    Ref<Coroutine> start(Run &run, EntityId, const Ref<ValueChannel> &channel) override
    {
        if constexpr (std::is_invocable_v<F, Channel<Value>>)
            return coroutineOf(run.kernel(), m_callable(Channel<Value>(channel)), Ref<RefCounted>(this));
        else
            return coroutineOf(run.kernel(), m_callable(), Ref<RefCounted>(this));
    }

private:
    F m_callable;
};

} // namespace typed

/// A goroutine for run(): f() or f(Channel<Value> shared) → Task<>. While it waits, the others go on.
template<typename F>
CoroutineOption go(Kernel &kernel, const char *label, F callable,
                   std::source_location location = std::source_location::current())
{
    const Ref<CoroutineSource> source = makeRef<GoSource>(makeRef<typed::TaskGoBody<F>>(std::move(callable)));
    source->setDescription(typed::describe(kernel, label, location));
    return {source};
}

} // namespace asq
