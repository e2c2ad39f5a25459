#pragma once

#include <QString>

#include <optional>
#include <utility>
#include <variant>

namespace asq::trace {

/// What was wrong with something a person gave us, and where. Lines and columns count from 1 and are of texts,
/// offsets count bytes from 0 and are of files; 0 and nullopt mean that there is none.
struct Error {
    QString text; ///< A sentence for people, without a position.
    quint32 line = 0;
    quint32 column = 0;
    std::optional<qint64> offset = std::nullopt;

    /// "line 3, column 7: …", "byte 120: …", or the text alone.
    QString toString() const;
    friend bool operator==(const Error &, const Error &) = default;
};

/// A value, or the error that stood in its way.
template<typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_content(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_content(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_content.index() == 0; }
    explicit operator bool() const { return ok(); }
    /// Requires: ok().
    const T &value() const
    {
        Q_ASSERT(ok());
        return *std::get_if<0>(&m_content);
    }
    T &value()
    {
        Q_ASSERT(ok());
        return *std::get_if<0>(&m_content);
    }
    const T &operator*() const { return value(); }
    const T *operator->() const { return &value(); }
    /// Requires: !ok().
    const Error &error() const
    {
        Q_ASSERT(!ok());
        return *std::get_if<1>(&m_content);
    }

private:
    std::variant<T, Error> m_content;
};

} // namespace asq::trace
