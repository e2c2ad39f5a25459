#include "trace/formats/chunkwriter.h"

#include "trace/formats/bytes.h"
#include "trace/formats/nativeform.h"

#include <QFileDevice>

#include <zstd.h>

// Events are written by column, not by row: zstd finds far more in a column of kinds or of causes than in rows where
// each field stands between strangers. Numbers that grow are written as differences, so that a loop of the program
// becomes a loop of the same few bytes. What a chunk begins from (times, entity, value) starts at zero in each, which
// keeps the reading of one independent of those before it, the tables aside.
namespace asq::trace {

struct ChunkWriter::Columns {
    ByteWriter strings, files, locations, entities, changes, remarks;
    quint32 stringCount = 0, fileCount = 0, locationCount = 0, entityCount = 0, changeCount = 0, remarkCount = 0;
    quint32 eventCount = 0;
    ByteWriter kinds, reasons, programTimes, realTimes, causes, subjects, others, values, places, counts;
    Event last;
    ChunkPlace place; ///< What the index will say of it.
    bool flagsChanged = false;
};

/// A chunk's content: its flags and tables, its events.
struct ChunkWriter::Payload {
    QByteArray tables;
    QByteArray events;
    ChunkPlace place;
};

ChunkWriter::ChunkWriter(QIODevice *device, Packing packing)
    : m_device(device), m_packing(packing), m_columns(std::make_unique<Columns>())
{
    Q_ASSERT(device && device->isWritable());
}

ChunkWriter::~ChunkWriter() = default;

namespace {
QByteArray bounded(const QString &text)
{
    if (text.size() <= ChunkWriter::LongestString / 4)
        return text.toUtf8();
    return (text.left(ChunkWriter::LongestString / 4) + QChar(u'…')).toUtf8();
}

void writeEntity(ByteWriter &out, const Entity &entity)
{
    out.byte(quint8(entity.kind));
    out.number(index(entity.parent));
    out.number(index(entity.label));
    out.number(index(entity.location));
}
} // namespace

void ChunkWriter::setVirtualClock(bool on)
{
    if (m_virtualClock != on) {
        m_virtualClock = on;
        m_columns->flagsChanged = true;
    }
}

StringId ChunkWriter::addString(const QString &text)
{
    return addUtf8(bounded(text));
}

StringId ChunkWriter::addUtf8(QByteArrayView utf8)
{
    Q_ASSERT(utf8.size() <= LongestString);
    flushWhenFull(utf8.size() + 1);
    m_columns->strings.string(utf8);
    ++m_columns->stringCount;
    return StringId{m_stringCount++};
}

LocationId ChunkWriter::addLocation(Location location)
{
    flushWhenFull(4);
    m_columns->locations.number(location.file);
    m_columns->locations.number(location.line);
    m_columns->locations.number(location.column);
    ++m_columns->locationCount;
    return LocationId{m_locationCount++};
}

quint32 ChunkWriter::addFile(const QString &name, const QString &text)
{
    const QByteArray nameBytes = bounded(name);
    const QByteArray textBytes = bounded(text);
    flushWhenFull(nameBytes.size() + textBytes.size() + 2);
    m_columns->files.string(nameBytes);
    m_columns->files.string(textBytes);
    ++m_columns->fileCount;
    return m_fileCount++;
}

EntityId ChunkWriter::addEntity(const Entity &entity)
{
    Q_ASSERT(index(entity.label) < m_stringCount && index(entity.location) < m_locationCount);
    Q_ASSERT(index(entity.parent) < m_entityCount);
    flushWhenFull(8);
    writeEntity(m_columns->entities, entity);
    ++m_columns->entityCount;
    return EntityId{m_entityCount++};
}

void ChunkWriter::setEntity(EntityId id, const Entity &entity)
{
    Q_ASSERT(id != EntityId::None && index(id) < m_entityCount && index(entity.parent) < index(id));
    Q_ASSERT(index(entity.label) < m_stringCount && index(entity.location) < m_locationCount);
    flushWhenFull(8);
    m_columns->changes.number(index(id));
    writeEntity(m_columns->changes, entity);
    ++m_columns->changeCount;
}

void ChunkWriter::addRemark(const QString &sentence)
{
    const QByteArray bytes = bounded(sentence);
    flushWhenFull(bytes.size() + 1);
    m_columns->remarks.string(bytes);
    ++m_columns->remarkCount;
}

EventId ChunkWriter::append(const Event &event)
{
    Q_ASSERT(index(event.entity) < m_entityCount && index(event.other) < m_entityCount);
    Q_ASSERT(index(event.value) < m_stringCount && index(event.location) < m_locationCount);
    flushWhenFull(10);
    Columns &to = *m_columns;
    const quint32 own = ++m_eventCount;
    to.kinds.byte(quint8(event.kind));
    to.reasons.byte(quint8(event.reason));
    // Differences wrap around; the reader adds the same way.
    to.programTimes.number(zigzag(qint64(quint64(event.programTime) - quint64(to.last.programTime))));
    to.realTimes.number(zigzag(qint64(quint64(event.realTime) - quint64(to.last.realTime))));
    to.causes.number(event.cause == EventId::None ? 0 : 1 + zigzag(qint64(index(event.cause)) - qint64(own)));
    to.subjects.number(zigzag(qint64(index(event.entity)) - qint64(index(to.last.entity))));
    to.others.number(
        event.other == EntityId::None ? 0 : 1 + zigzag(qint64(index(event.other)) - qint64(index(event.entity))));
    to.values.number(
        event.value == StringId::Empty ? 0 : 1 + zigzag(qint64(index(event.value)) - qint64(index(to.last.value))));
    to.places.number(index(event.location));
    to.counts.number(event.count);
    to.place.add(event, to.eventCount == 0);
    const StringId lastValue = event.value == StringId::Empty ? to.last.value : event.value;
    to.last = event;
    to.last.value = lastValue;
    ++to.eventCount;
    return EventId{own};
}

void ChunkWriter::flushWhenFull(qsizetype added)
{
    Q_ASSERT(!m_isFinished);
    if (m_gathered > 0 && m_gathered + added > ChunkBytes)
        flush();
    m_gathered += added;
}

bool ChunkWriter::isEmpty() const
{
    return m_gathered == 0 && !m_columns->flagsChanged;
}

ChunkWriter::Payload ChunkWriter::takePayload()
{
    const std::unique_ptr<Columns> from = std::exchange(m_columns, std::make_unique<Columns>());
    m_gathered = 0;
    ByteWriter tables;
    tables.byte(m_virtualClock ? native::VirtualClockFlag : 0);
    const auto table = [&](quint32 count, const ByteWriter &rows) {
        tables.number(count);
        tables.raw(rows.bytes());
    };
    table(from->stringCount, from->strings);
    table(from->fileCount, from->files);
    table(from->locationCount, from->locations);
    table(from->entityCount, from->entities);
    table(from->changeCount, from->changes);
    table(from->remarkCount, from->remarks);
    ByteWriter events;
    for (const ByteWriter *column : {&from->kinds, &from->reasons, &from->programTimes, &from->realTimes, &from->causes,
                                     &from->subjects, &from->others, &from->values, &from->places, &from->counts})
        events.raw(column->bytes());
    Payload payload{tables.bytes(), events.bytes(), from->place};
    payload.place.flags = quint8(tables.bytes().at(0));
    payload.place.eventCount = from->eventCount;
    payload.place.before = TableSizes();
    payload.place.after = {1 + from->stringCount, from->fileCount, 1 + from->locationCount, 2 + from->entityCount};
    payload.place.changes = from->changeCount;
    payload.place.remarks = from->remarkCount;
    return payload;
}

bool ChunkWriter::write(const QByteArray &bytes)
{
    if (!m_errorString.isEmpty())
        return false;
    // A device that is nearly full takes a part, and says why only when asked for the rest.
    for (qint64 done = 0; done < bytes.size();) {
        const qint64 taken = m_device->write(bytes.constData() + done, bytes.size() - done);
        if (taken <= 0) {
            m_errorString = m_device->errorString();
            return false;
        }
        done += taken;
        m_bytesWritten += taken;
    }
    return true;
}

bool ChunkWriter::writeHead()
{
    if (std::exchange(m_headerIsWritten, true))
        return true;
    ByteWriter header;
    header.raw(QByteArray(native::Magic, sizeof native::Magic));
    header.fixed(native::MajorVersion);
    header.fixed(native::MinorVersion);
    header.fixed(crc32c(header.bytes().constData(), header.size()));
    return write(header.bytes());
}

bool ChunkWriter::writeChunk(ChunkHeader from, const QByteArray &stored)
{
    writeHead();
    ByteWriter header;
    header.fixed(native::ChunkMarker);
    header.byte(from.kind);
    header.byte(from.packing);
    header.fixed(quint16(0));
    header.fixed(quint32(stored.size()));
    header.fixed(from.plainSize);
    header.fixed(m_flushedEvents);
    header.fixed(m_eventCount - m_flushedEvents);
    header.fixed(crc32c(stored.constData(), stored.size()));
    header.fixed(crc32c(header.bytes().constData(), header.size()));
    m_flushedEvents = m_eventCount;
    return write(header.bytes() + stored);
}

namespace {

QByteArray packed(const QByteArray &plain, ChunkWriter::Packing packing)
{
    // Beyond the usual level the gain is small and the time is not.
    const int level = packing == ChunkWriter::Packing::Usual ? 3 : -1;
    QByteArray result(qsizetype(ZSTD_compressBound(std::size_t(plain.size()))), Qt::Uninitialized);
    const std::size_t size = ZSTD_compress(result.data(), std::size_t(result.size()), plain.constData(),
                                           std::size_t(plain.size()), level);
    result.resize(ZSTD_isError(size) ? 0 : qsizetype(size));
    return result;
}

} // namespace

// The tables of a large chunk are packed apart from its events, so that whoever opens the file need not unpack both.
bool ChunkWriter::writeData(const Payload &payload)
{
    constexpr qsizetype largeTables = 64;
    const QByteArray plain = payload.tables + payload.events;
    QByteArray stored;
    ChunkPlace place = payload.place;
    if (payload.tables.size() >= largeTables && payload.events.size() >= largeTables) {
        stored = packed(payload.tables, m_packing);
        place.tablesStored = quint32(stored.size());
        place.tablesSum = crc32c(stored.constData(), stored.size());
        stored += packed(payload.events, m_packing);
    } else {
        stored = packed(plain, m_packing);
    }
    const bool isSmaller = !stored.isEmpty() && stored.size() < plain.size();
    if (!isSmaller) {
        stored = plain;
        place.tablesStored = 0;
        place.tablesSum = 0;
    }
    place.storedSize = quint32(stored.size());
    place.plainSize = quint32(plain.size());
    place.tablesPlain = quint32(payload.tables.size());
    m_index.add(place);
    ChunkHeader header;
    header.kind = native::DataChunk;
    header.packing = isSmaller ? native::Zstd : native::Plain;
    header.plainSize = place.plainSize;
    return writeChunk(header, stored);
}

bool ChunkWriter::flush()
{
    if (!isEmpty())
        writeData(takePayload());
    QFileDevice *file = qobject_cast<QFileDevice *>(m_device);
    if (file && m_errorString.isEmpty() && !file->flush() && !file->flush()) // As in write(): the second says why.
        m_errorString = file->errorString();
    return m_errorString.isEmpty();
}

bool ChunkWriter::finish()
{
    Q_ASSERT(!m_isFinished);
    flush();
    m_isFinished = true;
    writeHead();
    const QByteArray index = m_device->isSequential() ? QByteArray() : m_index.content(m_bytesWritten);
    ChunkHeader header;
    header.kind = native::EndChunk;
    header.plainSize = quint32(index.size());
    writeChunk(header, index);
    return flush();
}

void writeTables(const Trace &trace, ChunkWriter &writer)
{
    writer.setVirtualClock(trace.virtualClock());
    for (qsizetype i = 1; i < trace.stringCount(); ++i)
        writer.addString(trace.string(StringId{quint32(i)}));
    for (const SourceFile &file : trace.files())
        writer.addFile(file.name, file.text);
    for (qsizetype i = 1; i < trace.locations().size(); ++i)
        writer.addLocation(trace.locations().at(i));
    writer.setEntity(EntityId::Program, trace.entity(EntityId::Program));
    for (qsizetype i = 2; i < trace.entityCount(); ++i)
        writer.addEntity(trace.entities().at(i));
    for (const QString &remark : trace.remarks())
        writer.addRemark(remark);
}

std::optional<QString> writeNative(const Trace &trace, QIODevice *device)
{
    ChunkWriter writer(device);
    writeTables(trace, writer);
    for (const Event event : trace.events())
        writer.append(event);
    if (!writer.finish())
        return writer.errorString();
    return std::nullopt;
}

} // namespace asq::trace
