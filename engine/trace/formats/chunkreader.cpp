#include "trace/formats/chunkreader.h"

#include "trace/formats/bytes.h"
#include "trace/formats/nativeform.h"

#include <QIODevice>

#include <zstd.h>

#include <cstring>

// Nothing of the input is believed: sizes are checked before memory is taken for them, ids before they are used, and
// the events of a chunk go to the builder only when the whole chunk made sense.
namespace asq::trace {

struct ChunkReader::ChunkHeader {
    quint8 kind = 0;
    quint8 packing = 0;
    quint32 storedSize = 0;
    quint32 plainSize = 0;
    quint32 firstEvent = 0;
    quint32 eventCount = 0;
    quint32 storedSum = 0;
};

ChunkReader::ChunkReader(TraceBuilder *builder) : m_builder(builder)
{
    Q_ASSERT(builder && builder->eventCount() == 0 && builder->entityCount() == 2);
}

void ChunkReader::fail(const QString &sentence, qint64 offset)
{
    if (!m_error)
        m_error = Error{sentence, 0, 0, offset};
}

std::optional<Error> ChunkReader::feed(const QByteArray &bytes)
{
    if (m_error)
        return m_error;
    m_pending.append(bytes);
    if (!m_hasHeader && !readHeader())
        return m_error;
    while (readChunk()) {}
    if (m_isAtEnd && m_used < m_pending.size())
        fail(QStringLiteral("something follows the end of the recording"), m_offset);
    m_pending.remove(0, std::exchange(m_used, 0));
    return m_error;
}

bool ChunkReader::readHeader()
{
    const qsizetype compared = std::min<qsizetype>(m_pending.size(), sizeof native::Magic);
    if (std::memcmp(m_pending.constData(), native::Magic, std::size_t(compared)) != 0) {
        fail(QStringLiteral("this is no recording of Interleave"), 0);
        return false;
    }
    if (m_pending.size() < native::HeaderBytes)
        return false;
    const char *bytes = m_pending.constData();
    const quint16 major = qFromLittleEndian<quint16>(bytes + 8);
    const quint16 minor = qFromLittleEndian<quint16>(bytes + 10);
    if (qFromLittleEndian<quint32>(bytes + 12) != crc32c(bytes, 12)) {
        fail(QStringLiteral("the head of the recording is damaged"), 8);
    } else if (major > native::MajorVersion || major == 0) {
        fail(QStringLiteral(
                 "the recording has format version %1.%2, and this program knows versions up to %3.%4: use a newer one")
                 .arg(major)
                 .arg(minor)
                 .arg(native::MajorVersion)
                 .arg(native::MinorVersion),
             8);
    } else {
        m_hasHeader = true;
        m_used = native::HeaderBytes;
        m_offset = native::HeaderBytes;
    }
    return m_hasHeader;
}

std::optional<ChunkReader::ChunkHeader> ChunkReader::parseChunkHeader(const char *bytes)
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
        fail(QStringLiteral("no chunk begins where one should"), m_offset);
    else if (header.storedSize > LargestChunk || header.plainSize > LargestChunk)
        fail(QStringLiteral("a chunk claims to be larger than chunks can be"), m_offset);
    else if (header.kind > native::EndChunk || header.packing > native::Zstd)
        fail(QStringLiteral("a chunk is of a kind that this program does not know"), m_offset);
    else if (header.firstEvent != m_builder->eventCount())
        fail(QStringLiteral("a chunk begins with event %1, not with event %2")
                 .arg(quint64(header.firstEvent) + 1)
                 .arg(m_builder->eventCount() + 1),
             m_offset);
    return m_error ? std::nullopt : std::optional(header);
}

/// One chunk; false when there is no whole one, at the end, and after an error.
bool ChunkReader::readChunk()
{
    if (m_error || m_isAtEnd || m_pending.size() - m_used < native::ChunkHeaderBytes)
        return false;
    const std::optional<ChunkHeader> header = parseChunkHeader(m_pending.constData() + m_used);
    if (!header || m_pending.size() - m_used < native::ChunkHeaderBytes + qsizetype(header->storedSize))
        return false;
    const char *stored = m_pending.constData() + m_used + native::ChunkHeaderBytes;
    if (crc32c(stored, header->storedSize) != header->storedSum) {
        fail(QStringLiteral("the checksum of a chunk does not fit its content"), m_offset);
        return false;
    }
    QByteArray plain;
    if (header->packing == native::Zstd) {
        plain.resize(header->plainSize);
        const std::size_t size = ZSTD_decompress(plain.data(), std::size_t(plain.size()), stored, header->storedSize);
        if (ZSTD_isError(size) || size != header->plainSize)
            fail(QStringLiteral("a chunk does not unpack"), m_offset);
    } else {
        plain = QByteArray(stored, qsizetype(header->storedSize));
        if (header->plainSize != header->storedSize)
            fail(QStringLiteral("a chunk gives its size in two ways"), m_offset);
    }
    if (!m_error && header->kind == native::DataChunk)
        readPayload(plain, *header);
    if (m_error)
        return false;
    m_isAtEnd = header->kind == native::EndChunk;
    m_used += native::ChunkHeaderBytes + qsizetype(header->storedSize);
    m_offset += native::ChunkHeaderBytes + qint64(header->storedSize);
    return true;
}

void ChunkReader::readPayload(const QByteArray &plain, const ChunkHeader &header)
{
    ByteReader in(plain);
    m_builder->setVirtualClock(in.byte() & native::VirtualClockFlag);
    readTables(in);
    if (!in.failed())
        readEvents(in, header);
    if (in.failed() || !in.isAtEnd())
        fail(QStringLiteral("the content of a chunk makes no sense"), m_offset);
}

void ChunkReader::readTables(ByteReader &in)
{
    for (quint32 rows = in.rowCount(); rows > 0 && !in.failed(); --rows)
        m_strings.push_back(m_builder->intern(in.string()));
    for (quint32 rows = in.rowCount(); rows > 0 && !in.failed(); --rows) {
        const QString name = in.string();
        m_files.push_back(m_builder->addFile(name, in.string()));
    }
    for (quint32 rows = in.rowCount(); rows > 0 && !in.failed(); --rows) {
        Location location;
        const quint32 file = in.atMost(0xffffffff);
        location.file = file < m_files.size() ? m_files[file] : file;
        location.line = in.atMost(0xffffffff);
        location.column = in.atMost(0xffffffff);
        m_locations.push_back(m_builder->intern(location));
    }
    for (quint32 rows = in.rowCount(); rows > 0 && !in.failed(); --rows) {
        if (const std::optional<Entity> entity = readEntity(in, quint32(m_builder->entityCount())))
            m_builder->addEntity(*entity);
    }
    for (quint32 rows = in.rowCount(); rows > 0 && !in.failed(); --rows) {
        const quint32 id = in.below(quint64(m_builder->entityCount()));
        const std::optional<Entity> entity = readEntity(in, id);
        if (id == 0)
            in.fail();
        else if (entity)
            m_builder->setEntity(EntityId{id}, *entity);
    }
    for (quint32 rows = in.rowCount(); rows > 0 && !in.failed(); --rows)
        m_builder->addRemark(in.string());
}

std::optional<Entity> ChunkReader::readEntity(ByteReader &in, quint32 id)
{
    Entity entity;
    const quint8 kind = in.byte();
    if (kind >= EntityKindCount)
        in.fail();
    entity.parent = EntityId{in.below(id)};
    const quint32 label = in.below(m_strings.size());
    const quint32 location = in.below(m_locations.size());
    if (in.failed())
        return std::nullopt;
    entity.kind = static_cast<EntityKind>(kind);
    entity.label = m_strings[label];
    entity.location = m_locations[location];
    return entity;
}

void ChunkReader::readEvents(ByteReader &in, const ChunkHeader &header)
{
    constexpr qsizetype columns = 10; // A byte each at least.
    if (header.eventCount > in.remaining() / columns)
        return in.fail();
    std::vector<Event> events(header.eventCount);
    const auto column = [&](auto read) {
        for (std::size_t i = 0; i < events.size() && !in.failed(); ++i)
            read(events[i], i);
    };
    column([&](Event &event, std::size_t) {
        const quint8 kind = in.byte();
        kind < EventKindCount ? void(event.kind = static_cast<EventKind>(kind)) : in.fail();
    });
    column([&](Event &event, std::size_t) {
        const quint8 reason = in.byte();
        reason < WaitReasonCount ? void(event.reason = static_cast<WaitReason>(reason)) : in.fail();
    });
    quint64 time = 0;
    column([&](Event &event, std::size_t) { event.programTime = qint64(time += quint64(unzigzag(in.number()))); });
    time = 0;
    column([&](Event &event, std::size_t) { event.realTime = qint64(time += quint64(unzigzag(in.number()))); });
    /// `base` plus a difference, as an id below `limit`.
    const auto id = [&](qint64 base, quint64 difference, quint64 limit) {
        qint64 sum = 0;
        if (__builtin_add_overflow(base, unzigzag(difference), &sum) || sum < 0 || quint64(sum) >= limit) {
            in.fail();
            return quint32(0);
        }
        return quint32(sum);
    };
    const quint64 entityCount = quint64(m_builder->entityCount());
    column([&](Event &event, std::size_t i) {
        if (const quint64 distance = in.number()) {
            const qint64 own = qint64(header.firstEvent) + qint64(i) + 1;
            event.cause = EventId{id(own, distance - 1, quint64(1) << 32)};
        }
    });
    quint32 last = 0;
    column([&](Event &event, std::size_t) { event.entity = EntityId{last = id(last, in.number(), entityCount)}; });
    column([&](Event &event, std::size_t) {
        if (const quint64 distance = in.number())
            event.other = EntityId{id(index(event.entity), distance - 1, entityCount)};
    });
    last = 0;
    column([&](Event &event, std::size_t) {
        if (const quint64 distance = in.number())
            event.value = m_strings[last = id(last, distance - 1, m_strings.size())];
    });
    column([&](Event &event, std::size_t) { event.location = m_locations[in.below(m_locations.size())]; });
    column([&](Event &event, std::size_t) { event.count = in.atMost(0xffffffff); });
    if (in.failed() || !in.isAtEnd())
        return;
    for (const Event &event : events)
        m_builder->append(event);
}

void ChunkReader::close()
{
    const qint64 missing = m_pending.size() - m_used;
    const qsizetype events = m_builder->eventCount();
    if (m_error) {
        m_builder->addRemark(
            QStringLiteral("The recording is damaged (%1): what happened after event %2 cannot be read.")
                .arg(m_error->toString())
                .arg(events));
    } else if (missing > 0) {
        m_builder->addRemark(
            QStringLiteral("The recording ends in the middle of a chunk (%1 bytes from byte %2 on): what "
                           "happened after event %3 is missing.")
                .arg(missing)
                .arg(m_offset)
                .arg(events));
    } else if (!m_isAtEnd) {
        m_builder->addRemark(
            QStringLiteral("The recording was not closed: what the program did after event %1 is missing.")
                .arg(events));
    }
}

Result<Trace> readNative(QIODevice *device)
{
    Q_ASSERT(device && device->isReadable());
    constexpr qint64 piece = 1 << 20;
    TraceBuilder builder;
    ChunkReader reader(&builder);
    std::optional<Error> error;
    qint64 size = 0;
    while (!error) {
        const QByteArray bytes = device->read(piece);
        if (bytes.isEmpty())
            break;
        size += bytes.size();
        error = reader.feed(bytes);
    }
    if (!reader.hasHeader()) {
        if (error)
            return *error;
        return Error{size == 0 ? QStringLiteral("the file is empty") : QStringLiteral("the file ends within its head"),
                     0, 0, size};
    }
    reader.close();
    return builder.snapshot();
}

bool looksLikeNative(const QByteArray &head)
{
    return head.startsWith(QByteArray(native::Magic, sizeof native::Magic));
}

} // namespace asq::trace
