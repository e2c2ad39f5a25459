#include "trace/formats/bytes.h"

#include <array>

namespace asq::trace {

namespace {
constexpr std::array<quint32, 256> makeTable()
{
    constexpr quint32 reversedPolynomial = 0x82f63b78;
    std::array<quint32, 256> table = {};
    for (quint32 byte = 0; byte < 256; ++byte) {
        quint32 remainder = byte;
        for (int bit = 0; bit < 8; ++bit)
            remainder = (remainder >> 1) ^ ((remainder & 1) ? reversedPolynomial : 0);
        table[byte] = remainder;
    }
    return table;
}
constexpr std::array<quint32, 256> table = makeTable();
} // namespace

quint32 crc32c(const char *bytes, qsizetype size)
{
    quint32 crc = 0xffffffff;
    for (qsizetype i = 0; i < size; ++i)
        crc = (crc >> 8) ^ table[(crc ^ quint8(bytes[i])) & 0xff];
    return ~crc;
}

} // namespace asq::trace
