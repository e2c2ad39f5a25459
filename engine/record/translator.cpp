#include "record/translator.h"

#include "record/likelykind.h"

namespace asq::record {

// Here the plain names are the trace's; core's carry their namespace.
using trace::Entity;
using trace::EntityId;
using trace::EntityKind;
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

} // namespace

// The kernels of a program begin their clocks when they are made; in the trace there is one, that of the first.
void Translator::beginFeed(FeedIds &ids, const QString &threadName, const Record &record, bool hasVirtualClock)
{
    ids.hasBegun = true;
    const qint64 base = m_scale.nanoseconds(record.ticks) - record.programTime;
    if (!m_clockBase)
        m_clockBase = base;
    ids.clockOffset = threadName.isEmpty() || hasVirtualClock ? 0 : base - *m_clockBase;
    ids.entities[index(EntityId::Program)] = EntityId::Program;
    if (threadName.isEmpty())
        return;
    Entity thread;
    thread.kind = EntityKind::Thread;
    thread.parent = EntityId::Program;
    thread.label = intern(threadName);
    Event created = eventNow();
    created.entity = addEntity(ids, index(EntityId::Program), thread);
    append(created);
}

qint64 Translator::programTime(const FeedIds &ids, qint64 kernelTime)
{
    m_lastProgramTime = std::max(m_lastProgramTime, kernelTime + ids.clockOffset);
    return m_lastProgramTime;
}

void Translator::translate(FeedIds &ids, const Record &record, QStringView text)
{
    Event event;
    event.realTime = m_scale.nanoseconds(record.ticks);
    event.programTime = programTime(ids, record.programTime);
    event.cause = ids.events.find(asq::EventId(record.cause));
    event.location = intern(Place{record.file, record.line, record.column});
    if (record.kind == Record::Gap)
        return translateGap(ids, record.count, event);
    if (record.kind == Record::Birth)
        return translateBirth(ids, record, text, event);
    event.kind = EventKind(record.kind);
    event.reason = WaitReason(record.reason);
    event.count = record.count;
    event.entity = entityOf(ids, record.entity, likelyKind(event.kind), event);
    event.other = entityOf(ids, record.other, likelyOtherKind(event.kind, event.reason), event);
    event.value = intern(text);
    ids.events.announced(append(event));
}

void Translator::translateBirth(FeedIds &ids, const Record &record, QStringView text, Event event)
{
    Entity entity;
    entity.kind = EntityKind(record.count);
    entity.label = intern(text);
    entity.location = event.location;
    event.kind = EventKind::Created;
    if (record.entity != index(EntityId::Program)) {
        entity.parent = entityOf(ids, record.other ? record.other : index(EntityId::Program), EntityKind::Sequence,
                                 event);
        event.entity = addEntity(ids, record.entity, entity);
        ids.events.announced(append(event));
        return;
    }
    event.entity = ids.entities[index(EntityId::Program)];
    if (event.entity == EntityId::Program) {
        m_batch.program = entity;
        ids.events.announced(append(event));
    } else {
        // The program of a further thread is that thread, which was created already.
        ids.events.announced(trace::EventId(index(nextEvent()) - 1));
    }
}

void Translator::translateGap(FeedIds &ids, quint32 count, Event event)
{
    event.kind = EventKind::Gap;
    event.entity = EntityId::Program;
    const EntityId thread = ids.entities[index(EntityId::Program)];
    event.other = thread == EntityId::Program ? EntityId::None : thread;
    event.count = count;
    ids.events.lost(count, append(event));
}

void Translator::addGap(FeedIds &ids, quint32 count)
{
    translateGap(ids, count, eventNow());
}

void Translator::addFailure(const QString &text)
{
    Event event = eventNow();
    event.kind = EventKind::Failed;
    event.entity = EntityId::Program;
    event.value = intern(text);
    append(event);
}

trace::Event Translator::eventNow()
{
    Event event;
    m_scale.refresh();
    event.realTime = m_scale.nanoseconds(readTicks());
    event.programTime = m_lastProgramTime;
    return event;
}

trace::EventId Translator::append(const Event &event)
{
    const trace::EventId id = nextEvent();
    m_batch.events.append(event);
    return id;
}

trace::EntityId Translator::addEntity(FeedIds &ids, quint32 coreId, const Entity &entity)
{
    const EntityId id = EntityId(m_batch.firstEntity + quint32(m_batch.entities.size()));
    if (coreId >= ids.entities.size())
        ids.entities.resize(std::size_t(coreId) + 1, EntityId::None);
    m_batch.entities.append(entity);
    ids.entities[coreId] = id;
    return id;
}

trace::EntityId Translator::entityOf(FeedIds &ids, quint32 coreId, EntityKind kind, const Event &event)
{
    if (coreId == 0)
        return EntityId::None;
    if (coreId < ids.entities.size() && ids.entities[coreId] != EntityId::None)
        return ids.entities[coreId];
    Entity entity;
    entity.kind = kind;
    entity.parent = ids.entities[index(EntityId::Program)];
    Event created;
    created.realTime = event.realTime;
    created.programTime = event.programTime;
    created.entity = addEntity(ids, coreId, entity);
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
    const StringId id = StringId(m_batch.firstString + quint32(m_batch.strings.size()));
    if (m_strings.size() >= InternedStrings) {
        m_strings.clear();
        m_batch.oldestString = index(id);
    }
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
