#include "trace/tracebuilder.h"

#include "trace/formats/chunkstore.h"

namespace asq::trace {

namespace {
quint64 hashKey(const Location &location)
{
    return (quint64(location.file) << 48) ^ (quint64(location.line) << 16) ^ location.column;
}
} // namespace

TraceBuilder::TraceBuilder()
{
    m_data.strings.append(QString());
    m_data.locations.append(Location());
    m_locationIds.insert(hashKey(Location()), {LocationId::Unknown});
    m_data.entities.append(Entity());
    m_data.childPositions.append(0);
    m_data.threads.append(EntityId::None);
    m_childCounts.append(0);
    addEntity(Entity{EntityKind::Program, EntityId::None, StringId::Empty, LocationId::Unknown});
}

StringId TraceBuilder::intern(const QString &text)
{
    for (; m_hashedStrings < m_data.strings.size(); ++m_hashedStrings)
        m_stringIds.insert(m_data.strings.at(m_hashedStrings), StringId{quint32(m_hashedStrings)});
    const auto known = m_stringIds.constFind(text);
    if (known != m_stringIds.cend())
        return *known;
    const StringId id = addString(text);
    m_stringIds.insert(text, id);
    m_hashedStrings = m_data.strings.size();
    return id;
}

StringId TraceBuilder::addString(const QString &text)
{
    const StringId id{quint32(m_data.strings.size())};
    m_data.strings.append(text);
    return id;
}

LocationId TraceBuilder::intern(Location location)
{
    QList<LocationId> &sameKey = m_locationIds[hashKey(location)];
    for (LocationId id : std::as_const(sameKey)) {
        if (m_data.locations.at(index(id)) == location)
            return id;
    }
    const LocationId id{quint32(m_data.locations.size())};
    m_data.locations.append(location);
    sameKey.append(id);
    return id;
}

quint32 TraceBuilder::addFile(const QString &name, const QString &text)
{
    const SourceFile file{name, text};
    const qsizetype known = m_data.files.indexOf(file);
    if (known >= 0)
        return quint32(known);
    m_data.files.append(file);
    return quint32(m_data.files.size() - 1);
}

EntityId TraceBuilder::addEntity(const Entity &entity)
{
    const EntityId id{quint32(m_data.entities.size())};
    m_data.entities.append(entity);
    m_childCounts.append(0);
    const bool hasPlace = index(entity.parent) < index(id);
    m_data.childPositions.append(hasPlace ? m_childCounts[index(entity.parent)]++ : 0);
    m_data.threads.append(threadOf(id));
    return id;
}

/// Gives `id` the next position among its parent's children.
void TraceBuilder::place(EntityId id)
{
    const quint32 parent = index(m_data.entities.at(index(id)).parent);
    if (parent < quint32(m_childCounts.size()))
        m_data.childPositions.replace(index(id), m_childCounts[parent]++);
}

EntityId TraceBuilder::threadOf(EntityId id) const
{
    const Entity &entity = m_data.entities.at(index(id));
    const EntityId outer = index(entity.parent) < index(id) ? m_data.threads.at(index(entity.parent)) : EntityId::None;
    const bool begins = entity.kind == EntityKind::Thread
        || (entity.kind == EntityKind::Track && outer == EntityId::None);
    return begins ? id : outer;
}

void TraceBuilder::setEntity(EntityId id, const Entity &entity)
{
    Q_ASSERT(id != EntityId::None && index(id) < quint32(m_data.entities.size()));
    const Entity before = m_data.entities.at(index(id));
    m_data.entities.replace(index(id), entity);
    if (before.parent == entity.parent && before.kind == entity.kind)
        return;
    m_childCounts.fill(0);
    for (quint32 i = 1; i < quint32(m_data.entities.size()); ++i) {
        place(EntityId{i});
        m_data.threads.replace(i, threadOf(EntityId{i}));
    }
}

void TraceBuilder::reserveEntities(qsizetype count)
{
    m_data.entities.reserve(count);
    m_data.childPositions.reserve(count);
    m_data.threads.reserve(count);
    m_childCounts.reserve(count);
}

void TraceBuilder::setStore(const std::shared_ptr<const ChunkStore> &store)
{
    Q_ASSERT(m_data.events.isEmpty() && m_data.strings.size() == 1);
    m_data.store = store;
    m_data.storedEvents = store->eventCount();
    m_data.storedStrings = store->stringCount();
}

EventId TraceBuilder::append(const Event &event)
{
    Q_ASSERT(!m_data.store);
    Q_ASSERT(index(event.entity) < quint32(m_data.entities.size()));
    Q_ASSERT(index(event.other) < quint32(m_data.entities.size()));
    Q_ASSERT(index(event.value) < quint32(m_data.strings.size()));
    Q_ASSERT(index(event.location) < quint32(m_data.locations.size()));
    m_data.events.append(event);
    return EventId{quint32(m_data.events.size())};
}

void TraceBuilder::setEvent(EventId id, const Event &event)
{
    Q_ASSERT(index(event.entity) < quint32(m_data.entities.size()));
    Q_ASSERT(index(event.other) < quint32(m_data.entities.size()));
    m_data.events.replace(qsizetype(index(id)) - 1, event);
}

void TraceBuilder::addRemark(const QString &sentence)
{
    m_data.remarks.append(sentence);
}

void TraceBuilder::setVirtualClock(bool on)
{
    m_data.virtualClock = on;
}

Trace TraceBuilder::snapshot() const
{
    return Trace(std::make_shared<const Trace::Data>(m_data));
}

Trace TraceBuilder::beginning(const Trace &trace, qsizetype count)
{
    Q_ASSERT(trace.store() && count >= 0 && count <= trace.eventCount());
    const auto data = std::make_shared<Trace::Data>(*trace.m_data);
    data->storedEvents = count;
    return Trace(data);
}

} // namespace asq::trace
