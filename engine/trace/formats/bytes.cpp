#include "trace/formats/bytes.h"

#include <array>

namespace asq::trace {

namespace {

// Eight tables, so that eight bytes at a time go through it: table k is for a byte with k bytes behind it.
using Tables = std::array<std::array<quint32, 256>, 8>;

constexpr Tables makeTables()
{
    constexpr quint32 reversedPolynomial = 0x82f63b78;
    Tables tables = {};
    for (quint32 byte = 0; byte < 256; ++byte) {
        quint32 remainder = byte;
        for (int bit = 0; bit < 8; ++bit)
            remainder = (remainder >> 1) ^ ((remainder & 1) ? reversedPolynomial : 0);
        tables[0][byte] = remainder;
    }
    for (quint32 byte = 0; byte < 256; ++byte) {
        for (std::size_t behind = 1; behind < tables.size(); ++behind) {
            const quint32 before = tables[behind - 1][byte];
            tables[behind][byte] = (before >> 8) ^ tables[0][before & 0xff];
        }
    }
    return tables;
}
constexpr Tables tables = makeTables();

} // namespace

quint64 ByteReader::longNumber()
{
    quint64 value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const quint8 part = byte();
        if (shift == 63 && part > 1)
            break;
        value |= quint64(part & 0x7f) << shift;
        if (part < 0x80)
            return m_failed ? 0 : value;
    }
    fail();
    return 0;
}

quint32 crc32c(const char *bytes, qsizetype size)
{
    quint32 crc = 0xffffffff;
    for (; size >= 8; size -= 8, bytes += 8) {
        const quint32 low = crc ^ qFromLittleEndian<quint32>(bytes);
        const quint32 high = qFromLittleEndian<quint32>(bytes + 4);
        crc = tables[7][low & 0xff] ^ tables[6][(low >> 8) & 0xff] ^ tables[5][(low >> 16) & 0xff]
            ^ tables[4][low >> 24] ^ tables[3][high & 0xff] ^ tables[2][(high >> 8) & 0xff]
            ^ tables[1][(high >> 16) & 0xff] ^ tables[0][high >> 24];
    }
    for (; size > 0; --size, ++bytes)
        crc = (crc >> 8) ^ tables[0][(crc ^ quint8(*bytes)) & 0xff];
    return ~crc;
}

} // namespace asq::trace
