#pragma once

#include "core/task.h"

namespace asq {

/// A channel of T for coroutines. A handle: copies are the same channel.
///
///     Channel<QString> orders(kernel, "orders");
///     co_await orders.put(QStringLiteral("tea"));      // waits for a taker
///     std::optional<QString> order = co_await orders.take(); // nothing: closed
template<typename T>
class Channel
{
public:
    using Location = std::source_location;
    explicit Channel(Ref<ChannelCore> core) : m_core(std::move(core)) {}
    explicit Channel(Kernel &kernel, const char *label = "channel", qsizetype bufferSize = 0,
                     Location location = Location::current())
        : m_core(make(kernel, label, bufferSize, location))
    {
    }

    ChannelWait<bool> put(T value, Location location = Location::current()) const
    {
        at(location);
        return {m_core->put(typed::toValue(std::move(value)))};
    }
    ChannelWait<std::optional<T>> take(Location location = Location::current()) const
    {
        at(location);
        return {m_core->take()};
    }
    void close(Location location = Location::current()) const
    {
        at(location);
        m_core->close();
    }
    void setBufferSize(qsizetype size) const { m_core->setBufferSize(size); }
    const Ref<ChannelCore> &core() const { return m_core; }

private:
    static Ref<ChannelCore> make(Kernel &kernel, const char *label, qsizetype bufferSize, const Location &location)
    {
        kernel.setPosition(kernel.positionOf(location));
        return makeRef<ChannelCore>(kernel, bufferSize, QString::fromUtf8(label));
    }
    void at(const Location &location) const { m_core->kernel().setPosition(m_core->kernel().positionOf(location)); }
    Ref<ChannelCore> m_core;
};

namespace typed {

template<typename F>
class TaskGoBody final : public GoBody
{
public:
    explicit TaskGoBody(F callable) : m_callable(std::move(callable)) {}
    Ref<Coroutine> start(Run &run, EntityId, const Ref<ChannelCore> &channel) override
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
