#pragma once

#include "core/fit.h"
#include "core/iterable.h"
#include "core/runner.h"
#include "core/task.h"

#include <iterator>
#include <optional>

namespace asq {

/// Every step of an iterable sequence that is advanced by hand: they all take and give the same.
struct EveryStep {};
/// What a callable gives back where something else is asked for.
template<typename R>
struct Gives {};
template<typename R>
struct Wanted {};

template<typename Signature>
class IterableSequence;

/// An iterable sequence that is advanced by hand: each call of next() runs one step, at once, with the arguments of the
/// call. Steps may be appended at any time, also by a step that runs and after the last one was taken.
///
///     IterableSequence<int(int)> doubling(kernel, "doubling");
///     doubling.val([](int x) { return x * 2; }).val([](int x) { return x + 3; });
///     doubling.next(8);  // 16
///     doubling.next(16); // 19
///     doubling.next(19); // nothing: over
///
/// Without arguments it is a range. Leaving the loop early aborts the sequence.
///
///     for (const int value : steps) …
template<typename R, typename... As>
class IterableSequence<R(As...)>
{
public:
    using Location = std::source_location;
    static constexpr bool GivesNothing = std::is_void_v<R>;
    /// What next() gives: a result, or none when nothing was left to run, or the step failed. Without results: whether one
    /// ran.
    using Result = std::conditional_t<GivesNothing, bool, std::optional<R>>;

    explicit IterableSequence(Ref<Iterable> core) : m_core(std::move(core)) {}
    explicit IterableSequence(Kernel &kernel, const char *label = "iterable", Location location = Location::current())
        : m_core(make(kernel, label, location))
    {
    }

    /// A step f(As…) that gives an R.
    template<typename F>
    const IterableSequence &val(F callable, Location location = Location::current()) const
    {
        using Plain = typename typed::Unnamed<F>::Type;
        using Fit = MessagesFit<std::is_invocable_v<Plain &, As...>, EveryStep, Gets<As...>,
                                typename typed::TakenBy<Plain>::Type>;
        static_assert(Fit::value, "this step does not take the arguments of next()");
        if constexpr (Fit::value) {
            using Given = std::invoke_result_t<Plain &, As...>;
            using Result = MessagesFit<std::is_convertible_v<Given, R>, EveryStep, Gives<Given>, Wanted<R>>;
            static_assert(Result::value, "this step does not give what the iterable sequence gives");
            const Ref<Function> function = makeFunction(
                [f = std::move(typed::callableOf(callable))](Messages messages) mutable -> Value {
                    return call(f, std::move(messages));
                });
            function->setDescription(typed::describe(kernel(), callable, "step", location));
            m_core->val(function);
        }
        return *this;
    }

    /// Runs the next step. Handlers hear of what it throws in a later tick.
    Result next(As... arguments, Location location = Location::current()) const
    {
        const Position before = kernel().position();
        kernel().setPosition(kernel().positionOf(location));
        Iterable::Result result = m_core->next(typed::toMessages(std::move(arguments)...));
        kernel().setPosition(before);
        if constexpr (GivesNothing)
            return result.kind == Iterable::Result::Yielded;
        else if (result.kind == Iterable::Result::Yielded)
            return typed::fromValue<R>(std::move(result.value));
        else
            return std::nullopt;
    }

    /// Called with the errors when a step throws, or fail() is called: f(const Error &).
    template<typename F>
    const IterableSequence &onError(F callable, Location location = Location::current()) const
    {
        const Ref<Function> function = makeFunction(
            [f = std::move(typed::callableOf(callable))](Messages errors) mutable -> Value {
                f(Error(std::move(errors)));
                return {};
            });
        function->setDescription(typed::describe(kernel(), callable, "or", location));
        m_core->onError(function);
        return *this;
    }
    /// Ends it in failure (`throw` of an iterator); nothing is thrown here.
    template<typename... Es>
    void fail(Es &&...errors) const
    {
        m_core->raise(typed::toMessages(std::forward<Es>(errors)...));
    }
    /// Immediate and silent.
    void abort() const { m_core->abort(); }
    /// An error of it is not reported when nobody handles it.
    const IterableSequence &defer() const
    {
        m_core->defer();
        return *this;
    }
    /// A copy of the steps and handlers that are left.
    IterableSequence duplicate() const { return IterableSequence(m_core->duplicate()); }
    bool isFailed() const { return m_core->isFailed(); }
    bool isAborted() const { return m_core->isAborted(); }
    /// Steps are left.
    bool hasNext() const { return m_core->hasSteps() && !isFailed() && !isAborted(); }

    class Iterator;
    /// Takes the first result. Requires: next() takes no arguments and gives results.
    Iterator begin() const
        requires(sizeof...(As) == 0 && !std::is_void_v<R>)
    {
        return Iterator(*this);
    }
    std::default_sentinel_t end() const
        requires(sizeof...(As) == 0 && !std::is_void_v<R>)
    {
        return std::default_sentinel;
    }

    const Ref<Iterable> &core() const { return m_core; }
    Kernel &kernel() const { return m_core->kernel(); }

private:
    static Ref<Iterable> make(Kernel &kernel, const char *label, const Location &location)
    {
        kernel.setPosition(kernel.positionOf(location));
        return Iterable::create(kernel, Iterable::Visibility::Shown, QString::fromUtf8(label));
    }
    template<typename F>
    static Value call(F &f, Messages messages)
    {
        return std::apply(
            [&f](As &&...arguments) -> Value {
                if constexpr (GivesNothing) {
                    f(std::move(arguments)...);
                    return {};
                } else {
                    return typed::toValue(R(f(std::move(arguments)...)));
                }
            },
            typed::fromMessages<As...>(std::move(messages)));
    }

    Ref<Iterable> m_core;
};

/// Goes through the results of next(). When the last copy of it goes before the end was reached, the sequence is aborted.
template<typename R, typename... As>
class IterableSequence<R(As...)>::Iterator
{
public:
    using value_type = R;
    using difference_type = std::ptrdiff_t;

    explicit Iterator(const IterableSequence &sequence) : m_shared(makeRef<Shared>(sequence)) {}
    const R &operator*() const { return *m_shared->current; }
    const R *operator->() const { return &*m_shared->current; }
    Iterator &operator++()
    {
        m_shared->current = m_shared->sequence.next();
        return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator &iterator, std::default_sentinel_t) { return !iterator.m_shared->current; }

private:
    struct Shared : RefCounted {
        explicit Shared(const IterableSequence &iterated) : sequence(iterated), current(sequence.next()) {}
        ~Shared() override
        {
            if (current)
                sequence.abort();
        }
        IterableSequence sequence;
        std::optional<R> current;
    };
    Ref<Shared> m_shared;
};

} // namespace asq
