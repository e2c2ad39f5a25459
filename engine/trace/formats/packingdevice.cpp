#include "trace/formats/packingdevice.h"

#include <zlib.h>
#include <zstd.h>

namespace asq::trace {

struct PackingDevice::Stream {
    explicit Stream(FilePacking packing) : isZstd(packing == FilePacking::Zstd), buffer(256 * 1024, Qt::Uninitialized)
    {
        constexpr int gzip15 = 15 + 16;
        constexpr int level = 3;
        constexpr int memory = 8;
        if (isZstd) {
            zstd = ZSTD_createCCtx();
            ZSTD_CCtx_setParameter(zstd, ZSTD_c_compressionLevel, level);
            ZSTD_CCtx_setParameter(zstd, ZSTD_c_checksumFlag, 1);
        } else {
            deflateInit2(&gzip, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip15, memory, Z_DEFAULT_STRATEGY);
        }
    }
    ~Stream()
    {
        ZSTD_freeCCtx(zstd);
        if (!isZstd)
            deflateEnd(&gzip);
    }
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    /// Fills the buffer and gives how much of it; `done` when all input is in and, of the last, all is out.
    std::size_t step(const char *&in, std::size_t &size, bool isLast, bool &done)
    {
        if (isZstd) {
            ZSTD_inBuffer from{in, size, 0};
            ZSTD_outBuffer to{buffer.data(), std::size_t(buffer.size()), 0};
            const std::size_t left = ZSTD_compressStream2(zstd, &to, &from, isLast ? ZSTD_e_end : ZSTD_e_continue);
            in += from.pos;
            size -= from.pos;
            done = isLast ? left == 0 : size == 0;
            return to.pos;
        }
        constexpr std::size_t most = 1 << 30;
        const uInt part = uInt(std::min(size, most));
        gzip.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(in));
        gzip.avail_in = part;
        gzip.next_out = reinterpret_cast<Bytef *>(buffer.data());
        gzip.avail_out = uInt(buffer.size());
        const bool endsNow = isLast && part == size;
        const int result = deflate(&gzip, endsNow ? Z_FINISH : Z_NO_FLUSH);
        in += part - gzip.avail_in;
        size -= part - gzip.avail_in;
        done = isLast ? result == Z_STREAM_END : size == 0 && gzip.avail_out > 0;
        return std::size_t(buffer.size()) - gzip.avail_out;
    }

    const bool isZstd;
    QByteArray buffer;
    ZSTD_CCtx *zstd = nullptr;
    z_stream gzip = {};
};

PackingDevice::PackingDevice(QIODevice *target, FilePacking packing)
    : m_target(target), m_stream(std::make_unique<Stream>(packing))
{
    Q_ASSERT(target && target->isWritable() && packing != FilePacking::None);
    open(QIODevice::WriteOnly | QIODevice::Unbuffered);
}

PackingDevice::~PackingDevice() = default;

bool PackingDevice::pack(const char *data, std::size_t size, bool isLast)
{
    for (bool done = false; !done && !m_failed;) {
        const qint64 packed = qint64(m_stream->step(data, size, isLast, done));
        if (m_target->write(m_stream->buffer.constData(), packed) != packed) {
            m_failed = true;
            setErrorString(m_target->errorString());
        }
    }
    return !m_failed;
}

qint64 PackingDevice::writeData(const char *data, qint64 size)
{
    return size == 0 || pack(data, std::size_t(size), false) ? size : -1;
}

bool PackingDevice::finish()
{
    return pack(nullptr, 0, true);
}

} // namespace asq::trace
