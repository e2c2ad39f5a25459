#include "trace/formats/chromewriter.h"

#include <QIODevice>

#include <algorithm>
#include <vector>

// Two passes of the same walk over the events. Which rows have an open slice at an event decides whether a flow may leave
// or arrive there, and a flow is written where it leaves, before anything says where it arrives: so the first
// pass only looks, and the second writes.
namespace asq::trace {

namespace {

QByteArray quoted(const QString &text)
{
    QByteArray result = "\"";
    const QByteArray utf8 = text.toUtf8();
    for (const char c : utf8) {
        if (c == '"' || c == '\\')
            result += '\\';
        if (uchar(c) < 0x20)
            result += "\\u00" + QByteArray::number(uchar(c), 16).rightJustified(2, '0');
        else
            result += c;
    }
    return result + '"';
}

class ChromeWriter
{
public:
    ChromeWriter(const Trace &trace, QIODevice *device)
        : m_trace(trace), m_device(device), m_rows(std::size_t(trace.entityCount())),
          m_isOpen(std::size_t(trace.eventCount()) + 1), m_hasEffect(m_isOpen.size())
    {
    }

    std::optional<QString> write()
    {
        walk();
        m_isWriting = true;
        m_rows.assign(m_rows.size(), Row());
        m_bytes = "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[";
        writeNames();
        walk();
        m_bytes += "\n]}\n";
        flush();
        return m_error;
    }

private:
    /// What is open in the thread of an entity: at most one slice or one wait.
    struct Row {
        bool runs = false;
        bool waits = false;
    };

    void walk();
    void addEvent(const Event &event, EventId id);
    void emitEvent(const char *phase, const Event &event, const QByteArray &name, const QByteArray &more = {});
    void endSlice(const Event &event, Row &row);
    void writeNames();
    void flowsAt(const Event &event, EventId id);
    bool flows(const Event &event) const;
    quint32 process(EntityId id) const;
    QString labelOf(EntityId id) const;
    QByteArray arguments(const Event &event) const;
    void flush();

    const Trace &m_trace;
    QIODevice *m_device;
    std::vector<Row> m_rows;
    std::vector<bool> m_isOpen; ///< By event: its row has an open slice at it.
    std::vector<bool> m_hasEffect;
    QByteArray m_bytes;
    std::optional<QString> m_error;
    bool m_isWriting = false;
    bool m_isFirst = true;
};

QString ChromeWriter::labelOf(EntityId id) const
{
    const QString label = m_trace.label(id);
    return label.isEmpty() ? QLatin1String(name(m_trace.entity(id).kind)) : label;
}

/// The process that an entity is in; the program is one too.
quint32 ChromeWriter::process(EntityId id) const
{
    while (id > EntityId::Program && m_trace.entity(id).kind != EntityKind::Process && m_trace.entity(id).parent < id)
        id = m_trace.entity(id).parent;
    return std::max(1U, index(id));
}

QByteArray ChromeWriter::arguments(const Event &event) const
{
    QByteArray result;
    const auto add = [&](const char *key, const QByteArray &value) {
        result += (result.isEmpty() ? "\"" : ",\"") + QByteArray(key) + "\":" + value;
    };
    if (event.value != StringId::Empty)
        add("value", quoted(m_trace.string(event.value)));
    if (event.other != EntityId::None)
        add("other", quoted(labelOf(event.other)));
    if (event.count != 0)
        add("count", QByteArray::number(event.count));
    return ",\"args\":{" + result + '}';
}

void ChromeWriter::emitEvent(const char *phase, const Event &event, const QByteArray &name, const QByteArray &more)
{
    if (!m_isWriting)
        return;
    const qint64 time = std::max<qint64>(0, event.programTime);
    m_bytes += m_isFirst ? "\n{\"ph\":\"" : ",\n{\"ph\":\"";
    m_isFirst = false;
    m_bytes += phase;
    m_bytes += "\",\"pid\":" + QByteArray::number(process(event.entity))
        + ",\"tid\":" + QByteArray::number(index(event.entity)) + ",\"ts\":" + QByteArray::number(time / 1000) + '.'
        + QByteArray::number(time % 1000).rightJustified(3, '0') + ",\"name\":" + name + more + '}';
    constexpr qsizetype piece = 256 * 1024;
    if (m_bytes.size() > piece)
        flush();
}

void ChromeWriter::flush()
{
    if (!m_error && m_device->write(m_bytes) != m_bytes.size())
        m_error = m_device->errorString();
    m_bytes.clear();
}

void ChromeWriter::writeNames()
{
    Event event;
    for (quint32 i = 1; i < quint32(m_trace.entityCount()); ++i) {
        event.entity = EntityId{i};
        const QByteArray label = ",\"args\":{\"name\":" + quoted(labelOf(event.entity)) + '}';
        const EntityKind kind = m_trace.entity(event.entity).kind;
        if (kind == EntityKind::Program || kind == EntityKind::Process)
            emitEvent("M", event, "\"process_name\"", label);
        emitEvent("M", event, "\"thread_name\"", label);
        emitEvent("M", event, "\"thread_sort_index\"", ",\"args\":{\"sort_index\":" + QByteArray::number(i) + '}');
    }
}

/// Between two rows, a slice open in both.
bool ChromeWriter::flows(const Event &event) const
{
    return event.cause != EventId::None && m_trace.event(event.cause).entity != event.entity
        && m_isOpen[index(event.cause)];
}

/// A flow has the number of the event that it leaves from, so one that leads to many starts once.
void ChromeWriter::flowsAt(const Event &event, EventId id)
{
    if (!m_isWriting) {
        m_isOpen[index(id)] = true;
        if (flows(event))
            m_hasEffect[index(event.cause)] = true;
        return;
    }
    if (flows(event))
        emitEvent("f", event, "\"cause\"",
                  ",\"cat\":\"cause\",\"bp\":\"e\",\"id\":" + QByteArray::number(index(event.cause)));
    if (m_hasEffect[index(id)])
        emitEvent("s", event, "\"cause\"", ",\"cat\":\"cause\",\"id\":" + QByteArray::number(index(id)));
}

void ChromeWriter::endSlice(const Event &event, Row &row)
{
    if (row.runs || row.waits)
        emitEvent("E", event, "\"\"");
    row = {};
}

void ChromeWriter::addEvent(const Event &event, EventId id)
{
    Row &row = m_rows[index(event.entity)];
    const EntityKind kind = m_trace.entity(event.entity).kind;
    const QString value = m_trace.string(event.value);
    const bool isNamedByValue = kind == EntityKind::Thread || kind == EntityKind::Track;
    bool isNumber = false;
    if (kind == EntityKind::Counter && event.kind == EventKind::Marked)
        (void)value.toDouble(&isNumber);
    if (event.beginsSlice()) {
        endSlice(event, row);
        row.runs = true;
        emitEvent("B", event, quoted(isNamedByValue && !value.isEmpty() ? value : labelOf(event.entity)),
                  arguments(event));
        flowsAt(event, id);
    } else if (event.endsSlice() && row.runs) {
        flowsAt(event, id);
        endSlice(event, row);
        if (event.kind == EventKind::Suspended) {
            QString what = QLatin1String("waits: ") + QLatin1String(name(event.reason));
            if (event.other != EntityId::None)
                what += QLatin1String(" on ") + labelOf(event.other);
            row.waits = true;
            emitEvent("B", event, quoted(what), arguments(event));
        }
    } else if (isNumber) {
        emitEvent("C", event, quoted(labelOf(event.entity)),
                  ",\"args\":{\"value\":" + QByteArray::number(value.toDouble(), 'g', 17) + '}');
    } else {
        emitEvent("i", event, quoted(QLatin1String(name(event.kind))), ",\"s\":\"t\"" + arguments(event));
        if (row.runs || row.waits)
            flowsAt(event, id);
        const bool isOver = event.kind == EventKind::Completed || event.kind == EventKind::Failed
            || event.kind == EventKind::Aborted;
        if (isOver && row.waits)
            endSlice(event, row);
    }
}

void ChromeWriter::walk()
{
    for (qsizetype i = 0; i < m_trace.eventCount(); ++i) {
        const Event event = m_trace.event(i);
        addEvent(event, EventId{quint32(i + 1)});
    }
    // What is open at the end ends there.
    if (m_trace.eventCount() == 0)
        return;
    Event last = m_trace.event(m_trace.eventCount() - 1);
    for (quint32 i = 1; i < m_rows.size(); ++i) {
        last.entity = EntityId{i};
        endSlice(last, m_rows[i]);
    }
}

} // namespace

std::optional<QString> writeChrome(const Trace &trace, QIODevice *device)
{
    return ChromeWriter(trace, device).write();
}

} // namespace asq::trace
