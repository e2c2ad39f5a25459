#include "timeline/lanememory.h"

#include <algorithm>

namespace interleave {

using asq::analysis::Crowd;
using asq::analysis::laneKey;
using asq::analysis::LaneTree;
using asq::trace::EntityId;
using asq::trace::index;
using asq::trace::Trace;

namespace {

// No spawn path begins with a letter.
constexpr QLatin1String GatheredPath("kind ");

bool isOfCrowd(const QString &path)
{
    return path.startsWith(GatheredPath);
}

} // namespace

void LaneMemory::follow(const Trace &trace, const LaneTree &lanes, bool fresh)
{
    m_trace = trace;
    if (fresh) {
        m_known.clear();
        m_seen = 1;
    }
    if (trace.entityCount() > index(EntityId::Program)) {
        const QString program = trace.label(EntityId::Program);
        if (program != m_program)
            *this = LaneMemory();
        m_program = program;
        m_trace = trace;
    }
    for (const int position : lanes.gathering()) {
        const EntityId key = laneKey(lanes.at(position));
        const QString path = pathOf(key);
        m_known.insert(path, key);
        if (m_seenGroups.contains(path))
            continue;
        m_seenGroups.insert(path);
        m_folded.insert(path);
    }
    // Of a long recording only those lanes are known that somebody touched: a text for each of millions takes seconds.
    if (isEmpty() || trace.store())
        return;
    for (m_seen = std::max<qsizetype>(m_seen, 1); m_seen < trace.entityCount(); ++m_seen)
        m_known.insert(trace.spawnPath(EntityId{quint32(m_seen)}), EntityId{quint32(m_seen)});
}

LaneArrangement LaneMemory::arrangement() const
{
    LaneArrangement result;
    const auto known = [this](const auto &paths) {
        QList<EntityId> keys;
        for (const QString &path : paths) {
            if (const auto found = m_known.constFind(path); found != m_known.constEnd())
                keys.append(*found);
        }
        return keys;
    };
    for (const EntityId key : known(m_folded))
        result.folded.insert(key);
    for (const EntityId key : known(m_hidden))
        result.hidden.insert(key);
    result.pinned = known(m_pinned);
    for (auto it = m_order.cbegin(); it != m_order.cend(); ++it) {
        const EntityId parent = m_known.value(it.key(), EntityId::None);
        if (it.key().isEmpty() || parent != EntityId::None)
            result.order.insert(parent, known(*it));
    }
    return result;
}

void LaneMemory::pin(EntityId key, EntityId before)
{
    const QString path = pathOf(key);
    m_known.insert(path, key);
    m_pinned.removeAll(path);
    const qsizetype place = before == EntityId::None ? -1 : m_pinned.indexOf(pathOf(before));
    m_pinned.insert(place < 0 ? m_pinned.size() : place, path);
}

void LaneMemory::setOrder(EntityId parent, const QList<EntityId> &keys)
{
    QStringList paths;
    for (const EntityId key : keys) {
        paths.append(pathOf(key));
        m_known.insert(paths.constLast(), key);
    }
    const QString above = parent == EntityId::None ? QString() : pathOf(parent);
    if (!above.isEmpty())
        m_known.insert(above, parent);
    m_order.insert(above, paths);
}

QString LaneMemory::pathOf(EntityId key) const
{
    if (index(key) < quint32(m_trace.entityCount()))
        return m_trace.spawnPath(key);
    const Crowd crowd = asq::analysis::crowdOf(key);
    const QString path = GatheredPath + QString::number(int(crowd.kind));
    return crowd.parent == EntityId::None ? path : path + QLatin1String(" of ") + m_trace.spawnPath(crowd.parent);
}

void LaneMemory::set(QSet<QString> &paths, EntityId key, bool on)
{
    const QString path = pathOf(key);
    m_known.insert(path, key);
    if (on)
        paths.insert(path);
    else
        paths.remove(path);
}

void LaneMemory::unfoldAll()
{
    m_folded.removeIf([](const QString &path) { return !isOfCrowd(path); });
}

// Lanes that gather are known anyway: to remember them alone, no entity's path need be.
bool LaneMemory::isEmpty() const
{
    return std::all_of(m_folded.begin(), m_folded.end(), isOfCrowd)
        && std::all_of(m_hidden.begin(), m_hidden.end(), isOfCrowd)
        && std::all_of(m_pinned.begin(), m_pinned.end(), isOfCrowd) && m_order.isEmpty();
}

} // namespace interleave
