#include "trace/formats/perfettoframes.h"

#include "trace/formats/perfettowire.h"

#include <QIODevice>

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

namespace asq::trace {

/// Reads on until `needed` bytes are there; false when the file has fewer.
bool PerfettoFrames::fill(qsizetype needed)
{
    constexpr qsizetype blockSize = 1024 * 1024;
    if (m_buffer.size() - m_used >= needed)
        return true;
    m_offset += m_used;
    m_buffer.remove(0, std::exchange(m_used, 0));
    while (m_buffer.size() < needed) {
        const qsizetype before = m_buffer.size();
        m_buffer.resize(before + blockSize);
        const qint64 got = m_device->read(m_buffer.data() + before, blockSize);
        m_buffer.resize(before + std::max<qsizetype>(0, qsizetype(got)));
        if (got < 0 && !m_error)
            m_error = Error{m_device->errorString(), 0, 0, m_offset + before};
        if (got <= 0)
            return false;
    }
    return true;
}

std::optional<QByteArrayView> PerfettoFrames::next()
{
    constexpr qsizetype longestHead = 20; // A tag and a size.
    constexpr quint64 packetTag = 1 << 3 | WireField::Bytes;
    while (!m_error) {
        fill(longestHead);
        m_position = m_offset + m_used;
        const QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_used);
        if (rest.isEmpty() || m_error)
            return std::nullopt;
        WireReader reader(rest.first(std::min(rest.size(), longestHead)));
        const quint64 tag = reader.number();
        const quint8 type = tag & 7;
        quint64 size = 0;
        if (type == WireField::Bytes || type == WireField::Number)
            size = reader.number(); // Of a number it is the number itself, which nobody needs.
        else if (type == WireField::Fixed64 || type == WireField::Fixed32)
            size = type == WireField::Fixed64 ? 8 : 4;
        else if (!reader.failed()) {
            fail(QStringLiteral("what follows is no packet"));
            return std::nullopt;
        }
        if (reader.failed()) {
            fail(rest.size() < longestHead ? QStringLiteral("the file ends within a packet")
                                           : QStringLiteral("what follows is no packet"));
            return std::nullopt;
        }
        const qsizetype head = reader.used(rest);
        if (type == WireField::Number)
            size = 0;
        if (tag >> 3 == 0 || size > quint64(LargestPacket)) {
            fail(QStringLiteral("what follows is no packet"));
            return std::nullopt;
        }
        if (!fill(head + qsizetype(size))) {
            if (!m_error)
                fail(QStringLiteral("the file ends within a packet"));
            return std::nullopt;
        }
        const QByteArrayView content = QByteArrayView(m_buffer).sliced(m_used + head, qsizetype(size));
        m_used += head + qsizetype(size);
        if (tag == packetTag)
            return content;
    }
    return std::nullopt;
}

std::optional<QByteArray> inflatedPackets(QByteArrayView deflated)
{
    z_stream stream = {};
    constexpr int zlibOrGzip = MAX_WBITS + 32;
    if (inflateInit2(&stream, zlibOrGzip) != Z_OK)
        return std::nullopt;
    const std::unique_ptr<z_stream, int (*)(z_stream *)> guard(&stream, inflateEnd);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(deflated.data()));
    stream.avail_in = uInt(deflated.size());
    QByteArray plain;
    int state = Z_OK;
    while (state == Z_OK) {
        const qsizetype before = plain.size();
        if (before > PerfettoFrames::LargestPacket)
            return std::nullopt;
        const qsizetype more = std::max<qsizetype>(16 * 1024, before);
        plain.resize(before + more);
        stream.next_out = reinterpret_cast<Bytef *>(plain.data() + before);
        stream.avail_out = uInt(more);
        state = inflate(&stream, Z_NO_FLUSH);
        plain.resize(before + more - qsizetype(stream.avail_out));
    }
    return state == Z_STREAM_END ? std::optional(plain) : std::nullopt;
}

std::optional<QByteArray> unzstdPackets(QByteArrayView compressed)
{
    const std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream *)> stream(ZSTD_createDStream(), ZSTD_freeDStream);
    ZSTD_inBuffer in = {compressed.data(), std::size_t(compressed.size()), 0};
    QByteArray plain;
    std::size_t state = 1;
    while (in.pos < in.size || state != 0) {
        const qsizetype before = plain.size();
        if (before > PerfettoFrames::LargestPacket)
            return std::nullopt;
        const qsizetype more = std::max<qsizetype>(16 * 1024, before);
        plain.resize(before + more);
        ZSTD_outBuffer out = {plain.data() + before, std::size_t(more), 0};
        state = ZSTD_decompressStream(stream.get(), &out, &in);
        plain.resize(before + qsizetype(out.pos));
        if (ZSTD_isError(state) || (in.pos == in.size && out.pos < out.size && state != 0))
            return std::nullopt;
    }
    return plain;
}

} // namespace asq::trace
