#pragma once

#include "core/gate.h"
#include "core/reactive.h"
#include "core/sequencecore.h"
#include "core/timer.h"
#include "core/typed.h"

#include <chrono>

namespace asq {

/// The trigger of a step that passes on `Ts…`: called once, by whoever finishes the work. Copyable.
template<typename... Ts>
class Done
{
public:
    explicit Done(Ref<Trigger> trigger) : m_trigger(std::move(trigger)) {}
    void operator()(Ts... values) const { m_trigger->complete(typed::toMessages(std::move(values)...)); }
    template<typename... Es>
    void fail(Es &&...errors) const
    {
        m_trigger->fail(typed::toMessages(std::forward<Es>(errors)...));
    }
    void abort() const { m_trigger->abort(); }

private:
    Ref<Trigger> m_trigger;
};

template<typename... Ts>
class Sequence;

namespace typed {

/// A step made of f(Done<Us…>, Ts…).
template<typename F, typename... Ts>
struct TriggerStep {
    using Arguments = typename Signature<F>::Arguments;
    static_assert(std::tuple_size_v<Arguments> >= 1, "a step takes its trigger first: f(asq::Done<…> done, messages…)");
    using DoneType = std::remove_cvref_t<std::tuple_element_t<0, Arguments>>;
    static_assert(std::is_invocable_v<F, DoneType, Ts...>,
                  "this step does not take the messages that the step before it passes on");
    template<typename D>
    struct Outputs;
    template<typename... Us>
    struct Outputs<Done<Us...>> {
        using Next = Sequence<Us...>;
        using Slot = typename One<Us...>::Type;
    };
    using Next = typename Outputs<DoneType>::Next;
    using Slot = typename Outputs<DoneType>::Slot;

    static Ref<Step> make(F callable)
    {
        return makeStep([f = std::move(callable)](StepRun &run) mutable {
            std::apply([&](Ts &&...values) { f(DoneType(run.trigger()), std::move(values)...); },
                       fromMessages<Ts...>(std::move(run.messages)));
        });
    }
};

template<typename R>
struct NextOf {
    using Type = Sequence<R>;
};
template<>
struct NextOf<void> {
    using Type = Sequence<>;
};
template<typename... Rs>
struct NextOf<std::tuple<Rs...>> {
    using Type = Sequence<Rs...>;
};

template<typename F, typename... Ts>
Ref<Function> functionOf(F callable)
{
    return makeFunction([f = std::move(callable)](Messages messages) mutable -> Value {
        return std::apply(
            [&](Ts &&...values) -> Value {
                if constexpr (std::is_void_v<std::invoke_result_t<F &, Ts...>>) {
                    f(std::move(values)...);
                    return {};
                } else {
                    using R = std::invoke_result_t<F &, Ts...>;
                    if constexpr (IsTuple<std::remove_cvref_t<R>>::value)
                        return Value(MessageWrapper(returned(f(std::move(values)...))));
                    else
                        return toValue(f(std::move(values)...));
                }
            },
            fromMessages<Ts...>(std::move(messages)));
    });
}

} // namespace typed

/// A sequence whose last step so far passes on `Ts…`: each step gives a handle of a new type, so a step that does not fit
/// what comes before it does not compile. A handle is a reference; copies are the same sequence.
///
///     asq::start(kernel).then(named("load", [](Done<QString> done) { … }))
///                       .val(named("measure", [](QString text) { return int(text.size()); }))
///                       .onError([](const Error &error) { qWarning() << error.text(); });
template<typename... Ts>
class Sequence
{
public:
    using Location = std::source_location;
    explicit Sequence(Ref<SequenceCore> core) : m_core(std::move(core)) {}

    /// A step that completes when it calls its trigger: f(Done<Us…>, Ts…).
    template<typename F>
    auto then(F callable, Location location = Location::current()) const
    {
        using Made = typed::TriggerStep<typename typed::Unnamed<F>::Type, Ts...>;
        const Ref<Step> step = Made::make(std::move(typed::callableOf(callable)));
        step->setDescription(described(typed::labelOf(callable, "then"), typed::locationOf(callable, location)));
        m_core->then(step);
        return typename Made::Next(m_core);
    }

    /// A step that passes on what f(Ts…) gives back; a tuple is several messages.
    template<typename F>
    auto val(F callable, Location location = Location::current()) const
    {
        using Plain = typename typed::Unnamed<F>::Type;
        static_assert(std::is_invocable_v<Plain, Ts...>,
                      "this step does not take the messages that the step before it passes on");
        const Ref<Function> function = typed::functionOf<Plain, Ts...>(std::move(typed::callableOf(callable)));
        function->setDescription(described(typed::labelOf(callable, "val"), typed::locationOf(callable, location)));
        m_core->val(function);
        return typename typed::NextOf<std::invoke_result_t<Plain, Ts...>>::Type(m_core);
    }

    /// Parallel segments, each f(Done<Us…>, Ts…); passes on one message a segment. It stands where its first segment is
    /// named: a list of arguments leaves no room for a place of its own.
    template<typename First, typename... Fs>
    auto gate(First first, Fs... callables) const
    {
        const Position place = m_core->kernel().positionOf(typed::locationOf(first, Location()));
        std::vector<Segment> segments;
        segments.push_back(segment(std::move(first), 1));
        (segments.push_back(segment(std::move(callables), segments.size() + 1)), ...);
        const Ref<Step> step = makeRef<GateStep>(std::move(segments));
        step->setDescription({QStringLiteral("gate"), place});
        m_core->then(step);
        return Sequence<typename typed::TriggerStep<typename typed::Unnamed<First>::Type, Ts...>::Slot,
                        typename typed::TriggerStep<typename typed::Unnamed<Fs>::Type, Ts...>::Slot...>(m_core);
    }

    /// Waits for `other`, tapped where it is now, and passes on its messages.
    template<typename... Us>
    Sequence<Us...> seq(const Sequence<Us...> &other, Location location = Location::current()) const
    {
        m_core->seq(other.core(), described(QStringLiteral("seq"), location));
        return Sequence<Us...>(m_core);
    }

    /// Called with the errors when a step before it or after it fails: f(const Error &).
    template<typename F>
    const Sequence &onError(F callable, Location location = Location::current()) const
    {
        const Ref<Function> function = makeFunction(
            [f = std::move(typed::callableOf(callable))](Messages errors) mutable -> Value {
                f(Error(std::move(errors)));
                return {};
            });
        function->setDescription(described(typed::labelOf(callable, "or"), typed::locationOf(callable, location)));
        m_core->onError(function);
        return *this;
    }

    /// A sequence that gets what this point passes on, too.
    Sequence fork() const { return Sequence(m_core->fork()); }
    void abort() const { m_core->abort(); }
    /// An error of it is not reported when nobody handles it.
    const Sequence &defer() const
    {
        m_core->defer();
        return *this;
    }
    const Ref<SequenceCore> &core() const { return m_core; }

private:
    Description described(const QString &label, const Location &location) const
    {
        return {label, m_core->kernel().positionOf(location)};
    }
    template<typename F>
    Segment segment(F callable, std::size_t number) const
    {
        const Location location = typed::locationOf(callable, Location());
        using Made = typed::TriggerStep<typename typed::Unnamed<F>::Type, Ts...>;
        const QByteArray fallback = "segment " + QByteArray::number(qulonglong(number));
        const QString label = typed::labelOf(callable, fallback.constData());
        const Ref<Step> step = Made::make(std::move(typed::callableOf(callable)));
        step->setDescription(described(label, location));
        return {step};
    }

    Ref<SequenceCore> m_core;
};

/// A new sequence, which begins with `messages`.
template<typename... Ts>
auto start(Kernel &kernel, const char *label = "sequence",
           std::source_location location = std::source_location::current())
{
    kernel.setPosition(kernel.positionOf(location));
    return Sequence<>(SequenceCore::create(kernel, SequenceCore::Visibility::Shown, QString::fromUtf8(label)));
}

/// A sequence that runs once for each event that carries `Ts…`; see Reactive.
template<typename... Ts>
class EventSequence
{
public:
    /// `setup` is called in the next batch with this handle, to connect to whatever sends events.
    template<typename F>
    EventSequence(Kernel &kernel, const char *label, F setup,
                  std::source_location location = std::source_location::current())
        : m_reactive(make(kernel, label, std::move(setup), location))
    {
    }
    /// Steps appended here belong to all later events.
    Sequence<Ts...> steps() const { return Sequence<Ts...>(m_reactive->steps()); }
    /// An event.
    void push(Ts... values) const { m_reactive->push(typed::toMessages(std::move(values)...)); }
    template<typename F>
    void onTeardown(F callable) const
    {
        m_reactive->onTeardown(makeFunction([f = std::move(callable)](Messages) mutable -> Value {
            f();
            return {};
        }));
    }
    void stop() const { m_reactive->stop(); }

private:
    explicit EventSequence(Ref<Reactive> reactive) : m_reactive(std::move(reactive)) {}
    template<typename F>
    static Ref<Reactive> make(Kernel &kernel, const char *label, F setup, std::source_location location)
    {
        struct Self : RefCounted {
            Reactive *reactive = nullptr;
        };
        const Ref<Self> self = makeRef<Self>();
        const QString name = typed::labelOf(setup, "setup");
        const Ref<Function> function = makeFunction(
            [self, f = std::move(typed::callableOf(setup))](Messages) mutable -> Value {
                f(EventSequence(Ref<Reactive>(self->reactive)));
                return {};
            });
        function->setDescription({name, kernel.positionOf(location)});
        kernel.setPosition(kernel.positionOf(location));
        const Ref<Reactive> reactive = makeRef<Reactive>(kernel, function, QString::fromUtf8(label));
        self->reactive = reactive.get();
        return reactive;
    }

    Ref<Reactive> m_reactive;
};

/// Calls f() after `delay`. What it throws is reported as an error that nobody handled.
template<typename F>
Ref<Timer> singleShot(Kernel &kernel, std::chrono::nanoseconds delay, F callable,
                      std::source_location location = std::source_location::current())
{
    const QString label = typed::labelOf(callable, "timer");
    const Ref<Function> function = makeFunction(
        [f = std::move(typed::callableOf(callable))](Messages) mutable -> Value {
            f();
            return {};
        });
    kernel.setPosition(kernel.positionOf(location));
    function->setDescription({label, kernel.position()});
    return Timer::start(kernel, function, delay.count(), Timer::Repeat::Once,
                        [&kernel](const Failure &failure) { kernel.report(failure.errors, EntityId::None); });
}

} // namespace asq
