#pragma once

#include "trace/trace.h"

#include <QList>

namespace asq::trace {

/// Who runs at some event, in the order in which they began. Within a thread slices nest; threads run side by side, so
/// the end of a slice ends what runs inside it and leaves the other threads alone.
class RunningList
{
public:
    bool isEmpty() const { return m_entities.isEmpty(); }
    void clear()
    {
        m_entities.clear();
        m_begins.clear();
    }
    const QList<EntityId> &entities() const { return m_entities; }
    bool contains(EntityId id) const { return m_entities.lastIndexOf(id) >= 0; }

    void begin(EntityId id, EventId at)
    {
        m_entities.append(id);
        m_begins.append(at);
    }
    /// `id` and what runs inside it end. Nothing happens when it does not run.
    void end(const Trace &trace, EntityId id)
    {
        end(trace, id, [](EntityId) {});
    }
    /// Also tells `ended` each that ends, the innermost first.
    template<typename Ended>
    void end(const Trace &trace, EntityId id, Ended ended)
    {
        const qsizetype position = m_entities.lastIndexOf(id);
        if (position < 0)
            return;
        const EntityId thread = trace.thread(id);
        for (qsizetype i = m_entities.size() - 1; i >= position; --i) {
            if (trace.thread(m_entities.at(i)) != thread)
                continue;
            ended(m_entities.at(i));
            m_entities.removeAt(i);
            m_begins.removeAt(i);
        }
    }
    /// Takes an event into account: slices begin and end, and a gap hides who runs.
    void follow(const Trace &trace, const Event &event, EventId at)
    {
        if (event.kind == EventKind::Gap)
            clear();
        else if (event.beginsSlice())
            begin(event.entity, at);
        else if (event.endsSlice())
            end(trace, event.entity);
    }

    /// The innermost of the thread that `entity` belongs to, or None: the one whose code made what happens to `entity`.
    EntityId innermost(const Trace &trace, EntityId entity) const
    {
        const EntityId thread = trace.thread(entity);
        for (qsizetype i = m_entities.size() - 1; i >= 0; --i) {
            if (trace.thread(m_entities.at(i)) == thread)
                return m_entities.at(i);
        }
        return EntityId::None;
    }
    /// Where the slice of `id` began; None when it does not run.
    EventId since(EntityId id) const
    {
        const qsizetype position = m_entities.lastIndexOf(id);
        return position < 0 ? EventId::None : m_begins.at(position);
    }
    /// Who began last among all threads and still runs, or None.
    EntityId last() const { return m_entities.isEmpty() ? EntityId::None : m_entities.last(); }
    /// Who began in the thread of `id` next after it, or None.
    EntityId inside(const Trace &trace, EntityId id) const
    {
        const EntityId thread = trace.thread(id);
        for (qsizetype i = m_entities.lastIndexOf(id) + 1; i > 0 && i < m_entities.size(); ++i) {
            if (trace.thread(m_entities.at(i)) == thread)
                return m_entities.at(i);
        }
        return EntityId::None;
    }

    friend bool operator==(const RunningList &, const RunningList &) = default;

private:
    QList<EntityId> m_entities;
    QList<EventId> m_begins; ///< Of m_entities.
};

} // namespace asq::trace
