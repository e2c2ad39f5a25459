#pragma once

#include "core/fit.h"
#include "core/iterable.h"
#include "core/task.h"

namespace asq {

template<std::size_t N, typename... Ts>
class NumberedSteps;

/// What comes to the first step of a run: its token for a step that takes a Token, else the token's messages.
struct FirstMessages {};

namespace typed {

template<std::size_t N, typename R>
struct NextSteps {
    using Type = NumberedSteps<N, R>;
};
template<std::size_t N>
struct NextSteps<N, void> {
    using Type = NumberedSteps<N>;
};
template<std::size_t N, typename... Rs>
struct NextSteps<N, std::tuple<Rs...>> {
    using Type = NumberedSteps<N, Rs...>;
};
template<std::size_t N, typename... Rs>
struct NextSteps<N, Sequence<Rs...>> {
    using Type = NumberedSteps<N, Rs...>;
};
template<std::size_t N, SequenceLike S>
struct NextSteps<N, S> : NextSteps<N, typename AsSequence<S>::Type> {};

/// A step of an iterable sequence in a run: what it gives is awaited when it is a sequence, or stands for one.
template<typename Arguments>
struct IterableStep;
template<typename... As>
struct IterableStep<std::tuple<As...>> {
    static constexpr bool TakesToken = (std::is_same_v<As, Token> || ...);

    template<typename F>
    static Value call(F &f, Messages messages, Kernel &kernel, const std::source_location &location)
    {
        if constexpr (!TakesToken) {
            const Token *token = messages.size() == 1 ? messages.front().get<Token>() : nullptr;
            if (token)
                messages = Messages(token->messages());
        }
        using R = std::remove_cvref_t<std::invoke_result_t<F &, As...>>;
        if constexpr (SequenceLike<R>) {
            R given = std::apply([&f](As &&...values) { return f(std::move(values)...); },
                                 fromMessages<As...>(std::move(messages)));
            return Value(AwaitedFlow{Ref<Flow>(AsSequence<R>::of(kernel, std::move(given), location).core())});
        } else {
            return applied<As...>(f, std::move(messages));
        }
    }
};

template<typename Tuple>
struct Decayed;
template<typename... As>
struct Decayed<std::tuple<As...>> {
    using Type = std::tuple<std::remove_cvref_t<As>...>;
};

} // namespace typed

/// The steps of an iterable sequence for a runner: each gives a value, several (a tuple), or a sequence that the run waits
/// for, and the next takes what came of it. Steps may be appended while it runs, at the end.
///
///     const auto steps = iterable(kernel, "load")
///                            .val([&](QString url) { return request(url); })
///                            .val([](QByteArray body) { return body.size(); });
///     Runner(kernel).add(steps).after(startWith(kernel, "http://…"));
///
/// Ts… is what the last step so far gives. A handle is a reference; each run gets a copy of the steps.
template<typename... Ts>
class IterableSteps
{
public:
    using Location = std::source_location;
    IterableSteps(Ref<Iterable> core, Description description)
        : m_core(std::move(core)), m_description(std::move(description))
    {
    }

    /// A step f(Ts…). See the class.
    template<std::size_t N = 1, typename F>
    auto val(F callable, Location location = Location::current()) const
    {
        using Plain = typename typed::Unnamed<F>::Type;
        static_assert(typed::HasSignature<Plain>, "a step of an iterable sequence spells out the types that it takes");
        using Declared = typename typed::Decayed<typename typed::Signature<Plain>::Arguments>::Type;
        using Fit = MessagesFit<fits<Plain>, StepNumber<N>, Gets<Ts...>, typename typed::TakenBy<Plain>::Type>;
        static_assert(Fit::value, "this step does not take what the step before it gives");
        using R = typename typed::Signature<Plain>::Result;
        if constexpr (Fit::value) {
            Kernel &kernel = m_core->kernel();
            using Arguments = std::conditional_t<IsFirst, Declared, std::tuple<Ts...>>;
            const Location place = typed::locationOf(callable, location);
            const Description description = typed::describe(kernel, callable, "step", location);
            const Ref<Function> function = makeFunction(
                [f = std::move(typed::callableOf(callable)), &kernel, place](Messages messages) mutable {
                    return typed::IterableStep<Arguments>::call(f, std::move(messages), kernel, place);
                });
            function->setDescription(description);
            m_core->val(function);
        }
        return typename typed::NextSteps<N, std::remove_cvref_t<R>>::Type(m_core, m_description);
    }

    operator CoroutineOption() const
    {
        const Ref<CoroutineSource> source = makeRef<IterableSource>(m_core);
        source->setDescription(m_description);
        return {source};
    }
    const Ref<Iterable> &core() const { return m_core; }

private:
    static constexpr bool IsFirst = (std::is_same_v<Ts, FirstMessages> || ...);
    template<typename Plain>
    static constexpr bool fits = IsFirst || std::is_invocable_v<Plain &, Ts...>;

    Ref<Iterable> m_core;
    Description m_description;
};

/// An IterableSteps that knows that its last step is number `N` of a chain of calls.
template<std::size_t N, typename... Ts>
class NumberedSteps : public IterableSteps<Ts...>
{
    using Base = IterableSteps<Ts...>;

public:
    using Base::Base;
    template<typename F>
    auto val(F callable, std::source_location location = std::source_location::current()) const
    {
        return Base::template val<N + 1>(std::move(callable), location);
    }
};

/// A new iterable sequence for a runner.
inline IterableSteps<FirstMessages> iterable(Kernel &kernel, const char *label = "iterable",
                                             std::source_location location = std::source_location::current())
{
    const Description description{QString::fromUtf8(label), kernel.positionOf(location)};
    kernel.setPosition(description.position);
    return {Iterable::create(kernel, Iterable::Visibility::Shown, description.label), description};
}

} // namespace asq
