#pragma once

#include "core/channel.h"
#include "core/iterablesteps.h"

namespace asq {

namespace typed {

/// A coroutine that gives one value, and is done.
class ValueSource final : public CoroutineSource
{
public:
    explicit ValueSource(Value value) : m_value(std::move(value)) {}
    Ref<Coroutine> start(Run &run, EntityId) override { return valueCoroutine(run, m_value); }

private:
    Value m_value;
};

} // namespace typed

/// Gathers coroutines, and runs them in turn: they pass one token, and share its messages.
///
///     Runner(kernel)
///         .coroutine("first", [](Token token) -> Task<> { co_yield token; … })
///         .coroutine("second", [](Token token) -> Task<QString> { … co_return result; })
///         .start()
///         .val([](Value last) { … });
///
/// What the run passes on is the last value that a coroutine gave, or for goroutines what is left in the channel that they
/// share: known at run time alone, so `.as<QString>()` says its type.
class Runner
{
public:
    using Location = std::source_location;
    explicit Runner(Kernel &kernel) : m_kernel(kernel) {}

    /// f(Token) → Task<…>
    template<typename F>
    Runner &coroutine(const char *label, F callable, Location location = Location::current())
    {
        return add(asq::coroutine(m_kernel, label, std::move(callable), location));
    }
    /// f() or f(Channel<Value> shared) → Task<…>: waits for sequences without holding up the others.
    template<typename F>
    Runner &go(const char *label, F callable, Location location = Location::current())
    {
        return add(asq::go(m_kernel, label, std::move(callable), location));
    }
    /// What coroutine() and go() make, or the steps of an iterable sequence.
    Runner &add(const CoroutineOption &option)
    {
        m_sources.push_back(option.source);
        return *this;
    }
    /// A coroutine that gives this value, and is done.
    template<typename T>
    Runner &value(T &&value, Location location = Location::current())
    {
        const Ref<CoroutineSource> source = makeRef<typed::ValueSource>(typed::toValue(std::forward<T>(value)));
        source->setDescription({QStringLiteral("value"), m_kernel.positionOf(location)});
        return add({source});
    }

    /// Appends the run to `sequence`, whose messages are the token's. Requires: there is a coroutine.
    template<typename... Ts>
    Sequence<Value> after(const Sequence<Ts...> &sequence) const
    {
        Q_ASSERT_X(!m_sources.empty(), "asq::Runner", "nothing to run");
        const Ref<Step> step = makeRef<RunnerStep>(m_sources, makeRef<typed::CppLanguage>());
        step->setDescription({QStringLiteral("runner"), m_sources.front()->description().position});
        sequence.core()->then(step);
        return Sequence<Value>(sequence.core());
    }
    /// The run as a sequence of its own, with these messages for the token.
    template<typename... Ts>
    Sequence<Value> start(Ts... messages) const
    {
        if constexpr (sizeof...(Ts) == 0)
            return after(asq::start(m_kernel, "runner", Location()));
        else
            return after(startWith(m_kernel, std::move(messages)...));
    }

private:
    Kernel &m_kernel;
    std::vector<Ref<CoroutineSource>> m_sources;
};

} // namespace asq
