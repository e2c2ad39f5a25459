#pragma once

#include "trace/event.h"
#include "trace/growinglist.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <iterator>
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

class ChunkStore;
class EventRange;

/// A whole recording, immutable and implicitly shared: copying is cheap, reading needs no lock.
/// Made by TraceBuilder, by a reader in formats/, or by the recorder.
///
/// The events and strings of a long recording stay in its file and are loaded when they are asked for (ChunkStore), as many
/// at once as a budget allows; its entities, locations and texts are here. Nothing else differs, so whoever reads a trace
/// takes events as values and goes through them in order where that is possible.
///
/// Invariants (TraceVerifier checks the rest): entity 0 and string 0 and location 0 exist and are empty.
class Trace
{
public:
    Trace();

    qsizetype eventCount() const { return m_data->store ? m_data->storedEvents : m_data->events.size(); }
    /// Requires: 0 <= i < eventCount().
    Event event(qsizetype i) const { return m_data->store ? storedEvent(i) : m_data->events.at(i); }
    /// Requires: id is not None.
    Event event(EventId id) const { return event(qsizetype(index(id)) - 1); }
    inline EventRange events() const;
    /// Of a recording that stays in its file, what its events are loaded from; else null.
    const ChunkStore *store() const { return m_data->store.get(); }

    /// Counts entity 0.
    qsizetype entityCount() const { return m_data->entities.size(); }
    const Entity &entity(EntityId id) const { return m_data->entities.at(index(id)); }
    QString label(EntityId id) const { return string(entity(id).label); }
    QString string(StringId id) const { return m_data->store ? storedString(id) : m_data->strings.at(index(id)); }
    /// Counts string 0. Equal strings of a recording that stays in its file may have different ids.
    qsizetype stringCount() const { return m_data->store ? m_data->storedStrings : m_data->strings.size(); }
    const Location &location(LocationId id) const { return m_data->locations.at(index(id)); }
    const QList<SourceFile> &files() const { return m_data->files; }
    const GrowingList<Location> &locations() const { return m_data->locations; }
    const GrowingList<Entity> &entities() const { return m_data->entities; }

    /// True when the program ran on a virtual clock: programTime then jumps from timer to timer.
    bool virtualClock() const { return m_data->virtualClock; }
    /// What a reader found wrong or missing, in sentences for people; empty for a whole file.
    QStringList remarks() const;

    /// The same with one remark more.
    Trace withRemark(const QString &sentence) const;
    /// The same with these remarks instead of its own.
    Trace withRemarks(const QStringList &sentences) const;

    /// The thread that `id` belongs to: the nearest of itself and its ancestors that is a thread, else the outermost track
    /// among them, else None, the thread of the program. Slices of one thread nest.
    EntityId thread(EntityId id) const { return m_data->threads.at(index(id)); }

    /// Position of `id` among its parent's children, from the root: "0.2.1". Stable from run to run.
    QString spawnPath(EntityId id) const;

private:
    friend class TraceBuilder;
    struct Data {
        std::shared_ptr<const ChunkStore> store; ///< Then events and strings are empty here.
        qsizetype storedEvents = 0;
        qsizetype storedStrings = 0;
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
    Event storedEvent(qsizetype i) const;
    QString storedString(StringId id) const;
    std::shared_ptr<const Data> m_data;
};

/// The events of a trace as a list of values: to go through all of them, or to compare them. Of a recording that stays in
/// its file, going through them reads it piece by piece.
class EventRange
{
public:
    using value_type = Event;
    class const_iterator
    {
    public:
        using value_type = Event;
        using difference_type = qsizetype;
        using reference = Event;
        using pointer = void;
        using iterator_category = std::input_iterator_tag;

        const_iterator() = default;
        const_iterator(const Trace *trace, qsizetype position) : m_trace(trace), m_position(position) {}
        Event operator*() const { return m_trace->event(m_position); }
        const_iterator &operator++()
        {
            ++m_position;
            return *this;
        }
        const_iterator operator++(int) { return {m_trace, m_position++}; }
        friend bool operator==(const const_iterator &a, const const_iterator &b)
        {
            return a.m_position == b.m_position;
        }

    private:
        const Trace *m_trace = nullptr;
        qsizetype m_position = 0;
    };

    explicit EventRange(const Trace &trace) : m_trace(trace) {}
    qsizetype size() const { return m_trace.eventCount(); }
    bool isEmpty() const { return size() == 0; }
    Event at(qsizetype i) const { return m_trace.event(i); }
    Event constFirst() const { return at(0); }
    Event constLast() const { return at(size() - 1); }
    Event first() const { return constFirst(); }
    Event last() const { return constLast(); }
    const_iterator begin() const { return {&m_trace, 0}; }
    const_iterator end() const { return {&m_trace, size()}; }
    friend bool operator==(const EventRange &a, const EventRange &b)
    {
        return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
    }

private:
    Trace m_trace;
};

inline EventRange Trace::events() const
{
    return EventRange(*this);
}

} // namespace asq::trace
