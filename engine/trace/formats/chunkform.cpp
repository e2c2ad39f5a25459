#include "trace/formats/chunkform.h"

#include "trace/formats/nativeform.h"

#include <zstd.h>

namespace asq::trace {

std::optional<ChunkHeader> ChunkHeader::parse(const char *bytes, QString *problem)
{
    ChunkHeader header;
    header.kind = quint8(bytes[4]);
    header.packing = quint8(bytes[5]);
    header.storedSize = qFromLittleEndian<quint32>(bytes + 8);
    header.plainSize = qFromLittleEndian<quint32>(bytes + 12);
    header.firstEvent = qFromLittleEndian<quint32>(bytes + 16);
    header.eventCount = qFromLittleEndian<quint32>(bytes + 20);
    header.storedSum = qFromLittleEndian<quint32>(bytes + 24);
    if (qFromLittleEndian<quint32>(bytes) != native::ChunkMarker
        || qFromLittleEndian<quint32>(bytes + 28) != crc32c(bytes, native::ChunkHeaderBytes - 4))
        *problem = QStringLiteral("no chunk begins where one should");
    else if (header.storedSize > Largest || header.plainSize > Largest)
        *problem = QStringLiteral("a chunk claims to be larger than chunks can be");
    else if (header.kind > native::EndChunk || header.packing > native::Zstd)
        *problem = QStringLiteral("a chunk is of a kind that this program does not know");
    else
        return header;
    return std::nullopt;
}

std::optional<QByteArray> unpack(const ChunkHeader &header, const char *stored, QString *problem)
{
    if (crc32c(stored, qsizetype(header.storedSize)) != header.storedSum) {
        *problem = QStringLiteral("the checksum of a chunk does not fit its content");
    } else if (header.packing == native::Zstd) {
        QByteArray plain(qsizetype(header.plainSize), Qt::Uninitialized);
        const std::size_t size = ZSTD_decompress(plain.data(), std::size_t(plain.size()), stored, header.storedSize);
        if (!ZSTD_isError(size) && size == header.plainSize)
            return plain;
        *problem = QStringLiteral("a chunk does not unpack");
    } else if (header.plainSize != header.storedSize) {
        *problem = QStringLiteral("a chunk gives its size in two ways");
    } else {
        return QByteArray(stored, qsizetype(header.storedSize));
    }
    return std::nullopt;
}

namespace {

std::optional<Entity> readEntity(ByteReader &in, quint64 id, const TableSizes &sizes)
{
    Entity entity;
    const quint8 kind = in.byte();
    if (kind >= EntityKindCount)
        in.fail();
    entity.parent = EntityId{in.below(id)};
    entity.label = StringId{in.below(sizes.strings)};
    entity.location = LocationId{in.below(sizes.locations)};
    if (in.failed())
        return std::nullopt;
    entity.kind = static_cast<EntityKind>(kind);
    return entity;
}

} // namespace

TableSizes ChunkTables::sizesAfter(const TableSizes &before) const
{
    return {before.strings + stringCount, before.files + files.size(), before.locations + locations.size(),
            before.entities + entities.size()};
}

void ChunkTables::read(ByteReader &in, const TableSizes &before, Strings which)
{
    TableSizes sizes = before;
    flags = in.byte();
    stringCount = in.rowCount();
    for (quint32 rows = stringCount; rows > 0 && !in.failed(); --rows) {
        if (which == Strings::Read)
            strings.push_back(in.string());
        else
            in.skipString();
    }
    for (quint32 rows = in.rowCount(); rows > 0 && !in.failed(); --rows) {
        const QString name = in.string();
        files.push_back({name, in.string()});
    }
    for (quint32 rows = in.rowCount(); rows > 0 && !in.failed(); --rows) {
        Location location;
        location.file = in.atMost(0xffffffff);
        location.line = in.atMost(0xffffffff);
        location.column = in.atMost(0xffffffff);
        locations.push_back(location);
    }
    sizes = sizesAfter(before);
    for (quint32 rows = in.rowCount(); rows > 0 && !in.failed(); --rows) {
        if (const std::optional<Entity> entity = readEntity(in, before.entities + entities.size(), sizes))
            entities.push_back(*entity);
    }
    sizes = sizesAfter(before);
    for (quint32 rows = in.rowCount(); rows > 0 && !in.failed(); --rows) {
        const quint32 id = in.below(sizes.entities);
        const std::optional<Entity> entity = readEntity(in, id, sizes);
        if (entity)
            changes.push_back({id, *entity});
    }
    for (quint32 rows = in.rowCount(); rows > 0 && !in.failed(); --rows)
        remarks.append(in.string());
}

std::vector<Event> readEvents(ByteReader &in, quint32 firstEvent, quint32 eventCount, const TableSizes &sizes)
{
    constexpr qsizetype columns = 10; // A byte each at least.
    if (in.failed() || eventCount > in.remaining() / columns) {
        in.fail();
        return {};
    }
    std::vector<Event> events(eventCount);
    // A reader of its own for each column can stay in registers, whatever is written meanwhile. What fails once gives zeros.
    const auto column = [&](auto read) {
        ByteReader from = in;
        for (std::size_t i = 0; i < events.size(); ++i)
            read(from, events[i], i);
        in = from;
    };
    column([](ByteReader &from, Event &event, std::size_t) {
        const quint8 kind = from.byte();
        kind < EventKindCount ? void(event.kind = static_cast<EventKind>(kind)) : from.fail();
    });
    column([](ByteReader &from, Event &event, std::size_t) {
        const quint8 reason = from.byte();
        reason < WaitReasonCount ? void(event.reason = static_cast<WaitReason>(reason)) : from.fail();
    });
    quint64 time = 0;
    column([&time](ByteReader &from, Event &event, std::size_t) {
        event.programTime = qint64(time += quint64(unzigzag(from.number())));
    });
    time = 0;
    column([&time](ByteReader &from, Event &event, std::size_t) {
        event.realTime = qint64(time += quint64(unzigzag(from.number())));
    });
    /// `base` plus a difference, as an id below `limit`.
    const auto id = [](ByteReader &from, qint64 base, quint64 difference, quint64 limit) {
        qint64 sum = 0;
        if (__builtin_add_overflow(base, unzigzag(difference), &sum) || sum < 0 || quint64(sum) >= limit) {
            from.fail();
            return quint32(0);
        }
        return quint32(sum);
    };
    column([&](ByteReader &from, Event &event, std::size_t i) {
        if (const quint64 distance = from.number()) {
            const qint64 own = qint64(firstEvent) + qint64(i) + 1;
            event.cause = EventId{id(from, own, distance - 1, quint64(own))}; // An earlier one.
        }
    });
    quint32 last = 0;
    column([&](ByteReader &from, Event &event, std::size_t) {
        event.entity = EntityId{last = id(from, last, from.number(), sizes.entities)};
    });
    column([&](ByteReader &from, Event &event, std::size_t) {
        if (const quint64 distance = from.number())
            event.other = EntityId{id(from, index(event.entity), distance - 1, sizes.entities)};
    });
    last = 0;
    column([&](ByteReader &from, Event &event, std::size_t) {
        if (const quint64 distance = from.number())
            event.value = StringId{last = id(from, last, distance - 1, sizes.strings)};
    });
    column(
        [&](ByteReader &from, Event &event, std::size_t) { event.location = LocationId{from.below(sizes.locations)}; });
    column([](ByteReader &from, Event &event, std::size_t) { event.count = from.atMost(0xffffffff); });
    if (in.failed() || !in.isAtEnd()) {
        in.fail();
        return {};
    }
    return events;
}

} // namespace asq::trace
