#include "record/translator.h"

namespace asq::record {

// Here the plain names are the trace's; core's carry their namespace.
using trace::Entity;
using trace::EntityId;
using trace::EntityKind;
using trace::EntityKindCount;
using trace::Event;
using trace::EventKind;
using trace::EventKindCount;
using trace::index;
using trace::LocationId;
using trace::StringId;
using trace::WaitReason;
using trace::WaitReasonCount;

namespace {

static_assert(int(asq::EntityKind::Outside) == int(EntityKind::Outside));
static_assert(int(asq::EventKind::Ignored) == EventKindCount - 1 && int(EventKind::Ignored) == EventKindCount - 1);
static_assert(int(asq::WaitReason::Join) == WaitReasonCount - 1 && int(WaitReason::Join) == WaitReasonCount - 1);
#define SAME(E, m) static_assert(int(asq::E::m) == int(asq::trace::E::m))
SAME(EntityKind, Program);
SAME(EntityKind, Sequence);
SAME(EntityKind, IterableSequence);
SAME(EntityKind, ReactiveSequence);
SAME(EntityKind, ReactiveInstance);
SAME(EntityKind, Step);
SAME(EntityKind, Segment);
SAME(EntityKind, Handler);
SAME(EntityKind, Coroutine);
SAME(EntityKind, Goroutine);
SAME(EntityKind, Channel);
SAME(EntityKind, Timer);
SAME(EntityKind, Outside);
SAME(EventKind, Created);
SAME(EventKind, Scheduled);
SAME(EventKind, Started);
SAME(EventKind, Suspended);
SAME(EventKind, Resumed);
SAME(EventKind, Returned);
SAME(EventKind, Completed);
SAME(EventKind, Failed);
SAME(EventKind, Aborted);
SAME(EventKind, Transferred);
SAME(EventKind, Offered);
SAME(EventKind, Requested);
SAME(EventKind, Buffered);
SAME(EventKind, Taken);
SAME(EventKind, Rendezvous);
SAME(EventKind, Closed);
SAME(EventKind, Dropped);
SAME(EventKind, Armed);
SAME(EventKind, Fired);
SAME(EventKind, Cancelled);
SAME(EventKind, Delivered);
SAME(EventKind, Choice);
SAME(EventKind, Logged);
SAME(EventKind, Marked);
SAME(EventKind, Reported);
SAME(EventKind, Gap);
SAME(EventKind, Ignored);
SAME(WaitReason, None);
SAME(WaitReason, Trigger);
SAME(WaitReason, Turn);
SAME(WaitReason, Sequence);
SAME(WaitReason, Promise);
SAME(WaitReason, Gate);
SAME(WaitReason, Put);
SAME(WaitReason, Take);
SAME(WaitReason, Alts);
SAME(WaitReason, Timer);
SAME(WaitReason, Event);
SAME(WaitReason, Next);
SAME(WaitReason, Join);
#undef SAME

/// The hash of strings is a help against repetition, not a promise; beyond this it starts afresh, so that a program
/// which logs a million different lines does not keep them all.
constexpr qsizetype InternedStrings = 1 << 16;

/// What an entity of which only this event is known most likely is.
EntityKind kindByEvent(EventKind kind)
{
    switch (kind) {
    case EventKind::Offered:
    case EventKind::Requested:
    case EventKind::Buffered:
    case EventKind::Taken:
    case EventKind::Rendezvous:
    case EventKind::Closed:
    case EventKind::Dropped: return EntityKind::Channel;
    case EventKind::Armed:
    case EventKind::Fired:
    case EventKind::Cancelled: return EntityKind::Timer;
    case EventKind::Delivered: return EntityKind::Outside;
    case EventKind::Reported: return EntityKind::Sequence;
    case EventKind::Suspended:
    case EventKind::Resumed:
    case EventKind::Transferred: return EntityKind::Coroutine;
    default: return EntityKind::Step;
    }
}

/// The same for the second party of an event.
EntityKind otherKindByEvent(EventKind kind, WaitReason reason)
{
    if (kind != EventKind::Suspended)
        return EntityKind::Coroutine;
    switch (reason) {
    case WaitReason::Put:
    case WaitReason::Take:
    case WaitReason::Alts: return EntityKind::Channel;
    case WaitReason::Timer: return EntityKind::Timer;
    case WaitReason::Event: return EntityKind::ReactiveSequence;
    case WaitReason::Next: return EntityKind::IterableSequence;
    case WaitReason::Trigger:
    case WaitReason::Promise: return EntityKind::Outside;
    case WaitReason::Turn:
    case WaitReason::Join: return EntityKind::Coroutine;
    default: return EntityKind::Sequence;
    }
}

} // namespace

void Translator::translate(const Record &record, QStringView text)
{
    Event event;
    event.realTime = m_scale.nanoseconds(record.ticks);
    event.programTime = record.programTime;
    m_lastProgramTime = record.programTime;
    event.cause = m_events.find(asq::EventId(record.cause));
    event.location = intern(Place{record.file, record.line, record.column});
    if (record.kind == Record::Gap)
        return translateGap(record, event);
    if (record.kind == Record::Birth)
        return translateBirth(record, text, event);
    event.kind = EventKind(record.kind);
    event.reason = WaitReason(record.reason);
    event.count = record.count;
    event.entity = entityOf(record.entity, kindByEvent(event.kind), event);
    event.other = entityOf(record.other, otherKindByEvent(event.kind, event.reason), event);
    event.value = intern(text);
    m_events.announced(append(event));
}

void Translator::translateBirth(const Record &record, QStringView text, Event event)
{
    Entity entity;
    entity.kind = EntityKind(record.count);
    entity.label = intern(text);
    entity.location = event.location;
    if (record.entity == index(EntityId::Program)) {
        m_batch.program = entity;
        event.entity = EntityId::Program;
    } else {
        entity.parent = entityOf(record.other ? record.other : index(EntityId::Program), EntityKind::Sequence, event);
        event.entity = addEntity(record.entity, entity);
    }
    event.kind = EventKind::Created;
    m_events.announced(append(event));
}

void Translator::translateGap(const Record &record, Event event)
{
    event.kind = EventKind::Gap;
    event.entity = EntityId::Program;
    event.count = record.count;
    m_events.lost(record.count, append(event));
}

void Translator::addFailure(const QString &text)
{
    Event event;
    m_scale.refresh();
    event.realTime = m_scale.nanoseconds(readTicks());
    event.programTime = m_lastProgramTime;
    event.kind = EventKind::Failed;
    event.entity = EntityId::Program;
    event.value = intern(text);
    append(event);
}

trace::EventId Translator::append(const Event &event)
{
    const trace::EventId id = nextEvent();
    m_batch.events.append(event);
    return id;
}

trace::EntityId Translator::addEntity(quint32 coreId, const Entity &entity)
{
    const EntityId id = EntityId(m_batch.firstEntity + quint32(m_batch.entities.size()));
    if (coreId >= m_entities.size())
        m_entities.resize(std::size_t(coreId) + 1, EntityId::None);
    m_batch.entities.append(entity);
    m_entities[coreId] = id;
    return id;
}

trace::EntityId Translator::entityOf(quint32 coreId, EntityKind kind, const Event &event)
{
    if (coreId == 0)
        return EntityId::None;
    if (coreId < m_entities.size() && m_entities[coreId] != EntityId::None)
        return m_entities[coreId];
    Entity entity;
    entity.kind = kind;
    entity.parent = EntityId::Program;
    Event created;
    created.realTime = event.realTime;
    created.programTime = event.programTime;
    created.entity = addEntity(coreId, entity);
    append(created);
    return created.entity;
}

StringId Translator::intern(QStringView text)
{
    if (text.isEmpty())
        return StringId::Empty;
    const auto known = m_strings.constFind(QString::fromRawData(text.data(), text.size()));
    if (known != m_strings.cend())
        return *known;
    if (m_strings.size() >= InternedStrings)
        m_strings.clear();
    const StringId id = StringId(m_batch.firstString + quint32(m_batch.strings.size()));
    m_batch.strings.append(text.toString());
    m_strings.insert(m_batch.strings.constLast(), id);
    return id;
}

LocationId Translator::intern(Place place)
{
    if (place.line == 0)
        return LocationId::Unknown;
    const auto known = m_locations.constFind(place);
    if (known != m_locations.cend())
        return *known;
    const LocationId id = LocationId(m_batch.firstLocation + quint32(m_batch.locations.size()));
    m_batch.locations.append({place.file, place.line, place.column});
    m_locations.insert(place, id);
    return id;
}

} // namespace asq::record
