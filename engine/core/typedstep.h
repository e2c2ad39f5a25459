#pragma once

#include "core/done.h"
#include "core/fit.h"
#include "core/tap.h"

namespace asq {

template<typename... Ts>
class Sequence;
template<std::size_t N, typename... Ts>
class NumberedSequence;

/// How a value becomes the sequence that stands for it: what `seq`, `gate`, `promise` and `co_await` take beside
/// sequences. Specialise it for a type of your own:
///
///     template<>
///     struct AsSequence<Door> {
///         using Type = Sequence<QString>;
///         static Type of(Kernel &kernel, Door door, std::source_location location);
///     };
template<typename T>
struct AsSequence {};

template<typename T>
concept SequenceLike = requires { typename AsSequence<std::remove_cvref_t<T>>::Type; };

/// How the typed face turns C++ into the kernel's terms and back. For implementations, not for users.
namespace typed {

/// The handle that a step leaves when it passes on what a tuple lists, one value, or nothing (`Next`); and the one value
/// that stands for it in a gate (`Slot`).
template<std::size_t N, typename R>
struct NextOf {
    using Type = NumberedSequence<N, R>;
};
template<std::size_t N>
struct NextOf<N, void> {
    using Type = NumberedSequence<N>;
};
template<std::size_t N, typename... Rs>
struct NextOf<N, std::tuple<Rs...>> {
    using Type = NumberedSequence<N, Rs...>;
};
template<std::size_t N, typename... Rs>
struct NextOf<N, Sequence<Rs...>> {
    using Type = NumberedSequence<N, Rs...>;
};
template<std::size_t N, typename... Rs>
struct NextOf<N, Done<Rs...>> {
    using Type = NumberedSequence<N, Rs...>;
};
template<typename T>
struct SlotOf;
template<template<typename...> typename List, typename... Ts>
struct SlotOf<List<Ts...>> {
    using Type = typename One<Ts...>::Type;
};

template<typename D>
struct IsDone : std::false_type {};
template<typename... Us>
struct IsDone<Done<Us...>> : std::true_type {};

/// A step made of f(Done<Us…>, Ts…), which stands at `At`.
template<typename At, typename F, typename... Ts>
struct TriggerStep {
    static_assert(HasSignature<F>,
                  "a step takes its trigger first, of a type that is spelled out: "
                  "f(asq::Done<…> done, messages…)");
    using Arguments = typename Signature<F>::Arguments;
    static_assert(std::tuple_size_v<Arguments> >= 1, "a step takes its trigger first: f(asq::Done<…> done, messages…)");
    using DoneType = std::remove_cvref_t<std::tuple_element_t<0, Arguments>>;
    static_assert(IsDone<DoneType>::value, "a step takes its trigger first: f(asq::Done<…> done, messages…)");
    using Fit = MessagesFit<std::is_invocable_v<F &, DoneType, Ts...>, At, Gets<Ts...>,
                            typename TakesAfterTrigger<Arguments>::Type>;
    static_assert(Fit::value, "this step does not take the messages that the step before it passes on");

    static Ref<Step> make(F callable)
    {
        if constexpr (Fit::value) {
            return makeStep([f = std::move(callable)](StepRun &run) mutable {
                std::apply([&](Ts &&...values) { f(DoneType(run.trigger()), std::move(values)...); },
                           fromMessages<Ts...>(std::move(run.messages)));
            });
        } else {
            return {};
        }
    }
};

/// What `f` gives back for the messages, as the kernel's value: a tuple is several messages.
template<typename... Ts, typename F>
Value applied(F &f, Messages messages)
{
    return std::apply(
        [&f](Ts &&...values) -> Value {
            using R = std::invoke_result_t<F &, Ts...>;
            if constexpr (std::is_void_v<R>) {
                f(std::move(values)...);
                return {};
            } else if constexpr (IsTuple<std::remove_cvref_t<R>>::value) {
                return Value(MessageWrapper(returned(f(std::move(values)...))));
            } else {
                return toValue(f(std::move(values)...));
            }
        },
        fromMessages<Ts...>(std::move(messages)));
}

/// Completes with what a function gave back.
template<typename R>
void giveResult(StepRun &run, R &&result)
{
    if (Messages *place = run.place())
        appendReturned(*place, std::forward<R>(result));
    else
        run.complete(returned(std::forward<R>(result)));
}

/// A step that passes on what f(Ts…) gives back: a tuple as several messages, nothing as one without a value.
template<typename F, typename... Ts>
Ref<Step> valueStepOf(F callable)
{
    return makeStep([f = std::move(callable)](StepRun &run) mutable {
        using R = std::invoke_result_t<F &, Ts...>;
        auto arguments = fromMessages<Ts...>(std::move(run.messages));
        if constexpr (std::is_void_v<R>) {
            std::apply(f, std::move(arguments));
            giveResult(run, Value());
        } else {
            giveResult(run, std::apply(f, std::move(arguments)));
        }
    });
}

template<typename F, typename... Ts>
Ref<Function> functionOf(F callable)
{
    return makeFunction([f = std::move(callable)](Messages messages) mutable -> Value {
        return applied<Ts...>(f, std::move(messages));
    });
}

/// The step that runs passes on what `flow` gives, and shows what it waits for.
inline void follow(const Ref<Flow> &flow, StepRun &run)
{
    flow->pipe(run.trigger());
    const Flow::Awaited awaited = flow->awaited();
    run.waitsFor(awaited.reason, awaited.on);
}

/// A step that passes on what `flow` gives from here on.
inline Ref<Step> tapping(const Ref<Flow> &flow)
{
    return makeStep([tap = Tap::create(flow), awaited = flow->awaited()](StepRun &run) {
        tap->flow()->pipe(run.trigger());
        run.waitsFor(awaited.reason, awaited.on);
    });
}

} // namespace typed
} // namespace asq
