#include "trace/formats/bytestrings.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace asq::trace {

namespace {

constexpr std::size_t FirstPlaces = 1024;

/// 128-bit products of eight bytes at a time.
quint32 hashOf(QByteArrayView bytes)
{
    constexpr quint64 odd = 0x9E3779B97F4A7C15;
    const auto mix = [](quint64 a) {
        __extension__ using Wide = unsigned __int128;
        const Wide product = static_cast<Wide>(a) * odd;
        return quint64(product) ^ quint64(product >> 64);
    };
    quint64 hash = quint64(bytes.size()) + 1;
    qsizetype i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        quint64 word = 0;
        std::memcpy(&word, bytes.data() + i, 8);
        hash = mix(hash ^ word) + word;
    }
    quint64 rest = 0;
    if (i < bytes.size())
        std::memcpy(&rest, bytes.data() + i, std::size_t(bytes.size() - i));
    hash = mix(hash ^ rest) + hash;
    return quint32(hash ^ (hash >> 32));
}

} // namespace

ByteStrings::ByteStrings() : m_places(FirstPlaces), m_ends(1) {}

StringId ByteStrings::intern(QByteArrayView utf8)
{
    if (utf8.isEmpty())
        return StringId::Empty;
    const quint32 hash = hashOf(utf8);
    const std::size_t mask = m_places.size() - 1;
    std::size_t at = std::size_t(hash) & mask;
    for (; m_places[at].id != StringId::Empty; at = (at + 1) & mask) {
        if (m_places[at].hash != hash)
            continue;
        const QByteArrayView known = bytes(m_places[at].id);
        if (known.size() == utf8.size() && std::memcmp(known.data(), utf8.data(), std::size_t(utf8.size())) == 0)
            return m_places[at].id;
    }
    const StringId id = add(utf8);
    m_places[at] = {hash, id};
    if (m_ends.size() * 4 > m_places.size() * 3)
        grow();
    return id;
}

StringId ByteStrings::add(QByteArrayView utf8)
{
    const std::size_t size = std::size_t(utf8.size());
    if (m_size + size > m_capacity) {
        constexpr std::size_t least = 64 * 1024;
        const std::size_t capacity = std::max(m_size + size, std::max(least, m_capacity + m_capacity / 2));
        char *const moved = static_cast<char *>(std::realloc(m_bytes.get(), capacity));
        if (!moved)
            throw std::bad_alloc();
        (void)m_bytes.release();
        m_bytes.reset(moved);
        m_capacity = capacity;
    }
    std::memcpy(m_bytes.get() + m_size, utf8.data(), size);
    m_size += size;
    m_ends.push_back(m_size);
    return StringId{quint32(m_ends.size() - 1)};
}

void ByteStrings::grow()
{
    std::vector<Place> from(m_places.size() * 2);
    from.swap(m_places);
    const std::size_t mask = m_places.size() - 1;
    for (const Place &each : from) {
        if (each.id == StringId::Empty)
            continue;
        std::size_t at = std::size_t(each.hash) & mask;
        while (m_places[at].id != StringId::Empty)
            at = (at + 1) & mask;
        m_places[at] = each;
    }
}

} // namespace asq::trace
