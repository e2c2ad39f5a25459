#include "trace/result.h"

namespace asq::trace {

QString Error::toString() const
{
    if (line > 0 && column > 0)
        return QStringLiteral("line %1, column %2: %3").arg(line).arg(column).arg(text);
    if (line > 0)
        return QStringLiteral("line %1: %2").arg(line).arg(text);
    if (offset)
        return QStringLiteral("byte %1: %2").arg(*offset).arg(text);
    return text;
}

} // namespace asq::trace
