#pragma once

#include "core/messages.h"

#include <QJSValue>

/// A word that holds a number or points into the script engine, never at itself.
template<>
inline constexpr bool asq::isRelocatable<QJSValue> = sizeof(QJSValue) == sizeof(quint64);

/// A JavaScript value as a message: it fits into a Value without an allocation. The kernel never looks inside.
template<>
struct asq::ValueTraits<QJSValue> {
    static QString summary(const QJSValue &value, int budget);
    static QString detail(const QJSValue &value, DetailLimits limits);
    static bool truthy(const QJSValue &value) { return value.toBool(); }
    /// As `instanceof Error` has it: also objects that only inherit from there.
    static bool isError(const QJSValue &value);
    static bool equal(const QJSValue &a, const QJSValue &b) { return a.strictlyEquals(b); }
};

namespace asq::script {

/// Set by the host: describes objects on the JavaScript side, where getters are not run, nothing is thrown, and the work
/// is bounded by the limits.
using ObjectSummary = QString (*)(const QJSValue &value, DetailLimits limits);
void setObjectSummary(ObjectSummary summary);

} // namespace asq::script
