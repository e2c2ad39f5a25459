#include "trace/formats/nativeform.h"

#include "trace/formats/bytes.h"

#include <cstring>

namespace asq::trace::native {

std::optional<Error> headError(const char *head)
{
    if (std::memcmp(head, Magic, sizeof Magic) != 0)
        return Error{QStringLiteral("this is no recording of Interleave"), 0, 0, 0};
    constexpr qint64 versionOffset = 8;
    const quint16 major = qFromLittleEndian<quint16>(head + 8);
    const quint16 minor = qFromLittleEndian<quint16>(head + 10);
    if (qFromLittleEndian<quint32>(head + 12) != crc32c(head, HeaderBytes - 4))
        return Error{QStringLiteral("the head of the recording is damaged"), 0, 0, versionOffset};
    if (major == MajorVersion)
        return std::nullopt;
    return Error{
        QStringLiteral(
            "the recording has format version %1.%2, and this program knows versions up to %3.%4: use a newer one")
            .arg(major)
            .arg(minor)
            .arg(MajorVersion)
            .arg(MinorVersion),
        0, 0, versionOffset};
}

QString damagedRemark(const Error &error, qint64 events)
{
    return QStringLiteral("The recording is damaged (%1): what happened after event %2 cannot be read.")
        .arg(error.toString())
        .arg(events);
}

QString cutRemark(qint64 missing, qint64 offset, qint64 events)
{
    return QStringLiteral("The recording ends in the middle of a chunk (%1 bytes from byte %2 on): what "
                          "happened after event %3 is missing.")
        .arg(missing)
        .arg(offset)
        .arg(events);
}

QString notClosedRemark(qint64 events)
{
    return QStringLiteral("The recording was not closed: what the program did after event %1 is missing.").arg(events);
}

} // namespace asq::trace::native
