#pragma once

#include "trace/formats/unpackingdevice.h"

namespace asq::trace {

/// Packs what is written into it, as gzip or zstd, into another device.
class PackingDevice : public QIODevice
{
public:
    /// Opens itself. Requires: `target` is writable, outlives this; the packing is Gzip or Zstd.
    PackingDevice(QIODevice *target, FilePacking packing);
    ~PackingDevice() override;

    bool isSequential() const override { return true; }
    /// Writes what is left; false when the target failed, now or before. Nothing may be written afterwards.
    bool finish();

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *data, qint64 size) override;

private:
    struct Stream;
    bool pack(const char *data, std::size_t size, bool isLast);

    QIODevice *m_target;
    std::unique_ptr<Stream> m_stream;
    bool m_failed = false;
};

} // namespace asq::trace
