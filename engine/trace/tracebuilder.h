#pragma once

#include "trace/trace.h"

#include <QHash>

namespace asq::trace {

/// Grows a Trace event by event. snapshot() is cheap (the lists are implicitly shared; the next append
/// after it copies, so take snapshots at the pace of a screen, not of events).
///
/// A trace that begins has entity 1, the program, already.
class TraceBuilder
{
public:
    TraceBuilder();

    StringId intern(const QString &text);
    LocationId intern(Location location);
    /// Adds a program text, or gives the index it has already (same name and text).
    quint32 addFile(const QString &name, const QString &text);
    EntityId addEntity(const Entity &entity);
    /// Requires: its ids exist. The result is the event's id, for causes of later ones.
    EventId append(const Event &event);
    void addRemark(const QString &sentence);
    void setVirtualClock(bool on);
    void setEntity(EntityId id, const Entity &entity);

    qsizetype eventCount() const { return m_data.events.size(); }
    qsizetype entityCount() const { return m_data.entities.size(); }
    Trace snapshot() const;

private:
    Trace::Data m_data;
    QHash<QString, StringId> m_stringIds;
    QHash<quint64, QList<LocationId>> m_locationIds;
};

} // namespace asq::trace
