#include "debug/frame.h"

#include <QtEndian>

namespace asq::debug {

namespace {

constexpr qsizetype LengthSize = 4;

bool isKnown(quint8 type)
{
    switch (FrameType(type)) {
    case FrameType::Hello:
    case FrameType::Welcome:
    case FrameType::Refused:
    case FrameType::Chunk:
    case FrameType::State:
    case FrameType::Stop:
    case FrameType::Pause:
    case FrameType::Resume:
    case FrameType::Step:
    case FrameType::Breakpoints: return true;
    }
    return false;
}

} // namespace

QByteArray encodedFrame(FrameType type, const QByteArray &payload)
{
    QByteArray frame(LengthSize + 1, Qt::Uninitialized);
    qToLittleEndian(quint32(payload.size() + 1), frame.data());
    frame[LengthSize] = char(type);
    return frame + payload;
}

void FrameReader::feed(const QByteArray &bytes)
{
    if (!m_error.isEmpty())
        return;
    if (m_start == m_buffer.size()) {
        m_buffer = bytes;
        m_start = 0;
        return;
    }
    m_buffer.remove(0, m_start);
    m_start = 0;
    m_buffer += bytes;
}

// The length is judged before anything of that length is waited for, and the type as soon as it is there: garbage is
// found at its first bytes.
std::optional<Frame> FrameReader::next()
{
    const qsizetype available = m_buffer.size() - m_start;
    if (!m_error.isEmpty() || available < LengthSize)
        return {};
    const char *bytes = m_buffer.constData() + m_start;
    const quint32 length = qFromLittleEndian<quint32>(bytes);
    if (length == 0 || length > m_limit)
        return fail(QStringLiteral("a frame of %1 bytes is not part of the protocol").arg(length));
    if (available < LengthSize + 1)
        return {};
    const quint8 type = quint8(bytes[LengthSize]);
    if (!isKnown(type))
        return fail(QStringLiteral("frames of type %1 are not part of the protocol").arg(type));
    if (available < LengthSize + qsizetype(length))
        return {};
    m_start += LengthSize + qsizetype(length);
    return Frame{FrameType(type), QByteArray(bytes + LengthSize + 1, qsizetype(length) - 1)};
}

std::optional<Frame> FrameReader::fail(const QString &error)
{
    m_error = error;
    m_buffer.clear();
    m_start = 0;
    return {};
}

} // namespace asq::debug
