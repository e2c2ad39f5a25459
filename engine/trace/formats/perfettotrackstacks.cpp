#include "trace/formats/perfettotrackstacks.h"

namespace asq::trace {

EntityId TrackStacks::track(EntityId id) const
{
    const EntityId thread = m_trace.thread(id);
    return m_trace.entity(id).kind == EntityKind::Track && thread != EntityId::None ? thread : id;
}

TrackStacks::Ended TrackStacks::endThrough(EntityId id, bool isWait)
{
    Ended ended;
    const EntityId where = track(id);
    const auto open = m_open.find(index(where));
    if (open == m_open.end())
        return ended;
    const qsizetype position = open->second.lastIndexOf({id, isWait});
    if (position < 0)
        return ended;
    for (qsizetype i = open->second.size(); i > position; --i)
        ended.append(where);
    open->second.resize(position);
    if (open->second.isEmpty())
        m_open.erase(open);
    return ended;
}

TrackStacks::Ended TrackStacks::endInside(EntityId id)
{
    Ended ended;
    const EntityId where = track(id);
    const auto open = m_open.find(index(where));
    if (open == m_open.end())
        return ended;
    const qsizetype position = open->second.lastIndexOf({id, false});
    if (position < 0)
        return ended;
    for (qsizetype i = open->second.size() - 1; i > position; --i)
        ended.append(where);
    open->second.resize(position + 1);
    return ended;
}

TrackStacks::Ended TrackStacks::clear()
{
    Ended ended;
    for (const auto &[track, slices] : m_open) {
        for (qsizetype i = 0; i < slices.size(); ++i)
            ended.append(EntityId{track});
    }
    m_open.clear();
    return ended;
}

bool TrackStacks::begin(EntityId id)
{
    if (id == EntityId::None || m_trace.entity(id).kind == EntityKind::Counter)
        return false;
    m_open[index(track(id))].append({id, false});
    return true;
}

bool TrackStacks::end(EntityId id)
{
    const auto open = m_open.find(index(track(id)));
    if (open == m_open.end() || open->second.last() != Slice{id, false})
        return false;
    open->second.removeLast();
    if (open->second.isEmpty())
        m_open.erase(open);
    return true;
}

bool TrackStacks::canWait(EntityId id) const
{
    return id != EntityId::None && m_trace.entity(id).kind != EntityKind::Counter && !m_open.contains(index(track(id)));
}

void TrackStacks::beginWait(EntityId id)
{
    Q_ASSERT(canWait(id));
    m_open[index(track(id))].append({id, true});
}

} // namespace asq::trace
