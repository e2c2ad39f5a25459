#include "trace/formats/chromewriter.h"

#include "trace/formats/chromeform.h"

#include <QIODevice>

#include <algorithm>
#include <cmath>
#include <vector>

// Two passes of the same walk over the events. Which rows have an open slice at an event decides whether a flow may leave
// or arrive there, and a flow is written where it leaves, before anything says where it arrives: so the first
// pass only looks, and the second writes.
//
// A trace that a damaged file left us may break every rule of the form (ends without a begin, times that go back): the
// picture then shows what can be shown, and what the events really say stands in their arguments in any case.
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

/// Members of an object, one behind the other.
class Members
{
public:
    explicit Members(const char *prefix = "") : m_prefix(prefix) {}
    void add(const char *key, const QByteArray &json)
    {
        m_bytes += m_bytes.isEmpty() ? "\"" : ",\"";
        m_bytes += m_prefix;
        m_bytes += key;
        m_bytes += "\":";
        m_bytes += json;
    }
    void add(const char *key, qint64 number) { add(key, QByteArray::number(number)); }
    void add(const char *key, const QString &text) { add(key, quoted(text)); }
    void addWord(const char *key, const char *word) { add(key, '"' + QByteArray(word) + '"'); }
    QByteArray object() const { return '{' + m_bytes + '}'; }
    /// As the arguments of an event, behind its other fields.
    QByteArray arguments() const { return ",\"args\":{" + m_bytes + '}'; }

private:
    const char *m_prefix;
    QByteArray m_bytes;
};

class ChromeWriter
{
public:
    ChromeWriter(const Trace &trace, QIODevice *device)
        : m_trace(trace), m_device(device), m_rows(std::size_t(trace.entityCount())),
          m_isOpen(std::size_t(trace.eventCount()) + 1), m_hasEffect(m_isOpen.size())
    {
        for (const SourceFile &file : trace.files())
            m_fileNames.append(file.name);
    }

    std::optional<QString> write()
    {
        walk();
        m_isWriting = true;
        m_rows.assign(m_rows.size(), Row());
        m_time = 0;
        writeHead();
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
    void addInstant(const Event &event, EventId id, Row &row);
    void emitEvent(const char *phase, EntityId entity, const QByteArray &name, const QByteArray &more = {});
    void endSlice(EntityId entity, Row &row, const QByteArray &arguments = {});
    void writeHead();
    void writeNames();
    void flowsAt(const Event &event, EventId id);
    bool flows(const Event &event) const;
    quint32 process(EntityId id) const;
    QString labelOf(EntityId id) const;
    std::optional<double> numberOf(const Event &event) const;
    void addPlace(Members &members, LocationId id) const;
    QByteArray entityArguments(EntityId id) const;
    QByteArray arguments(const Event &event, EventId id, EntityId shownAt, bool isEnd = false) const;
    void flush();
    /// The thread of the counters' events.
    EntityId counterThread() const { return EntityId{quint32(m_trace.entityCount())}; }

    const Trace &m_trace;
    QIODevice *m_device;
    std::vector<Row> m_rows;
    std::vector<bool> m_isOpen; ///< By event: its row has an open slice at it.
    std::vector<bool> m_hasEffect;
    QByteArray m_bytes;
    std::optional<QString> m_error;
    QStringList m_fileNames;
    qint64 m_time = 0; ///< That is shown: it does not go back.
    bool m_isWriting = false;
    bool m_isFirst = true;
    bool m_hasCounters = false;
};

QString ChromeWriter::labelOf(EntityId id) const
{
    const QString label = m_trace.label(id);
    return label.isEmpty() ? QLatin1String(name(m_trace.entity(id).kind)) : label;
}

/// The process that an entity is in; the program is one too.
quint32 ChromeWriter::process(EntityId id) const
{
    if (id == counterThread())
        return index(EntityId::Program);
    while (id > EntityId::Program && m_trace.entity(id).kind != EntityKind::Process && m_trace.entity(id).parent < id)
        id = m_trace.entity(id).parent;
    return std::max(1U, index(id));
}

/// Of an event that gives a counter's number.
std::optional<double> ChromeWriter::numberOf(const Event &event) const
{
    if (event.kind != EventKind::Marked || m_trace.entity(event.entity).kind != EntityKind::Counter)
        return std::nullopt;
    bool isNumber = false;
    const double number = m_trace.string(event.value).toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

void ChromeWriter::addPlace(Members &members, LocationId id) const
{
    if (id == LocationId::Unknown)
        return;
    const Location &place = m_trace.location(id);
    const QString name = m_fileNames.value(qsizetype(place.file));
    members.add("source", QStringLiteral("%1:%2:%3").arg(name).arg(place.line).arg(place.column));
    if (m_fileNames.indexOf(name) != qsizetype(place.file))
        members.add("file", qint64(place.file));
}

QByteArray ChromeWriter::entityArguments(EntityId id) const
{
    const Entity &entity = m_trace.entity(id);
    Members members;
    members.add("name", labelOf(id));
    members.addWord("kind", name(entity.kind));
    if (entity.parent != EntityId::None)
        members.add("parent", qint64(index(entity.parent)));
    if (entity.label == StringId::Empty)
        members.add("label", QString());
    addPlace(members, entity.location);
    return members.arguments();
}

/// All that the event says, but for what its place in the file says already. `id` is its own.
QByteArray ChromeWriter::arguments(const Event &event, EventId id, EntityId shownAt, bool isEnd) const
{
    if (!m_isWriting)
        return {};
    Members members(isEnd ? chromeform::EndPrefix : "");
    members.addWord("event", name(event.kind));
    members.add("number", qint64(index(id)));
    if (event.entity != shownAt)
        members.add("entity", qint64(index(event.entity)));
    if (event.other != EntityId::None) {
        members.add("other", qint64(index(event.other)));
        if (m_trace.entity(event.other).label != StringId::Empty)
            members.add("label", m_trace.label(event.other));
    }
    if (event.value != StringId::Empty)
        members.add("value", m_trace.string(event.value));
    if (event.reason != WaitReason::None)
        members.addWord("reason", name(event.reason));
    if (event.count != 0)
        members.add("count", qint64(event.count));
    if (event.cause != EventId::None)
        members.add("cause", qint64(index(event.cause)));
    if (event.programTime != m_time)
        members.add("program_time", event.programTime);
    if (event.realTime != m_time)
        members.add("real_time", event.realTime);
    addPlace(members, event.location);
    return members.arguments();
}

void ChromeWriter::emitEvent(const char *phase, EntityId entity, const QByteArray &name, const QByteArray &more)
{
    if (!m_isWriting)
        return;
    m_bytes += m_isFirst ? "\n{\"ph\":\"" : ",\n{\"ph\":\"";
    m_isFirst = false;
    m_bytes += phase;
    m_bytes += "\",\"pid\":" + QByteArray::number(process(entity)) + ",\"tid\":" + QByteArray::number(index(entity))
        + ",\"ts\":" + QByteArray::number(m_time / 1000) + '.'
        + QByteArray::number(m_time % 1000).rightJustified(3, '0') + ",\"name\":" + name + more + '}';
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

/// What concerns the recording as a whole; viewers take it for words about the file.
void ChromeWriter::writeHead()
{
    Members head;
    head.addWord("form", chromeform::Head);
    head.addWord("clock", m_trace.virtualClock() ? "virtual" : "real");
    head.add("events", m_trace.eventCount());
    QByteArray list;
    for (const QString &remark : m_trace.remarks())
        list += (list.isEmpty() ? "" : ",") + quoted(remark);
    head.add("remarks", '[' + list + ']');
    list.clear();
    for (const SourceFile &file : m_trace.files()) {
        Members members;
        members.add("name", file.name);
        members.add("text", file.text);
        list += (list.isEmpty() ? "" : ",") + members.object();
    }
    head.add("files", '[' + list + ']');
    m_bytes = "{\"" + QByteArray(chromeform::HeadKey) + "\":" + head.object()
        + ",\n\"displayTimeUnit\":\"ns\",\"traceEvents\":[";
}

void ChromeWriter::writeNames()
{
    for (quint32 i = 1; i < quint32(m_trace.entityCount()); ++i) {
        const EntityId id{i};
        const EntityKind kind = m_trace.entity(id).kind;
        if (kind == EntityKind::Program || kind == EntityKind::Process)
            emitEvent("M", id, "\"process_name\"", ",\"args\":{\"name\":" + quoted(labelOf(id)) + '}');
        emitEvent("M", id, "\"thread_name\"", entityArguments(id));
        emitEvent("M", id, "\"thread_sort_index\"", ",\"args\":{\"sort_index\":" + QByteArray::number(i) + '}');
    }
    Members members;
    members.addWord("name", chromeform::CounterThread);
    if (m_hasCounters)
        emitEvent("M", counterThread(), "\"thread_name\"", members.arguments());
}

/// Between two rows, a slice open in both.
bool ChromeWriter::flows(const Event &event) const
{
    return event.cause != EventId::None && qsizetype(index(event.cause)) <= m_trace.eventCount()
        && m_trace.event(event.cause).entity != event.entity && m_isOpen[index(event.cause)];
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
        emitEvent("f", event.entity, "\"cause\"",
                  ",\"cat\":\"cause\",\"bp\":\"e\",\"id\":" + QByteArray::number(index(event.cause)));
    if (m_hasEffect[index(id)])
        emitEvent("s", event.entity, "\"cause\"", ",\"cat\":\"cause\",\"id\":" + QByteArray::number(index(id)));
}

void ChromeWriter::endSlice(EntityId entity, Row &row, const QByteArray &arguments)
{
    if (row.runs || row.waits)
        emitEvent("E", entity, "\"\"", arguments);
    row = {};
}

void ChromeWriter::addEvent(const Event &event, EventId id)
{
    m_time = std::clamp<qint64>(event.programTime, m_time, chromeform::LatestShown);
    Row &row = m_rows[index(event.entity)];
    const EntityKind kind = m_trace.entity(event.entity).kind;
    if (event.beginsSlice()) {
        endSlice(event.entity, row);
        row.runs = true;
        const bool isNamedByValue = (kind == EntityKind::Thread || kind == EntityKind::Track)
            && event.value != StringId::Empty;
        emitEvent("B", event.entity, quoted(isNamedByValue ? m_trace.string(event.value) : labelOf(event.entity)),
                  arguments(event, id, event.entity));
        flowsAt(event, id);
    } else if (event.endsSlice() && row.runs) {
        flowsAt(event, id);
        endSlice(event.entity, row, arguments(event, id, event.entity, true));
        if (event.kind == EventKind::Suspended) {
            QString what = QLatin1String("waits: ") + QLatin1String(name(event.reason));
            if (event.other != EntityId::None)
                what += QLatin1String(" on ") + labelOf(event.other);
            row.waits = true;
            emitEvent("B", event.entity, quoted(what));
        }
    } else if (const std::optional<double> number = numberOf(event)) {
        m_hasCounters = true;
        Members members;
        members.add("value", QByteArray::number(*number, 'g', 17));
        emitEvent("C", event.entity, quoted(labelOf(event.entity)), members.arguments());
        emitEvent("i", counterThread(), quoted(QLatin1String(name(event.kind))),
                  ",\"s\":\"t\"" + arguments(event, id, counterThread()));
    } else {
        addInstant(event, id, row);
    }
}

void ChromeWriter::addInstant(const Event &event, EventId id, Row &row)
{
    emitEvent("i", event.entity, quoted(QLatin1String(name(event.kind))),
              ",\"s\":\"t\"" + arguments(event, id, event.entity));
    if (row.runs || row.waits)
        flowsAt(event, id);
    const bool isOver = event.kind == EventKind::Completed || event.kind == EventKind::Failed
        || event.kind == EventKind::Aborted;
    if (isOver && row.waits)
        endSlice(event.entity, row);
}

void ChromeWriter::walk()
{
    for (qsizetype i = 0; i < m_trace.eventCount() && !m_error; ++i) {
        const Event event = m_trace.event(i);
        addEvent(event, EventId{quint32(i + 1)});
    }
    // What is open at the end ends there.
    for (quint32 i = 0; i < m_rows.size(); ++i)
        endSlice(EntityId{i}, m_rows[i]);
}

} // namespace

std::optional<QString> writeChrome(const Trace &trace, QIODevice *device)
{
    return ChromeWriter(trace, device).write();
}

} // namespace asq::trace
