#include "trace/formats/trackoutput.h"

#include "trace/formats/nativefile.h"
#include "trace/formats/scratchfile.h"

#include <simdjson.h>

#include <algorithm>

// The native form is written from its beginning to its end, while what a flow's mark becomes is known only when the flow
// arrives. Nearly always that is soon; so the last events wait in a window, where they can be changed. What comes later
// than that is gathered, and the file is then copied once with all of it.
namespace asq::trace {

TrackOutput::TrackOutput(const ByteStrings *texts, Place place) : m_texts(texts), m_ids(texts->count())
{
    if (place == Place::File)
        m_file = makeScratchFile();
    if (!m_file)
        return;
    m_writer = std::make_unique<ChunkWriter>(m_file.get(), ChunkWriter::Packing::Fast);
    m_window.resize(Window);
}

TrackOutput::~TrackOutput() = default;

QString TrackOutput::text(StringId id) const
{
    return QString::fromUtf8(m_texts->bytes(id));
}

/// What is no UTF-8 becomes some, and may then read the same as something else.
StringId TrackOutput::add(QByteArrayView utf8)
{
    const bool isValid = simdjson::validate_utf8(utf8.data(), std::size_t(utf8.size()))
        && !utf8.startsWith("\xef\xbb\xbf");
    if (m_writer && isValid)
        return m_writer->addUtf8(utf8);
    const QString text = QString::fromUtf8(utf8);
    if (m_writer)
        return text.isEmpty() ? StringId::Empty : m_writer->addString(text);
    return isValid && !text.contains(QChar::ReplacementCharacter) ? m_builder.addString(text) : m_builder.intern(text);
}

StringId TrackOutput::placed(StringId text)
{
    if (text == StringId::Empty)
        return text;
    StringId &id = m_ids[index(text)];
    if (id == StringId::Empty)
        id = add(m_texts->bytes(text));
    return id;
}

void TrackOutput::setProgram(StringId label)
{
    const Entity program{EntityKind::Program, EntityId::None, placed(label), LocationId::Unknown};
    if (m_writer)
        m_writer->setEntity(EntityId::Program, program);
    else
        m_builder.setEntity(EntityId::Program, program);
}

EntityId TrackOutput::addEntity(EntityKind kind, EntityId parent, StringId label)
{
    const Entity entity{kind, parent, placed(label), LocationId::Unknown};
    return m_writer ? m_writer->addEntity(entity) : m_builder.addEntity(entity);
}

EntityId TrackOutput::addEntity(EntityKind kind, EntityId parent, const QString &label)
{
    Entity entity{kind, parent, StringId::Empty, LocationId::Unknown};
    entity.label = m_writer ? m_writer->addString(label) : m_builder.intern(label);
    return m_writer ? m_writer->addEntity(entity) : m_builder.addEntity(entity);
}

void TrackOutput::addRemark(const QString &sentence)
{
    if (m_writer)
        m_writer->addRemark(sentence);
    else
        m_builder.addRemark(sentence);
}

EventId TrackOutput::append(const Event &event)
{
    if (!m_writer) {
        Event own = event;
        own.value = placed(event.value);
        return m_builder.append(own);
    }
    Event &place = m_window[m_count % Window];
    if (m_count >= Window)
        m_writer->append(place);
    place = event;
    place.value = placed(event.value);
    return EventId{++m_count};
}

void TrackOutput::apply(const Change &change, Event &event)
{
    if (change.receiver) {
        event.kind = EventKind::Scheduled;
        event.entity = *change.receiver;
    }
    if (change.cause != EventId::None)
        event.cause = change.cause;
}

void TrackOutput::change(const Change &change)
{
    if (!m_writer) {
        Event event = m_builder.event(change.event);
        apply(change, event);
        m_builder.setEvent(change.event, event);
    } else if (m_count - index(change.event) < Window) {
        apply(change, m_window[(index(change.event) - 1) % Window]);
    } else {
        m_late.push_back(change);
    }
}

void TrackOutput::setScheduled(EventId event, EntityId receiver)
{
    change({event, receiver});
}

void TrackOutput::setCause(EventId event, EventId cause)
{
    change({event, std::nullopt, cause});
}

/// Copies the file with what was said of its events after they were packed.
std::optional<QString> TrackOutput::rewrite()
{
    const Result<Trace> from = openNative(readerOf(m_file), m_file->size());
    const std::shared_ptr<QFile> file = makeScratchFile();
    if (!from || !file)
        return from ? QStringLiteral("there is no room for a second file") : from.error().toString();
    std::sort(m_late.begin(), m_late.end(),
              [](const Change &a, const Change &b) { return index(a.event) < index(b.event); });
    ChunkWriter writer(file.get(), ChunkWriter::Packing::Fast);
    writeTables(*from, writer);
    auto next = m_late.cbegin();
    quint32 number = 0;
    for (Event event : from->events()) {
        for (++number; next != m_late.cend() && index(next->event) == number; ++next)
            apply(*next, event);
        writer.append(event);
    }
    m_file = file;
    return writer.finish() ? std::nullopt : std::optional(writer.errorString());
}

Result<Trace> TrackOutput::finish()
{
    if (!m_writer)
        return m_builder.snapshot();
    for (quint32 i = m_count - std::min(m_count, quint32(Window)); i < m_count; ++i)
        m_writer->append(m_window[i % Window]);
    m_window = {};
    std::optional<QString> problem;
    if (!m_writer->finish())
        problem = m_writer->errorString();
    else if (!m_late.empty())
        problem = rewrite();
    if (problem)
        return Error{QStringLiteral("the recording does not fit into a temporary file (%1)").arg(*problem)};
    return openNative(readerOf(m_file), m_file->size());
}

} // namespace asq::trace
