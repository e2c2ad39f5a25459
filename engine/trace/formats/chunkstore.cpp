#include "trace/formats/chunkstore.h"

#include "trace/formats/nativeform.h"

#include <zstd.h>

#include <array>
#include <atomic>

// Most questions are for an event near the one asked for before, by the same thread. So each thread holds the chunks
// that it looked into last, a few of them, by the chunk's number; only what is not among those takes the lock of the
// cache, and only what is not in there is read and unpacked, outside of the lock: two threads that want the same
// chunk at once do the work twice, once in a while, and nobody waits for a disk that somebody else waits for.
namespace asq::trace {

namespace {

constexpr quint32 BlockSize = 1024;
constexpr std::size_t HeldChunks = 8; ///< By each thread.

quint64 nextSerial()
{
    static std::atomic<quint64> last = 0;
    return ++last;
}

/// What a thread looked into last. Without constructor and destructor, so that looking costs nothing.
struct Hot {
    quint64 serial;
    const Event *events;
    quint32 first;
    quint32 count;
};
constinit thread_local Hot hot = {0, nullptr, 0, 0};

} // namespace

struct ChunkStore::Held {
    struct Slot {
        quint64 serial = 0;
        std::size_t chunk = 0;
        std::shared_ptr<const Chunk> content;
    };
    std::array<Slot, HeldChunks> slots;
};

ChunkStore::ChunkStore(ReadAt readAt, std::vector<ChunkPlace> places, Budget budget)
    : m_readAt(std::move(readAt)), m_places(std::move(places)), m_serial(nextSerial()), m_chunks(budget.eventBytes),
      m_strings(budget.stringBytes)
{
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        const ChunkPlace &place = m_places[i];
        if (place.hasStrings())
            m_stringChunks.push_back(quint32(i));
        const quint64 end = quint64(place.firstEvent) + place.eventCount;
        while (quint64(m_chunkOfBlock.size()) * BlockSize < end)
            m_chunkOfBlock.push_back(quint32(i));
        m_eventCount = qsizetype(end);
        m_stringCount = qsizetype(place.after.strings);
    }
}

ChunkStore::~ChunkStore() = default;

void ChunkStore::setLocations(std::vector<LocationId> ids)
{
    m_locations = std::move(ids);
}

std::size_t ChunkStore::chunkOf(quint32 event) const
{
    const std::size_t block = event / BlockSize;
    const auto low = m_places.begin() + m_chunkOfBlock[block];
    const auto high = block + 1 < m_chunkOfBlock.size() ? m_places.begin() + m_chunkOfBlock[block + 1] + 1
                                                        : m_places.end();
    // The last that begins at or before it; an empty one begins where the one behind it does.
    const auto behind = std::upper_bound(low, high, event, [](quint32 number, const ChunkPlace &place) {
        return number < place.firstEvent;
    });
    return std::size_t(behind - m_places.begin()) - 1;
}

Event ChunkStore::event(qsizetype i) const
{
    Q_ASSERT(i >= 0 && i < m_eventCount);
    const quint32 number = quint32(i);
    if (hot.serial == m_serial && number - hot.first < hot.count)
        return hot.events[number - hot.first];
    return findEvent(number);
}

Event ChunkStore::findEvent(quint32 i) const
{
    static thread_local Held held;
    const std::size_t chunk = chunkOf(i);
    Held::Slot &slot = held.slots[chunk % HeldChunks];
    if (slot.serial != m_serial || slot.chunk != chunk) {
        hot.serial = 0; // It may be about to go.
        slot = {m_serial, chunk, loaded(chunk)};
    }
    const Chunk &content = *slot.content;
    hot = {m_serial, content.events.data(), content.first, quint32(content.events.size())};
    return content.events[i - content.first];
}

std::shared_ptr<const ChunkStore::Chunk> ChunkStore::loaded(std::size_t chunk) const
{
    if (std::shared_ptr<const Chunk> known = m_chunks.find(quint32(chunk)))
        return known;
    const ChunkPlace &place = m_places[chunk];
    QString problem;
    std::optional<std::vector<Event>> events = readEventsOf(place, &problem);
    if (!events) {
        report(chunk, problem);
        Event gap;
        gap.kind = EventKind::Gap;
        gap.entity = EntityId::Program;
        gap.programTime = place.firstProgramTime;
        gap.realTime = place.firstRealTime;
        gap.count = 1;
        events.emplace(place.eventCount, gap);
    }
    const qsizetype bytes = qsizetype(sizeof(Chunk) + events->size() * sizeof(Event));
    return m_chunks.insert(quint32(chunk), std::make_shared<const Chunk>(Chunk{place.firstEvent, std::move(*events)}),
                           bytes);
}

namespace {

/// Passes over the tables of a chunk; false when they are not what the index says. Those with rows that everybody needs
/// were held against it when the file was opened.
bool skipTables(ByteReader &in, const ChunkPlace &place)
{
    if (place.hasRowsToRead()) {
        (void)in.bytes(place.tablesPlain);
        return !in.failed();
    }
    ChunkTables tables;
    tables.read(in, place.before, ChunkTables::Strings::Skip);
    return !in.failed() && place.isSaidRight(tables);
}

} // namespace

std::optional<std::vector<Event>> ChunkStore::readEventsOf(const ChunkPlace &place, QString *problem) const
{
    const qint64 size = native::ChunkHeaderBytes + qint64(place.storedSize);
    const QByteArray bytes = m_readAt(place.offset, size);
    if (bytes.size() != size) {
        *problem = QStringLiteral("the file cannot be read there");
        return std::nullopt;
    }
    const std::optional<ChunkHeader> header = ChunkHeader::parse(bytes.constData(), problem);
    if (!header)
        return std::nullopt;
    if (header->kind != native::DataChunk || header->firstEvent != place.firstEvent
        || header->eventCount != place.eventCount || header->storedSize != place.storedSize
        || header->plainSize != place.plainSize) {
        *problem = QStringLiteral("a chunk is not the one that the index tells of");
        return std::nullopt;
    }
    const std::optional<QByteArray> plain = unpack(*header, bytes.constData() + native::ChunkHeaderBytes, problem);
    if (!plain)
        return std::nullopt;
    ByteReader in(*plain);
    bool isRight = skipTables(in, place) && qsizetype(place.tablesPlain) == plain->size() - in.remaining();
    std::vector<Event> events = trace::readEvents(in, place.firstEvent, place.eventCount, place.after);
    isRight = isRight && !in.failed();
    for (std::size_t i = 0; i < events.size() && isRight; ++i) {
        // Whoever follows causes must come to an end.
        isRight = index(events[i].cause) <= place.firstEvent + i;
        if (!m_locations.empty())
            events[i].location = m_locations[index(events[i].location)];
    }
    if (isRight)
        return events;
    *problem = QStringLiteral("the content of a chunk makes no sense");
    return std::nullopt;
}

std::optional<ChunkTables> ChunkStore::tables(std::size_t chunk, ChunkTables::Strings strings, QString *problem) const
{
    const ChunkPlace &place = m_places[chunk];
    std::optional<QByteArray> plain;
    const bool isApart = place.tablesStored > 0;
    const qint64 wanted = native::ChunkHeaderBytes + qint64(isApart ? place.tablesStored : place.storedSize);
    const QByteArray bytes = m_readAt(place.offset, wanted);
    if (bytes.size() != wanted) {
        *problem = QStringLiteral("the file cannot be read there");
        return std::nullopt;
    }
    const char *stored = bytes.constData() + native::ChunkHeaderBytes;
    if (isApart) {
        const ChunkHeader frame{native::DataChunk, native::Zstd, place.tablesStored, place.tablesPlain, 0, 0,
                                place.tablesSum};
        plain = unpack(frame, stored, problem);
    } else if (const std::optional<ChunkHeader> header = ChunkHeader::parse(bytes.constData(), problem)) {
        if (header->storedSize == place.storedSize)
            plain = unpack(*header, stored, problem);
        else
            *problem = QStringLiteral("a chunk is not the one that the index tells of");
    }
    if (!plain)
        return std::nullopt;
    ByteReader in(*plain);
    ChunkTables tables;
    tables.read(in, place.before, strings);
    if (!in.failed() && place.isSaidRight(tables) && qsizetype(place.tablesPlain) == plain->size() - in.remaining())
        return tables;
    *problem = QStringLiteral("the content of a chunk makes no sense");
    return std::nullopt;
}

QString ChunkStore::string(StringId id) const
{
    Q_ASSERT(index(id) < quint32(m_stringCount));
    if (id == StringId::Empty)
        return {};
    const auto behind = std::upper_bound(m_stringChunks.begin(), m_stringChunks.end(), quint64(index(id)),
                                         [this](quint64 string, quint32 chunk) {
                                             return string < m_places[chunk].before.strings;
                                         });
    const quint32 chunk = *std::prev(behind);
    std::shared_ptr<const std::vector<QString>> strings = m_strings.find(chunk);
    if (!strings) {
        QString problem;
        std::optional<ChunkTables> rows = tables(chunk, ChunkTables::Strings::Read, &problem);
        if (!rows)
            report(chunk, problem);
        auto read = std::make_shared<const std::vector<QString>>(rows ? std::move(rows->strings)
                                                                      : std::vector<QString>());
        qsizetype bytes = 0;
        for (const QString &string : *read)
            bytes += qsizetype(sizeof string + 32) + 2 * string.size();
        strings = m_strings.insert(chunk, read, bytes);
    }
    const quint64 position = index(id) - m_places[chunk].before.strings;
    return position < strings->size() ? strings->at(std::size_t(position)) : QString();
}

void ChunkStore::report(std::size_t chunk, const QString &problem) const
{
    const std::scoped_lock lock(m_problemMutex);
    for (const auto &[known, sentence] : m_problems) {
        if (known == chunk)
            return;
    }
    const ChunkPlace &place = m_places[chunk];
    m_problems.emplace_back(
        chunk,
        QStringLiteral("The recording is damaged (byte %1: %2): events %3 to %4 and their texts cannot be read.")
            .arg(place.offset)
            .arg(problem)
            .arg(quint64(place.firstEvent) + 1)
            .arg(quint64(place.firstEvent) + place.eventCount));
}

QStringList ChunkStore::problems() const
{
    const std::scoped_lock lock(m_problemMutex);
    QStringList sentences;
    for (const auto &[chunk, sentence] : m_problems)
        sentences.append(sentence);
    return sentences;
}

} // namespace asq::trace
