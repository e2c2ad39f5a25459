#pragma once

#include "trace/event.h"
#include "trace/growinglist.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace asq::trace {

/// A place in a program text. Lines and columns count from 1; column 0 is unknown. `file` is an index
/// into Trace::files().
struct Location {
    quint32 file = 0;
    quint32 line = 0;
    quint32 column = 0;
    friend bool operator==(const Location &, const Location &) = default;
};

/// Whoever events happen to.
struct Entity {
    EntityKind kind = EntityKind::Program;
    EntityId parent = EntityId::None;
    StringId label = StringId::Empty; ///< The program's own name for it, or what it is ("gate", "runner").
    LocationId location = LocationId::Unknown;
    friend bool operator==(const Entity &, const Entity &) = default;
};

/// A program text as it was when it ran.
struct SourceFile {
    QString name;
    QString text;
    friend bool operator==(const SourceFile &, const SourceFile &) = default;
};

/// A whole recording, immutable and implicitly shared: copying is cheap, reading needs no lock.
/// Made by TraceBuilder, by a reader in formats/, or by the recorder.
///
/// Invariants (TraceVerifier checks the rest): entity 0 and string 0 and location 0 exist and are empty.
class Trace
{
public:
    Trace();

    qsizetype eventCount() const { return m_data->events.size(); }
    /// Requires: 0 <= i < eventCount().
    const Event &event(qsizetype i) const { return m_data->events.at(i); }
    /// Requires: id is not None.
    const Event &event(EventId id) const { return m_data->events.at(qsizetype(index(id)) - 1); }
    const GrowingList<Event> &events() const { return m_data->events; }

    /// Counts entity 0.
    qsizetype entityCount() const { return m_data->entities.size(); }
    const Entity &entity(EntityId id) const { return m_data->entities.at(index(id)); }
    QString label(EntityId id) const { return string(entity(id).label); }
    const QString &string(StringId id) const { return m_data->strings.at(index(id)); }
    const Location &location(LocationId id) const { return m_data->locations.at(index(id)); }
    const QList<SourceFile> &files() const { return m_data->files; }
    const GrowingList<QString> &strings() const { return m_data->strings; }
    const GrowingList<Location> &locations() const { return m_data->locations; }
    const GrowingList<Entity> &entities() const { return m_data->entities; }

    /// True when the program ran on a virtual clock: programTime then jumps from timer to timer.
    bool virtualClock() const { return m_data->virtualClock; }
    /// What a reader found wrong or missing, in sentences for people; empty for a whole file.
    const QStringList &remarks() const { return m_data->remarks; }

    /// The thread that `id` belongs to: the nearest of itself and its ancestors that is a thread, else the outermost track
    /// among them, else None, the thread of the program. Slices of one thread nest.
    EntityId thread(EntityId id) const { return m_data->threads.at(index(id)); }

    /// Position of `id` among its parent's children, from the root: "0.2.1". Stable from run to run.
    QString spawnPath(EntityId id) const;

private:
    friend class TraceBuilder;
    struct Data {
        GrowingList<Event> events;
        GrowingList<Entity> entities;
        GrowingList<QString> strings;
        GrowingList<Location> locations;
        QList<SourceFile> files;
        QStringList remarks;
        GrowingList<quint32> childPositions; ///< By entity: its position among its parent's children.
        GrowingList<EntityId> threads; ///< By entity.
        bool virtualClock = false;
    };
    explicit Trace(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}
    std::shared_ptr<const Data> m_data;
};

} // namespace asq::trace
