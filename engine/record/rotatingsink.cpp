// A recording that goes on for weeks and is wanted for its last half minute. Events are kept packed, a piece a batch; the
// oldest pieces go when there are too many. What leaves is not simply forgotten: Standing follows it, so that the kept part
// can begin with the state of that instant; without it nobody could say who waits for whom in a deadlock of an hour ago.
//
// Tables are swept when they have doubled: what no kept event names and what stands nowhere goes. That costs a little for
// each row that ever was, and memory for those that are needed alone.
#include "record/rotatingsink.h"

#include "record/packedevents.h"
#include "trace/formats/chunkwriter.h"

#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace asq::record {

using trace::Event;

/// One writing of what is kept: gives the rows of the tables their new ids as they are needed.
class RotatingSink::Saving
{
public:
    Saving(const RotatingSink &sink, QIODevice *device) : m_sink(sink), m_writer(device) {}
    bool run();
    QString errorString() const { return m_writer.errorString(); }

private:
    void writeEntities(const std::vector<Standing::Stand> &standing);
    void append(Event event);
    trace::StringId stringOf(trace::StringId id);
    trace::EventId causeOf(trace::EventId id) const;
    trace::EntityId entityOf(trace::EntityId id) const { return trace::EntityId(m_entities.value(index(id))); }

    const RotatingSink &m_sink;
    trace::ChunkWriter m_writer;
    QHash<quint32, quint32> m_strings;
    QHash<quint32, quint32> m_entities;
    QHash<quint32, quint32> m_standing; ///< From an event's number in the recording to the one here.
    quint32 m_shift = 0; ///< Of the events of the window.
};

bool RotatingSink::Saving::run()
{
    m_writer.setVirtualClock(m_sink.m_virtualClock);
    for (const trace::SourceFile &file : m_sink.m_files)
        m_writer.addFile(file.name, file.text);
    for (const trace::Location &location : m_sink.m_locations)
        m_writer.addLocation(location);
    const std::vector<Standing::Stand> standing = m_sink.m_dropped > 0 ? m_sink.m_standing.events()
                                                                       : std::vector<Standing::Stand>();
    writeEntities(standing);
    if (m_sink.m_dropped > 0) {
        Event gap;
        gap.kind = trace::EventKind::Gap;
        gap.entity = trace::EntityId::Program;
        gap.count = m_sink.m_dropped;
        m_writer.append(gap);
        m_shift = m_sink.m_dropped - 1 - quint32(standing.size());
    }
    for (const Standing::Stand &each : standing) {
        m_standing.insert(each.number, quint32(m_standing.size()) + 2);
        Event event = each.event;
        event.realTime = m_sink.m_beginRealTime;
        event.programTime = m_sink.m_beginProgramTime;
        append(event);
    }
    for (const Piece &piece : m_sink.m_pieces) {
        for (const Event &event : unpackEvents(piece.packed, piece.count, piece.firstNumber))
            append(event);
    }
    return m_writer.finish();
}

/// Those that are named, and whose children are.
void RotatingSink::Saving::writeEntities(const std::vector<Standing::Stand> &standing)
{
    std::vector<quint32> wanted;
    QSet<quint32> seen = m_sink.namedEntities();
    for (const Standing::Stand &each : standing) {
        seen.insert(index(each.event.entity));
        seen.insert(index(each.event.other));
    }
    const QSet<quint32> named = std::exchange(seen, {});
    for (quint32 id : named) {
        for (const trace::Entity *entity = m_sink.m_standing.entity(id); entity && !seen.contains(id);
             entity = m_sink.m_standing.entity(id)) {
            seen.insert(id);
            wanted.push_back(id);
            id = index(entity->parent);
        }
    }
    std::sort(wanted.begin(), wanted.end());
    m_entities.insert(index(trace::EntityId::Program), index(trace::EntityId::Program));
    for (const quint32 id : wanted) {
        trace::Entity entity = *m_sink.m_standing.entity(id);
        entity.label = stringOf(entity.label);
        if (id == index(trace::EntityId::Program)) {
            m_writer.setEntity(trace::EntityId::Program, entity);
            continue;
        }
        entity.parent = entityOf(entity.parent);
        if (entity.parent == trace::EntityId::None)
            entity.parent = trace::EntityId::Program;
        m_entities.insert(id, index(m_writer.addEntity(entity)));
    }
}

void RotatingSink::Saving::append(Event event)
{
    event.realTime -= m_sink.m_beginRealTime;
    event.programTime -= m_sink.m_beginProgramTime;
    event.cause = causeOf(event.cause);
    event.entity = entityOf(event.entity);
    event.other = entityOf(event.other);
    event.value = stringOf(event.value);
    m_writer.append(event);
}

trace::StringId RotatingSink::Saving::stringOf(trace::StringId id)
{
    if (id == trace::StringId::Empty)
        return id;
    const auto known = m_strings.constFind(index(id));
    if (known != m_strings.cend())
        return trace::StringId(*known);
    const trace::StringId made = m_writer.addString(m_sink.m_strings.value(index(id)));
    m_strings.insert(index(id), index(made));
    return made;
}

/// A cause that was not kept is in the gap.
trace::EventId RotatingSink::Saving::causeOf(trace::EventId id) const
{
    if (id == trace::EventId::None || m_sink.m_dropped == 0)
        return id;
    if (index(id) > m_sink.m_dropped)
        return trace::EventId(index(id) - m_shift);
    return trace::EventId(m_standing.value(index(id), 1));
}

RotatingSink::RotatingSink(const QString &fileName, Options options)
    : m_fileName(fileName), m_options(std::move(options))
{
    m_standing.addEntity(index(trace::EntityId::Program), trace::Entity());
}

QString RotatingSink::numbered(const QString &fileName, int number)
{
    if (number <= 1)
        return fileName;
    const QFileInfo file(fileName);
    const QString suffix = file.suffix().isEmpty() ? QString() : u'.' + file.suffix();
    return fileName.chopped(suffix.size()) + QStringLiteral("-%1").arg(number) + suffix;
}

void RotatingSink::write(const Batch &batch)
{
    addTables(batch);
    if (batch.events.isEmpty())
        return;
    QSet<quint32> entities;
    QSet<quint32> strings;
    for (const Event &event : batch.events) {
        if (!entities.contains(index(event.entity)) || !entities.contains(index(event.other)))
            m_standing.ensure(event);
        entities.insert(index(event.entity));
        entities.insert(index(event.other));
        strings.insert(index(event.value));
        if (event.kind == trace::EventKind::Reported && !m_reportedAt && m_savedReports < MostReports)
            m_reportedAt = event.realTime;
    }
    const Event &last = batch.events.constLast();
    m_pieces.push_back({packEvents(batch.events, batch.firstEvent), batch.events.size(), batch.firstEvent,
                        last.realTime, last.programTime, std::vector<quint32>(entities.begin(), entities.end()),
                        std::vector<quint32>(strings.begin(), strings.end())});
    m_bytes += m_pieces.back().packed.size();
    saveReport();
    trim();
}

void RotatingSink::saveReport()
{
    if (!m_reportedAt)
        return;
    m_bytesSinceReport += m_pieces.back().packed.size();
    if (m_pieces.back().lastRealTime - *m_reportedAt > m_options.limits.time.count() / 2
        || m_bytesSinceReport > m_options.limits.bytes / 2)
        save();
}

void RotatingSink::addTables(const Batch &batch)
{
    m_files += batch.files;
    m_locations += batch.locations;
    quint32 id = batch.firstString;
    for (const QString &string : batch.strings)
        m_strings.insert(id++, string);
    m_oldestString = batch.oldestString;
    id = batch.firstEntity;
    for (const trace::Entity &entity : batch.entities)
        m_standing.addEntity(id++, entity);
    if (batch.program)
        m_standing.addEntity(index(trace::EntityId::Program), *batch.program);
}

void RotatingSink::trim()
{
    const qint64 newest = m_pieces.back().lastRealTime;
    const auto isTooMuch = [&] {
        return m_bytes > m_options.limits.bytes
            || newest - m_pieces.front().lastRealTime > m_options.limits.time.count();
    };
    while (m_pieces.size() > 1 && isTooMuch())
        dropOldest();
    constexpr qsizetype tooFewToSweep = 10'000;
    if (m_standing.entityCount() + m_strings.size() > 2 * m_sizeAfterSweep + tooFewToSweep)
        sweep();
}

void RotatingSink::dropOldest()
{
    const Piece piece = std::move(m_pieces.front());
    m_pieces.pop_front();
    m_bytes -= piece.packed.size();
    quint32 number = piece.firstNumber;
    for (const Event &event : unpackEvents(piece.packed, piece.count, piece.firstNumber))
        m_standing.pass(event, number++);
    m_dropped += quint32(piece.count);
    m_beginRealTime = piece.lastRealTime;
    m_beginProgramTime = piece.lastProgramTime;
}

QSet<quint32> RotatingSink::namedEntities() const
{
    QSet<quint32> named;
    for (const Piece &piece : m_pieces) {
        for (const quint32 id : piece.entities)
            named.insert(id);
    }
    return named;
}

void RotatingSink::sweep()
{
    m_standing.sweep(namedEntities());
    QSet<quint32> strings;
    m_standing.addStrings(strings);
    for (const Piece &piece : m_pieces) {
        for (const quint32 id : piece.strings)
            strings.insert(id);
    }
    m_strings.removeIf([&](const std::pair<const quint32 &, QString &> &string) {
        return string.first < m_oldestString && !strings.contains(string.first);
    });
    m_sizeAfterSweep = m_standing.entityCount() + m_strings.size();
}

void RotatingSink::save()
{
    saveTo(numbered(m_fileName, ++m_saves));
    m_savedReports += m_reportedAt ? 1 : 0;
    m_reportedAt.reset();
    m_bytesSinceReport = 0;
}

void RotatingSink::end()
{
    if (!m_options.fileAtEnd.isEmpty())
        saveTo(m_options.fileAtEnd);
    else if (m_reportedAt)
        save();
}

void RotatingSink::saveTo(const QString &fileName)
{
    QSaveFile file(fileName);
    QString error;
    if (!file.open(QIODevice::WriteOnly)) {
        error = file.errorString();
    } else {
        Saving saving(*this, &file);
        if (!saving.run())
            error = saving.errorString();
        else if (!file.commit())
            error = file.errorString();
    }
    if (!error.isEmpty())
        m_problem = QStringLiteral("%1 could not be written: %2.").arg(fileName, error);
}

} // namespace asq::record
