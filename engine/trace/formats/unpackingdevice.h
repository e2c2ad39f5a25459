#pragma once

#include "trace/result.h"

#include <QIODevice>

#include <memory>
#include <optional>

namespace asq::trace {

/// How the bytes of a file are packed.
enum class FilePacking : quint8 { None, Gzip, Zstd };

/// Reads what a gzip or zstd file holds, as it is asked for. What is damaged or cut off in it ends the reading, and
/// damage() then says what and where; what came before it was given out.
class UnpackingDevice : public QIODevice
{
public:
    /// Gzip or Zstd when `head` begins as such a file.
    static FilePacking packingOf(const QByteArray &head);

    /// Opens itself. Requires: `packed` is readable, outlives this and is Gzip or Zstd.
    UnpackingDevice(QIODevice *packed, FilePacking packing);
    ~UnpackingDevice() override;

    bool isSequential() const override { return true; }
    /// With the byte of the packed file.
    const std::optional<Error> &damage() const { return m_damage; }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    struct Stream;
    bool refill();
    void fail(const char *what);

    QIODevice *m_packed;
    std::unique_ptr<Stream> m_stream;
    QByteArray m_input;
    qsizetype m_used = 0; ///< Of m_input.
    qint64 m_offset = 0;  ///< In the packed file, of m_input.
    bool m_isWithin = true; ///< A frame, whose end is still to come.
    std::optional<Error> m_damage;
};

} // namespace asq::trace
