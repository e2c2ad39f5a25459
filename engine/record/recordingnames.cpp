#include "record/recordingnames.h"

#include <unistd.h>

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

QString fileNameFrom(const QString &pattern)
{
    QString name;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QStringView pair = QStringView(pattern).mid(i, 2);
        if (pair != u"%p" && pair != u"%%") {
            name += pattern.at(i);
            continue;
        }
        name += pair == u"%p" ? QString::number(getpid()) : QStringLiteral("%");
        ++i;
    }
    return name;
}

} // namespace asq::record
