#include "analysis/eventwords.h"

#include <array>

namespace asq::analysis {

using trace::Event;
using trace::EventId;
using trace::LocationId;
using trace::Trace;

QString shortTime(qint64 nanoseconds)
{
    static constexpr std::array<std::pair<qint64, const char *>, 4> units = {
        {{1'000'000'000, "s"}, {1'000'000, "ms"}, {1'000, "µs"}, {1, "ns"}}};
    for (const auto &[size, unit] : units) {
        if (nanoseconds >= size)
            return QString::number(double(nanoseconds) / double(size), 'g', nanoseconds / size < 1000 ? 3 : 10)
                + QString::fromUtf8(unit);
    }
    return QStringLiteral("0");
}

QString placeWords(const Trace &trace, LocationId id)
{
    if (id == LocationId::Unknown)
        return {};
    const trace::Location &location = trace.location(id);
    const QString file = location.file < quint32(trace.files().size()) ? trace.files().at(location.file).name
                                                                       : QStringLiteral("?");
    return QStringLiteral("%1:%2:%3").arg(file).arg(location.line).arg(location.column);
}

QString eventWords(const Trace &trace, const EntityNames &names, EventId id)
{
    const Event &event = trace.event(id);
    QString words = QLatin1String(name(event.kind)) + u' ' + names(event.entity);
    if (event.reason != trace::WaitReason::None)
        words += u' ' + QLatin1String(name(event.reason));
    if (event.other != trace::EntityId::None)
        words += QLatin1String(" with ") + names(event.other);
    if (event.value != trace::StringId::Empty)
        words += u' ' + trace.string(event.value);
    if (const QString place = placeWords(trace, event.location); !place.isEmpty())
        words += QLatin1String(" at ") + place;
    return words;
}

} // namespace asq::analysis
