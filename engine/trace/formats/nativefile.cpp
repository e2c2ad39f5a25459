#include "trace/formats/nativefile.h"

#include "trace/formats/chunkreader.h"
#include "trace/formats/nativeform.h"
#include "trace/formats/scratchfile.h"
#include "trace/tracebuilder.h"

#include <QFile>

#include <algorithm>
#include <thread>

// Two ways to learn what is in which chunk: from the index, or by going through the file once and making one. What
// follows is the same: the rows that any look at a trace needs (entities, locations, texts) are read from the chunks
// that have some, and everything else is left to the store.
namespace asq::trace {

namespace {

/// What a pass over a file without an index finds.
struct Scan {
    std::vector<ChunkPlace> places;
    std::optional<QString> remark = std::nullopt;
};

/// The chunk at `place.offset`, looked at as a whole; false at the end and where it is wrong, which the remark tells.
bool scanChunk(const ReadAt &readAt, qint64 size, ChunkPlace &place, Scan &scan)
{
    const auto damaged = [&](const QString &problem, qint64 offset) {
        scan.remark = native::damagedRemark(Error{problem, 0, 0, offset}, place.firstEvent);
        return false;
    };
    const qint64 left = size - place.offset;
    if (left == 0) {
        scan.remark = native::notClosedRemark(place.firstEvent);
        return false;
    }
    QString problem;
    const QByteArray head = left < native::ChunkHeaderBytes ? QByteArray()
                                                            : readAt(place.offset, native::ChunkHeaderBytes);
    std::optional<ChunkHeader> header;
    if (head.size() == native::ChunkHeaderBytes)
        header = ChunkHeader::parse(head.constData(), &problem);
    if (header && header->firstEvent != place.firstEvent)
        problem = QStringLiteral("a chunk begins with event %1, not with event %2")
                      .arg(quint64(header->firstEvent) + 1)
                      .arg(quint64(place.firstEvent) + 1);
    if (!problem.isEmpty())
        return damaged(problem, place.offset);
    const QByteArray stored = header ? readAt(place.offset + native::ChunkHeaderBytes, qint64(header->storedSize))
                                     : QByteArray();
    if (!header || stored.size() != qsizetype(header->storedSize)) {
        scan.remark = native::cutRemark(left, place.offset, place.firstEvent);
        return false;
    }
    const std::optional<QByteArray> plain = unpack(*header, stored.constData(), &problem);
    if (!plain)
        return damaged(problem, place.offset);
    const qint64 end = place.offset + native::ChunkHeaderBytes + qint64(header->storedSize);
    if (header->kind == native::EndChunk) {
        if (end < size)
            return damaged(QStringLiteral("something follows the end of the recording"), end);
        return false;
    }
    ByteReader in(*plain);
    ChunkTables tables;
    tables.read(in, place.before, ChunkTables::Strings::Skip);
    place.after = tables.sizesAfter(place.before);
    place.storedSize = header->storedSize;
    place.plainSize = header->plainSize;
    place.tablesPlain = quint32(plain->size() - in.remaining());
    place.eventCount = header->eventCount;
    place.changes = quint32(tables.changes.size());
    place.remarks = quint32(tables.remarks.size());
    place.flags = tables.flags;
    place.troubles = 0;
    place.describe(readEvents(in, place.firstEvent, place.eventCount, place.after));
    if (in.failed())
        return damaged(QStringLiteral("the content of a chunk makes no sense"), place.offset);
    scan.places.push_back(place);
    place.before = place.after;
    place.firstEvent += place.eventCount;
    place.offset = end;
    return true;
}

Scan scanFile(const ReadAt &readAt, qint64 size)
{
    Scan scan;
    ChunkPlace place;
    place.offset = native::HeaderBytes;
    while (scanChunk(readAt, size, place, scan)) {}
    return scan;
}

/// Equal rows of files and locations come together, as TraceBuilder keeps them; their ids of the file lead there.
class RowCollector
{
public:
    explicit RowCollector(TraceBuilder *builder) : m_builder(builder) {}

    void add(const ChunkTables &tables)
    {
        for (const SourceFile &file : tables.files)
            m_files.push_back(m_builder->addFile(file.name, file.text));
        for (Location location : tables.locations) {
            if (location.file < m_files.size())
                location.file = m_files[location.file];
            m_locations.push_back(m_builder->intern(location));
        }
        for (const Entity &entity : tables.entities)
            m_builder->addEntity(translated(entity));
        for (const ChunkTables::Change &change : tables.changes)
            m_builder->setEntity(EntityId{change.entity}, translated(change.now));
        for (const QString &remark : tables.remarks)
            m_builder->addRemark(remark);
    }
    /// Empty when all ids are what they are in the file.
    std::vector<LocationId> locations() const
    {
        for (std::size_t i = 0; i < m_locations.size(); ++i) {
            if (index(m_locations[i]) != i)
                return m_locations;
        }
        return {};
    }

private:
    Entity translated(Entity entity) const
    {
        entity.location = m_locations[index(entity.location)];
        return entity;
    }

    TraceBuilder *m_builder;
    std::vector<quint32> m_files;
    std::vector<LocationId> m_locations = {LocationId::Unknown};
};

/// The rows of some chunks, which are independent of each other until they are added up: by two threads. Nullopt for
/// those that cannot be read.
std::vector<std::optional<ChunkTables>> readRows(const ChunkStore &store, const std::vector<std::size_t> &chunks)
{
    std::vector<std::optional<ChunkTables>> rows(chunks.size());
    const auto read = [&](std::size_t first, std::size_t end) {
        QString problem;
        for (std::size_t i = first; i < end; ++i)
            rows[i] = store.tables(chunks[i], ChunkTables::Strings::Skip, &problem);
    };
    constexpr std::size_t worthAThread = 16;
    if (chunks.size() < worthAThread) {
        read(0, chunks.size());
        return rows;
    }
    std::thread other(read, 0, chunks.size() / 2);
    read(chunks.size() / 2, chunks.size());
    other.join();
    return rows;
}

/// False when some cannot be read.
bool addRows(const ChunkStore &store, RowCollector &collector)
{
    std::vector<std::size_t> chunks;
    const auto addPortion = [&] {
        bool isWhole = true;
        for (const std::optional<ChunkTables> &rows : readRows(store, chunks)) {
            isWhole = isWhole && rows;
            if (isWhole)
                collector.add(*rows);
        }
        chunks.clear();
        return isWhole;
    };
    // In portions, so that the rows are in memory twice only for a few chunks at a time.
    constexpr std::size_t portion = 256;
    const std::size_t count = store.places().size();
    for (std::size_t i = 0; i < count; ++i) {
        // The last one in any case: that its flags are those of the index is seen only there.
        if (store.places()[i].hasRowsToRead() || i + 1 == count)
            chunks.push_back(i);
        if (chunks.size() == portion && !addPortion())
            return false;
    }
    return addPortion();
}

/// Nullopt when the rows are not what `places` says.
std::optional<Trace> traceOf(const ReadAt &readAt, Scan scan, ChunkStore::Budget budget)
{
    const auto store = std::make_shared<ChunkStore>(readAt, std::move(scan.places), budget);
    TraceBuilder builder;
    if (!store->places().empty()) {
        const ChunkPlace &last = store->places().back();
        constexpr quint64 most = 16 * 1024 * 1024; // What a file says of itself is not believed without a limit.
        builder.reserveEntities(qsizetype(std::min(last.after.entities, most)));
        builder.setVirtualClock(last.flags & native::VirtualClockFlag);
    }
    builder.setStore(store);
    RowCollector collector(&builder);
    if (!addRows(*store, collector))
        return std::nullopt;
    store->setLocations(collector.locations());
    if (scan.remark)
        builder.addRemark(*scan.remark);
    return builder.snapshot();
}

} // namespace

Result<Trace> openNative(const ReadAt &readAt, qint64 size, ChunkStore::Budget budget)
{
    const QByteArray head = readAt(0, native::HeaderBytes);
    if (head.isEmpty())
        return Error{QStringLiteral("the file is empty"), 0, 0, 0};
    if (!looksLikeNative(head.leftJustified(native::HeaderBytes, '\0'))
        && head.left(8) != QByteArray(native::Magic, sizeof native::Magic).left(head.size()))
        return Error{QStringLiteral("this is no recording of Interleave"), 0, 0, 0};
    if (head.size() < native::HeaderBytes)
        return Error{QStringLiteral("the file ends within its head"), 0, 0, head.size()};
    if (const std::optional<Error> error = native::headError(head.constData()))
        return *error;

    if (std::optional<std::vector<ChunkPlace>> places = readChunkIndex(readAt, size)) {
        if (const std::optional<Trace> trace = traceOf(readAt, {std::move(*places)}, budget))
            return *trace;
    }
    if (const std::optional<Trace> trace = traceOf(readAt, scanFile(readAt, size), budget))
        return *trace;
    return Error{QStringLiteral("the file changes while it is read"), 0, 0, 0};
}

Result<Trace> openNative(const QString &fileName, ChunkStore::Budget budget)
{
    const auto file = std::make_shared<QFile>(fileName);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Error{file->errorString()};
    return openNative(readerOf(file), file->size(), budget);
}

std::optional<Trace> openNativeBeginning(const QString &fileName, qsizetype events)
{
    const auto file = std::make_shared<QFile>(fileName);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return std::nullopt;
    const ReadAt readAt = readerOf(file);
    const QByteArray head = readAt(0, native::HeaderBytes);
    if (head.size() < native::HeaderBytes || native::headError(head.constData()))
        return std::nullopt;
    std::optional<std::vector<ChunkPlace>> places = readChunkIndex(readAt, file->size());
    if (!places)
        return std::nullopt;
    const auto behind = std::find_if(places->begin(), places->end(), [events](const ChunkPlace &place) {
        return qsizetype(place.firstEvent) >= events;
    });
    if (behind == places->begin() || behind == places->end())
        return std::nullopt;
    places->erase(behind, places->end());
    return traceOf(readAt, {std::move(*places)}, {});
}

} // namespace asq::trace
