#pragma once

#include "core/task.h"

namespace asq {

/// How a function that takes callbacks calls them back.
enum class CallbackForm {
    ErrorFirst, ///< One callback: an error, which may be none, then the values.
    Simple,     ///< One callback: the values.
    Split,      ///< Two callbacks: one for the values, one for the errors.
};
/// Whether its parameters stand before or behind the callbacks.
enum class ParameterOrder { ParametersFirst, ParametersLast };

namespace typed {

template<typename Tuple, std::size_t From, typename Is>
struct ElementsOf;
template<typename Tuple, std::size_t From, std::size_t... Is>
struct ElementsOf<Tuple, From, std::index_sequence<Is...>> {
    using Type = std::tuple<std::remove_cvref_t<std::tuple_element_t<From + Is, Tuple>>...>;
};
/// `Count` elements of a tuple type, from `From`, without references.
template<typename Tuple, std::size_t From, std::size_t Count>
using SliceOf = typename ElementsOf<Tuple, From, std::make_index_sequence<Count>>::Type;

/// A callback that completes a step: what it takes (without the error, if that is first) are the messages.
template<typename Callback, bool ErrorFirst>
struct Completes {
    using All = typename Signature<Callback>::Arguments;
    static constexpr std::size_t Skipped = ErrorFirst ? 1 : 0;
    static_assert(std::tuple_size_v<All> >= Skipped, "an error-first callback takes an error first");
    using Values = SliceOf<All, Skipped, std::tuple_size_v<All> - Skipped>;

    static Callback make(Ref<Trigger> trigger) { return bind(std::move(trigger), std::type_identity<All>()); }

private:
    template<typename... As>
    static Callback bind(Ref<Trigger> trigger, std::type_identity<std::tuple<As...>>)
    {
        return Callback([trigger](As... arguments) {
            if constexpr (ErrorFirst)
                call(trigger, std::forward<As>(arguments)...);
            else
                trigger->complete(toMessages(std::forward<As>(arguments)...));
        });
    }
    template<typename E, typename... Rest>
    static void call(const Ref<Trigger> &trigger, E &&error, Rest &&...values)
    {
        if (isThere(error))
            trigger->fail(toMessages(errorIn(std::forward<E>(error))));
        else
            trigger->complete(toMessages(std::forward<Rest>(values)...));
    }
};

template<typename Callback>
Callback failsWith(Ref<Trigger> trigger)
{
    return [&trigger]<typename... As>(std::type_identity<std::tuple<As...>>) {
        return Callback([trigger](As... errors) { trigger->fail(toMessages(std::forward<As>(errors)...)); });
    }(std::type_identity<typename Signature<Callback>::Arguments>());
}

template<typename R>
struct IsTask : std::false_type {};
template<typename T>
struct IsTask<Task<T>> : std::true_type {
    using Next = Sequence<T>;
};
template<>
struct IsTask<Task<void>> : std::true_type {
    using Next = Sequence<>;
};
template<typename... Ts>
struct IsTask<Task<std::tuple<Ts...>>> : std::true_type {
    using Next = Sequence<Ts...>;
};

template<typename Tuple>
struct SequenceOf;
template<typename... Ts>
struct SequenceOf<std::tuple<Ts...>> {
    using Type = Sequence<Ts...>;
};

/// A function made sequence-aware. The function itself is called in the first step of the sequence that a call gives.
template<typename F, CallbackForm Form, ParameterOrder Order>
class Wrapped
{
    using All = typename Signature<F>::Arguments;
    static constexpr std::size_t Callbacks = Form == CallbackForm::Split ? 2 : 1;
    static constexpr std::size_t Count = std::tuple_size_v<All>;
    static_assert(Count >= Callbacks, "a wrapped function takes its callbacks, or gives a Task");
    static constexpr bool First = Order == ParameterOrder::ParametersFirst;
    using Parameters = SliceOf<All, First ? 0 : Callbacks, Count - Callbacks>;
    using Called = SliceOf<All, First ? Count - Callbacks : 0, Callbacks>;
    using Completing = Completes<std::tuple_element_t<0, Called>, Form == CallbackForm::ErrorFirst>;

public:
    using Next = typename SequenceOf<typename Completing::Values>::Type;

    Wrapped(Kernel &kernel, QString label, F function)
        : m_kernel(&kernel), m_label(std::move(label)), m_function(std::move(function))
    {
    }
    template<typename... As>
    Next operator()(As &&...arguments) const
    {
        static_assert(std::is_constructible_v<Parameters, As &&...>,
                      "the wrapped function takes other parameters than these");
        const Next sequence(SequenceCore::create(*m_kernel, SequenceCore::Visibility::Shown, m_label));
        const Ref<Step> step = makeStep(
            [f = m_function, parameters = Parameters(std::forward<As>(arguments)...)](StepRun &run) mutable {
                std::apply(f, inOrder(parameters, callbacks(run.trigger())));
            });
        step->setDescription({m_label, m_kernel->position()});
        sequence.core()->then(step);
        return sequence;
    }

private:
    static Called callbacks(const Ref<Trigger> &trigger)
    {
        if constexpr (Form == CallbackForm::Split)
            return Called(Completing::make(trigger), failsWith<std::tuple_element_t<1, Called>>(trigger));
        else
            return Called(Completing::make(trigger));
    }
    static auto inOrder(const Parameters &parameters, Called callbacks)
    {
        if constexpr (First)
            return std::tuple_cat(parameters, std::move(callbacks));
        else
            return std::tuple_cat(std::move(callbacks), parameters);
    }

    Kernel *m_kernel;
    QString m_label;
    F m_function;
};

/// The same for a coroutine: f(parameters…) → Task<T>, run by a runner of its own.
template<typename F>
class WrappedTask
{
public:
    using Next = typename IsTask<typename Signature<F>::Result>::Next;
    WrappedTask(Kernel &kernel, QString label, F function)
        : m_kernel(&kernel), m_label(std::move(label)), m_function(std::move(function))
    {
    }
    template<typename... As>
    Next operator()(As &&...arguments) const
    {
        auto body = [f = m_function, parameters = std::tuple<std::decay_t<As>...>(std::forward<As>(arguments)...)](
                        Token) { return std::apply(f, parameters); };
        const Ref<CoroutineSource> source = makeRef<TaskSource<decltype(body)>>(std::move(body));
        source->setDescription({m_label, m_kernel->position()});
        const Sequence<> sequence(SequenceCore::create(*m_kernel, SequenceCore::Visibility::Shown, m_label));
        return Next(run(sequence, CoroutineOption{source}).core());
    }

private:
    Kernel *m_kernel;
    QString m_label;
    F m_function;
};

} // namespace typed

/// Makes of a function that takes callbacks one that gives sequences: its result is called with the parameters alone.
/// The types of the callbacks (std::function, or any class with one operator() that a lambda converts to) say what the
/// sequence passes on.
///
///     const auto request = wrap(kernel, "request",
///                               [](QString url, std::function<void(QString error, QByteArray body)> finished) { … });
///     request(QStringLiteral("http://…")).val([](QByteArray body) { … });
///
/// A coroutine, f(parameters…) → Task<T>, is wrapped the same way. The function is never called at once, but in the first
/// step of the sequence. The kernel outlives the result.
template<CallbackForm Form = CallbackForm::ErrorFirst, ParameterOrder Order = ParameterOrder::ParametersFirst,
         typename F>
auto wrap(Kernel &kernel, const char *label, F function)
{
    using Result = typename typed::Signature<F>::Result;
    if constexpr (typed::IsTask<Result>::value)
        return typed::WrappedTask<F>(kernel, QString::fromUtf8(label), std::move(function));
    else
        return typed::Wrapped<F, Form, Order>(kernel, QString::fromUtf8(label), std::move(function));
}

} // namespace asq
