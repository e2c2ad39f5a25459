#include "trace/formats/chunkindex.h"

#include "trace/formats/nativeform.h"

#include <zstd.h>

// The index is the content of the chunk that marks the end, which readers of the first version pass over. A file that
// was cut short has none; one that was changed behind the back of its index is found out chunk by chunk, since each
// carries its own checksum.
namespace asq::trace {

namespace {

bool isTrouble(EventKind kind)
{
    return kind == EventKind::Failed || kind == EventKind::Aborted || kind == EventKind::Reported
        || kind == EventKind::Gap;
}

quint64 difference(qint64 from, qint64 to)
{
    return zigzag(qint64(quint64(to) - quint64(from)));
}

qint64 sum(qint64 from, quint64 difference)
{
    return qint64(quint64(from) + quint64(unzigzag(difference)));
}

struct Trailer {
    qint64 endOffset = 0;
    quint32 plainSize = 0;
    quint32 chunkCount = 0;
};

std::optional<Trailer> parseTrailer(const QByteArray &bytes)
{
    if (bytes.size() != native::TrailerBytes)
        return std::nullopt;
    const char *at = bytes.constData();
    if (qFromLittleEndian<quint32>(at + 16) != native::IndexMarker
        || qFromLittleEndian<quint32>(at + 20) != crc32c(at, native::TrailerBytes - 4))
        return std::nullopt;
    return Trailer{qFromLittleEndian<qint64>(at), qFromLittleEndian<quint32>(at + 8),
                   qFromLittleEndian<quint32>(at + 12)};
}

/// One row, and where the chunk after it begins; false when it makes no sense.
bool readRow(ByteReader &in, ChunkPlace &place)
{
    ByteReader row(in.bytes(in.rowCount()));
    place.flags = row.byte();
    place.storedSize = row.atMost(ChunkHeader::Largest);
    place.plainSize = row.atMost(ChunkHeader::Largest);
    place.tablesStored = row.atMost(place.storedSize);
    place.tablesPlain = row.atMost(place.plainSize);
    place.tablesSum = row.fixed32();
    place.eventCount = row.atMost(place.plainSize / 10); // Ten columns of a byte each at least.
    place.after = place.before;
    place.after.strings += row.atMost(place.tablesPlain);
    place.after.files += row.atMost(place.tablesPlain);
    place.after.locations += row.atMost(place.tablesPlain);
    place.after.entities += row.atMost(place.tablesPlain);
    place.changes = row.atMost(place.tablesPlain);
    place.remarks = row.atMost(place.tablesPlain);
    place.firstProgramTime = unzigzag(row.number());
    place.lastProgramTime = sum(place.firstProgramTime, row.number());
    place.firstRealTime = sum(place.firstProgramTime, row.number());
    place.lastRealTime = sum(place.firstRealTime, row.number());
    place.troubles = row.atMost(place.eventCount);
    return !row.failed() && !in.failed(); // What follows in the row is of a later version.
}

std::optional<std::vector<ChunkPlace>> readRows(const QByteArray &plain, const Trailer &trailer, quint32 eventCount)
{
    ByteReader in(plain);
    std::vector<ChunkPlace> places;
    if (trailer.chunkCount > quint64(plain.size()))
        return std::nullopt;
    places.reserve(trailer.chunkCount);
    ChunkPlace next;
    next.offset = native::HeaderBytes;
    quint64 events = 0;
    for (quint32 i = 0; i < trailer.chunkCount; ++i) {
        if (!readRow(in, next))
            return std::nullopt;
        next.firstEvent = quint32(events);
        places.push_back(next);
        events += next.eventCount;
        next.offset += native::ChunkHeaderBytes + qint64(next.storedSize);
        next.before = next.after;
        const bool fits = events <= 0xffffffff && next.before.strings <= 0xffffffff
            && next.before.locations <= 0xffffffff && next.before.entities <= 0xffffffff;
        if (!fits)
            return std::nullopt;
    }
    if (next.offset != trailer.endOffset || events != eventCount)
        return std::nullopt;
    return places;
}

} // namespace

void ChunkPlace::add(const Event &event, bool isFirst)
{
    if (isFirst) {
        firstProgramTime = event.programTime;
        firstRealTime = event.realTime;
    }
    lastProgramTime = event.programTime;
    lastRealTime = event.realTime;
    troubles += isTrouble(event.kind) ? 1 : 0;
}

void ChunkPlace::describe(const std::vector<Event> &events)
{
    for (const Event &event : events)
        add(event, &event == events.data());
}

void ChunkIndexWriter::add(const ChunkPlace &place)
{
    ByteWriter row;
    row.byte(place.flags);
    row.number(place.storedSize);
    row.number(place.plainSize);
    row.number(place.tablesStored);
    row.number(place.tablesPlain);
    row.fixed(place.tablesSum);
    row.number(place.eventCount);
    row.number(place.after.strings - place.before.strings);
    row.number(place.after.files - place.before.files);
    row.number(place.after.locations - place.before.locations);
    row.number(place.after.entities - place.before.entities);
    row.number(place.changes);
    row.number(place.remarks);
    row.number(zigzag(place.firstProgramTime));
    row.number(difference(place.firstProgramTime, place.lastProgramTime));
    row.number(difference(place.firstProgramTime, place.firstRealTime));
    row.number(difference(place.firstRealTime, place.lastRealTime));
    row.number(place.troubles);
    m_rows.string(row.bytes());
    ++m_count;
}

QByteArray ChunkIndexWriter::content(qint64 endOffset) const
{
    const QByteArray &plain = m_rows.bytes();
    QByteArray packed(qsizetype(ZSTD_compressBound(std::size_t(plain.size()))), Qt::Uninitialized);
    constexpr int level = 3;
    const std::size_t size = ZSTD_compress(packed.data(), std::size_t(packed.size()), plain.constData(),
                                           std::size_t(plain.size()), level);
    if (ZSTD_isError(size) || size + native::TrailerBytes > ChunkHeader::Largest
        || plain.size() > qsizetype(ChunkHeader::Largest))
        return {};
    packed.resize(qsizetype(size));
    ByteWriter trailer;
    trailer.fixed(endOffset);
    trailer.fixed(quint32(plain.size()));
    trailer.fixed(m_count);
    trailer.fixed(native::IndexMarker);
    trailer.fixed(crc32c(trailer.bytes().constData(), trailer.size()));
    return packed + trailer.bytes();
}

std::optional<std::vector<ChunkPlace>> readChunkIndex(const ReadAt &readAt, qint64 size)
{
    constexpr qint64 smallest = native::HeaderBytes + native::ChunkHeaderBytes + native::TrailerBytes;
    if (size < smallest)
        return std::nullopt;
    const std::optional<Trailer> trailer = parseTrailer(readAt(size - native::TrailerBytes, native::TrailerBytes));
    if (!trailer || trailer->endOffset < native::HeaderBytes || trailer->plainSize > ChunkHeader::Largest
        || trailer->endOffset > size - native::ChunkHeaderBytes - native::TrailerBytes
        || size - trailer->endOffset > native::ChunkHeaderBytes + qint64(ChunkHeader::Largest))
        return std::nullopt;
    const QByteArray chunk = readAt(trailer->endOffset, size - trailer->endOffset);
    if (chunk.size() != size - trailer->endOffset)
        return std::nullopt;
    QString problem;
    const std::optional<ChunkHeader> header = ChunkHeader::parse(chunk.constData(), &problem);
    if (!header || header->kind != native::EndChunk || header->packing != native::Plain
        || native::ChunkHeaderBytes + qint64(header->storedSize) != chunk.size())
        return std::nullopt;
    const std::optional<QByteArray> content = unpack(*header, chunk.constData() + native::ChunkHeaderBytes, &problem);
    if (!content)
        return std::nullopt;
    QByteArray plain(qsizetype(trailer->plainSize), Qt::Uninitialized);
    const std::size_t plainSize = ZSTD_decompress(plain.data(), std::size_t(plain.size()), content->constData(),
                                                  std::size_t(content->size() - native::TrailerBytes));
    if (ZSTD_isError(plainSize) || plainSize != std::size_t(plain.size()))
        return std::nullopt;
    return readRows(plain, *trailer, header->firstEvent);
}

} // namespace asq::trace
