#pragma once

// Part of sequence.h, which includes it where it is needed: include that.
#include "core/sequence.h"

namespace asq {

/// A Sequence that knows that its last step is number `N` of a chain of calls. Use it as the Sequence that it is.
template<std::size_t N, typename... Ts>
class NumberedSequence : public Sequence<Ts...>, public SequenceSteps<NumberedSequence<N, Ts...>, N, Ts...>
{
    using Base = Sequence<Ts...>;
    using Steps = SequenceSteps<NumberedSequence<N, Ts...>, N, Ts...>;

public:
    using Location = std::source_location;
    using Base::Base;
    using Steps::after;
    using Steps::afterWith;
    using Steps::any;
    using Steps::attempt;
    using Steps::errorFirst;
    using Steps::failAfter;
    using Steps::first;
    using Steps::last;
    using Steps::map;
    using Steps::none;
    using Steps::pCatch;
    using Steps::pThen;
    using Steps::race;
    using Steps::until;
    using Steps::waterfall;

    template<typename F>
    auto then(F callable, Location location = Location::current()) const
    {
        return Base::template then<N + 1>(std::move(callable), location);
    }
    template<typename F>
    auto val(F callable, Location location = Location::current()) const
    {
        return Base::template val<N + 1>(std::move(callable), location);
    }
    template<typename... Fs>
    auto gate(Fs... callables) const
    {
        return Base::template gate<N + 1>(std::move(callables)...);
    }
    template<typename Other>
    auto seq(Other other, Location location = Location::current()) const
    {
        return Base::template seq<N + 1>(std::move(other), location);
    }
    template<typename Other>
    auto promise(Other other, Location location = Location::current()) const
    {
        return Base::template promise<N + 1>(std::move(other), location);
    }
    template<typename... Us>
    auto pipe(const Done<Us...> &done) const
    {
        return Base::template pipe<N + 1>(done);
    }
    template<typename F>
    const NumberedSequence &onError(F callable, Location location = Location::current()) const
    {
        Base::onError(std::move(callable), location);
        return *this;
    }
    const NumberedSequence &defer() const
    {
        Base::defer();
        return *this;
    }
};

/// A paused copy of a sequence: its steps run when it is let go.
template<typename... Ts>
class Duplicate : public Sequence<Ts...>
{
public:
    using Sequence<Ts...>::Sequence;

    /// Lets it go with `messages` for its first step. Called again before that step runs, the messages add up. Which step
    /// is first, and what it takes, only the run can tell: messages of other types fail there.
    template<typename... Us>
    const Sequence<Ts...> &unpause(Us &&...messages) const
    {
        this->core()->unpause(typed::toMessages(std::forward<Us>(messages)...));
        return *this;
    }
};

template<typename... Ts>
struct AsSequence<Sequence<Ts...>> {
    using Type = Sequence<Ts...>;
    static const Type &of(Kernel &, const Type &sequence, const std::source_location &) { return sequence; }
};
template<std::size_t N, typename... Ts>
struct AsSequence<NumberedSequence<N, Ts...>> : AsSequence<Sequence<Ts...>> {};
template<typename... Ts>
struct AsSequence<Duplicate<Ts...>> : AsSequence<Sequence<Ts...>> {};

} // namespace asq
