#pragma once

#include "trace/formats/chromeevent.h"
#include "trace/tracebuilder.h"

#include <optional>

namespace asq::trace {

/// Reads the trace events that writeChrome made, one by one, into the very trace that was written: everything
/// stands in the arguments (chromeform.h), and events without those are for other readers.
class ChromeRecording
{
public:
    /// What `head`, a value in front of the events, says; false when it is not of a file of ours.
    bool readHead(std::string_view head);
    /// False when the event contradicts those before it; nothing of it is taken then.
    /// Requires: bytes can be read behind the event's texts, as many as the parser wants.
    bool feed(const ChromeEvent &event);

    TraceBuilder &builder() { return m_builder; }
    qsizetype eventCount() const { return m_builder.eventCount(); }
    /// Of those that the head told of; below zero if there are more.
    qint64 missingEvents() const { return m_announcedEvents - m_builder.eventCount(); }

private:
    struct Notes;
    std::optional<Notes> gather(std::string_view arguments);
    std::optional<LocationId> locationOf(const Notes &notes);
    bool readEntity(const ChromeEvent &source);
    std::optional<Event> eventOf(const ChromeEvent &source, const Notes &notes);

    TraceBuilder m_builder;
    simdjson::dom::parser m_parser;
    QStringList m_fileNames;
    qint64 m_announcedEvents = 0;
    qint64 m_entitiesRead = 0;
};

} // namespace asq::trace
