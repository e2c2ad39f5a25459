#pragma once

#include "trace/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

class QIODevice;

namespace asq::trace {

/// Cuts a Perfetto file into its packets while it is read: memory for one block and the largest packet.
class PerfettoFrames
{
public:
    /// Packets that claim more bytes than this, packed or unpacked, are taken to be damaged.
    static constexpr qsizetype LargestPacket = 64 * 1024 * 1024;

    /// Requires: `device` is open for reading, and outlives this.
    explicit PerfettoFrames(QIODevice *device) : m_device(device) {}

    /// The content of the next packet, valid until the next call; nullopt at the end: see error().
    std::optional<QByteArrayView> next();
    /// Where the last packet begins, in bytes from the start of the file.
    qint64 position() const { return m_position; }
    /// Why the packets ended before the file did.
    const std::optional<Error> &error() const { return m_error; }

private:
    bool fill(qsizetype needed);
    void fail(const QString &sentence) { m_error = Error{sentence, 0, 0, m_position}; }

    QIODevice *m_device;
    QByteArray m_buffer;
    qsizetype m_used = 0; ///< Of m_buffer.
    qint64 m_offset = 0;  ///< Of m_buffer in the file.
    qint64 m_position = 0;
    std::optional<Error> m_error;
};

/// What a packet of compressed packets holds, itself packets one after the other; nullopt when it is damaged or too large.
std::optional<QByteArray> inflatedPackets(QByteArrayView deflated);
std::optional<QByteArray> unzstdPackets(QByteArrayView compressed);

} // namespace asq::trace
