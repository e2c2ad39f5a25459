#pragma once

#include "core/gate.h"
#include "core/reactive.h"
#include "core/sequencecore.h"
#include "core/sequencesteps.h"
#include "core/timer.h"
#include "core/typedstep.h"

#include <chrono>

namespace asq {

template<typename... Ts>
class Duplicate;

/// A sequence whose last step so far passes on `Ts…`: each step gives a handle of a new type, so a step that does not fit
/// what comes before it does not compile. A handle is a reference; copies are the same sequence.
///
///     asq::start(kernel).then(named("load", [](Done<QString> done) { … }))
///                       .val(named("measure", [](QString text) { return int(text.size()); }))
///                       .onError([](const Error &error) { qWarning() << error.text(); });
///
/// `N` counts the steps of a chain of calls, for the messages of the compiler alone; see fit.h.
template<typename... Ts>
class Sequence : public SequenceSteps<Sequence<Ts...>, 0, Ts...>
{
public:
    using Location = std::source_location;
    explicit Sequence(Ref<SequenceCore> core) : m_core(std::move(core)) {}

    /// A step that completes when it calls its trigger: f(Done<Us…>, Ts…).
    template<std::size_t N = 1, typename F>
    auto then(F callable, Location location = Location::current()) const
    {
        using Made = typed::TriggerStep<StepNumber<N>, typename typed::Unnamed<F>::Type, Ts...>;
        const Ref<Step> step = Made::make(std::move(typed::callableOf(callable)));
        if (m_core->kernel().isObserved())
            step->setDescription(described(callable, "then", location));
        m_core->then(step);
        return typename typed::NextOf<N, typename Made::DoneType>::Type(m_core);
    }

    /// A step that passes on what f(Ts…) gives back; a tuple is several messages.
    template<std::size_t N = 1, typename F>
    auto val(F callable, Location location = Location::current()) const
    {
        using Plain = typename typed::Unnamed<F>::Type;
        if constexpr (fits<Plain, StepNumber<N>>()) {
            const Ref<Step> step = typed::valueStepOf<Plain, Ts...>(std::move(typed::callableOf(callable)));
            if (m_core->kernel().isObserved())
                step->setDescription(described(callable, "val", location));
            m_core->then(step);
            return typename typed::NextOf<N, std::invoke_result_t<Plain &, Ts...>>::Type(m_core);
        } else {
            return *this;
        }
    }

    /// Parallel segments, each f(Done<Us…>, Ts…), or a sequence (or what stands for one), tapped where it is now. Passes
    /// on one message a segment. It stands where its first segment is named: a list of arguments leaves no room for a
    /// place of its own.
    template<std::size_t N = 1, typename First, typename... Fs>
    auto gate(First first, Fs... callables) const
    {
        const Position place = m_core->kernel().positionOf(typed::locationOf(first, Location()));
        return gateOf<N>(place, std::index_sequence_for<Fs...>(), std::move(first), std::move(callables)...);
    }

    /// Waits for `other` and passes on its messages. It is a sequence (or what stands for one), tapped where it is now; or
    /// f(Ts…), called when its turn comes, which gives one.
    template<std::size_t N = 1, typename Other>
    auto seq(Other other, Location location = Location::current()) const
    {
        return following<N>("seq", std::move(other), location);
    }
    /// The same, by its name for futures: a QFuture (see adapt/futures.h), or f(Ts…) that gives one.
    template<std::size_t N = 1, typename Other>
    auto promise(Other other, Location location = Location::current()) const
    {
        return following<N>("promise", std::move(other), location);
    }

    /// From here on `done` hears what this sequence passes on, and its errors. The sequence goes on without messages.
    template<std::size_t N = 1, typename... Us>
    auto pipe(const Done<Us...> &done) const
    {
        using Fit = MessagesFit<std::is_constructible_v<std::tuple<Us...>, Ts &&...> && sizeof...(Us) == sizeof...(Ts),
                                StepNumber<N>, Gets<Ts...>, Takes<Us...>>;
        static_assert(Fit::value, "this trigger does not take the messages that the step before it passes on");
        m_core->pipe(done.trigger());
        return NumberedSequence<N>(m_core);
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
        function->setDescription(described(callable, "or", location));
        m_core->onError(function);
        return *this;
    }

    /// A sequence that gets what this point passes on, too.
    Sequence fork() const { return Sequence(m_core->fork()); }
    /// A paused copy of the steps and handlers that are left now, without messages; Duplicate::unpause() lets it go.
    Duplicate<Ts...> duplicate() const { return Duplicate<Ts...>(m_core->duplicate()); }
    /// The same sequence, said to pass on `Us…`: for what only the run can tell, such as the result of a runner. A step
    /// that gets something else fails, in words.
    template<typename... Us>
    Sequence<Us...> as() const
    {
        return Sequence<Us...>(m_core);
    }

    void abort() const { m_core->abort(); }
    bool isAborted() const { return m_core->isAborted(); }
    bool isFailed() const { return m_core->isFailed(); }
    /// An error of it is not reported when nobody handles it.
    const Sequence &defer() const
    {
        m_core->defer();
        return *this;
    }
    const Ref<SequenceCore> &core() const { return m_core; }
    Kernel &kernel() const { return m_core->kernel(); }

private:
    template<typename F>
    Description described(const F &callable, const char *fallback, const Location &location) const
    {
        return typed::describe(m_core->kernel(), callable, fallback, location);
    }
    template<typename Plain, typename At>
    static constexpr bool fits()
    {
        using Fit =
            MessagesFit<std::is_invocable_v<Plain &, Ts...>, At, Gets<Ts...>, typename typed::TakenBy<Plain>::Type>;
        static_assert(Fit::value, "this step does not take the messages that the step before it passes on");
        return Fit::value;
    }

    template<std::size_t N, typename Other>
    auto following(const char *name, Other other, const Location &location) const
    {
        using Plain = typename typed::Unnamed<Other>::Type;
        const Description description = described(other, name, location);
        Plain &plain = typed::callableOf(other);
        if constexpr (SequenceLike<Plain>) {
            const auto sequence = AsSequence<Plain>::of(m_core->kernel(), std::move(plain), location);
            if (!isFailed() && !isAborted()) {
                const Ref<Step> step = typed::tapping(sequence.core());
                step->setDescription(description);
                m_core->then(step);
            }
            return typename typed::NextOf<N, typename AsSequence<Plain>::Type>::Type(m_core);
        } else if constexpr (fits<Plain, StepNumber<N>>()) {
            using Given = std::remove_cvref_t<std::invoke_result_t<Plain &, Ts...>>;
            static_assert(SequenceLike<Given>,
                          "seq and promise take a sequence, or a function that gives one (or what stands for one: "
                          "is the header of its adapter included?)");
            const Ref<Step> step = makeStep([f = std::move(plain), location](StepRun &run) mutable {
                auto given = std::apply([&f](Ts &&...values) { return f(std::move(values)...); },
                                        typed::fromMessages<Ts...>(std::move(run.messages)));
                typed::follow(AsSequence<Given>::of(run.kernel(), std::move(given), location).core(), run);
            });
            step->setDescription(description);
            m_core->then(step);
            return typename typed::NextOf<N, typename AsSequence<Given>::Type>::Type(m_core);
        } else {
            return *this;
        }
    }

    template<std::size_t N, typename First, std::size_t... Is, typename... Fs>
    auto gateOf(Position place, std::index_sequence<Is...>, First first, Fs... callables) const
    {
        std::vector<Segment> segments;
        segments.push_back(segment<SegmentOfStep<1, N>>(std::move(first), 1));
        (segments.push_back(segment<SegmentOfStep<Is + 2, N>>(std::move(callables), Is + 2)), ...);
        const Ref<Step> step = makeRef<GateStep>(std::move(segments));
        step->setDescription({QStringLiteral("gate"), place});
        m_core->then(step);
        return NumberedSequence<N, Slot<SegmentOfStep<1, N>, First>, Slot<SegmentOfStep<Is + 2, N>, Fs>...>(m_core);
    }
    template<typename At, typename F>
    Segment segment(F callable, std::size_t number) const
    {
        using Plain = typename typed::Unnamed<F>::Type;
        QByteArray fallback;
        if (m_core->kernel().isObserved())
            fallback = "segment " + QByteArray::number(qulonglong(number));
        const Location location = typed::locationOf(callable, Location());
        const Description description = described(callable, fallback.constData(), location);
        Plain &plain = typed::callableOf(callable);
        if constexpr (SequenceLike<Plain>) {
            const auto sequence = AsSequence<Plain>::of(m_core->kernel(), std::move(plain), location);
            const Ref<Step> step = typed::tapping(sequence.core());
            step->setDescription(description);
            return {step};
        } else {
            const Ref<Step> step = typed::TriggerStep<At, Plain, Ts...>::make(std::move(plain));
            step->setDescription(description);
            return {step};
        }
    }
    template<typename At, typename Plain, bool IsSequence = SequenceLike<Plain>>
    struct SlotFor {
        using Type = typename typed::SlotOf<typename AsSequence<Plain>::Type>::Type;
    };
    template<typename At, typename Plain>
    struct SlotFor<At, Plain, false> {
        using Type = typename typed::SlotOf<typename typed::TriggerStep<At, Plain, Ts...>::DoneType>::Type;
    };
    template<typename At, typename F>
    using Slot = typename SlotFor<At, typename typed::Unnamed<F>::Type>::Type;

    Ref<SequenceCore> m_core;
};

} // namespace asq

#include "core/numberedsequence.h"

namespace asq {

/// A new sequence.
inline Sequence<> start(Kernel &kernel, const char *label = "sequence",
                        std::source_location location = std::source_location::current())
{
    kernel.setPosition(kernel.positionOf(location));
    return Sequence<>(SequenceCore::create(kernel, SequenceCore::Visibility::Shown,
                                           kernel.isObserved() ? QString::fromUtf8(label) : QString()));
}

/// A new sequence that begins with these messages.
template<typename... Ts>
auto startWith(Kernel &kernel, Ts... messages)
{
    using Next = Sequence<std::conditional_t<typed::isCString<Ts>, QString, Ts>...>;
    const Next sequence(SequenceCore::create(kernel));
    const Ref<Step> step = makeRef<EmitStep>(typed::toMessages(std::move(messages)...));
    step->setDescription({QStringLiteral("messages"), {}});
    sequence.core()->then(step);
    return sequence;
}

/// A sequence that has failed with these errors, and reports nothing itself; said to pass on `Ts…`.
template<typename... Ts, typename... Es>
Sequence<Ts...> failed(Kernel &kernel, Es &&...errors)
{
    return Sequence<Ts...>(SequenceCore::failing(kernel, typed::toMessages(std::forward<Es>(errors)...)));
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
    /// Teardowns run, and events are lost until resume() calls the setup again. A stream made of others hears nothing more.
    void pause() const { m_reactive->pause(); }
    void resume() const { m_reactive->resume(); }
    bool isPaused() const { return m_reactive->isPaused(); }
    bool isStopped() const { return m_reactive->isStopped(); }
    const Ref<Reactive> &core() const { return m_reactive; }
    /// Of events that carry `Ts…`: what the kernel made.
    explicit EventSequence(Ref<Reactive> reactive) : m_reactive(std::move(reactive)) {}

private:
    template<typename F>
    static Ref<Reactive> make(Kernel &kernel, const char *label, F setup, std::source_location location)
    {
        struct Self : RefCounted {
            Reactive *reactive = nullptr;
        };
        const Ref<Self> self = makeRef<Self>();
        const Description description = typed::describe(kernel, setup, "setup", location);
        const Ref<Function> function = makeFunction(
            [self, f = std::move(typed::callableOf(setup))](Messages) mutable -> Value {
                f(EventSequence(Ref<Reactive>(self->reactive)));
                return {};
            });
        function->setDescription(description);
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
    const Description description = typed::describe(kernel, callable, "timer", location);
    const Ref<Function> function = makeFunction(
        [f = std::move(typed::callableOf(callable))](Messages) mutable -> Value {
            f();
            return {};
        });
    kernel.setPosition(kernel.positionOf(location));
    function->setDescription(description);
    return Timer::start(kernel, function, delay.count(), Timer::Repeat::Once,
                        [&kernel](const Failure &failure) { kernel.report(failure.errors, EntityId::None); });
}

} // namespace asq
