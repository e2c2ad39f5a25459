#include "trace/formats/perfettosequence.h"

#include "perfetto.pb.h"

namespace asq::trace {

PerfettoSequence::Text *PerfettoSequence::Texts::find(quint64 iid)
{
    if (iid < m_dense.size())
        return m_dense[std::size_t(iid)].isKnown ? &m_dense[std::size_t(iid)] : nullptr;
    const auto other = m_others.find(iid);
    return other == m_others.end() ? nullptr : &other->second;
}

PerfettoSequence::Text &PerfettoSequence::Texts::add(quint64 iid)
{
    if (iid >= DenseLimit)
        return m_others[iid];
    if (m_dense.size() <= iid)
        m_dense.resize(std::size_t(iid) + 1);
    return m_dense[std::size_t(iid)];
}

void PerfettoSequence::clear()
{
    const std::optional<Thread> speaker = thread;
    const qint64 microseconds = legacyMicroseconds;
    *this = PerfettoSequence();
    thread = speaker; // Comes again, but often a packet later.
    legacyMicroseconds = microseconds;
    isFirst = false;
}

void PerfettoSequence::intern(const perfetto::InternedData &data)
{
    const auto set = [](Texts &texts, quint64 iid, std::string_view bytes) {
        Text &text = texts.add(iid);
        if (text.isKnown && std::string_view(text.bytes) == bytes)
            return; // Told again; what is known of it stays.
        text = {QByteArray(bytes.data(), qsizetype(bytes.size())), StringId::Empty, true};
    };
    for (const perfetto::InternedText &entry : data.event_names())
        set(eventNames, entry.iid(), entry.text());
    for (const perfetto::InternedText &entry : data.debug_annotation_names())
        set(noteNames, entry.iid(), entry.text());
    for (const perfetto::InternedText &entry : data.debug_annotation_string_values())
        set(noteTexts, entry.iid(), entry.text());
    for (const perfetto::InternedText &entry : data.log_message_body())
        set(logBodies, entry.iid(), entry.text());
    for (const perfetto::SourceLocation &entry : data.source_locations()) {
        const std::string line = entry.has_line_number() ? ":" + std::to_string(entry.line_number()) : std::string();
        set(locations, entry.iid(), entry.has_file_name() ? entry.file_name() + line : entry.function_name());
    }
}

void PerfettoSequence::setDefaults(const perfetto::TracePacketDefaults &defaults)
{
    clock = defaults.has_timestamp_clock_id() ? std::optional(defaults.timestamp_clock_id()) : std::nullopt;
    const perfetto::TrackEventDefaults &event = defaults.track_event_defaults();
    track = event.has_track_uuid() ? std::optional<quint64>(event.track_uuid()) : std::nullopt;
    counters.assign(event.extra_counter_track_uuids().begin(), event.extra_counter_track_uuids().end());
    realCounters.assign(event.extra_double_counter_track_uuids().begin(),
                        event.extra_double_counter_track_uuids().end());
}

} // namespace asq::trace
