#pragma once

// Part of sequence.h: include that.
#include "core/after.h"
#include "core/any.h"
#include "core/first.h"
#include "core/last.h"
#include "core/none.h"
#include "core/pthen.h"
#include "core/race.h"
#include "core/retry.h"
#include "core/tried.h"
#include "core/typedmapping.h"
#include "core/waterfall.h"

#include <chrono>

namespace asq {

namespace typed {

/// A callable or a sequence among the arguments of `any` and its kin: what it passes on, and what the kernel makes of it.
template<typename At, typename F, typename... Ts>
struct TypedPart {
    using Plain = typename Unnamed<F>::Type;
    template<typename P, bool IsSequence = SequenceLike<P>>
    struct OutputOf {
        using Type = typename AsSequence<P>::Type;
    };
    template<typename P>
    struct OutputOf<P, false> {
        using Type = typename TriggerStep<At, P, Ts...>::DoneType;
    };
    using Output = typename OutputOf<Plain>::Type; ///< A list of types: Sequence<Us…> or Done<Us…>.
    using Slot = typename SlotOf<Output>::Type;

    static Part make(Kernel &kernel, F callable, std::size_t number)
    {
        QByteArray fallback;
        if (kernel.isObserved())
            fallback = "segment " + QByteArray::number(qulonglong(number));
        const std::source_location location = locationOf(callable, std::source_location());
        const Description description = describe(kernel, callable, fallback.constData(), location);
        Plain &plain = callableOf(callable);
        if constexpr (SequenceLike<Plain>) {
            return {Ref<Flow>(AsSequence<Plain>::of(kernel, std::move(plain), location).core()), description};
        } else {
            const Ref<Step> step = TriggerStep<At, Plain, Ts...>::make(std::move(plain));
            step->setDescription(description);
            return {step, description};
        }
    }
};

/// Types in a row.
template<typename... Us>
struct Listed {};

/// What the receiver of a sent value gets: texts are QStrings.
template<typename T>
using Sent = std::conditional_t<std::is_convertible_v<T, const char *>, QString, T>;

/// Whether what a function gives back is what a list of messages is.
template<typename Given, typename... Ts>
struct GivesAll : std::bool_constant<std::is_same_v<std::tuple<Given>, std::tuple<Ts...>>> {};
template<typename... Gs, typename... Ts>
struct GivesAll<std::tuple<Gs...>, Ts...> : std::is_same<std::tuple<Gs...>, std::tuple<Ts...>> {};
template<typename... Ts>
struct GivesAll<void, Ts...> : std::bool_constant<sizeof...(Ts) == 0> {};

template<typename First, typename... Others>
struct SameSlots {
    static_assert((std::is_same_v<First, Others> && ...),
                  "only one of the segments is passed on, so all of them have to pass on the same types");
    using Type = First;
};

/// The messages that a half of pThen gets, as they came to it.
inline Messages received(Messages &&one, std::size_t count)
{
    return count == 1 ? std::move(one) : spread(std::move(one.front()));
}

} // namespace typed

/// The steps of contrib on typed sequences; `N` is the number of the last step, for the messages of the compiler.
template<typename Self, std::size_t N, typename... Ts>
class SequenceSteps
{
public:
    using Location = std::source_location;
    template<typename... Us>
    using Next = NumberedSequence<N + 1, Us...>;

    /// Segments side by side, as with gate(); sequences among them are tapped when the step runs. Passes on what each
    /// segment did when at least one succeeded, nothing for those that failed (or passed nothing on).
    template<typename... Fs>
    auto any(Fs... segments) const
    {
        return selection<AnyStep>(
            "any", std::index_sequence_for<Fs...>(),
            [this]<typename... Parts>() { return Next<std::optional<typename Parts::Slot>...>(theCore()); },
            std::move(segments)...);
    }
    /// Fails unless all segments fail; passes on their errors.
    template<typename... Fs>
    auto none(Fs... segments) const
    {
        return selection<NoneStep>(
            "none", std::index_sequence_for<Fs...>(),
            [this]<typename... Parts>() { return Next<std::conditional_t<true, Error, Parts>...>(theCore()); },
            std::move(segments)...);
    }
    /// Passes on what the first segment that succeeds does.
    template<typename... Fs>
    auto first(Fs... segments) const
    {
        return selection<FirstStep>(
            "first", std::index_sequence_for<Fs...>(),
            [this]<typename... Parts>() {
                return Next<typename typed::SameSlots<typename Parts::Slot...>::Type>(theCore());
            },
            std::move(segments)...);
    }
    /// Waits for all segments and passes on what the one that succeeded latest did.
    template<typename... Fs>
    auto last(Fs... segments) const
    {
        return selection<LastStep>(
            "last", std::index_sequence_for<Fs...>(),
            [this]<typename... Parts>() {
                return Next<typename typed::SameSlots<typename Parts::Slot...>::Type>(theCore());
            },
            std::move(segments)...);
    }
    /// The first segment that ends, well or not, decides. Sequences among them are tapped now.
    template<typename F, typename... Fs>
    auto race(F segment, Fs... segments) const
    {
        return raceOf(std::index_sequence_for<Fs...>(), std::move(segment), std::move(segments)...);
    }
    /// Callables one after another: the first gets what comes, each other one what all before it passed on.
    template<typename F, typename... Fs>
    auto waterfall(F callable, Fs... callables) const
    {
        const Position place = positionOf(callable);
        std::vector<Part> parts;
        const auto listed = fall<1>(parts, typed::Listed<>(), std::move(callable), std::move(callables)...);
        append(makeRef<WaterfallStep>(std::move(parts)), "waterfall", place);
        return nextOf(listed);
    }
    /// f(item, Done<U>, Ts…) for each item, side by side; passes on the list of the results.
    template<typename T, typename F>
    auto map(QList<T> items, F each, Location location = Location::current()) const
    {
        return mapOf<T, F, Ts...>(std::move(items), std::move(each), location);
    }
    /// The same over the list that comes as the first message: f(item, Done<U>, the others…).
    template<typename F>
    auto map(F each, Location location = Location::current()) const
    {
        return mapIncoming(typed::Listed<Ts...>(), std::move(each), location);
    }
    /// f(Retry<Us…>, Ts…), called again each time it fails, until it succeeds or gives up.
    template<typename F>
    auto until(F callable, Location location = Location::current()) const
    {
        using Plain = typename typed::Unnamed<F>::Type;
        using Trigger = std::remove_cvref_t<std::tuple_element_t<0, typename typed::Signature<Plain>::Arguments>>;
        const Ref<Step> step = makeRef<UntilStep>(
            makeRef<typed::TypedAttempt<Trigger, Plain, Ts...>>(std::move(typed::callableOf(callable))));
        step->setDescription(typed::describe(theKernel(), callable, "until", location));
        theCore()->then(step);
        return nextOf(static_cast<const Trigger *>(nullptr));
    }
    /// f(Done<Us…>, Ts…), whose failure does not fail the sequence: passes on a Tried.
    template<typename F>
    auto attempt(F callable, Location location = Location::current()) const
    {
        using Made = typed::TriggerStep<StepNumber<N + 1>, typename typed::Unnamed<F>::Type, Ts...>;
        const Ref<Step> body = Made::make(std::move(typed::callableOf(callable)));
        body->setDescription(typed::describe(theKernel(), callable, "try", location));
        theCore()->then(Ref<Step>(makeRef<TryStep>(body, TryStep::Passes::One)));
        return Next<Tried<typename typed::SlotOf<typename Made::DoneType>::Type>>(theCore());
    }
    /// Goes on after `delay`, with what comes in.
    Next<Ts...> after(std::chrono::nanoseconds delay, Location location = Location::current()) const
    {
        timed("after", delay, std::nullopt, AfterStep::Ends::Completed, location);
        return Next<Ts...>(theCore());
    }
    /// Goes on after `delay`, with these messages.
    template<typename U, typename... Us>
    auto afterWith(std::chrono::nanoseconds delay, U message, Us... messages) const
    {
        timed("after", delay, typed::toMessages(std::move(message), std::move(messages)...), AfterStep::Ends::Completed,
              {});
        return Next<typed::Sent<U>, typed::Sent<Us>...>(theCore());
    }
    /// Fails after `delay` with these errors.
    template<typename... Es>
    Next<Ts...> failAfter(std::chrono::nanoseconds delay, Es... errors) const
    {
        timed("failAfter", delay, typed::toMessages(std::move(errors)...), AfterStep::Ends::Failed, {});
        return Next<Ts...>(theCore());
    }
    /// f(Ts…) gives a value, a tuple of several, nothing, or a sequence (or what stands for one), which is waited for.
    template<typename F>
    auto pThen(F callable, Location location = Location::current()) const
    {
        asq::pThen(*theCore(), successOf(callable, location), {});
        return nextOfSuccess<typename typed::Unnamed<F>::Type>();
    }
    /// The same, and g(const Error &) when a step before has failed: it gives what the next step takes. Of the two only one
    /// is used.
    template<typename F, typename G>
    auto pThen(F callable, G handler, Location location = Location::current()) const
    {
        asq::pThen(*theCore(), successOf(callable, location), failureOf(handler, location));
        return nextOfSuccess<typename typed::Unnamed<F>::Type>();
    }
    /// g(const Error &) when a step before has failed: what it gives are the messages that the sequence goes on with.
    template<typename G>
    Next<Ts...> pCatch(G handler, Location location = Location::current()) const
    {
        using Given = std::invoke_result_t<typename typed::Unnamed<G>::Type &, const Error &>;
        using Fit = MessagesFit<typed::GivesAll<Given, Ts...>::value, StepNumber<N + 1>, Gets<Ts...>, Takes<Given>>;
        static_assert(Fit::value, "the handler has to give what the step before it passes on");
        asq::pThen(*theCore(), {}, failureOf(handler, location));
        return Next<Ts...>(theCore());
    }
    /// A step that waits for a callback (error, Us…), which comes back beside the sequence.
    template<typename... Us>
    auto errorFirst(Location location = Location::current()) const
    {
        const Ref<Trigger> trigger = theCore()->waitForTrigger(typed::describe(theKernel(), "errfcb", location));
        return std::pair(Next<Us...>(theCore()), Done<Us...>(trigger).errorFirst());
    }

private:
    const Ref<SequenceCore> &theCore() const { return static_cast<const Self *>(this)->core(); }
    Kernel &theKernel() const { return theCore()->kernel(); }
    template<typename F>
    Position positionOf(const F &callable) const
    {
        return theKernel().positionOf(typed::locationOf(callable, Location()));
    }
    void append(const Ref<Step> &step, const char *name, Position place) const
    {
        step->setDescription({QString::fromLatin1(name), place});
        theCore()->then(step);
    }
    template<typename F, std::size_t I>
    using PartOf = typed::TypedPart<SegmentOfStep<I, N + 1>, F, Ts...>;

    template<typename Kind, std::size_t... Is, typename Result, typename... Fs>
    auto selection(const char *name, std::index_sequence<Is...>, Result result, Fs... segments) const
    {
        static_assert(sizeof...(Fs) > 0, "any, none, first and last take at least one segment");
        Position place;
        (void)((place = positionOf(segments), place.line != 0) || ...);
        std::vector<Part> parts;
        (parts.push_back(PartOf<Fs, Is + 1>::make(theKernel(), std::move(segments), Is + 1)), ...);
        append(makeRef<Kind>(std::move(parts)), name, place);
        return result.template operator()<PartOf<Fs, Is + 1>...>();
    }
    template<typename F, std::size_t... Is, typename... Fs>
    auto raceOf(std::index_sequence<Is...>, F segment, Fs... segments) const
    {
        const Position place = positionOf(segment);
        std::vector<Segment> made;
        made.push_back(PartOf<F, 1>::make(theKernel(), std::move(segment), 1).segment());
        (made.push_back(PartOf<Fs, Is + 2>::make(theKernel(), std::move(segments), Is + 2).segment()), ...);
        append(makeRef<RaceStep>(std::move(made)), "race", place);
        using Same = typename typed::SameSlots<typename PartOf<F, 1>::Slot, typename PartOf<Fs, Is + 2>::Slot...>::Type;
        static_assert(!std::is_void_v<Same>);
        return typename typed::NextOf<N + 1, typename PartOf<F, 1>::Output>::Type(theCore());
    }
    template<std::size_t I, typename... Slots>
    typed::Listed<Slots...> fall(std::vector<Part> &, typed::Listed<Slots...> listed) const
    {
        return listed;
    }
    template<std::size_t I, typename... Slots, typename F, typename... Fs>
    auto fall(std::vector<Part> &parts, typed::Listed<Slots...>, F callable, Fs... callables) const
    {
        using At = SegmentOfStep<I, N + 1>;
        using Made = std::conditional_t<I == 1, typed::TypedPart<At, F, Ts...>, typed::TypedPart<At, F, Slots...>>;
        parts.push_back(Made::make(theKernel(), std::move(callable), I));
        return fall<I + 1>(parts, typed::Listed<Slots..., typename Made::Slot>(), std::move(callables)...);
    }
    template<typename T, typename F, typename... Us>
    auto mapOf(std::optional<QList<T>> items, F each, const Location &location) const
    {
        using Plain = typename typed::Unnamed<F>::Type;
        using D = std::remove_cvref_t<std::tuple_element_t<1, typename typed::Signature<Plain>::Arguments>>;
        static_assert(std::is_invocable_v<Plain &, const T &, D, Us...>,
                      "map takes f(item, asq::Done<…> done, messages…), and this does not take what comes");
        const Description description = typed::describe(theKernel(), each, "map", location);
        asq::map(*theCore(),
                 makeRef<typed::TypedMapping<T, D, Plain, Us...>>(std::move(items), std::move(typed::callableOf(each)),
                                                                  description.position),
                 description);
        return Next<QList<typename typed::SlotOf<D>::Type>>(theCore());
    }
    template<typename T, typename... Us, typename F>
    auto mapIncoming(typed::Listed<QList<T>, Us...>, F each, const Location &location) const
    {
        return mapOf<T, F, Us...>(std::nullopt, std::move(each), location);
    }
    template<typename... Us>
    Next<Us...> nextOf(typed::Listed<Us...>) const
    {
        return Next<Us...>(theCore());
    }
    template<typename... Us>
    Next<Us...> nextOf(const Retry<Us...> *) const
    {
        return Next<Us...>(theCore());
    }
    void timed(const char *name, std::chrono::nanoseconds delay, std::optional<Messages> messages, AfterStep::Ends ends,
               const Location &location) const
    {
        const Ref<Step> step = makeRef<AfterStep>(delay.count(), std::move(messages), ends);
        step->setDescription(typed::describe(theKernel(), name, location));
        theCore()->then(step);
    }
    template<typename Plain>
    auto nextOfSuccess() const
    {
        using Given = std::remove_cvref_t<std::invoke_result_t<Plain &, Ts...>>;
        if constexpr (SequenceLike<Given>)
            return typename typed::NextOf<N + 1, typename AsSequence<Given>::Type>::Type(theCore());
        else
            return typename typed::NextOf<N + 1, Given>::Type(theCore());
    }
    template<typename F>
    Ref<Step> successOf(F &callable, const Location &location) const
    {
        using Plain = typename typed::Unnamed<F>::Type;
        using Fit = MessagesFit<std::is_invocable_v<Plain &, Ts...>, StepNumber<N + 1>, Gets<Ts...>,
                                typename typed::TakenBy<Plain>::Type>;
        static_assert(Fit::value, "this step does not take the messages that the step before it passes on");
        using Given = std::remove_cvref_t<std::invoke_result_t<Plain &, Ts...>>;
        const Description description = typed::describe(theKernel(), callable, "pThen", location);
        const Ref<Step> step = makeStep([f = std::move(typed::callableOf(callable)), location](StepRun &run) mutable {
            Q_UNUSED(location)
            Messages messages = typed::received(std::move(run.messages), sizeof...(Ts));
            if constexpr (SequenceLike<Given>) {
                auto given = std::apply([&f](Ts &&...values) { return f(std::move(values)...); },
                                        typed::fromMessages<Ts...>(std::move(messages)));
                typed::follow(AsSequence<Given>::of(run.kernel(), std::move(given), location).core(), run);
            } else {
                run.complete(spread(typed::applied<Ts...>(f, std::move(messages))));
            }
        });
        step->setDescription(description);
        return step;
    }
    template<typename G>
    Ref<Function> failureOf(G &handler, const Location &location) const
    {
        const Description description = typed::describe(theKernel(), handler, "pCatch", location);
        const Ref<Function> function = makeFunction(
            [g = std::move(typed::callableOf(handler))](Messages error) mutable -> Value {
                return typed::applied<Error>(g, std::move(error));
            });
        function->setDescription(description);
        return function;
    }
};

} // namespace asq
