#include "geometry/quantity.h"

#include <cmath>

namespace interleave {

QString durationText(double nanoseconds)
{
    struct Unit {
        double size;
        const char *name;
    };
    static constexpr Unit units[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "µs"}, {1.0, "ns"}};
    if (nanoseconds == 0.0)
        return QStringLiteral("0 ms");
    for (const Unit &unit : units) {
        const double value = nanoseconds / unit.size;
        // 999.6 µs reads as 1 ms: the unit is chosen after rounding.
        if (std::abs(value) >= 0.9995 || unit.size == 1.0)
            return QString::number(value, 'g', 3).contains(QLatin1Char('e'))
                ? countText(std::llround(value)) + QLatin1Char(' ') + QString::fromUtf8(unit.name)
                : QString::number(value, 'g', 3) + QLatin1Char(' ') + QString::fromUtf8(unit.name);
    }
    return QString();
}

QString countText(qint64 count)
{
    QString digits = QString::number(std::abs(count));
    for (qsizetype i = digits.size() - 3; i > 0; i -= 3)
        digits.insert(i, QChar(0x2009));
    return count < 0 ? QLatin1Char('-') + digits : digits;
}

} // namespace interleave
