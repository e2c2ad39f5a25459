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
    bool flagsChanged = false;
};

ChunkWriter::ChunkWriter(QIODevice *device) : m_device(device), m_columns(std::make_unique<Columns>())
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
    const QByteArray bytes = bounded(text);
    flushWhenFull(bytes.size() + 1);
    m_columns->strings.string(bytes);
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

QByteArray ChunkWriter::takePayload()
{
    const std::unique_ptr<Columns> from = std::exchange(m_columns, std::make_unique<Columns>());
    m_gathered = 0;
    ByteWriter out;
    out.byte(m_virtualClock ? native::VirtualClockFlag : 0);
    const auto table = [&](quint32 count, const ByteWriter &rows) {
        out.number(count);
        out.raw(rows.bytes());
    };
    table(from->stringCount, from->strings);
    table(from->fileCount, from->files);
    table(from->locationCount, from->locations);
    table(from->entityCount, from->entities);
    table(from->changeCount, from->changes);
    table(from->remarkCount, from->remarks);
    for (const ByteWriter *column : {&from->kinds, &from->reasons, &from->programTimes, &from->realTimes, &from->causes,
                                     &from->subjects, &from->others, &from->values, &from->places, &from->counts})
        out.raw(column->bytes());
    return out.bytes();
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

bool ChunkWriter::writeChunk(quint8 kind, const QByteArray &plain)
{
    if (!m_headerIsWritten) {
        m_headerIsWritten = true;
        ByteWriter header;
        header.raw(QByteArray(native::Magic, sizeof native::Magic));
        header.fixed(native::MajorVersion);
        header.fixed(native::MinorVersion);
        header.fixed(crc32c(header.bytes().constData(), header.size()));
        write(header.bytes());
    }
    constexpr int level = 3; // Beyond it the gain is small and the time is not.
    QByteArray packed(qsizetype(ZSTD_compressBound(std::size_t(plain.size()))), Qt::Uninitialized);
    const std::size_t size = ZSTD_compress(packed.data(), std::size_t(packed.size()), plain.constData(),
                                           std::size_t(plain.size()), level);
    const bool isSmaller = !ZSTD_isError(size) && qsizetype(size) < plain.size();
    if (isSmaller)
        packed.resize(qsizetype(size));
    const QByteArray &stored = isSmaller ? packed : plain;

    ByteWriter header;
    header.fixed(native::ChunkMarker);
    header.byte(kind);
    header.byte(isSmaller ? native::Zstd : native::Plain);
    header.fixed(quint16(0));
    header.fixed(quint32(stored.size()));
    header.fixed(quint32(plain.size()));
    header.fixed(m_flushedEvents);
    header.fixed(m_eventCount - m_flushedEvents);
    header.fixed(crc32c(stored.constData(), stored.size()));
    header.fixed(crc32c(header.bytes().constData(), header.size()));
    m_flushedEvents = m_eventCount;
    return write(header.bytes() + stored);
}

bool ChunkWriter::flush()
{
    if (!isEmpty())
        writeChunk(native::DataChunk, takePayload());
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
    writeChunk(native::EndChunk, {});
    return flush();
}

std::optional<QString> writeNative(const Trace &trace, QIODevice *device)
{
    ChunkWriter writer(device);
    writer.setVirtualClock(trace.virtualClock());
    for (qsizetype i = 1; i < trace.strings().size(); ++i)
        writer.addString(trace.strings().at(i));
    for (const SourceFile &file : trace.files())
        writer.addFile(file.name, file.text);
    for (qsizetype i = 1; i < trace.locations().size(); ++i)
        writer.addLocation(trace.locations().at(i));
    writer.setEntity(EntityId::Program, trace.entity(EntityId::Program));
    for (qsizetype i = 2; i < trace.entityCount(); ++i)
        writer.addEntity(trace.entities().at(i));
    for (const QString &remark : trace.remarks())
        writer.addRemark(remark);
    for (const Event &event : trace.events())
        writer.append(event);
    if (!writer.finish())
        return writer.errorString();
    return std::nullopt;
}

} // namespace asq::trace
