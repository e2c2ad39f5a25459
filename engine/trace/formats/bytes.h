#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QtEndian>

// The bytes that the native form is made of: little-endian numbers, and numbers of variable length (seven bits a byte,
// lowest first, the top bit says that more follow; a signed one has its sign in the lowest bit).
namespace asq::trace {

inline quint64 zigzag(qint64 number)
{
    return (quint64(number) << 1) ^ quint64(number >> 63);
}
inline qint64 unzigzag(quint64 number)
{
    return qint64(number >> 1) ^ -qint64(number & 1);
}

/// Appends to a byte array.
class ByteWriter
{
public:
    void byte(quint8 value) { m_bytes.append(char(value)); }
    template<typename Number>
    void fixed(Number value)
    {
        const Number little = qToLittleEndian(value);
        m_bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
    }
    void number(quint64 value)
    {
        while (value >= 0x80) {
            m_bytes.append(char(value | 0x80));
            value >>= 7;
        }
        m_bytes.append(char(value));
    }
    void string(QByteArrayView text)
    {
        number(quint64(text.size()));
        m_bytes.append(text.data(), text.size());
    }
    void raw(const QByteArray &bytes) { m_bytes.append(bytes); }
    const QByteArray &bytes() const { return m_bytes; }
    qsizetype size() const { return m_bytes.size(); }
    void clear() { m_bytes.clear(); }

private:
    QByteArray m_bytes;
};

/// Reads from bytes that somebody else owns. What is not there or out of its bounds makes it fail for good; it then
/// gives zeros.
class ByteReader
{
public:
    explicit ByteReader(const QByteArray &bytes)
        : m_at(reinterpret_cast<const uchar *>(bytes.constData())), m_end(m_at + bytes.size())
    {
    }

    bool failed() const { return m_failed; }
    void fail()
    {
        m_failed = true;
        m_at = m_end; // So that one comparison finds out about both.
    }
    bool isAtEnd() const { return m_at == m_end; }
    qsizetype remaining() const { return m_end - m_at; }

    quint8 byte()
    {
        if (m_at == m_end) {
            fail();
            return 0;
        }
        return *m_at++;
    }
    quint32 fixed32()
    {
        const QByteArray four = bytes(4);
        return m_failed ? 0 : qFromLittleEndian<quint32>(four.constData());
    }
    /// So many bytes, not copied.
    QByteArray bytes(quint32 size)
    {
        if (m_failed || size > quint64(remaining())) {
            fail();
            return {};
        }
        m_at += size;
        return QByteArray::fromRawData(reinterpret_cast<const char *>(m_at) - size, qsizetype(size));
    }
    quint64 number()
    {
        if (m_at != m_end && *m_at < 0x80) [[likely]] // Most are that small.
            return *m_at++;
        return longNumber();
    }
    /// A number of at most `limit`.
    quint32 atMost(quint64 limit)
    {
        const quint64 value = number();
        if (value > limit || value > 0xffffffffU) {
            fail();
            return 0;
        }
        return quint32(value);
    }
    quint32 below(quint64 limit)
    {
        if (limit == 0) {
            fail();
            return 0;
        }
        return atMost(limit - 1);
    }
    /// How many rows follow, each of which takes at least one byte.
    quint32 rowCount() { return atMost(quint64(remaining())); }
    QString string()
    {
        const QByteArray text = bytes(rowCount());
        return m_failed ? QString() : QString::fromUtf8(text.constData(), text.size());
    }
    void skipString() { (void)bytes(rowCount()); }

private:
    quint64 longNumber();

    const uchar *m_at;
    const uchar *m_end;
    bool m_failed = false;
};

/// CRC-32C (Castagnoli), as iSCSI and ext4 use it. Reference: RFC 3720, appendix B.4.
quint32 crc32c(const char *bytes, qsizetype size);

} // namespace asq::trace
