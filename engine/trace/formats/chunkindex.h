#pragma once

#include "trace/formats/chunkform.h"

#include <QByteArray>

#include <functional>
#include <optional>
#include <vector>

// The index at the end of a native file: where each data chunk is and what is in it, so that a reader opens the file
// without going through it. native.md describes its bytes.
namespace asq::trace {

/// One data chunk as the index knows it.
struct ChunkPlace {
    qint64 offset = 0;        ///< Of its header, in the file.
    quint32 storedSize = 0;   ///< Of its content.
    quint32 plainSize = 0;
    quint32 tablesStored = 0; ///< Of the zstd frame that holds the tables alone; 0 when they have none of their own.
    quint32 tablesPlain = 0;  ///< Of the flags and tables, unpacked.
    quint32 tablesSum = 0;    ///< Checksum of that frame.
    quint32 firstEvent = 0;
    quint32 eventCount = 0;
    TableSizes before;        ///< Rows in the chunks before it.
    TableSizes after;
    quint32 changes = 0;
    quint32 remarks = 0;
    quint32 troubles = 0; ///< Of its events: those of the kinds failed, aborted, reported and gap.
    qint64 firstProgramTime = 0;
    qint64 lastProgramTime = 0;
    qint64 firstRealTime = 0;
    qint64 lastRealTime = 0;
    quint8 flags = 0;

    /// Whether the index tells what `tables`, those of the chunk, hold.
    bool isSaidRight(const ChunkTables &tables) const
    {
        return tables.flags == flags && tables.sizesAfter(before) == after && tables.changes.size() == changes
            && std::size_t(tables.remarks.size()) == remarks;
    }
    bool hasStrings() const { return after.strings > before.strings; }
    /// Whether there are rows in it that a reader wants before it looks at any event.
    bool hasRowsToRead() const
    {
        return after.files > before.files || after.locations > before.locations || after.entities > before.entities
            || changes > 0 || remarks > 0;
    }
    /// Takes up the times and the number of troubles of its events.
    void describe(const std::vector<Event> &events);
    void add(const Event &event, bool isFirst);
};

/// Bytes of a file: at most `size` from `offset` on, fewer at its end or when they cannot be read. Called from several
/// threads at once.
using ReadAt = std::function<QByteArray(qint64 offset, qint64 size)>;

/// Gathers the index while a file is written: about 25 bytes a chunk.
class ChunkIndexWriter
{
public:
    /// The next chunk of the file. Offset, firstEvent, and the sizes of tables other than their difference are not used.
    void add(const ChunkPlace &place);
    /// The content of the end chunk that begins at `endOffset`; nothing when the index would be larger than chunks can be.
    QByteArray content(qint64 endOffset) const;

private:
    ByteWriter m_rows;
    quint32 m_count = 0;
};

/// The index of a file of `size` bytes; nullopt when it has none or it is not right, and it must be read from its
/// beginning.
std::optional<std::vector<ChunkPlace>> readChunkIndex(const ReadAt &readAt, qint64 size);

} // namespace asq::trace
