#include "geometry/rowlist.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace interleave {

using asq::analysis::Lane;
using asq::analysis::laneKey;
using asq::trace::EntityId;
using asq::trace::index;

namespace {

/// By position: one behind the last lane below it.
QList<int> subtreeEnds(const QList<Lane> &lanes)
{
    QList<int> ends(lanes.size());
    for (int i = 0; i < int(lanes.size()); ++i)
        ends[i] = i + 1;
    for (int i = int(lanes.size()) - 1; i >= 0; --i) {
        if (const int parent = lanes.at(i).parent; parent >= 0)
            ends[parent] = std::max(ends.at(parent), ends.at(i));
    }
    return ends;
}

/// The positions of all lanes in the order that people gave them: a walk through the tree that takes siblings in that
/// order.
QList<int> arranged(const QList<Lane> &lanes, const LaneArrangement &arrangement)
{
    QList<int> sequence(lanes.size());
    if (arrangement.order.isEmpty()) {
        std::iota(sequence.begin(), sequence.end(), 0);
        return sequence;
    }
    sequence.clear();
    QHash<int, QList<int>> children; // By position, -1 for the left edge.
    for (int i = 0; i < int(lanes.size()); ++i)
        children[lanes.at(i).parent].append(i);
    const auto inOrder = [&](int parent) {
        QList<int> siblings = children.value(parent);
        const EntityId key = parent < 0 ? EntityId::None : laneKey(lanes.at(parent));
        const QList<EntityId> wanted = arrangement.order.value(key);
        if (wanted.isEmpty())
            return siblings;
        QHash<EntityId, qsizetype> places;
        for (qsizetype i = 0; i < wanted.size(); ++i)
            places.insert(wanted.at(i), i);
        const auto place = [&](int lane) {
            return std::pair(places.value(laneKey(lanes.at(lane)), wanted.size()), lane);
        };
        std::sort(siblings.begin(), siblings.end(), [&](int a, int b) { return place(a) < place(b); });
        return siblings;
    };
    QList<int> stack = inOrder(-1);
    std::reverse(stack.begin(), stack.end());
    while (!stack.isEmpty()) {
        const int lane = stack.takeLast();
        sequence.append(lane);
        if (!lanes.at(lane).hasChildren)
            continue;
        const QList<int> below = inOrder(lane);
        std::copy(below.rbegin(), below.rend(), std::back_inserter(stack));
    }
    return sequence;
}

} // namespace

RowList::RowList(const QList<Lane> &lanes, const LaneArrangement &arrangement) : m_laneCount(lanes.size())
{
    // What a lane's children do follows from their parent alone: `gone` hides them, `standIn` shows for them.
    struct Shown {
        bool gone = false;
        int standIn = -1;
    };
    QList<Shown> shown(lanes.size());
    const QList<int> ends = subtreeEnds(lanes);
    const auto addRow = [&](int position, bool pinned) {
        const Lane &lane = lanes.at(position);
        const EntityId key = laneKey(lane);
        const bool folded = lane.hasChildren && arrangement.folded.contains(key);
        m_rows.append(Row{lane.entity, key, position, folded ? ends.at(position) : position + 1,
                          pinned ? 0 : lane.depth, lane.hasChildren, folded, pinned});
        return int(m_rows.size()) - 1;
    };
    quint32 last = 0;
    QHash<EntityId, int> positions;
    for (int i = 0; i < int(lanes.size()); ++i) {
        last = std::max(last, index(lanes.at(i).entity));
        if (!arrangement.pinned.isEmpty())
            positions.insert(laneKey(lanes.at(i)), i);
    }
    m_rowOfEntity.fill(-1, qsizetype(last) + 1);
    for (const EntityId key : arrangement.pinned) {
        const auto found = positions.constFind(key);
        if (found != positions.constEnd() && !arrangement.hidden.contains(key))
            shown[*found].standIn = addRow(*found, true);
    }
    m_pinnedCount = int(m_rows.size());
    for (const int i : arranged(lanes, arrangement)) {
        const Lane &lane = lanes.at(i);
        Shown &mine = shown[i];
        if (lane.parent >= 0) {
            const Shown &above = shown.at(lane.parent);
            mine.gone = above.gone;
            const bool closed = above.standIn >= 0 && m_rows.at(above.standIn).folded;
            if (closed && mine.standIn < 0)
                mine.standIn = above.standIn;
        }
        // A pinned lane stays, whatever is above it.
        const bool pinned = mine.standIn >= 0 && m_rows.at(mine.standIn).lane == i;
        mine.gone = (mine.gone && !pinned) || arrangement.hidden.contains(laneKey(lane));
        if (mine.gone)
            continue;
        if (mine.standIn < 0)
            mine.standIn = addRow(i, false);
        if (lane.entity != EntityId::None)
            m_rowOfEntity[index(lane.entity)] = mine.standIn;
    }
}

std::optional<int> RowList::rowOf(EntityId entity) const
{
    const qsizetype i = qsizetype(index(entity));
    if (i >= m_rowOfEntity.size() || m_rowOfEntity.at(i) < 0)
        return std::nullopt;
    return m_rowOfEntity.at(i);
}

std::optional<int> RowList::ownRow(EntityId entity) const
{
    const std::optional<int> row = rowOf(entity);
    if (!row || m_rows.at(*row).entity != entity)
        return std::nullopt;
    return row;
}

} // namespace interleave
