#include "trace/formats/bytestrings.h"

#include <algorithm>
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

/// Nearly all that comes is ASCII, where a byte is a character.
bool saysTheSame(const QString &text, QByteArrayView utf8)
{
    if (text.size() == utf8.size()) {
        const auto isSame = [](QChar character, char byte) {
            return character.unicode() == uchar(byte) && uchar(byte) < 0x80;
        };
        if (std::equal(text.cbegin(), text.cend(), utf8.begin(), isSame))
            return true;
    }
    return text.size() <= utf8.size() * 2 && text == QString::fromUtf8(utf8);
}

} // namespace

StringId ByteStrings::intern(QByteArrayView utf8)
{
    if (utf8.isEmpty())
        return StringId::Empty;
    const quint64 hash = hashOf(utf8);
    const std::size_t mask = m_places.size() - 1;
    std::size_t place = std::size_t(hash) & mask;
    for (; m_places[place].id != StringId::Empty; place = (place + 1) & mask) {
        if (m_places[place].hash == hash && saysTheSame(m_builder->string(m_places[place].id), utf8))
            return m_places[place].id;
    }
    const StringId id = m_builder->intern(QString::fromUtf8(utf8));
    m_places[place] = {hash, id};
    if (++m_count * 2 > m_places.size())
        grow();
    return id;
}

void ByteStrings::grow()
{
    std::vector<Place> from(m_places.size() * 2);
    from.swap(m_places);
    const std::size_t mask = m_places.size() - 1;
    for (const Place &each : from) {
        if (each.id == StringId::Empty)
            continue;
        std::size_t place = std::size_t(each.hash) & mask;
        while (m_places[place].id != StringId::Empty)
            place = (place + 1) & mask;
        m_places[place] = each;
    }
}

} // namespace asq::trace
