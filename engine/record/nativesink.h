#pragma once

#include "record/sink.h"
#include "trace/formats/chunkwriter.h"
#include "trace/result.h"

#include <memory>

class QIODevice;

namespace asq::record {

/// Writes the recording in the native form, a chunk or more a batch: to a file, which is readable up to the last batch
/// whatever happens to this process, or to any other device.
class NativeSink final : public Sink
{
public:
    /// Creates or overwrites the file.
    static trace::Result<std::unique_ptr<NativeSink>> toFile(const QString &path);

    /// Requires: `device` is open for writing. `name` is what people know it by.
    NativeSink(std::unique_ptr<QIODevice> device, const QString &name);
    ~NativeSink() override;

    void begin(bool virtualClock) override;
    void write(const Batch &batch) override;
    void flush(std::chrono::milliseconds limit) override;
    void end() override;
    QString problem() const override;

    qint64 bytesWritten() const { return m_writer.bytesWritten(); }

private:
    void lookWhetherItIsThere();

    const std::unique_ptr<QIODevice> m_device;
    const QString m_name;
    bool m_isGone = false; ///< The file was removed.
    trace::ChunkWriter m_writer;
};

} // namespace asq::record
