#pragma once

#include "core/try.h"
#include "core/typed.h"

#include <optional>

namespace asq {

/// What a step passes on that was only tried (`Sequence::attempt`): its value, or the errors it failed with.
template<typename T>
class Tried
{
public:
    explicit Tried(T value) : m_value(std::move(value)) {}
    explicit Tried(Error error) : m_error(std::move(error)) {}

    bool hasFailed() const { return !m_value; }
    /// Requires: !hasFailed().
    const T &value() const { return *m_value; }
    /// Without errors unless hasFailed().
    const Error &error() const { return m_error; }

private:
    std::optional<T> m_value;
    Error m_error{Messages()};
};

namespace typed {

template<>
struct FromValue<Error> {
    static Error of(Value &&value)
    {
        if (Error *held = value.get<Error>())
            return std::move(*held);
        return Error(value.isUndefined() ? Messages() : spread(std::move(value)));
    }
};
template<typename T>
struct FromValue<Tried<T>> {
    static Tried<T> of(Value &&value)
    {
        if (const Caught *caught = value.get<Caught>())
            return Tried<T>(FromValue<Error>::of(Value(caught->error())));
        return Tried<T>(fromValue<T>(std::move(value)));
    }
};
/// What may be missing is undefined there.
template<typename T>
struct FromValue<std::optional<T>> {
    static std::optional<T> of(Value &&value)
    {
        if (std::optional<T> *held = value.get<std::optional<T>>())
            return std::move(*held);
        return value.isUndefined() ? std::nullopt : std::optional<T>(fromValue<T>(std::move(value)));
    }
};

} // namespace typed
} // namespace asq
