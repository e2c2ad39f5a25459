#pragma once

#include "trace/formats/chunkindex.h"
#include "trace/trace.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <optional>

class QIODevice;

namespace asq::trace {

/// Writes the native form, `.asqtrace`, as it comes to be: rows of the tables and events are gathered into chunks that
/// hold whatever they name, so that a file or a stream that ends anywhere is readable up to its last whole chunk. What
/// can be sought in gets an index at its end.
/// engine/trace/formats/native.md describes every byte.
///
/// Rows get the next id of their table each (nothing is interned here); the tables begin as a TraceBuilder's do, with an
/// empty string 0, an unknown location 0, and the program as entity 1.
class ChunkWriter
{
public:
    /// A chunk is flushed by itself when it holds about this many bytes before compression.
    static constexpr qsizetype ChunkBytes = 64 * 1024;
    /// Longer strings are cut: a chunk must fit into a reader's memory.
    static constexpr qsizetype LongestString = 8 * 1024 * 1024;

    /// Fast is for files that do not last: a little larger, packed in a third of the time.
    enum class Packing { Usual, Fast };

    /// Requires: `device` is open for writing, and outlives this.
    explicit ChunkWriter(QIODevice *device, Packing packing = Packing::Usual);
    /// Does not flush.
    ~ChunkWriter();
    ChunkWriter(const ChunkWriter &) = delete;
    ChunkWriter &operator=(const ChunkWriter &) = delete;

    void setVirtualClock(bool on);
    StringId addString(const QString &text);
    /// Requires: `utf8` is right, and shorter than LongestString.
    StringId addUtf8(QByteArrayView utf8);
    LocationId addLocation(Location location);
    quint32 addFile(const QString &name, const QString &text);
    /// Requires: its label and location exist, its parent comes before it.
    EntityId addEntity(const Entity &entity);
    /// Requires: as addEntity, and `id` exists and is not None.
    void setEntity(EntityId id, const Entity &entity);
    void addRemark(const QString &sentence);
    /// Requires: entity, other, value and location exist.
    EventId append(const Event &event);

    /// Writes what was gathered as one chunk; nothing when there is nothing. A QFileDevice is flushed to the system too,
    /// so that what was flushed survives the end of this process. False when the device failed: see errorString().
    bool flush();
    /// Flushes, and marks the end: a reader then knows that nothing is missing. Nothing may be added afterwards.
    bool finish();
    /// What the device said when it failed first; empty when all went well.
    QString errorString() const { return m_errorString; }
    /// Bytes given to the device so far.
    qint64 bytesWritten() const { return m_bytesWritten; }

private:
    struct Columns;
    struct Payload;
    bool writeData(const Payload &payload);
    bool writeChunk(struct ChunkHeader header, const QByteArray &stored);
    bool writeHead();
    bool write(const QByteArray &bytes);
    void flushWhenFull(qsizetype added);
    bool isEmpty() const;
    Payload takePayload();

    QIODevice *m_device;
    const Packing m_packing;
    std::unique_ptr<Columns> m_columns; ///< Of the chunk that is being gathered.
    QString m_errorString;
    ChunkIndexWriter m_index;
    qint64 m_bytesWritten = 0;
    qsizetype m_gathered = 0;
    quint32 m_stringCount = 1;
    quint32 m_locationCount = 1;
    quint32 m_fileCount = 0;
    quint32 m_entityCount = 2;
    quint32 m_eventCount = 0;
    quint32 m_flushedEvents = 0;
    bool m_virtualClock = false;
    bool m_headerIsWritten = false;
    bool m_isFinished = false;
};

/// Writes all of `trace` but its events.
void writeTables(const Trace &trace, ChunkWriter &writer);
/// Writes all of `trace` and marks the end; nullopt, or what the device said.
/// Requires: `device` is open for writing.
std::optional<QString> writeNative(const Trace &trace, QIODevice *device);

} // namespace asq::trace
