#include "record/recordingnames.h"

#include <QStringList>

#include <algorithm>
#include <cstring>
#include <iterator>

namespace asq::record {

trace::Result<RecorderOptions::Values> valuesFromWord(const QString &word)
{
    if (word == QLatin1String("off"))
        return RecorderOptions::Values::Off;
    if (word == QLatin1String("summary"))
        return RecorderOptions::Values::Summary;
    if (word == QLatin1String("full"))
        return RecorderOptions::Values::Full;
    return trace::Error{QStringLiteral("values are \"off\", \"summary\" or \"full\", not \"%1\"").arg(word)};
}

trace::Result<KeepLimits> keepFromWord(const QString &word)
{
    struct Unit {
        const char *name;
        qint64 nanoseconds;
        qint64 bytes;
    };
    constexpr Unit units[] = {
        {"ms", 1'000'000, 0}, {"min", 60'000'000'000, 0}, {"s", 1'000'000'000, 0},
        {"MiB", 0, 1 << 20},  {"GiB", 0, 1 << 30},
    };
    KeepLimits limits;
    const QStringList parts = word.split(u',');
    for (const QString &part : parts) {
        const auto unit = std::find_if(std::begin(units), std::end(units),
                                       [&](const Unit &each) { return part.endsWith(QLatin1String(each.name)); });
        bool isNumber = false;
        const int number = unit == std::end(units)
            ? 0
            : QStringView(part).chopped(qsizetype(std::strlen(unit->name))).toInt(&isNumber);
        if (!isNumber || number < 1 || parts.size() > 2)
            return trace::Error{
                QStringLiteral("what is kept is a time, a size or both (30s, 5min, 64MiB; 30s,64MiB), not \"%1\"")
                    .arg(word)};
        if (unit->bytes > 0)
            limits.bytes = number * unit->bytes;
        else
            limits.time = std::chrono::nanoseconds(number * unit->nanoseconds);
    }
    return limits;
}

QString fileNameFrom(const QString &pattern, qint64 process)
{
    QString name;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QStringView pair = QStringView(pattern).mid(i, 2);
        if (pair != u"%p" && pair != u"%%") {
            name += pattern.at(i);
            continue;
        }
        name += pair == u"%p" ? QString::number(process) : QStringLiteral("%");
        ++i;
    }
    return name;
}

} // namespace asq::record
