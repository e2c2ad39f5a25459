#pragma once

// Texts that show what a value holds. Included by value.h, whose half this is.
#include "core/value.h"

#include <algorithm>
#include <ranges>
#include <string_view>
#include <tuple>

namespace asq {

/// Gathers the parts of a text like "[1, 2, … 7 more]" within limits: what no longer fits is counted, and not looked at.
class DetailText
{
public:
    DetailText(QStringView open, QStringView close, DetailLimits limits)
        : m_text(open.toString()), m_close(close), m_limits(limits)
    {
    }
    /// `part(DetailLimits)` gives the text of the next part; not called when there is no room left.
    template<typename Part>
    void add(Part &&part)
    {
        const int room = m_limits.budget - int(m_text.size() + m_close.size());
        if (m_limits.depth <= 0 || m_omitted > 0 || room < 1) {
            ++m_omitted;
            return;
        }
        if (m_count++ > 0)
            m_text += QLatin1String(", ");
        m_text += part(DetailLimits{room, m_limits.depth - 1});
    }
    /// `count` more parts that are not looked at.
    void omit(qsizetype count) { m_omitted += count; }
    bool isFull() const { return m_omitted > 0; }
    QString take();

private:
    QString m_text;
    QStringView m_close;
    DetailLimits m_limits;
    qsizetype m_count = 0;
    qsizetype m_omitted = 0;
};

namespace detail {

/// ValueTraits of a type's own say all about it.
template<typename T>
concept IsSpecialised = !requires { ValueTraits<T>::isPrimary; };
template<typename T>
concept HasOwn = requires(const T &value) {
    { ValueTraits<T>::detail(value, DetailLimits()) } -> std::convertible_to<QString>;
};
template<typename T>
concept IsText = std::is_convertible_v<const T &, QString> || std::is_convertible_v<const T &, const char *>
    || std::is_convertible_v<const T &, std::string_view> || requires(const T &value) { value.toStdString(); }
    || requires(const T &value) { value.c_str(); };
/// QMap and QHash, whose plain iterators leave the keys out.
template<typename T>
concept IsQtMap = requires(const T &value) {
    value.keyValueBegin();
    value.keyValueEnd();
    value.size();
};
template<typename T>
concept IsMap = requires { typename T::mapped_type; } && std::ranges::input_range<const T>;
template<typename T>
concept IsList = std::ranges::input_range<const T> && std::ranges::sized_range<const T>;
template<typename T>
concept IsTuple = requires { typename std::tuple_size<T>::type; };

template<typename Begin, typename End>
QString ofMap(Begin begin, End end, qsizetype size, DetailLimits limits)
{
    DetailText text(u"{", u"}", limits);
    qsizetype seen = 0;
    for (Begin it = begin; it != end && !text.isFull(); ++it, ++seen) {
        text.add([&](DetailLimits inner) {
            const QString key = detailOf(std::get<0>(*it), inner);
            return QString(key + QLatin1String(": ")
                           + detailOf(std::get<1>(*it), {std::max(1, inner.budget - int(key.size())), inner.depth}));
        });
    }
    text.omit(size - seen);
    return text.take();
}

template<typename T>
QString ofList(const T &value, DetailLimits limits)
{
    DetailText text(u"[", u"]", limits);
    const qsizetype size = qsizetype(std::ranges::size(value));
    qsizetype seen = 0;
    for (auto it = std::ranges::begin(value); it != std::ranges::end(value) && !text.isFull(); ++it, ++seen)
        text.add([&](DetailLimits inner) {
            return detailOf(static_cast<const std::ranges::range_value_t<const T> &>(*it), inner);
        });
    text.omit(size - seen);
    return text.take();
}

template<typename T>
QString ofTuple(const T &value, DetailLimits limits)
{
    DetailText text(u"(", u")", limits);
    std::apply(
        [&](const auto &...parts) { (text.add([&](DetailLimits inner) { return detailOf(parts, inner); }), ...); },
        value);
    return text.take();
}

} // namespace detail

template<typename T>
QString detailOf(const T &value, DetailLimits limits)
{
    if constexpr (std::is_same_v<T, Value>)
        return value.detail(limits);
    else if constexpr (detail::HasOwn<T>)
        return ValueTraits<T>::detail(value, limits);
    else if constexpr (detail::IsSpecialised<T> || std::is_arithmetic_v<T> || detail::IsText<T>)
        return ValueTraits<T>::summary(value, limits.budget);
    else if constexpr (detail::IsQtMap<T>)
        return detail::ofMap(value.keyValueBegin(), value.keyValueEnd(), qsizetype(value.size()), limits);
    else if constexpr (detail::IsMap<T>)
        return detail::ofMap(value.begin(), value.end(), qsizetype(value.size()), limits);
    else if constexpr (detail::IsList<T>)
        return detail::ofList(value, limits);
    else if constexpr (detail::IsTuple<T>)
        return detail::ofTuple(value, limits);
    else
        return ValueTraits<T>::summary(value, limits.budget);
}

} // namespace asq
