#include "trace/formats/bytestrings.h"

#include <cstring>

namespace asq::trace {

namespace {

/// 128-bit products of eight bytes at a time.
quint64 hashOf(QByteArrayView bytes)
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
    return mix(hash ^ rest) + hash;
}

} // namespace

StringId ByteStrings::intern(QByteArrayView utf8)
{
    if (utf8.isEmpty())
        return StringId::Empty;
    const quint64 hash = hashOf(utf8);
    const quint32 upper = quint32(hash >> 32);
    const quint32 size = quint32(utf8.size());
    const std::size_t mask = m_places.size() - 1;
    std::size_t at = std::size_t(hash) & mask;
    for (; m_places[at].size != 0; at = (at + 1) & mask) {
        const Place &place = m_places[at];
        if (place.hash == upper && place.size == size && std::memcmp(&m_bytes[place.begin], utf8.data(), size) == 0)
            return place.id;
    }
    const StringId id = add(utf8);
    m_places[at] = {m_bytes.size(), upper, size, id};
    m_bytes.insert(m_bytes.end(), utf8.begin(), utf8.end());
    if (++m_count * 2 > m_places.size())
        grow();
    return id;
}

/// Nobody else has added a string, nearly always, and so one whose bytes are new is new; but what is no UTF-8 may read the
/// same as something else.
StringId ByteStrings::add(QByteArrayView utf8)
{
    const QString text = QString::fromUtf8(utf8);
    const bool mayBeThere = m_builder->stringCount() != m_stringsThen || text.contains(QChar::ReplacementCharacter)
        || text.isEmpty();
    const StringId id = mayBeThere ? m_builder->intern(text) : m_builder->addString(text);
    m_stringsThen = m_builder->stringCount();
    return id;
}

void ByteStrings::grow()
{
    std::vector<Place> from(m_places.size() * 2);
    from.swap(m_places);
    const std::size_t mask = m_places.size() - 1;
    for (const Place &each : from) {
        if (each.size == 0)
            continue;
        const quint64 hash = hashOf(QByteArrayView(&m_bytes[each.begin], qsizetype(each.size)));
        std::size_t at = std::size_t(hash) & mask;
        while (m_places[at].size != 0)
            at = (at + 1) & mask;
        m_places[at] = each;
    }
}

} // namespace asq::trace
