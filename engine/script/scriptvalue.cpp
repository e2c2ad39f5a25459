#include "script/scriptvalue.h"

namespace {
thread_local asq::script::ObjectSummary objectSummary = nullptr;
}

void asq::script::setObjectSummary(ObjectSummary summary)
{
    objectSummary = summary;
}

QString asq::ValueTraits<QJSValue>::summary(const QJSValue &value, int budget)
{
    if (value.isString())
        return QLatin1Char('"') + elided(value.toString(), budget) + QLatin1Char('"');
    if (value.isObject())
        return objectSummary ? objectSummary(value, budget) : QStringLiteral("{…}");
    return elided(value.toString(), budget);
}
