#include "trace/formats/perfettorecording.h"

#include "trace/formats/perfettoform.h"

#include "perfetto.pb.h"

#include <algorithm>
#include <limits>
#include <string_view>

// Nothing is believed: an id that leads nowhere ends the reading, since later events would get the wrong numbers.
namespace asq::trace {

using namespace perfettoform;
namespace pb = perfetto;

namespace {

constexpr quint64 MostIds = 1ULL << 28; ///< An interning id above makes a damaged file, and no table of that size.

template<typename T>
bool put(std::vector<T> &table, quint64 id, T value, T nothing)
{
    if (id >= MostIds || id > 4 * table.size() + 1'000'000)
        return false;
    if (table.size() <= id)
        table.resize(std::size_t(id) + 1, nothing);
    table[std::size_t(id)] = value;
    return true;
}

template<typename T>
T at(const std::vector<T> &table, quint64 id, T nothing)
{
    return id < table.size() ? table[std::size_t(id)] : nothing;
}

QString text(const std::string &bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

template<typename Kind>
int kindOf(std::string_view word, int count)
{
    for (int i = 0; i < count; ++i) {
        if (word == name(static_cast<Kind>(i)))
            return i;
    }
    return -1;
}

bool isFlat(const pb::DebugAnnotation &rows, int columns)
{
    return rows.array_values_size() % columns == 0
        && std::all_of(rows.array_values().begin(), rows.array_values().end(), [](const pb::DebugAnnotation &number) {
               return number.has_uint_value() && number.uint_value() <= std::numeric_limits<quint32>::max();
           });
}

} // namespace

/// The annotations of one event by what they are; the two rows of names for begins and ends are one here.
struct PerfettoRecording::Notes {
    std::array<const pb::DebugAnnotation *, noteNames.size()> all = {};

    const pb::DebugAnnotation *operator[](Note note) const { return all[std::size_t(note)]; }
    quint64 number(Note note) const { return (*this)[note] ? (*this)[note]->uint_value() : 0; }
};

PerfettoRecording::PerfettoRecording(TraceBuilder *builder) : m_builder(builder)
{
    Q_ASSERT(builder && builder->eventCount() == 0 && builder->entityCount() == 2);
}

bool PerfettoRecording::isHead(QByteArrayView packet)
{
    pb::TracePacket head;
    return head.ParsePartialFromArray(packet.data(), int(packet.size()))
        && head.track_descriptor().description() == Head;
}

bool PerfettoRecording::feed(QByteArrayView bytes)
{
    pb::TracePacket packet;
    if (!packet.ParsePartialFromArray(bytes.data(), int(bytes.size())))
        return false;
    if (packet.has_interned_data() && !intern(packet.interned_data()))
        return false;
    if (!packet.has_track_event())
        return true;
    if (packet.track_event().has_name())
        return readTable(packet.track_event());
    Notes notes;
    return gather(packet.track_event(), &notes) && (!notes[Note::Event] || readEvent(packet, notes));
}

bool PerfettoRecording::intern(const pb::InternedData &data)
{
    for (const pb::InternedText &entry : data.debug_annotation_names()) {
        const auto known = std::find_if(noteNames.begin(), noteNames.end(),
                                        [&](const char *name) { return entry.text() == name; });
        if (known != noteNames.end() && !put(m_notes, entry.iid(), int(known - noteNames.begin()), -1))
            return false;
    }
    for (const pb::InternedText &entry : data.debug_annotation_string_values()) {
        if (entry.iid() >= FirstString) {
            if (!put(m_strings, entry.iid(), m_builder->intern(text(entry.text())), StringId::Empty))
                return false;
        } else if (entry.iid() >= FirstReason) {
            put(m_words, entry.iid(), kindOf<WaitReason>(entry.text(), WaitReasonCount), -1);
        } else {
            put(m_words, entry.iid(), kindOf<EventKind>(entry.text(), EventKindCount), -1);
        }
    }
    return true;
}

bool PerfettoRecording::gather(const pb::TrackEvent &event, Notes *notes) const
{
    for (const pb::DebugAnnotation &annotation : event.debug_annotations()) {
        int note = at(m_notes, annotation.name_iid(), -1);
        if (note < 0)
            return false;
        if (note >= FirstEndNote && note < int(Note::Clock))
            note -= FirstEndNote;
        notes->all[std::size_t(note)] = &annotation;
    }
    return true;
}

bool PerfettoRecording::readTable(const pb::TrackEvent &event)
{
    Notes notes;
    if (!gather(event, &notes))
        return false;
    if (event.name() == HeadName)
        return readHead(notes);
    if (event.name() == FileName && notes[Note::Name] && notes[Note::Text]) {
        m_builder->addFile(text(notes[Note::Name]->string_value()), text(notes[Note::Text]->string_value()));
        return true;
    }
    const pb::DebugAnnotation *rows = notes[Note::Rows];
    if (event.name() == LocationsName && rows)
        return readLocations(*rows);
    if (event.name() == EntitiesName && rows)
        return readEntities(*rows);
    return false;
}

bool PerfettoRecording::readHead(const Notes &notes)
{
    if (!notes[Note::Clock] || !notes[Note::Events])
        return false;
    m_builder->setVirtualClock(notes[Note::Clock]->string_value() == "virtual");
    m_announcedEvents = qint64(std::min<quint64>(notes.number(Note::Events), std::numeric_limits<quint32>::max()));
    if (notes[Note::Remarks]) {
        for (const pb::DebugAnnotation &remark : notes[Note::Remarks]->array_values())
            m_builder->addRemark(text(remark.string_value()));
    }
    return true;
}

bool PerfettoRecording::readLocations(const pb::DebugAnnotation &rows)
{
    if (!isFlat(rows, LocationColumns))
        return false;
    for (int i = 0; i < rows.array_values_size(); i += LocationColumns) {
        const auto number = [&](int column) { return quint32(rows.array_values(i + column).uint_value()); };
        m_locations.push_back(m_builder->intern(Location{number(0), number(1), number(2)}));
    }
    return true;
}

bool PerfettoRecording::readEntities(const pb::DebugAnnotation &rows)
{
    if (!isFlat(rows, EntityColumns))
        return false;
    for (int i = 0; i < rows.array_values_size(); i += EntityColumns) {
        const auto number = [&](int column) { return quint32(rows.array_values(i + column).uint_value()); };
        const bool isProgram = m_entitiesRead == 0;
        const quint32 id = isProgram ? index(EntityId::Program) : quint32(m_builder->entityCount());
        if (number(0) >= EntityKindCount || number(1) >= id || number(3) >= m_locations.size())
            return false;
        const Entity entity{EntityKind(number(0)), EntityId{number(1)}, at(m_strings, number(2), StringId::Empty),
                            m_locations[number(3)]};
        if (isProgram)
            m_builder->setEntity(EntityId::Program, entity);
        else
            m_builder->addEntity(entity);
        ++m_entitiesRead;
    }
    return true;
}

bool PerfettoRecording::readEvent(const pb::TracePacket &packet, const Notes &notes)
{
    const pb::TrackEvent &source = packet.track_event();
    const quint64 entityCount = quint64(m_builder->entityCount());
    const int kind = at(m_words, notes[Note::Event]->string_value_iid(), -1);
    const int reason = notes[Note::Reason] ? at(m_words, notes[Note::Reason]->string_value_iid(), -1) : 0;
    const quint64 entity = notes[Note::Entity] ? notes.number(Note::Entity) : source.track_uuid();
    const quint64 other = notes.number(Note::Other);
    const quint64 location = source.source_location_iid();
    const quint64 largest = std::numeric_limits<quint32>::max();
    if (kind < 0 || kind >= EventKindCount || reason < 0 || reason >= WaitReasonCount || entity >= entityCount
        || other >= entityCount || location >= m_locations.size() || notes.number(Note::Count) > largest
        || notes.number(Note::Cause) > quint64(m_builder->eventCount()))
        return false;
    Event event;
    event.kind = EventKind(kind);
    event.reason = WaitReason(reason);
    event.entity = EntityId{quint32(entity)};
    event.other = EntityId{quint32(other)};
    event.location = m_locations[location];
    event.count = quint32(notes.number(Note::Count));
    event.cause = EventId{quint32(notes.number(Note::Cause))};
    if (notes[Note::Value])
        event.value = at(m_strings, notes[Note::Value]->string_value_iid(), StringId::Empty);
    const qint64 time = qint64(packet.timestamp());
    event.programTime = notes[Note::ProgramTime] ? notes[Note::ProgramTime]->int_value() : time;
    event.realTime = notes[Note::RealTime] ? notes[Note::RealTime]->int_value() : time;
    m_builder->append(event);
    return true;
}

} // namespace asq::trace
