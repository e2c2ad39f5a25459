#pragma once

#include "trace/formats/bytes.h"
#include "trace/trace.h"

#include <optional>
#include <utility>
#include <vector>

// How the bytes of one chunk of the native form become rows and events. Nothing of the input is believed: sizes are
// checked before memory is taken for them, ids before they are used. Shared by ChunkReader, which takes chunks as they
// come, and ChunkStore, which takes them as they are asked for.
namespace asq::trace {

/// The 32 bytes that a chunk begins with.
struct ChunkHeader {
    quint8 kind = 0;
    quint8 packing = 0;
    quint32 storedSize = 0;
    quint32 plainSize = 0;
    quint32 firstEvent = 0;
    quint32 eventCount = 0;
    quint32 storedSum = 0;

    /// Chunks that claim more bytes than this, packed or unpacked, are taken to be damaged.
    static constexpr quint32 Largest = 64 * 1024 * 1024;

    /// What the ChunkHeaderBytes at `bytes` say; or, in `problem`, why they are no chunk's.
    static std::optional<ChunkHeader> parse(const char *bytes, QString *problem);
};

/// How many rows of each table there are: before a chunk, or up to its end. Entities count 0 and the program.
struct TableSizes {
    quint64 strings = 1;
    quint64 files = 0;
    quint64 locations = 1;
    quint64 entities = 2;
    friend bool operator==(const TableSizes &, const TableSizes &) = default;
};

/// The rows that a chunk adds, with the file's own ids.
struct ChunkTables {
    struct Change {
        quint32 entity;
        Entity now;
    };
    std::vector<QString> strings;
    std::vector<SourceFile> files;
    std::vector<Location> locations;
    std::vector<Entity> entities;
    std::vector<Change> changes;
    QStringList remarks;
    quint8 flags = 0;
    quint32 stringCount = 0; ///< Also when they were skipped.

    enum class Strings { Read, Skip };
    /// Fails `in` when something is wrong. `before` are the sizes before this chunk.
    void read(ByteReader &in, const TableSizes &before, Strings strings = Strings::Read);
    TableSizes sizesAfter(const TableSizes &before) const;
};

/// The content of a chunk, unpacked; or, in `problem`, what is wrong. Requires: `stored` has header.storedSize bytes.
std::optional<QByteArray> unpack(const ChunkHeader &header, const char *stored, QString *problem);

/// The events of a chunk, with the file's own ids; fails `in` when something is wrong. `sizes` are those up to the end
/// of the chunk.
std::vector<Event> readEvents(ByteReader &in, quint32 firstEvent, quint32 eventCount, const TableSizes &sizes);

} // namespace asq::trace
