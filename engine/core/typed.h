#pragma once

#include "core/step.h"

#include <optional>
#include <source_location>
#include <tuple>
#include <type_traits>

namespace asq {

/// A callable with the name it is shown by: `named("openDoors", [](…) { … })`.
template<typename F>
struct Named {
    const char *label;
    F callable;
    std::source_location location;
};
/// `label` must live as long as the call that it is given to: a literal, as a rule.
template<typename F>
Named<std::decay_t<F>> named(const char *label, F &&callable,
                             std::source_location location = std::source_location::current())
{
    return {label, std::forward<F>(callable), location};
}

/// What reached a handler: the errors, each of a type of its own.
class Error
{
public:
    explicit Error(Messages errors) : m_errors(std::move(errors)) {}
    qsizetype count() const { return m_errors.size(); }
    /// Null unless error `index` is a T.
    template<typename T>
    const T *get(qsizetype index = 0) const
    {
        return index < m_errors.size() ? m_errors.at(index).get<T>() : nullptr;
    }
    /// For people.
    QString text() const { return summary(m_errors.constData(), m_errors.size(), 200); }
    const Messages &messages() const { return m_errors; }

private:
    Messages m_errors;
};

/// An optional message: what it holds, or nothing.
template<typename T>
struct ValueTraits<std::optional<T>> {
    static QString summary(const std::optional<T> &value, int budget)
    {
        return value ? ValueTraits<T>::summary(*value, budget) : QStringLiteral("nothing");
    }
    static QString detail(const std::optional<T> &value, DetailLimits limits)
    {
        return value ? detailOf(*value, limits) : QStringLiteral("nothing");
    }
    static bool truthy(const std::optional<T> &value) { return value && ValueTraits<T>::truthy(*value); }
    static bool isError(const std::optional<T> &) { return false; }
    static bool equal(const std::optional<T> &a, const std::optional<T> &b)
    {
        return a.has_value() == b.has_value() && (!a || ValueTraits<T>::equal(*a, *b));
    }
};

/// How the typed face turns C++ into the kernel's terms and back. For implementations, not for users.
namespace typed {

template<typename F>
struct Signature : Signature<decltype(&F::operator())> {};
template<typename R, typename C, typename... As>
struct Signature<R (C::*)(As...) const> {
    using Result = R;
    using Arguments = std::tuple<As...>;
};
template<typename R, typename C, typename... As>
struct Signature<R (C::*)(As...)> : Signature<R (C::*)(As...) const> {};
template<typename R, typename... As>
struct Signature<R (*)(As...)> {
    using Result = R;
    using Arguments = std::tuple<As...>;
};

template<typename F>
struct Unnamed {
    using Type = F;
};
template<typename F>
struct Unnamed<Named<F>> {
    using Type = F;
};

template<typename F>
F &callableOf(F &callable)
{
    return callable;
}
template<typename F>
F &callableOf(Named<F> &callable)
{
    return callable.callable;
}
template<typename F>
const char *labelOf(const F &, const char *fallback)
{
    return fallback;
}
template<typename F>
const char *labelOf(const Named<F> &callable, const char *)
{
    return callable.label;
}

template<typename F>
std::source_location locationOf(const F &, std::source_location fallback)
{
    return fallback;
}
template<typename F>
std::source_location locationOf(const Named<F> &callable, std::source_location)
{
    return callable.location;
}

/// How a callable shows itself; empty when nobody observes, since then nothing is shown.
inline Description describe(Kernel &kernel, const char *label, const std::source_location &location)
{
    if (!kernel.isObserved())
        return {};
    return {QString::fromUtf8(label), kernel.positionOf(location)};
}
template<typename F>
Description describe(Kernel &kernel, const F &callable, const char *fallback, const std::source_location &location)
{
    return describe(kernel, labelOf(callable, fallback), locationOf(callable, location));
}

template<typename T>
struct IsTuple : std::false_type {};
template<typename... Ts>
struct IsTuple<std::tuple<Ts...>> : std::true_type {};

/// A C string is passed on as a QString; other classes that convert to one, such as QByteArray, as what they are.
template<typename T>
constexpr bool isCString = std::is_same_v<std::decay_t<T>, const char *> || std::is_same_v<std::decay_t<T>, char *>;

template<typename T>
Value toValue(T &&value)
{
    using Plain = std::remove_cvref_t<T>;
    if constexpr (std::is_same_v<Plain, Value>)
        return std::forward<T>(value);
    else if constexpr (isCString<T>)
        return Value(QString::fromUtf8(value));
    else
        return Value(std::forward<T>(value));
}

template<typename... Ts>
Messages toMessages(Ts &&...values)
{
    Messages messages;
    (messages.append(toValue(std::forward<Ts>(values))), ...);
    return messages;
}

[[noreturn]] inline void throwMismatch(const std::type_info &wanted, const Value &given)
{
    throw Failure(
        Value(QStringLiteral("a message of type %1 was expected, and %2 came (%3)")
                  .arg(typeName(wanted), given.isUndefined() ? QStringLiteral("nothing") : typeName(given.type()),
                       given.summary(60))));
}

template<typename T>
T fromValue(Value &&value);

template<typename T>
T fromPlace(Messages &list, std::size_t place)
{
    if (place < std::size_t(list.size())) [[likely]]
        return fromValue<T>(std::move(list[qsizetype(place)]));
    return fromValue<T>(Value());
}
template<typename Tuple, std::size_t... Is>
Tuple fromList([[maybe_unused]] Messages &list, std::index_sequence<Is...>)
{
    return Tuple(fromPlace<std::tuple_element_t<Is, Tuple>>(list, Is)...);
}
/// The messages are used up, not taken away.
template<typename... Ts>
std::tuple<Ts...> fromMessages(Messages &&messages)
{
    return fromList<std::tuple<Ts...>>(messages, std::index_sequence_for<Ts...>());
}

/// How a message becomes a T that it does not hold as such: a specialisation has a static T of(Value &&).
template<typename T>
struct FromValue {};

template<typename T>
T fromValue(Value &&value)
{
    if constexpr (requires { FromValue<T>::of(std::move(value)); }) {
        return FromValue<T>::of(std::move(value));
    } else if constexpr (std::is_same_v<T, Value>) {
        return std::move(value);
    } else if constexpr (std::is_same_v<T, std::monostate>) {
        return {};
    } else if constexpr (IsTuple<T>::value) {
        const MessageWrapper *wrapper = value.get<MessageWrapper>();
        if (!wrapper)
            throwMismatch(typeid(T), value);
        Messages list = wrapper->messages();
        return fromList<T>(list, std::make_index_sequence<std::tuple_size_v<T>>());
    } else {
        T *held = value.get<T>();
        if (!held)
            throwMismatch(typeid(T), value);
        return std::move(*held);
    }
}

/// The messages of one result as one C++ type: nothing, the value, or a tuple.
template<typename... Ts>
struct One {
    using Type = std::tuple<Ts...>;
};
template<>
struct One<> {
    using Type = std::monostate;
};
template<typename T>
struct One<T> {
    using Type = T;
};

/// What a function that gives a value back passes on, appended to `messages`: a tuple is several messages, void is one
/// without a value.
template<typename R>
void appendReturned(Messages &messages, R &&result)
{
    if constexpr (IsTuple<std::remove_cvref_t<R>>::value)
        std::apply([&messages](
                       auto &&...values) { (messages.append(toValue(std::forward<decltype(values)>(values))), ...); },
                   std::forward<R>(result));
    else
        messages.append(toValue(std::forward<R>(result)));
}
template<typename R>
Messages returned(R &&result)
{
    Messages messages;
    appendReturned(messages, std::forward<R>(result));
    return messages;
}

} // namespace typed
} // namespace asq
