#include "trace/formats/unpackingdevice.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>

// Both kinds of file may be several packed one behind the other, which then are one. Zeros behind the last are what
// tapes and blocks of disks leave, and nobody minds them.
namespace asq::trace {

/// One way to unpack. A step takes input and gives output, and says whether a frame ended with it.
struct UnpackingDevice::Stream {
    enum class Outcome : quint8 { GoOn, FrameEnds, Damaged };

    explicit Stream(FilePacking packing) : isZstd(packing == FilePacking::Zstd)
    {
        constexpr int gzipOnly = 15 + 16;
        if (isZstd)
            zstd = ZSTD_createDStream();
        else
            inflateInit2(&gzip, gzipOnly);
    }
    ~Stream()
    {
        ZSTD_freeDStream(zstd);
        if (!isZstd)
            inflateEnd(&gzip);
    }
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    Outcome step(const char *&in, std::size_t &inSize, char *&out, std::size_t &outSize)
    {
        return isZstd ? zstdStep(in, inSize, out, outSize) : gzipStep(in, inSize, out, outSize);
    }
    Outcome zstdStep(const char *&in, std::size_t &inSize, char *&out, std::size_t &outSize)
    {
        ZSTD_inBuffer from{in, inSize, 0};
        ZSTD_outBuffer to{out, outSize, 0};
        const std::size_t left = ZSTD_decompressStream(zstd, &to, &from);
        in += from.pos;
        inSize -= from.pos;
        out += to.pos;
        outSize -= to.pos;
        if (ZSTD_isError(left))
            return Outcome::Damaged;
        return left == 0 ? Outcome::FrameEnds : Outcome::GoOn;
    }
    Outcome gzipStep(const char *&in, std::size_t &inSize, char *&out, std::size_t &outSize)
    {
        constexpr std::size_t most = 1 << 30;
        const uInt inPart = uInt(std::min(inSize, most));
        const uInt outPart = uInt(std::min(outSize, most));
        gzip.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(in));
        gzip.avail_in = inPart;
        gzip.next_out = reinterpret_cast<Bytef *>(out);
        gzip.avail_out = outPart;
        const int result = inflate(&gzip, Z_NO_FLUSH);
        in += inPart - gzip.avail_in;
        inSize -= inPart - gzip.avail_in;
        out += outPart - gzip.avail_out;
        outSize -= outPart - gzip.avail_out;
        if (result == Z_STREAM_END) {
            inflateReset(&gzip);
            return Outcome::FrameEnds;
        }
        return result == Z_OK || result == Z_BUF_ERROR ? Outcome::GoOn : Outcome::Damaged;
    }

    const bool isZstd;
    ZSTD_DStream *zstd = nullptr;
    z_stream gzip = {};
};

FilePacking UnpackingDevice::packingOf(const QByteArray &head)
{
    if (head.startsWith(QByteArrayLiteral("\x1f\x8b")))
        return FilePacking::Gzip;
    if (head.startsWith(QByteArrayLiteral("\x28\xb5\x2f\xfd")))
        return FilePacking::Zstd;
    return FilePacking::None;
}

UnpackingDevice::UnpackingDevice(QIODevice *packed, FilePacking packing)
    : m_packed(packed), m_stream(std::make_unique<Stream>(packing))
{
    Q_ASSERT(packed && packed->isReadable() && packing != FilePacking::None);
    open(QIODevice::ReadOnly);
}

UnpackingDevice::~UnpackingDevice() = default;

void UnpackingDevice::fail(const char *what)
{
    m_damage = Error{QStringLiteral("the compressed file %1").arg(QLatin1String(what)), 0, 0, m_offset + m_used};
}

bool UnpackingDevice::refill()
{
    constexpr qint64 piece = 256 * 1024;
    m_offset += m_input.size();
    m_used = 0;
    m_input = m_packed->read(piece);
    return !m_input.isEmpty();
}

qint64 UnpackingDevice::readData(char *data, qint64 most)
{
    char *out = data;
    std::size_t room = std::size_t(most);
    bool isAtEnd = false;
    while (!m_damage && room > 0 && !isAtEnd) {
        const bool isEmpty = m_used == m_input.size() && !refill();
        if (!m_isWithin) {
            while (m_used < m_input.size() && m_input.at(m_used) == '\0')
                ++m_used;
            if (m_used == m_input.size()) {
                isAtEnd = isEmpty;
                continue;
            }
            m_isWithin = true;
        }
        const char *in = m_input.constData() + m_used;
        std::size_t left = std::size_t(m_input.size() - m_used);
        const std::size_t roomBefore = room;
        const Stream::Outcome outcome = m_stream->step(in, left, out, room);
        m_used = m_input.size() - qsizetype(left);
        if (outcome == Stream::Outcome::Damaged)
            fail("is damaged");
        else if (outcome == Stream::Outcome::FrameEnds)
            m_isWithin = false;
        else if (isEmpty && room == roomBefore)
            fail("ends too early");
    }
    const qint64 given = out - data;
    return given > 0 || !m_damage ? given : -1; // The end is no error.
}

} // namespace asq::trace
