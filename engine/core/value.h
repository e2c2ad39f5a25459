#pragma once

#include "core/refcounted.h"

#include <QString>
#include <QTypeInfo>

#include <concepts>
#include <cstddef>
#include <cstring>
#include <new>
#include <string>
#include <type_traits>
#include <typeinfo>
#include <utility>

namespace asq {

/// How much a text of a value may say.
struct DetailLimits {
    int budget = 80; ///< Characters, about.
    int depth = 4; ///< Levels of lists, maps and objects whose content is shown; of deeper ones only how much there is.
};

/// Whether a T may be moved by copying its bytes and forgetting the original. Specialise for types of your own that hold
/// no pointer into themselves: only such values are kept inline.
template<typename T>
inline constexpr bool isRelocatable = QTypeInfo<T>::isRelocatable;
template<typename T>
inline constexpr bool isRelocatable<Ref<T>> = true;

/// One message: a small type-erased value with inline storage for 24 bytes, on the heap beyond that. Moving one copies
/// its bytes, whatever it holds.
/// The default Value is "undefined". Languages bring their own kinds by specialising ValueTraits; the
/// kernel asks only for what stands in Value::Operations.
///
/// Copyable when what it holds is; copying a value that is not is a programming error (asserted): the kernel
/// copies only where the semantics fan out (gate, fork, duplicate, several readers).
class Value
{
public:
    static constexpr std::size_t InlineSize = 24;

    /// What the kernel may ask of a held value. One static table a type.
    struct Operations {
        const std::type_info *type;
        void (*destroy)(void *storage) noexcept; ///< Null: nothing to do.
        void (*copy)(const void *from, void *to); ///< Null: not copyable.
        /// A text for people of at most about `budget` characters; never throws.
        QString (*summary)(const void *storage, int budget);
        /// The same with what stands in lists, maps and objects.
        QString (*detail)(const void *storage, DetailLimits limits);
        bool (*truthy)(const void *storage); ///< As an error-first callback sees it.
        bool (*error)(const void *storage); ///< An error object, as `take` of a channel tells apart.
        bool (*equal)(const void *a, const void *b); ///< The same value; both of this type.
    };

    Value() noexcept = default;
    template<typename T>
        requires(!std::is_same_v<std::remove_cvref_t<T>, Value>)
    explicit Value(T &&value)
    {
        emplace<std::remove_cvref_t<T>>(std::forward<T>(value));
    }
    Value(const Value &other) { copyFrom(other); }
    Value(Value &&other) noexcept { moveFrom(other); }
    Value &operator=(const Value &other)
    {
        if (this != &other) {
            reset();
            copyFrom(other);
        }
        return *this;
    }
    Value &operator=(Value &&other) noexcept
    {
        if (this != &other) {
            reset();
            moveFrom(other);
        }
        return *this;
    }
    ~Value() { reset(); }

    bool isUndefined() const noexcept { return !m_operations; }
    /// Null unless exactly a T is held.
    template<typename T>
    const T *get() const noexcept
    {
        // The tables of one type are one, but for what other libraries of the process made.
        return m_operations == operationsOf<T>() || (m_operations && *m_operations->type == typeid(T)) ? pointer<T>()
                                                                                                       : nullptr;
    }
    template<typename T>
    T *get() noexcept
    {
        return const_cast<T *>(std::as_const(*this).get<T>());
    }
    const std::type_info &type() const noexcept { return m_operations ? *m_operations->type : typeid(void); }
    bool isCopyable() const noexcept { return !m_operations || m_operations->copy; }
    QString summary(int budget) const;
    QString detail(DetailLimits limits) const;
    bool isTruthy() const { return m_operations && m_operations->truthy(m_storage); }
    bool isError() const { return m_operations && m_operations->error(m_storage); }
    /// The same value of the same type; two undefined ones are equal.
    friend bool operator==(const Value &a, const Value &b)
    {
        return a.m_operations == b.m_operations && (!a.m_operations || a.m_operations->equal(a.m_storage, b.m_storage));
    }

private:
    template<typename T>
    static constexpr bool isInline = sizeof(T) <= InlineSize && alignof(T) <= alignof(void *) && isRelocatable<T>;

    template<typename T>
    static const T *in(const void *storage) noexcept
    {
        if constexpr (isInline<T>)
            return std::launder(static_cast<const T *>(storage));
        else
            return *static_cast<T *const *>(storage);
    }
    template<typename T>
    const T *pointer() const noexcept
    {
        return in<T>(m_storage);
    }
    template<typename T>
    static const Operations *operationsOf() noexcept;

    template<typename T, typename... Args>
    void emplace(Args &&...args)
    {
        if constexpr (isInline<T>)
            new (m_storage) T(std::forward<Args>(args)...);
        else
            *reinterpret_cast<T **>(m_storage) = new T(std::forward<Args>(args)...);
        m_operations = operationsOf<T>();
    }
    void reset() noexcept
    {
        const Operations *operations = std::exchange(m_operations, nullptr);
        if (operations && operations->destroy)
            operations->destroy(m_storage);
    }
    void moveFrom(Value &other) noexcept
    {
        std::memcpy(m_storage, other.m_storage, InlineSize);
        m_operations = std::exchange(other.m_operations, nullptr);
    }
    void copyFrom(const Value &other)
    {
        if (other.m_operations) {
            Q_ASSERT_X(other.m_operations->copy, "asq::Value", "this message cannot be copied");
            other.m_operations->copy(other.m_storage, m_storage);
            m_operations = other.m_operations;
        }
    }

    const Operations *m_operations = nullptr;
    alignas(void *) std::byte m_storage[InlineSize];
};

/// How a type presents itself as a message. Specialise for types of your own to give them a summary; and, if it holds
/// others, a `static QString detail(const T &, DetailLimits)` that shows them (detailOf() gives the text of each).
template<typename T>
struct ValueTraits {
    static constexpr bool isPrimary = true; ///< Not one of a type's own.
    static QString summary(const T &value, int budget);
    static bool truthy(const T &value)
    {
        if constexpr (std::is_arithmetic_v<T>)
            return value != T();
        else
            return true;
    }
    static bool isError(const T &) { return false; }
    static bool equal(const T &a, const T &b)
    {
        if constexpr (std::equality_comparable<T>)
            return a == b;
        else
            return &a == &b;
    }
};

/// A text of `value` that shows what it holds: the elements of lists and maps, the parts of pairs and tuples.
template<typename T>
QString detailOf(const T &value, DetailLimits limits);

/// The text of `type` for people, demangled.
QString typeName(const std::type_info &type);
/// `text`, cut to about `budget` characters with an ellipsis.
QString elided(const QString &text, int budget);

template<typename T>
QString ValueTraits<T>::summary(const T &value, int budget)
{
    if constexpr (std::is_same_v<T, bool>)
        return value ? QStringLiteral("true") : QStringLiteral("false");
    else if constexpr (std::is_arithmetic_v<T>)
        return QString::number(value);
    else if constexpr (std::is_convertible_v<const T &, QString>)
        return QLatin1Char('"') + elided(value, budget) + QLatin1Char('"');
    else if constexpr (std::is_convertible_v<const T &, const char *>)
        return QLatin1Char('"') + elided(QString::fromUtf8(value), budget) + QLatin1Char('"');
    else if constexpr (requires {
                           { value.toStdString() } -> std::convertible_to<std::string>;
                       })
        return elided(QString::fromStdString(value.toStdString()), budget);
    else if constexpr (requires {
                           { value.c_str() } -> std::convertible_to<const char *>;
                       })
        return QLatin1Char('"') + elided(QString::fromUtf8(value.c_str()), budget) + QLatin1Char('"');
    else
        return elided(typeName(typeid(T)), budget);
}

template<typename T>
const Value::Operations *Value::operationsOf() noexcept
{
    static constexpr auto copy = [] {
        if constexpr (std::is_copy_constructible_v<T>)
            return +[](const void *from, void *to) {
                if constexpr (isInline<T>)
                    new (to) T(*in<T>(from));
                else
                    *static_cast<T **>(to) = new T(*in<T>(from));
            };
        else
            return static_cast<void (*)(const void *, void *)>(nullptr);
    }();
    static constexpr auto destroy = [] {
        if constexpr (isInline<T> && std::is_trivially_destructible_v<T>)
            return static_cast<void (*)(void *) noexcept>(nullptr);
        else
            return +[](void *storage) noexcept {
                if constexpr (isInline<T>)
                    const_cast<T *>(in<T>(storage))->~T();
                else
                    delete *static_cast<T **>(storage);
            };
    }();
    static const Operations operations = {
        &typeid(T),
        destroy,
        copy,
        [](const void *storage, int budget) { return ValueTraits<T>::summary(*in<T>(storage), budget); },
        [](const void *storage, DetailLimits limits) { return detailOf(*in<T>(storage), limits); },
        [](const void *storage) { return ValueTraits<T>::truthy(*in<T>(storage)); },
        [](const void *storage) { return ValueTraits<T>::isError(*in<T>(storage)); },
        [](const void *a, const void *b) { return ValueTraits<T>::equal(*in<T>(a), *in<T>(b)); },
    };
    return &operations;
}

} // namespace asq

Q_DECLARE_TYPEINFO(asq::Value, Q_RELOCATABLE_TYPE);

#include "core/valuedetail.h"
