#pragma once

#include "trace/trace.h"

#include <QHash>

namespace asq::trace {

/// Grows a Trace event by event. snapshot() costs next to nothing however long the trace is, and so does going on after
/// it; a setEntity copies the entity table when there are snapshots, a setEvent the events.
///
/// A trace that begins has entity 1, the program, already.
class TraceBuilder
{
public:
    TraceBuilder();

    StringId intern(const QString &text);
    /// Adds a text without looking for it. Requires: it is not there, and not empty.
    StringId addString(const QString &text);
    LocationId intern(Location location);
    /// Adds a program text, or gives the index it has already (same name and text).
    quint32 addFile(const QString &name, const QString &text);
    EntityId addEntity(const Entity &entity);
    /// Requires: its entity, other, value and location exist. The result is the event's id, for causes of later
    /// ones. Whether what happens makes sense is TraceVerifier's matter.
    EventId append(const Event &event);
    /// Something wrong or missing, in a sentence for people: Trace::remarks().
    void addRemark(const QString &sentence);
    void setVirtualClock(bool on);
    /// Says again what `id` is, once more is known. Requires: id exists and is not None.
    void setEntity(EntityId id, const Entity &entity);
    /// Says again what happened, once more is known. Requires: `id` exists; of the new one, as of append().
    void setEvent(EventId id, const Event &event);

    /// Makes room for so many entities at once.
    void reserveEntities(qsizetype count);
    /// Events and strings stay in `store`, and nothing is added to them here; labels are its strings.
    /// Requires: nothing was interned or appended.
    void setStore(const std::shared_ptr<const ChunkStore> &store);

    qsizetype eventCount() const { return m_data.events.size(); }
    qsizetype entityCount() const { return m_data.entities.size(); }
    qsizetype stringCount() const { return m_data.strings.size(); }
    qsizetype locationCount() const { return m_data.locations.size(); }
    qsizetype fileCount() const { return m_data.files.size(); }
    const Entity &entity(EntityId id) const { return m_data.entities.at(index(id)); }
    const QString &string(StringId id) const { return m_data.strings.at(index(id)); }
    const Event &event(EventId id) const { return m_data.events.at(qsizetype(index(id)) - 1); }
    Trace snapshot() const;
    /// The first `count` events of a trace that stays in its file, with all of its entities, for next to nothing: to take
    /// up a long recording piece by piece. Requires: trace.store(), 0 <= count <= trace.eventCount().
    static Trace beginning(const Trace &trace, qsizetype count);

private:
    void place(EntityId id);
    EntityId threadOf(EntityId id) const;

    Trace::Data m_data;
    QList<quint32> m_childCounts; ///< By entity.
    QHash<QString, StringId> m_stringIds; ///< Of the first m_hashedStrings; the others when somebody looks for one.
    qsizetype m_hashedStrings = 0;
    QHash<quint64, QList<LocationId>> m_locationIds;
};

} // namespace asq::trace
