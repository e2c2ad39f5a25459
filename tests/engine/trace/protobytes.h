#pragma once

#include <QByteArray>
#include <QtEndian>

#include <cstring>

/// A protobuf message that a test writes field by field, without the classes that the engine uses.
class ProtoBytes
{
public:
    ProtoBytes &number(int field, quint64 value)
    {
        varint(quint64(field) << 3);
        varint(value);
        return *this;
    }
    ProtoBytes &bytes(int field, const QByteArray &value)
    {
        varint(quint64(field) << 3 | 2);
        varint(quint64(value.size()));
        m_bytes += value;
        return *this;
    }
    ProtoBytes &message(int field, const ProtoBytes &value) { return bytes(field, value.m_bytes); }
    ProtoBytes &fixed(int field, quint64 value)
    {
        varint(quint64(field) << 3 | 1);
        const quint64 little = qToLittleEndian(value);
        m_bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
        return *this;
    }
    ProtoBytes &real(int field, double value)
    {
        quint64 bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        return fixed(field, bits);
    }
    /// A repeated field of numbers in the packed way.
    ProtoBytes &packed(int field, std::initializer_list<quint64> values)
    {
        ProtoBytes content;
        for (quint64 value : values)
            content.varint(value);
        return message(field, content);
    }
    /// Appends what another message holds.
    ProtoBytes &operator+=(const ProtoBytes &other)
    {
        m_bytes += other.m_bytes;
        return *this;
    }
    const QByteArray &data() const { return m_bytes; }

private:
    void varint(quint64 value)
    {
        for (; value >= 0x80; value >>= 7)
            m_bytes += char(value | 0x80);
        m_bytes += char(value);
    }

    QByteArray m_bytes;
};

/// The messages of Perfetto's form, by the numbers of its documentation.
namespace perfettobytes {

inline ProtoBytes processTrack(quint64 uuid, int pid, const QByteArray &name)
{
    return ProtoBytes().message(
        60, ProtoBytes().number(1, uuid).message(3, ProtoBytes().number(1, quint64(pid)).bytes(6, name)));
}
inline ProtoBytes threadTrack(quint64 uuid, quint64 parent, int pid, int tid, const QByteArray &name)
{
    return ProtoBytes().message(60,
                                ProtoBytes().number(1, uuid).number(5, parent).message(
                                    4, ProtoBytes().number(1, quint64(pid)).number(2, quint64(tid)).bytes(5, name)));
}
inline ProtoBytes namedTrack(quint64 uuid, quint64 parent, const QByteArray &name)
{
    return ProtoBytes().message(60, ProtoBytes().number(1, uuid).number(5, parent).bytes(2, name));
}
inline ProtoBytes counterTrack(quint64 uuid, quint64 parent, const QByteArray &name, const ProtoBytes &descriptor = {})
{
    return ProtoBytes().message(60,
                                ProtoBytes().number(1, uuid).number(5, parent).bytes(2, name).message(8, descriptor));
}
/// The fields of a packet that say when and where; sequence 0 is none.
inline ProtoBytes at(quint64 time, quint64 sequence = 7)
{
    return ProtoBytes().number(8, time).number(10, sequence);
}
inline ProtoBytes begin(quint64 track, const QByteArray &name)
{
    return ProtoBytes().number(9, 1).number(11, track).bytes(23, name);
}
inline ProtoBytes end(quint64 track)
{
    return ProtoBytes().number(9, 2).number(11, track);
}
inline ProtoBytes instant(quint64 track, const QByteArray &name)
{
    return ProtoBytes().number(9, 3).number(11, track).bytes(23, name);
}
/// A packet with an event.
inline ProtoBytes tell(ProtoBytes packet, const ProtoBytes &event)
{
    return packet.message(11, event);
}
inline QByteArray file(std::initializer_list<ProtoBytes> packets)
{
    ProtoBytes whole;
    for (const ProtoBytes &packet : packets)
        whole.message(1, packet);
    return whole.data();
}

} // namespace perfettobytes
