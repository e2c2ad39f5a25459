#include "trace/formats/perfettowriter.h"

#include "trace/formats/bytes.h"
#include "trace/formats/perfettoform.h"
#include "trace/formats/perfettotrackstacks.h"
#include "trace/formats/textsyntax.h"

#include "perfetto.pb.h"

#include <QHash>
#include <QIODevice>

#include <vector>

// One packet an event, in the order of the trace, and packets in between that only Perfetto needs: those that end and begin
// the slices of waits. Slices of one Perfetto track must nest, begins and ends must pair up, and time must not go back;
// a trace that a damaged file left us may break all of that, so the writer keeps a stack for each track (TrackStacks),
// ends what is in the way, turns ends without a begin into instants, and never lets the time of packets go down. What
// the events say themselves stands in their annotations whatever was done for the picture's sake.
namespace asq::trace {

namespace {

using namespace perfettoform;
namespace pb = perfetto;

class PerfettoWriter
{
public:
    PerfettoWriter(const Trace &trace, QIODevice *device)
        : m_trace(trace), m_device(device), m_stacks(trace), m_recording(quint64(trace.entityCount()))
    {
        // A flow leads from one event to one other: a flow cannot fork.
        m_firstFlow.resize(std::size_t(trace.eventCount()) + 2);
        for (qsizetype i = 0; i < trace.eventCount(); ++i) {
            if (hasFlow(i))
                ++m_firstFlow[index(trace.event(i).cause) + 1];
        }
        for (std::size_t i = 1; i < m_firstFlow.size(); ++i)
            m_firstFlow[i] += m_firstFlow[i - 1];
        m_flows.resize(m_firstFlow.back());
        std::vector<quint32> next(m_firstFlow);
        for (qsizetype i = 0; i < trace.eventCount(); ++i) {
            if (hasFlow(i))
                m_flows[next[index(trace.event(i).cause)]++] = quint32(i + 1);
        }
    }

    std::optional<QString> write()
    {
        describeProgram();
        describeRecording();
        for (quint32 i = index(EntityId::Program) + 1; i < quint32(m_trace.entityCount()); ++i) {
            describe(EntityId{i}, *begin().mutable_track_descriptor());
            end();
        }
        writeTables();
        for (qsizetype i = 0; i < m_trace.eventCount() && !m_error; ++i)
            writeEvent(i);
        flush(0);
        return m_error;
    }

private:
    /// Causes within one entity are seen without an arrow; counters have no arrows.
    bool hasFlow(qsizetype position) const
    {
        const Event &event = m_trace.event(position);
        return index(event.cause) > 0 && qsizetype(index(event.cause)) <= position
            && m_trace.event(event.cause).entity != event.entity && !isCounterValue(event)
            && !isCounterValue(m_trace.event(event.cause));
    }

    bool isCounter(EntityId id) const { return m_trace.entity(id).kind == EntityKind::Counter; }
    bool isCounterValue(const Event &event) const
    {
        bool isNumber = false;
        if (event.kind == EventKind::Marked && isCounter(event.entity))
            m_trace.string(event.value).toDouble(&isNumber);
        return isNumber;
    }

    // Packets.

    pb::TracePacket &begin()
    {
        m_packet.Clear();
        m_packet.set_trusted_packet_sequence_id(1);
        m_packet.set_sequence_flags(pb::NEEDS_STATE);
        return m_packet;
    }
    pb::TrackEvent &beginEvent(pb::TrackEvent::Type type, quint64 track)
    {
        begin().set_timestamp(quint64(m_time));
        pb::TrackEvent &event = *m_packet.mutable_track_event();
        event.set_type(type);
        event.set_track_uuid(track);
        return event;
    }
    void end()
    {
        constexpr qsizetype blockSize = 256 * 1024;
        const std::size_t size = m_packet.ByteSizeLong();
        m_out.byte(0x0a);
        m_out.number(size);
        m_out.raw(QByteArray::fromStdString(m_packet.SerializePartialAsString()));
        flush(blockSize);
    }
    void flush(qsizetype largest)
    {
        if (m_error || m_out.size() <= largest)
            return;
        if (m_device->write(m_out.bytes()) != m_out.size())
            m_error = m_device->errorString();
        m_out.clear();
    }

    // What repeats is said once: the packet that needs a text first brings it.

    quint64 stringIid(StringId id)
    {
        if (id == StringId::Empty)
            return 0;
        const quint64 iid = FirstString + index(id);
        return useString(iid, [&] { return m_trace.string(id).toUtf8(); });
    }
    template<typename MakeText>
    quint64 useString(quint64 iid, MakeText makeText)
    {
        if (m_usedStrings.size() <= iid)
            m_usedStrings.resize(iid + iid / 2 + 1);
        if (!m_usedStrings[iid]) {
            m_usedStrings[iid] = true;
            pb::InternedText &text = *m_packet.mutable_interned_data()->add_debug_annotation_string_values();
            text.set_iid(iid);
            text.set_text(makeText().toStdString());
        }
        return iid;
    }
    void setName(pb::TrackEvent &event, const QString &name)
    {
        quint64 &iid = m_nameIids[name];
        if (iid == 0) {
            iid = quint64(m_nameIids.size());
            pb::InternedText &text = *m_packet.mutable_interned_data()->add_event_names();
            text.set_iid(iid);
            text.set_text(name.toStdString());
        }
        event.set_name_iid(iid);
    }
    static pb::DebugAnnotation &addNote(pb::TrackEvent &event, Note note)
    {
        pb::DebugAnnotation &annotation = *event.add_debug_annotations();
        annotation.set_name_iid(quint64(note) + 1);
        return annotation;
    }

    // The head.

    /// The packet that begins the sequence, with what every event needs.
    void describeProgram()
    {
        begin().set_sequence_flags(pb::STATE_CLEARED);
        m_packet.set_first_packet_on_sequence(true);
        for (std::size_t i = 0; i < noteNames.size(); ++i) {
            pb::InternedText &text = *m_packet.mutable_interned_data()->add_debug_annotation_names();
            text.set_iid(i + 1);
            text.set_text(noteNames[i]);
        }
        describe(EntityId::Program, *m_packet.mutable_track_descriptor());
        m_packet.mutable_track_descriptor()->set_description(Head);
        end();
    }

    void describeRecording()
    {
        begin();
        pb::TrackDescriptor &track = *m_packet.mutable_track_descriptor();
        track.set_uuid(m_recording);
        track.set_parent_uuid(index(EntityId::Program));
        track.set_name(RecordingTrack);
        end();
    }

    int processNumber(EntityId id) const
    {
        while (id > EntityId::Program && m_trace.entity(id).kind != EntityKind::Process)
            id = m_trace.entity(id).parent;
        return int(std::max<quint32>(1, index(id)));
    }

    QString shownLabel(EntityId id) const
    {
        const QString &label = m_trace.string(m_trace.entity(id).label);
        return label.isEmpty() ? QLatin1String(name(m_trace.entity(id).kind)) : label;
    }

    void describe(EntityId id, pb::TrackDescriptor &track) const
    {
        const Entity &entity = m_trace.entity(id);
        const std::string label = shownLabel(id).toStdString();
        track.set_uuid(index(id));
        if (entity.parent != EntityId::None && entity.kind != EntityKind::Process) // Processes have none there.
            track.set_parent_uuid(index(entity.parent));
        if (entity.kind == EntityKind::Program || entity.kind == EntityKind::Process) {
            track.mutable_process()->set_pid(processNumber(id));
            track.mutable_process()->set_process_name(label);
        } else if (entity.kind == EntityKind::Thread) {
            track.mutable_thread()->set_pid(processNumber(id));
            track.mutable_thread()->set_tid(int(index(id)));
            track.mutable_thread()->set_thread_name(label);
        } else {
            track.set_name(label);
            track.set_description(name(entity.kind));
            constexpr int apart = 2;
            track.set_sibling_merge_behavior(apart);
            if (entity.kind == EntityKind::Counter)
                track.mutable_counter();
        }
    }

    void writeTables()
    {
        pb::TrackEvent &head = beginEvent(pb::TrackEvent::INSTANT, m_recording);
        head.set_name(HeadName);
        addNote(head, Note::Clock).set_string_value(m_trace.virtualClock() ? "virtual" : "real");
        addNote(head, Note::Entities).set_uint_value(quint64(m_trace.entityCount()));
        addNote(head, Note::Events).set_uint_value(quint64(m_trace.eventCount()));
        pb::DebugAnnotation &remarks = addNote(head, Note::Remarks);
        for (const QString &remark : m_trace.remarks())
            remarks.add_array_values()->set_string_value(remark.toStdString());
        end();
        for (const SourceFile &file : m_trace.files()) {
            pb::TrackEvent &event = beginEvent(pb::TrackEvent::INSTANT, m_recording);
            event.set_name(FileName);
            addNote(event, Note::Name).set_string_value(file.name.toStdString());
            addNote(event, Note::Text).set_string_value(file.text.toStdString());
            end();
        }
        writeRows(LocationsName, m_trace.locations().size(), 1, [&](qsizetype i, auto put) {
            const Location &location = m_trace.locations().at(i);
            put(location.file);
            put(location.line);
            put(location.column);
        });
        writeRows(EntitiesName, m_trace.entityCount(), 1, [&](qsizetype i, auto put) {
            const Entity &entity = m_trace.entities().at(i);
            put(quint64(entity.kind));
            put(index(entity.parent));
            put(stringIid(entity.label));
            put(index(entity.location));
        });
    }

    template<typename WriteRow>
    void writeRows(const char *table, qsizetype count, qsizetype first, WriteRow writeRow)
    {
        constexpr qsizetype rowsAPacket = 1000;
        for (qsizetype row = first; row < count;) {
            pb::TrackEvent &event = beginEvent(pb::TrackEvent::INSTANT, m_recording);
            event.set_name(table);
            pb::DebugAnnotation &rows = addNote(event, Note::Rows);
            for (const qsizetype last = std::min(count, row + rowsAPacket); row < last; ++row)
                writeRow(row, [&](quint64 number) { rows.add_array_values()->set_uint_value(number); });
            end();
        }
    }

    // The events.

    void writeEvent(qsizetype position)
    {
        const Event &event = m_trace.event(position);
        m_time = std::max(m_time, event.realTime);
        if (event.kind == EventKind::Gap)
            endSlices(m_stacks.clear());
        const bool endsWait = event.beginsSlice() || event.kind == EventKind::Completed
            || event.kind == EventKind::Failed || event.kind == EventKind::Aborted;
        if (endsWait)
            endSlices(m_stacks.endWait(event.entity));
        if (event.beginsSlice())
            endSlices(m_stacks.makeRoom(event.entity));
        else if (event.endsSlice())
            endSlices(m_stacks.endInside(event.entity));
        pb::TrackEvent &main = beginMain(event);
        addNotes(main, event, main.type() == pb::TrackEvent::SLICE_END);
        addFlows(main, position);
        end();
        if (event.kind == EventKind::Suspended && m_stacks.canWait(event.entity))
            beginWait(event);
    }

    quint64 trackOf(EntityId id) const
    {
        return id == EntityId::None || isCounter(id) ? m_recording : index(m_stacks.track(id));
    }

    /// The packet of the event itself: its type, its track, its name.
    pb::TrackEvent &beginMain(const Event &event)
    {
        if (isCounterValue(event)) {
            pb::TrackEvent &main = beginEvent(pb::TrackEvent::COUNTER, index(event.entity));
            main.set_double_counter_value(m_trace.string(event.value).toDouble());
            return main;
        }
        if (event.beginsSlice() && m_stacks.begin(event.entity)) {
            pb::TrackEvent &main = beginEvent(pb::TrackEvent::SLICE_BEGIN, trackOf(event.entity));
            const EntityKind kind = m_trace.entity(event.entity).kind;
            const bool isNamedByValue = (kind == EntityKind::Thread || kind == EntityKind::Track)
                && event.value != StringId::Empty;
            setName(main, isNamedByValue ? m_trace.string(event.value) : shownLabel(event.entity));
            return main;
        }
        if (event.endsSlice() && m_stacks.end(event.entity))
            return beginEvent(pb::TrackEvent::SLICE_END, trackOf(event.entity));
        const bool concernsAll = event.kind == EventKind::Gap;
        pb::TrackEvent &main = beginEvent(pb::TrackEvent::INSTANT, concernsAll ? m_recording : trackOf(event.entity));
        setName(main, QLatin1String(name(event.kind)));
        return main;
    }

    void addNotes(pb::TrackEvent &main, const Event &event, bool isEnd)
    {
        const auto add = [&](Note note) -> pb::DebugAnnotation & {
            return addNote(main, Note(int(note) + (isEnd ? FirstEndNote : 0)));
        };
        const auto wordOf = [&](quint64 iid, const char *word) {
            return useString(iid, [&] { return QByteArray(word); });
        };
        add(Note::Event).set_string_value_iid(wordOf(quint64(event.kind) + 1, name(event.kind)));
        if (main.track_uuid() != index(event.entity))
            add(Note::Entity).set_uint_value(index(event.entity));
        if (event.other != EntityId::None) {
            add(Note::Other).set_uint_value(index(event.other));
            if (const StringId label = m_trace.entity(event.other).label; label != StringId::Empty && !isEnd)
                add(Note::Label).set_string_value_iid(stringIid(label));
        }
        if (event.value != StringId::Empty)
            add(Note::Value).set_string_value_iid(stringIid(event.value));
        if (event.reason != WaitReason::None)
            add(Note::Reason).set_string_value_iid(wordOf(FirstReason + quint64(event.reason), name(event.reason)));
        if (event.count != 0)
            add(Note::Count).set_uint_value(event.count);
        if (event.cause != EventId::None)
            add(Note::Cause).set_uint_value(index(event.cause));
        if (event.programTime != m_time)
            add(Note::ProgramTime).set_int_value(event.programTime);
        if (event.realTime != m_time)
            add(Note::RealTime).set_int_value(event.realTime);
        if (event.location != LocationId::Unknown)
            main.set_source_location_iid(locationIid(event.location));
    }

    quint64 locationIid(LocationId id)
    {
        const quint64 iid = index(id);
        if (m_usedLocations.size() <= iid)
            m_usedLocations.resize(iid + iid / 2 + 1);
        if (!m_usedLocations[iid]) {
            m_usedLocations[iid] = true;
            const Location &location = m_trace.location(id);
            pb::SourceLocation &place = *m_packet.mutable_interned_data()->add_source_locations();
            place.set_iid(iid);
            if (location.file < quint32(m_trace.files().size()))
                place.set_file_name(m_trace.files().at(location.file).name.toStdString());
            place.set_line_number(location.line);
        }
        return iid;
    }

    void addFlows(pb::TrackEvent &main, qsizetype position)
    {
        const std::size_t number = std::size_t(position) + 1;
        if (hasFlow(position))
            main.add_terminating_flow_ids(number);
        for (quint32 i = m_firstFlow[number]; i < m_firstFlow[number + 1]; ++i)
            main.add_flow_ids(m_flows[i]);
    }

    void beginWait(const Event &event)
    {
        m_stacks.beginWait(event.entity);
        pb::TrackEvent &wait = beginEvent(pb::TrackEvent::SLICE_BEGIN, trackOf(event.entity));
        QString what = QLatin1String("waits: ") + QLatin1String(name(event.reason));
        if (event.other != EntityId::None)
            what += QLatin1String(" on ") + shownLabel(event.other);
        setName(wait, what);
        end();
    }

    void endSlices(const TrackStacks::Ended &ended)
    {
        for (EntityId track : ended) {
            beginEvent(pb::TrackEvent::SLICE_END, index(track));
            end();
        }
    }

    const Trace &m_trace;
    QIODevice *m_device;
    TrackStacks m_stacks;
    const quint64 m_recording; ///< The track of the recording as a whole.
    pb::TracePacket m_packet;
    ByteWriter m_out;
    std::optional<QString> m_error;
    std::vector<bool> m_usedStrings; ///< By interning id.
    std::vector<bool> m_usedLocations;
    QHash<QString, quint64> m_nameIids;
    std::vector<quint32> m_flows; ///< The events that have a cause in another entity, by cause.
    std::vector<quint32> m_firstFlow; ///< By the number of the cause: where its part of m_flows begins.
    qint64 m_time = 0;
};

} // namespace

std::optional<QString> writePerfetto(const Trace &trace, QIODevice *device)
{
    Q_ASSERT(device && device->isWritable());
    return PerfettoWriter(trace, device).write();
}

} // namespace asq::trace
