#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace asq::debug {

/// What a frame is. The values are part of the protocol: append only. engine/debug/README.md says what each carries.
enum class FrameType : quint8 {
    Hello = 1,
    Welcome = 2,
    Refused = 3,
    Chunk = 4,
    State = 5,
    Stop = 16,
    Pause = 17,
    Resume = 18,
    Step = 19,
    Breakpoints = 20,
};

/// One message between debugger and debuggee.
struct Frame {
    FrameType type;
    QByteArray payload;
};

/// A frame as it goes over the wire: length of the rest (32 bit, little endian), type, payload.
QByteArray encodedFrame(FrameType type, const QByteArray &payload = {});

/// Finds the frames in a stream of bytes that arrive in pieces of any size. What is no frame (unknown type, absurd
/// length) is an error, after which it finds nothing more.
class FrameReader
{
public:
    static constexpr quint32 DefaultLimit = 64 * 1024 * 1024;

    /// Frames longer than `bytes` are an error from now on.
    void setLimit(quint32 bytes) { m_limit = bytes; }
    void feed(const QByteArray &bytes);
    /// The next whole frame, or nothing yet.
    std::optional<Frame> next();
    /// A sentence for people; empty while all is well.
    QString error() const { return m_error; }
    /// True when the stream stands within a frame: to end here is to be cut short.
    bool isWithinFrame() const { return m_error.isEmpty() && m_start < m_buffer.size(); }

private:
    std::optional<Frame> fail(const QString &error);

    QByteArray m_buffer;
    qsizetype m_start = 0; ///< What stands before has been read.
    quint32 m_limit = DefaultLimit;
    QString m_error;
};

} // namespace asq::debug
