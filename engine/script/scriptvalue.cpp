#include "script/scriptvalue.h"

#include "script/bridge.h"

namespace {
thread_local asq::script::ObjectSummary objectSummary = nullptr;
}

void asq::script::setObjectSummary(ObjectSummary summary)
{
    objectSummary = summary;
}

bool asq::ValueTraits<QJSValue>::isError(const QJSValue &value)
{
    return script::Bridge::isError(value);
}

QString asq::ValueTraits<QJSValue>::summary(const QJSValue &value, int budget)
{
    constexpr int nestedInSummaries = 3;
    return detail(value, {budget, nestedInSummaries});
}

QString asq::ValueTraits<QJSValue>::detail(const QJSValue &value, DetailLimits limits)
{
    if (value.isString())
        return QLatin1Char('"') + elided(value.toString(), limits.budget) + QLatin1Char('"');
    if (value.isObject())
        return objectSummary ? objectSummary(value, limits) : QStringLiteral("{…}");
    return elided(value.toString(), limits.budget);
}
