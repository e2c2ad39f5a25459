// What is kept for the last half minute must cost little memory and little time of the recorder's thread. Columns of
// differences are mostly zeros and small repeating numbers; the fastest level of zstd makes 3 to 6 bytes an event of them,
// where the events themselves are 48.
#include "record/packedevents.h"

#include <zstd.h>

#include <cstring>
#include <vector>

namespace asq::record {

using trace::Event;

namespace {

constexpr std::size_t RowBytes = 2 * sizeof(quint64) + 6 * sizeof(quint32) + 2;

/// The columns of `count` events in one block of memory.
class Columns
{
public:
    Columns(char *memory, std::size_t count)
        : m_wide(memory), m_narrow(memory + 2 * count * sizeof(quint64)),
          m_bytes(m_narrow + 6 * count * sizeof(quint32)), m_count(count)
    {
    }
    void set(std::size_t column, std::size_t row, quint64 value) { put(m_wide + (column * m_count + row) * 8, value); }
    quint64 wide(std::size_t column, std::size_t row) const
    {
        return get<quint64>(m_wide + (column * m_count + row) * 8);
    }
    void set(std::size_t column, std::size_t row, quint32 value)
    {
        put(m_narrow + (column * m_count + row) * 4, value);
    }
    quint32 narrow(std::size_t column, std::size_t row) const
    {
        return get<quint32>(m_narrow + (column * m_count + row) * 4);
    }
    char &byte(std::size_t column, std::size_t row) { return m_bytes[column * m_count + row]; }

private:
    template<typename T>
    static void put(char *place, T value)
    {
        std::memcpy(place, &value, sizeof value);
    }
    template<typename T>
    static T get(const char *place)
    {
        T value;
        std::memcpy(&value, place, sizeof value);
        return value;
    }
    char *m_wide;
    char *m_narrow;
    char *m_bytes;
    std::size_t m_count;
};

} // namespace

QByteArray packEvents(const QList<Event> &events, quint32 firstNumber)
{
    const std::size_t count = std::size_t(events.size());
    std::vector<char> plain(count * RowBytes);
    Columns columns(plain.data(), count);
    Event last;
    for (std::size_t i = 0; i < count; ++i) {
        const Event &event = events.at(qsizetype(i));
        columns.set(0, i, quint64(event.realTime) - quint64(last.realTime));
        columns.set(1, i, quint64(event.programTime) - quint64(last.programTime));
        columns.set(0, i, index(event.cause) ? firstNumber + quint32(i) - index(event.cause) : 0);
        columns.set(1, i, index(event.entity) - index(last.entity));
        columns.set(2, i, index(event.other));
        columns.set(3, i, index(event.value));
        columns.set(4, i, index(event.location));
        columns.set(5, i, event.count);
        columns.byte(0, i) = char(event.kind);
        columns.byte(1, i) = char(event.reason);
        last = event;
    }
    QByteArray packed(qsizetype(ZSTD_compressBound(plain.size())), Qt::Uninitialized);
    const std::size_t size = ZSTD_compress(packed.data(), std::size_t(packed.size()), plain.data(), plain.size(), 1);
    Q_ASSERT(!ZSTD_isError(size));
    packed.resize(qsizetype(size));
    packed.squeeze();
    return packed;
}

QList<Event> unpackEvents(const QByteArray &packed, qsizetype count, quint32 firstNumber)
{
    const std::size_t rows = std::size_t(count);
    std::vector<char> plain(rows * RowBytes);
    const std::size_t size = ZSTD_decompress(plain.data(), plain.size(), packed.constData(),
                                             std::size_t(packed.size()));
    Q_ASSERT(size == plain.size());
    Q_UNUSED(size)
    Columns columns(plain.data(), rows);
    QList<Event> events;
    events.reserve(count);
    Event event;
    for (std::size_t i = 0; i < rows; ++i) {
        event.realTime = qint64(quint64(event.realTime) + columns.wide(0, i));
        event.programTime = qint64(quint64(event.programTime) + columns.wide(1, i));
        const quint32 back = columns.narrow(0, i);
        event.cause = trace::EventId(back ? firstNumber + quint32(i) - back : 0);
        event.entity = trace::EntityId(index(event.entity) + columns.narrow(1, i));
        event.other = trace::EntityId(columns.narrow(2, i));
        event.value = trace::StringId(columns.narrow(3, i));
        event.location = trace::LocationId(columns.narrow(4, i));
        event.count = columns.narrow(5, i);
        event.kind = trace::EventKind(columns.byte(0, i));
        event.reason = trace::WaitReason(columns.byte(1, i));
        events.append(event);
    }
    return events;
}

} // namespace asq::record
