#pragma once

#include "core/typed.h"

namespace asq {

// The words of a compile error: what stands where, what comes to it, and what it takes. A step that does not fit fails an
// assertion over a MessagesFit of these, which compilers print in full, beside the line of the step.

/// A step, counted from 1 where the chain of calls begins: at start(), or at the handle that the chain goes on from.
template<std::size_t N>
struct StepNumber {};
/// A segment of step `N`, counted from 1.
template<std::size_t Segment, std::size_t N>
struct SegmentOfStep {};
/// What the step before passes on.
template<typename... Ts>
struct Gets {};
/// What the callable is declared to take, without its trigger.
template<typename... Ts>
struct Takes {};
/// A callable whose parameters are not declared (`auto`), and which cannot be called with what comes.
struct TakesSomethingElse {};

template<bool Fits, typename At, typename Coming, typename Taken>
struct MessagesFit {
    static constexpr bool value = Fits; // Its own: gcc prints the class that the member is of.
};

namespace typed {

template<typename List>
struct TakesAll;
template<typename... As>
struct TakesAll<std::tuple<As...>> {
    using Type = Takes<As...>;
};
template<typename List>
struct TakesAfterTrigger {
    using Type = TakesSomethingElse;
};
template<typename Trigger, typename... As>
struct TakesAfterTrigger<std::tuple<Trigger, As...>> {
    using Type = Takes<As...>;
};

template<typename F>
concept HasSignature = requires { typename Signature<F>::Arguments; };

template<typename F>
struct TakenBy {
    using Type = TakesSomethingElse;
};
template<HasSignature F>
struct TakenBy<F> {
    using Type = typename TakesAll<typename Signature<F>::Arguments>::Type;
};

} // namespace typed
} // namespace asq
