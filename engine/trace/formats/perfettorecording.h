#pragma once

#include "trace/result.h"
#include "trace/tracebuilder.h"

#include <QByteArrayView>

#include <array>
#include <optional>
#include <vector>

namespace asq::trace {

namespace perfetto {
class DebugAnnotation;
class InternedData;
class TrackEvent;
class TracePacket;
} // namespace perfetto

/// Reads the Perfetto files that writePerfetto made, packet by packet, into the very trace that was written: everything
/// stands in the annotations (perfettoform.h), and packets without those are for other readers.
class PerfettoRecording
{
public:
    /// Requires: `builder` is new, and outlives this.
    explicit PerfettoRecording(TraceBuilder *builder);

    /// Whether `packet`, the first of a file, says that the file is one of ours.
    static bool isHead(QByteArrayView packet);

    /// False when the packet contradicts those before it; the trace is then complete up to there.
    bool feed(QByteArrayView packet);
    /// How many events are missing, once all packets are read; nullopt when not even that is known.
    std::optional<qint64> missingEvents() const
    {
        return m_announcedEvents ? std::optional(*m_announcedEvents - m_builder->eventCount()) : std::nullopt;
    }

private:
    struct Notes;
    bool intern(const perfetto::InternedData &data);
    bool readTable(const perfetto::TrackEvent &event);
    bool readHead(const Notes &notes);
    bool readLocations(const perfetto::DebugAnnotation &rows);
    bool readEntities(const perfetto::DebugAnnotation &rows);
    bool readEvent(const perfetto::TracePacket &packet, const Notes &notes);
    bool gather(const perfetto::TrackEvent &event, Notes *notes) const;

    TraceBuilder *m_builder;
    std::vector<int> m_notes; ///< By interning id of an annotation's name: which it is, -1 for none.
    std::vector<StringId> m_strings; ///< By interning id, those of the trace.
    std::vector<int> m_words; ///< By interning id: EventKind or WaitReason, -1 for none.
    std::vector<LocationId> m_locations = {LocationId::Unknown};
    qint64 m_entitiesRead = 0;
    std::optional<qint64> m_announcedEvents;
};

} // namespace asq::trace
