#include "trace/formats/chunkreader.h"

#include "trace/formats/bytes.h"
#include "trace/formats/chunkform.h"
#include "trace/formats/nativefile.h"
#include "trace/formats/nativeform.h"

#include <QFile>

#include <cstring>

// Nothing of the input is believed: sizes are checked before memory is taken for them, ids before they are used, and
// the events of a chunk go to the builder only when the whole chunk made sense.
namespace asq::trace {

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
    if (const std::optional<Error> error = native::headError(m_pending.constData())) {
        fail(error->text, *error->offset);
    } else {
        m_hasHeader = true;
        m_used = native::HeaderBytes;
        m_offset = native::HeaderBytes;
    }
    return m_hasHeader;
}

/// One chunk; false when there is no whole one, at the end, and after an error.
bool ChunkReader::readChunk()
{
    if (m_error || m_isAtEnd || m_pending.size() - m_used < native::ChunkHeaderBytes)
        return false;
    QString problem;
    const std::optional<ChunkHeader> header = ChunkHeader::parse(m_pending.constData() + m_used, &problem);
    if (header && header->firstEvent != m_builder->eventCount())
        problem = QStringLiteral("a chunk begins with event %1, not with event %2")
                      .arg(quint64(header->firstEvent) + 1)
                      .arg(m_builder->eventCount() + 1);
    if (!problem.isEmpty()) {
        fail(problem, m_offset);
        return false;
    }
    if (m_pending.size() - m_used < native::ChunkHeaderBytes + qsizetype(header->storedSize))
        return false;
    const char *stored = m_pending.constData() + m_used + native::ChunkHeaderBytes;
    const std::optional<QByteArray> plain = unpack(*header, stored, &problem);
    if (plain && header->kind == native::DataChunk && !readData(*plain, *header))
        problem = QStringLiteral("the content of a chunk makes no sense");
    if (!problem.isEmpty()) {
        fail(problem, m_offset);
        return false;
    }
    m_isAtEnd = header->kind == native::EndChunk;
    m_used += native::ChunkHeaderBytes + qsizetype(header->storedSize);
    m_offset += native::ChunkHeaderBytes + qint64(header->storedSize);
    return true;
}

bool ChunkReader::readData(const QByteArray &plain, const ChunkHeader &header)
{
    ByteReader in(plain);
    const TableSizes before{m_strings.size(), m_files.size(), m_locations.size(), quint64(m_builder->entityCount())};
    ChunkTables tables;
    tables.read(in, before);
    std::vector<Event> events = readEvents(in, header.firstEvent, header.eventCount, tables.sizesAfter(before));
    if (in.failed())
        return false;
    addRows(tables);
    for (Event &event : events) {
        event.value = m_strings[index(event.value)];
        event.location = m_locations[index(event.location)];
        m_builder->append(event);
    }
    return true;
}

void ChunkReader::addRows(const ChunkTables &tables)
{
    m_builder->setVirtualClock(tables.flags & native::VirtualClockFlag);
    for (const QString &string : tables.strings)
        m_strings.push_back(m_builder->intern(string));
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

Entity ChunkReader::translated(const Entity &entity) const
{
    return {entity.kind, entity.parent, m_strings[index(entity.label)], m_locations[index(entity.location)]};
}

void ChunkReader::close()
{
    const qint64 missing = m_pending.size() - m_used;
    const qsizetype events = m_builder->eventCount();
    if (m_error)
        m_builder->addRemark(native::damagedRemark(*m_error, events));
    else if (missing > 0)
        m_builder->addRemark(native::cutRemark(missing, m_offset, events));
    else if (!m_isAtEnd)
        m_builder->addRemark(native::notClosedRemark(events));
}

Result<Trace> readNative(QIODevice *device)
{
    Q_ASSERT(device && device->isReadable());
    const QFile *file = qobject_cast<QFile *>(device);
    if (file && file->pos() == 0 && file->size() >= LargeFile)
        return openNative(file->fileName());
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
