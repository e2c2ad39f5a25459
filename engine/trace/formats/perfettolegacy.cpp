#include "trace/formats/perfettoevents.h"

#include "trace/formats/perfettonotes.h"

#include "perfetto.pb.h"

// Events as the macros of the Trace Event Format told them, with a letter for what they are: Chrome still writes some.
namespace asq::trace {

namespace {

quint64 mixed(quint64 a, quint64 b)
{
    constexpr quint64 odd = 0x9e3779b97f4a7c15;
    const quint64 product = (a ^ (b + odd + (a << 6) + (a >> 2))) * odd;
    return product ^ (product >> 29);
}

std::optional<quint64> nameIid(std::optional<quint64> ofEvent, const perfetto::LegacyEvent &legacy)
{
    if (ofEvent || !legacy.has_name_iid())
        return ofEvent;
    return legacy.name_iid();
}

} // namespace

void PerfettoEvents::tellLegacy(const Raw &raw, const perfetto::LegacyEvent &legacy, qint64 time,
                                PerfettoSequence &sequence)
{
    const PerfettoSequence::Thread speaker = speakerOf(raw, legacy, sequence);
    const std::optional<quint64> iid = nameIid(raw.name, legacy);
    Action action;
    action.time = time;
    action.name = nameOf(raw, iid, sequence);
    if (legacy.phase() == 'C' && raw.type == 0) {
        tellLegacyCounter(raw, bytesOf(raw, iid, sequence), time, m_tracks->process(speaker.process), sequence);
        return;
    }
    if (!setLegacyKind(raw, legacy, &action)) {
        tellOperation(raw, legacy, time, sequence);
        return;
    }
    addLegacyFlows(legacy, speaker, &action);
    if (action.kind != Action::End && action.kind != Action::FlowsOnly)
        action.text = textOf(raw, action.name, iid, sequence);

    constexpr int everywhere = 1;
    constexpr int wholeProcess = 2;
    const bool isElsewhere = legacy.has_pid_override() || legacy.has_tid_override();
    if (action.kind == Action::Instant && legacy.instant_event_scope() == everywhere)
        tell(TrackRow::Program, action);
    else if (action.kind == Action::Instant && legacy.instant_event_scope() == wholeProcess)
        tell(m_tracks->process(speaker.process), action);
    else if (raw.track || (sequence.track && !isElsewhere))
        tell(raw.track ? *raw.track : *sequence.track, action);
    else
        tell(m_tracks->thread(speaker.process, speaker.thread), action);
}

PerfettoSequence::Thread PerfettoEvents::speakerOf(const Raw &raw, const perfetto::LegacyEvent &legacy,
                                                   const PerfettoSequence &sequence)
{
    PerfettoSequence::Thread speaker = sequence.thread.value_or(PerfettoSequence::Thread());
    const quint64 track = raw.track ? *raw.track : sequence.track.value_or(0);
    const PerfettoTracks::Track &known = m_tracks->track(track);
    if (track != 0 && known.kind != PerfettoTracks::Track::Unknown)
        speaker = {known.process, known.thread};
    if (legacy.has_pid_override())
        speaker.process = legacy.pid_override();
    if (legacy.has_tid_override())
        speaker.thread = legacy.tid_override();
    return speaker;
}

/// From the type, where it has one beside its letter. False when it is an operation or of no interest.
bool PerfettoEvents::setLegacyKind(const Raw &raw, const perfetto::LegacyEvent &legacy, Action *action)
{
    constexpr std::array<char, 4> letters = {'\0', 'B', 'E', 'i'};
    const int letter = raw.type == 0 ? legacy.phase() : raw.type < letters.size() ? letters[raw.type] : '\0';
    switch (letter) {
    case 'B': action->kind = Action::Begin; return true;
    case 'E': action->kind = Action::End; return true;
    case 'i':
    case 'I':
    case 'R': action->kind = Action::Instant; return true;
    case 'X':
        action->kind = Action::Slice;
        action->duration = std::max<qint64>(0, nanosecondsOf(legacy.duration_us()));
        return true;
    case 's':
    case 't':
    case 'f': action->kind = Action::FlowsOnly; return true;
    default: return false;
    }
}

void PerfettoEvents::addLegacyFlows(const perfetto::LegacyEvent &legacy, PerfettoSequence::Thread speaker,
                                    Action *action)
{
    const quint64 number = legacy.has_bind_id() ? legacy.bind_id()
        : legacy.has_local_id()                 ? mixed(legacy.local_id(), quint64(speaker.process))
        : legacy.has_global_id()                ? legacy.global_id()
                                                : legacy.unscoped_id();
    constexpr quint64 apartFromOthers = 1;
    const quint64 flow = mixed(number, apartFromOthers);
    constexpr int in = 1;
    constexpr int out = 2;
    constexpr int inAndOut = 3;
    const int direction = legacy.flow_direction();
    if (action->kind != Action::FlowsOnly) {
        if (direction == in || direction == out || direction == inAndOut)
            action->flows.append({flow,
                                  direction == out            ? FlowRole::Start
                                      : direction == inAndOut ? FlowRole::Step
                                                              : FlowRole::End,
                                  false});
    } else if (legacy.phase() == 's') {
        action->flows.append({flow, FlowRole::Start, false});
    } else if (legacy.phase() == 't') {
        action->flows.append({flow, FlowRole::Step, false});
    } else {
        action->flows.append({flow, FlowRole::End, !legacy.bind_to_enclosing()});
    }
}

/// Operations that begin and end anywhere, told apart by a number.
void PerfettoEvents::tellOperation(const Raw &raw, const perfetto::LegacyEvent &legacy, qint64 time,
                                   PerfettoSequence &sequence)
{
    const std::optional<quint64> iid = nameIid(raw.name, legacy);
    const quint64 track = raw.track ? *raw.track : sequence.track.value_or(0);
    TrackRow process = m_tracks->processOf(m_tracks->track(track));
    if (legacy.has_pid_override())
        process = m_tracks->process(legacy.pid_override());
    else if (process == TrackRow::Program && sequence.thread)
        process = m_tracks->process(sequence.thread->process);
    quint64 number = legacy.has_global_id() ? legacy.global_id() : legacy.unscoped_id();
    if (legacy.has_local_id())
        number = mixed(legacy.local_id(), index(process));
    for (char letter : legacy.id_scope())
        number = mixed(number, quint8(letter));
    const StringId name = nameOf(raw, iid, sequence);
    switch (legacy.phase()) {
    case 'b':
    case 'S': m_assembler->beginOperation(process, number, time, name, textOf(raw, name, iid, sequence)); break;
    case 'n':
    case 'T':
    case 'p': m_assembler->operationInstant(process, number, time, name, textOf(raw, name, iid, sequence)); break;
    case 'e':
    case 'F': m_assembler->endOperation(process, number, time); break;
    default: break;
    }
}

/// Each annotation is a number of its own.
void PerfettoEvents::tellLegacyCounter(const Raw &raw, const QByteArray &label, qint64 time, TrackRow process,
                                       PerfettoSequence &sequence)
{
    for (const QByteArrayView &note : raw.notes) {
        std::string summary;
        PerfettoNotes(sequence, &summary).add(note);
        const QByteArray text = QByteArray::fromStdString(summary);
        const qsizetype split = text.indexOf('=');
        const QByteArray number = text.mid(split + 1);
        bool isNumber = false;
        number.toDouble(&isNumber);
        if (isNumber)
            m_assembler->count(m_tracks->counter(process, label + ' ' + text.left(std::max<qsizetype>(0, split))), time,
                               m_assembler->intern(number));
    }
}

} // namespace asq::trace
