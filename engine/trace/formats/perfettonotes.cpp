#include "trace/formats/perfettonotes.h"

#include "trace/formats/perfettowire.h"

#include <QLocale>
#include <QVarLengthArray>

namespace asq::trace {

namespace {

// Numbers of the fields; perfetto.proto has their names.
enum NoteField : quint32 {
    NameIid = 1,
    Bool = 2,
    Uint = 3,
    Int = 4,
    Double = 5,
    String = 6,
    Pointer = 7,
    Nested = 8,
    LegacyJson = 9,
    Name = 10,
    DictEntries = 11,
    ArrayValues = 12,
    StringIid = 17,
};
enum NestedField : quint32 {
    NestedKeys = 2,
    NestedValues = 3,
    NestedItems = 4,
    NestedInt = 5,
    NestedDouble = 6,
    NestedBool = 7,
    NestedString = 8,
};

QByteArray real(const WireField &field)
{
    return QByteArray::number(field.real(), 'g', QLocale::FloatingPointShortest);
}

} // namespace

void PerfettoNotes::put(QByteArrayView text)
{
    if (m_isFull)
        return;
    const qsizetype room = m_out.size() < m_limit ? qsizetype(m_limit - m_out.size()) : 0;
    if (text.size() <= room) {
        m_out.append(text.data(), std::size_t(text.size()));
        return;
    }
    qsizetype cut = room;
    while (cut > 0 && (quint8(text[cut]) & 0xc0) == 0x80)
        --cut; // Not within a character.
    m_out.append(text.data(), std::size_t(cut));
    m_out.append("\xe2\x80\xa6");
    m_isFull = true;
}

void PerfettoNotes::putQuoted(QByteArrayView text)
{
    put("\"");
    put(text);
    put("\"");
}

void PerfettoNotes::add(QByteArrayView name, QByteArrayView text)
{
    if (!m_out.empty())
        put(" ");
    put(name);
    put("=");
    putQuoted(text);
}

void PerfettoNotes::addEntry(QByteArrayView annotation, int depth)
{
    if (m_isFull)
        return;
    QByteArrayView name;
    WireReader reader(annotation);
    WireField field;
    while (reader.next(&field)) {
        if (field.number == NameIid && field.type == WireField::Number) {
            const PerfettoSequence::Text *known = m_sequence.noteNames.find(field.integer);
            name = known ? QByteArrayView(known->bytes) : QByteArrayView("?");
        } else if (field.number == Name && field.type == WireField::Bytes) {
            name = field.bytes;
        }
    }
    if (depth == 0 && !m_out.empty())
        put(" ");
    if (!name.isEmpty()) {
        put(name);
        put("=");
    }
    addValue(annotation, depth);
}

void PerfettoNotes::addValue(QByteArrayView annotation, int depth)
{
    WireReader reader(annotation);
    WireField field;
    int entries = 0;
    bool isArray = false;
    while (reader.next(&field) && !m_isFull) {
        const bool isNumber = field.type == WireField::Number;
        const bool isText = field.type == WireField::Bytes;
        if (field.number == Bool && isNumber) {
            put(field.integer ? "true" : "false");
        } else if (field.number == Uint && isNumber) {
            put(QByteArray::number(field.integer));
        } else if (field.number == Int && isNumber) {
            put(QByteArray::number(qint64(field.integer)));
        } else if (field.number == Pointer && isNumber) {
            put("0x" + QByteArray::number(field.integer, 16));
        } else if (field.number == Double && field.type == WireField::Fixed64) {
            put(real(field));
        } else if (field.number == String && isText) {
            putQuoted(field.bytes);
        } else if (field.number == StringIid && isNumber) {
            const PerfettoSequence::Text *known = m_sequence.noteTexts.find(field.integer);
            putQuoted(known ? QByteArrayView(known->bytes) : QByteArrayView("?"));
        } else if (field.number == LegacyJson && isText) {
            put(field.bytes);
        } else if (field.number == Nested && isText && depth < Deepest) {
            addNested(field.bytes, depth + 1);
        } else if ((field.number == DictEntries || field.number == ArrayValues) && isText) {
            isArray = field.number == ArrayValues;
            put(entries++ > 0 ? ", " : isArray ? "[" : "{");
            depth < Deepest ? addEntry(field.bytes, depth + 1) : put("\xe2\x80\xa6");
        }
    }
    if (entries > 0)
        put(isArray ? "]" : "}");
}

/// The older way to nest: keys and values side by side.
void PerfettoNotes::addNested(QByteArrayView value, int depth)
{
    QVarLengthArray<QByteArrayView, 8> keys;
    QVarLengthArray<QByteArrayView, 8> values;
    bool isArray = false;
    WireReader reader(value);
    WireField field;
    while (reader.next(&field) && !m_isFull) {
        const bool isNumber = field.type == WireField::Number;
        const bool isText = field.type == WireField::Bytes;
        if (field.number == NestedKeys && isText) {
            keys.append(field.bytes);
        } else if ((field.number == NestedValues || field.number == NestedItems) && isText) {
            values.append(field.bytes);
            isArray = field.number == NestedItems;
        } else if (field.number == NestedInt && isNumber) {
            put(QByteArray::number(qint64(field.integer)));
        } else if (field.number == NestedDouble && field.type == WireField::Fixed64) {
            put(real(field));
        } else if (field.number == NestedBool && isNumber) {
            put(field.integer ? "true" : "false");
        } else if (field.number == NestedString && isText) {
            putQuoted(field.bytes);
        }
    }
    if (values.isEmpty())
        return;
    put(isArray ? "[" : "{");
    for (qsizetype i = 0; i < values.size() && !m_isFull; ++i) {
        if (i > 0)
            put(", ");
        if (!isArray && i < keys.size()) {
            put(keys[i]);
            put("=");
        }
        depth < Deepest ? addNested(values[i], depth + 1) : put("\xe2\x80\xa6");
    }
    put(isArray ? "]" : "}");
}

} // namespace asq::trace
