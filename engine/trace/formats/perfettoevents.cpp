#include "trace/formats/perfettoevents.h"

#include "trace/formats/perfettonotes.h"
#include "trace/formats/perfettowire.h"

#include "perfetto.pb.h"

#include <QLocale>

// Track events are nearly all that a file holds, so they are taken apart in place; the rest is left to the generated classes.
// Each becomes an action on a track. A track may be described behind its first events: such actions wait until the end,
// which the assembler does not mind, since it is told things in any order of time.
namespace asq::trace {

namespace {

enum EventField : quint32 {
    DeltaMicroseconds = 1,
    Notes = 4,
    Legacy = 6,
    Type = 9,
    NameIid = 10,
    TrackUuid = 11,
    ExtraValues = 12,
    AbsoluteMicroseconds = 16,
    Log = 21,
    Name = 23,
    CounterValue = 30,
    ExtraTracks = 31,
    LocationIid = 34,
    OldFlows = 36,
    OldLastFlows = 42,
    RealCounterValue = 44,
    RealExtraTracks = 45,
    RealExtraValues = 46,
    Flows = 47,
    LastFlows = 48,
};

double realOf(quint64 bits)
{
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

} // namespace

qint64 PerfettoEvents::nanosecondsOf(qint64 microseconds)
{
    constexpr qint64 microsecond = 1000;
    constexpr qint64 most = PerfettoClocks::Limit / microsecond;
    return std::clamp(microseconds, -most, most) * microsecond;
}

/// The lists keep their memory.
void PerfettoEvents::Raw::clear()
{
    type = 0;
    track.reset();
    name.reset();
    nameText = {};
    location.reset();
    counter.reset();
    realCounter.reset();
    deltaMicroseconds.reset();
    absoluteMicroseconds.reset();
    legacy = {};
    log = {};
    notes.clear();
    for (QVarLengthArray<quint64, 4> *list :
         {&flows, &lastFlows, &counters, &counterValues, &realCounters, &realCounterValues})
        list->clear();
}

bool PerfettoEvents::parse(QByteArrayView event, Raw *raw)
{
    WireReader reader(event);
    WireField field;
    while (reader.next(&field)) {
        if (!parseField(field, raw))
            return false;
    }
    return !reader.failed();
}

/// False when the field has another type than it must have.
bool PerfettoEvents::parseField(const WireField &field, Raw *raw)
{
    const bool isNumber = field.type == WireField::Number;
    const bool isBytes = field.type == WireField::Bytes;
    const bool isReal = field.type == WireField::Fixed64;
    switch (field.number) {
    case Type: raw->type = quint32(field.integer); return isNumber;
    case TrackUuid: raw->track = field.integer; return isNumber;
    case NameIid: raw->name = field.integer; return isNumber;
    case Name: raw->nameText = field.bytes; return isBytes;
    case Notes: raw->notes.append(field.bytes); return isBytes;
    case Flows: appendNumbers(field, true, &raw->flows); return isReal || isBytes;
    case LastFlows: appendNumbers(field, true, &raw->lastFlows); return isReal || isBytes;
    case OldFlows: appendNumbers(field, false, &raw->flows); return isNumber || isBytes;
    case OldLastFlows: appendNumbers(field, false, &raw->lastFlows); return isNumber || isBytes;
    case CounterValue: raw->counter = qint64(field.integer); return isNumber;
    case RealCounterValue: raw->realCounter = field.real(); return isReal;
    case ExtraTracks: appendNumbers(field, false, &raw->counters); return isNumber || isBytes;
    case ExtraValues: appendNumbers(field, false, &raw->counterValues); return isNumber || isBytes;
    case RealExtraTracks: appendNumbers(field, false, &raw->realCounters); return isNumber || isBytes;
    case RealExtraValues: appendNumbers(field, true, &raw->realCounterValues); return isReal || isBytes;
    case LocationIid: raw->location = field.integer; return isNumber;
    case Legacy: raw->legacy = field.bytes; return isBytes;
    case Log: raw->log = field.bytes; return isBytes;
    case DeltaMicroseconds: raw->deltaMicroseconds = qint64(field.integer); return isNumber;
    case AbsoluteMicroseconds: raw->absoluteMicroseconds = qint64(field.integer); return isNumber;
    default: return true;
    }
}

bool PerfettoEvents::feed(QByteArrayView event, const Stamp &stamp, PerfettoSequence &sequence)
{
    m_raw.clear();
    if (!parse(event, &m_raw))
        return false;
    const std::optional<qint64> time = timeOf(m_raw, stamp, sequence);
    if (!time)
        return false;
    ++m_count;
    tellCounters(m_raw, *time, sequence);
    if (!m_raw.legacy.isNull()) {
        perfetto::LegacyEvent legacy;
        if (!legacy.ParsePartialFromArray(m_raw.legacy.data(), int(m_raw.legacy.size())))
            return false;
        if (m_raw.type == 0 || legacy.has_bind_id()) {
            tellLegacy(m_raw, legacy, *time, sequence);
            return true;
        }
    }
    tellPlain(m_raw, *time, sequence);
    return true;
}

std::optional<qint64> PerfettoEvents::timeOf(const Raw &raw, const Stamp &stamp, PerfettoSequence &sequence)
{
    if (stamp.time)
        return stamp.time;
    qint64 microseconds = 0;
    if (raw.absoluteMicroseconds) {
        microseconds = *raw.absoluteMicroseconds;
    } else if (raw.deltaMicroseconds) {
        if (__builtin_add_overflow(sequence.legacyMicroseconds, *raw.deltaMicroseconds, &microseconds))
            return std::nullopt;
        sequence.legacyMicroseconds = microseconds;
    } else {
        return 0; // A packet without a time is one of time 0.
    }
    return m_clocks->time(PerfettoClocks::Monotonic, stamp.sequence,
                          quint64(std::max<qint64>(0, nanosecondsOf(microseconds))));
}

StringId PerfettoEvents::nameOf(const Raw &raw, std::optional<quint64> iid, PerfettoSequence &sequence)
{
    if (!iid)
        return m_assembler->intern(raw.nameText);
    PerfettoSequence::Text *text = sequence.eventNames.find(*iid);
    if (!text)
        return m_assembler->intern("name " + QByteArray::number(*iid) + " (lost)");
    if (text->id == StringId::Empty)
        text->id = m_assembler->intern(text->bytes);
    return text->id;
}

QByteArray PerfettoEvents::bytesOf(const Raw &raw, std::optional<quint64> iid, PerfettoSequence &sequence)
{
    const PerfettoSequence::Text *text = iid ? sequence.eventNames.find(*iid) : nullptr;
    return text ? text->bytes : raw.nameText.toByteArray();
}

/// The name, and behind it what the event carries along.
StringId PerfettoEvents::textOf(const Raw &raw, StringId name, std::optional<quint64> iid, PerfettoSequence &sequence)
{
    if (raw.notes.isEmpty() && raw.log.isEmpty() && !raw.location)
        return name;
    const PerfettoSequence::Text *known = iid ? sequence.eventNames.find(*iid) : nullptr;
    const QByteArrayView begin = known ? QByteArrayView(known->bytes) : raw.nameText;
    m_text.assign(begin.data(), std::size_t(begin.size()));
    PerfettoNotes notes(sequence, &m_text);
    for (const QByteArrayView &note : raw.notes)
        notes.add(note);
    if (raw.location) {
        if (const PerfettoSequence::Text *place = sequence.locations.find(*raw.location))
            notes.add("source", place->bytes);
    }
    if (!raw.log.isEmpty()) {
        perfetto::LogMessage message;
        if (message.ParsePartialFromArray(raw.log.data(), int(raw.log.size()))) {
            if (const PerfettoSequence::Text *body = sequence.logBodies.find(message.body_iid()))
                notes.add("message", body->bytes);
        }
    }
    return m_assembler->intern(QByteArrayView(m_text.data(), qsizetype(m_text.size())));
}

void PerfettoEvents::tellPlain(const Raw &raw, qint64 time, PerfettoSequence &sequence)
{
    Action action;
    action.time = time;
    const quint64 track = raw.track ? *raw.track : sequence.track.value_or(0);
    switch (raw.type) {
    case perfetto::TrackEvent::SLICE_BEGIN: action.kind = Action::Begin; break;
    case perfetto::TrackEvent::SLICE_END: action.kind = Action::End; break;
    case perfetto::TrackEvent::INSTANT: action.kind = Action::Instant; break;
    case perfetto::TrackEvent::COUNTER:
        if (raw.counter)
            tellCount(track, time, *raw.counter, sequence);
        else if (raw.realCounter)
            tellCount(track, time, *raw.realCounter);
        return;
    default: return; // It holds nothing but extra counters.
    }
    if (action.kind != Action::End) {
        action.name = nameOf(raw, raw.name, sequence);
        action.text = textOf(raw, action.name, raw.name, sequence);
    }
    for (quint64 flow : raw.flows)
        action.flows.append({flow, FlowRole::Step, false});
    for (quint64 flow : raw.lastFlows)
        action.flows.append({flow, FlowRole::End, false});
    if (track == 0 && !raw.track && sequence.thread && !sequence.track)
        tell(m_tracks->thread(sequence.thread->process, sequence.thread->thread), action);
    else
        tell(track, action);
}

void PerfettoEvents::tellCounters(const Raw &raw, qint64 time, PerfettoSequence &sequence)
{
    for (qsizetype i = 0; i < raw.counterValues.size(); ++i) {
        if (!raw.counters.isEmpty() ? i < raw.counters.size() : std::size_t(i) < sequence.counters.size())
            tellCount(!raw.counters.isEmpty() ? raw.counters[i] : sequence.counters[std::size_t(i)], time,
                      qint64(raw.counterValues[i]), sequence);
    }
    for (qsizetype i = 0; i < raw.realCounterValues.size(); ++i) {
        if (!raw.realCounters.isEmpty() ? i < raw.realCounters.size() : std::size_t(i) < sequence.realCounters.size())
            tellCount(!raw.realCounters.isEmpty() ? raw.realCounters[i] : sequence.realCounters[std::size_t(i)], time,
                      realOf(raw.realCounterValues[i]));
    }
}

void PerfettoEvents::tellCount(quint64 uuid, qint64 time, qint64 value, PerfettoSequence &sequence)
{
    const PerfettoTracks::Track &track = m_tracks->track(uuid);
    if (track.isIncremental) {
        qint64 &sum = sequence.counterValues[uuid];
        sum = qint64(quint64(sum) + quint64(value));
        value = sum;
    }
    Action action;
    action.time = time;
    action.kind = Action::Count;
    action.text = m_assembler->intern(QByteArray::number(qint64(quint64(value) * quint64(track.unit))));
    tell(uuid, action);
}

void PerfettoEvents::tellCount(quint64 uuid, qint64 time, double value)
{
    Action action;
    action.time = time;
    action.kind = Action::Count;
    action.text = m_assembler->intern(
        QByteArray::number(value * double(m_tracks->track(uuid).unit), 'g', QLocale::FloatingPointShortest));
    tell(uuid, action);
}

void PerfettoEvents::tell(quint64 uuid, const Action &action)
{
    PerfettoTracks::Track &track = m_tracks->track(uuid);
    if (uuid == 0 && track.kind == PerfettoTracks::Track::Unknown) {
        if (action.kind != Action::Count)
            tell(TrackRow::Program, action);
        return;
    }
    const std::optional<TrackRow> row = m_tracks->row(track, true);
    if (!row) {
        m_waiting.push_back({uuid, action});
        return;
    }
    if ((track.kind == PerfettoTracks::Track::Counter) != (action.kind == Action::Count))
        return; // Slices of a counter, and numbers of what is none.
    if (track.isUnnamed && action.name != StringId::Empty) {
        m_assembler->setLabel(*row, action.name);
        track.isUnnamed = false;
    }
    tell(*row, action);
}

void PerfettoEvents::tell(TrackRow row, const Action &action)
{
    const auto tellFlows = [&] {
        for (const Flow &flow : action.flows) {
            if (flow.isToNext)
                m_assembler->flowToNext(row, action.time, flow.id, flow.role);
            else
                m_assembler->flow(row, action.time, flow.id, flow.role);
        }
    };
    switch (action.kind) {
    case Action::Begin: m_assembler->begin(row, action.time, action.text); break;
    case Action::End:
        tellFlows(); // While the slice still runs.
        m_assembler->end(row, action.time);
        return;
    case Action::Slice: m_assembler->slice(row, action.time, action.duration, action.text); break;
    case Action::Instant: m_assembler->instant(row, action.time, action.text); break;
    case Action::Count: m_assembler->count(row, action.time, action.text); break;
    case Action::FlowsOnly: break;
    }
    tellFlows();
}

void PerfettoEvents::finish()
{
    for (const Waiting &waiting : m_waiting) {
        PerfettoTracks::Track &track = m_tracks->track(waiting.track);
        if (track.kind == PerfettoTracks::Track::Unknown) {
            const bool isCount = waiting.action.kind == Action::Count;
            track.kind = isCount ? PerfettoTracks::Track::Counter : PerfettoTracks::Track::Named;
        }
        (void)m_tracks->row(track, false);
        tell(waiting.track, waiting.action);
    }
    m_waiting.clear();
}

} // namespace asq::trace
