#pragma once

#include "trace/formats/bytes.h"

#include <QByteArrayView>

#include <cstring>

namespace asq::trace {

/// One field of a message as it stands in the bytes.
struct WireField {
    enum Type : quint8 { Number = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };
    quint32 number = 0;
    Type type = Number;
    quint64 integer = 0;  ///< Of Number, Fixed64 and Fixed32.
    QByteArrayView bytes; ///< Of Bytes: a string, a message, packed numbers. Shares the memory of the message.

    double real() const
    {
        double value = 0;
        std::memcpy(&value, &integer, sizeof value);
        return value;
    }
};

/// Walks over the fields of a protobuf message, in place and without taking memory: for the few messages that a file
/// holds millions of. tests/bench/README.md says what it saves against the generated classes, which read the others.
class WireReader
{
public:
    explicit WireReader(QByteArrayView message)
        : m_at(reinterpret_cast<const uchar *>(message.data())), m_end(m_at + message.size())
    {
    }

    /// The next field into `field`; false at the end, and where the bytes make no sense: see failed().
    bool next(WireField *field)
    {
        if (m_at == m_end || m_failed)
            return false;
        const quint64 tag = number();
        field->number = quint32(tag >> 3);
        field->type = WireField::Type(tag & 7);
        if (field->number == 0 || tag > 0xffffffffU)
            return fail();
        switch (field->type) {
        case WireField::Number: field->integer = number(); break;
        case WireField::Fixed64: field->integer = fixed<quint64>(); break;
        case WireField::Fixed32: field->integer = fixed<quint32>(); break;
        case WireField::Bytes: {
            const quint64 size = number();
            if (m_failed || size > quint64(m_end - m_at))
                return fail();
            field->bytes = QByteArrayView(m_at, qsizetype(size));
            m_at += size;
            break;
        }
        default: return fail(); // Groups: nobody writes them.
        }
        return !m_failed;
    }
    /// A number of variable length, where packed ones follow each other.
    quint64 number()
    {
        if (m_at != m_end && *m_at < 0x80)
            return *m_at++;
        quint64 value = 0;
        for (int shift = 0; shift < 64 && m_at != m_end; shift += 7) {
            const quint8 part = *m_at++;
            value |= quint64(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
        m_failed = true;
        return 0;
    }
    template<typename Number>
    Number fixed()
    {
        if (m_end - m_at < qsizetype(sizeof(Number))) {
            m_failed = true;
            return 0;
        }
        const Number value = qFromLittleEndian<Number>(m_at);
        m_at += sizeof(Number);
        return value;
    }
    /// False when there are fewer bytes.
    bool skip(quint64 bytes)
    {
        if (bytes > quint64(m_end - m_at))
            return fail();
        m_at += bytes;
        return true;
    }
    bool isAtEnd() const { return m_at == m_end || m_failed; }
    /// How many bytes of `message`, which it was made with, are behind it.
    qsizetype used(QByteArrayView message) const { return reinterpret_cast<const char *>(m_at) - message.data(); }
    bool failed() const { return m_failed; }

private:
    bool fail()
    {
        m_failed = true;
        return false;
    }

    const uchar *m_at;
    const uchar *m_end;
    bool m_failed = false;
};

/// Appends what a repeated field of numbers holds, packed or one by one.
template<typename List>
void appendNumbers(const WireField &field, bool isFixed, List *list)
{
    if (field.type != WireField::Bytes) {
        list->push_back(field.integer);
        return;
    }
    WireReader packed(field.bytes);
    while (!packed.isAtEnd()) {
        const quint64 number = isFixed ? packed.fixed<quint64>() : packed.number();
        if (!packed.failed())
            list->push_back(number);
    }
}

} // namespace asq::trace
