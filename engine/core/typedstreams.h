#pragma once

#include "core/sequence.h"
#include "core/streams.h"

namespace asq {

/// Reactive sequences made of others, typed; streams.h says what each of them passes on.
///
///     const auto moves = zip("moves", pressed, released);          // EventSequence<Point, Point>
///     const auto large = filter("large", sizes, [](int size) { return size > 10; });
namespace typed {

inline Description streamDescription(Kernel &kernel, const char *label, const std::source_location &location)
{
    kernel.setPosition(kernel.positionOf(location));
    return {QString::fromUtf8(label), kernel.position()};
}

template<typename E>
struct Carried;
template<typename... Ts>
struct Carried<EventSequence<Ts...>> {
    using Type = typename One<Ts...>::Type;
};
template<typename... Es>
struct CombinedOf {
    using Type = EventSequence<typename Carried<Es>::Type...>;
};
template<typename E>
struct CombinedOf<E> {
    using Type = E;
};

template<typename First, typename... Rest>
typename CombinedOf<First, Rest...>::Type combined(Combining combining, const Description &description,
                                                   const First &first, const Rest &...rest)
{
    Kernel &kernel = first.core()->steps()->kernel();
    const Sources sources{Ref<Flow>(first.core()->steps()), Ref<Flow>(rest.core()->steps())...};
    return typename CombinedOf<First, Rest...>::Type(combinedStream(kernel, sources, combining, description));
}

} // namespace typed

/// The first event of each with the first of the others, the second with the second, and so on.
template<typename First, typename... Rest>
auto zip(const char *label, const First &first, const Rest &...rest)
{
    Kernel &kernel = first.core()->steps()->kernel();
    return typed::combined(Combining::All, typed::streamDescription(kernel, label, {}), first, rest...);
}
/// The newest of each, once each has one that was not used yet; which uses them up.
template<typename First, typename... Rest>
auto allLatest(const char *label, const First &first, const Rest &...rest)
{
    Kernel &kernel = first.core()->steps()->kernel();
    return typed::combined(Combining::Newest, typed::streamDescription(kernel, label, {}), first, rest...);
}
/// At every event the newest of each, once each has had one.
template<typename First, typename... Rest>
auto combineLatest(const char *label, const First &first, const Rest &...rest)
{
    Kernel &kernel = first.core()->steps()->kernel();
    return typed::combined(Combining::Latest, typed::streamDescription(kernel, label, {}), first, rest...);
}
/// Every event of any of them; all carry the same.
template<typename... Ts, typename... Rest>
EventSequence<Ts...> merge(const char *label, const EventSequence<Ts...> &first, const Rest &...rest)
{
    static_assert((std::is_same_v<EventSequence<Ts...>, Rest> && ...),
                  "merged streams carry messages of the same types");
    Kernel &kernel = first.core()->steps()->kernel();
    const Sources sources{Ref<Flow>(first.core()->steps()), Ref<Flow>(rest.core()->steps())...};
    return EventSequence<Ts...>(mergedStream(kernel, sources, typed::streamDescription(kernel, label, {})));
}
/// The events for which f(Ts…) is true.
template<typename... Ts, typename F>
EventSequence<Ts...> filter(const char *label, const EventSequence<Ts...> &source, F predicate,
                            std::source_location location = std::source_location::current())
{
    static_assert(std::is_invocable_r_v<bool, F, Ts...>,
                  "a filter is a function of the event's messages that gives a bool");
    const Ref<Function> function = makeFunction([f = std::move(predicate)](Messages messages) mutable {
        return Value(std::apply([&](Ts &&...values) { return bool(f(std::move(values)...)); },
                                typed::fromMessages<Ts...>(std::move(messages))));
    });
    Kernel &kernel = source.core()->steps()->kernel();
    return EventSequence<Ts...>(
        filteredStream(Ref<Flow>(source.core()->steps()), function, typed::streamDescription(kernel, label, location)));
}
/// The events that differ from all before.
template<typename... Ts>
EventSequence<Ts...> distinct(const char *label, const EventSequence<Ts...> &source,
                              std::source_location location = std::source_location::current())
{
    Kernel &kernel = source.core()->steps()->kernel();
    return EventSequence<Ts...>(distinctStream(Ref<Flow>(source.core()->steps()), Distinct::Ever,
                                               typed::streamDescription(kernel, label, location)));
}
/// The events that differ from the one before.
template<typename... Ts>
EventSequence<Ts...> distinctUntilChanged(const char *label, const EventSequence<Ts...> &source,
                                          std::source_location location = std::source_location::current())
{
    Kernel &kernel = source.core()->steps()->kernel();
    return EventSequence<Ts...>(distinctStream(Ref<Flow>(source.core()->steps()), Distinct::Consecutive,
                                               typed::streamDescription(kernel, label, location)));
}
/// What each of the sequences gives, one after another.
template<typename... Ts, typename... Rest>
EventSequence<Ts...> streamOf(const char *label, const Sequence<Ts...> &first, const Rest &...rest)
{
    static_assert((std::is_same_v<Sequence<Ts...>, Rest> && ...),
                  "the sequences of a stream give messages of the same types");
    Kernel &kernel = first.core()->kernel();
    return EventSequence<Ts...>(streamOf(kernel, Sources{Ref<Flow>(first.core()), Ref<Flow>(rest.core())...},
                                         typed::streamDescription(kernel, label, {})));
}

} // namespace asq
