#include "geometry/rowlist.h"

#include <algorithm>

namespace interleave {

using asq::analysis::Lane;
using asq::trace::EntityId;
using asq::trace::index;

RowList::RowList(const QList<Lane> &lanes, const QSet<EntityId> &folded, const QSet<EntityId> &hidden)
    : m_laneCount(lanes.size())
{
    // What a lane's children do follows from their parent alone: `gone` hides them, `standIn` shows for them.
    struct Shown {
        bool gone = false;
        int standIn = -1;
    };
    QList<Shown> shown(lanes.size());
    quint32 last = 0;
    for (const Lane &lane : lanes)
        last = std::max(last, index(lane.entity));
    m_rowOfEntity.fill(-1, qsizetype(last) + 1);

    for (qsizetype i = 0; i < lanes.size(); ++i) {
        const Lane &lane = lanes.at(i);
        Shown &mine = shown[i];
        if (lane.parent >= 0) {
            const Shown &above = shown.at(lane.parent);
            mine.gone = above.gone;
            const bool closed = above.standIn >= 0 && m_rows.at(above.standIn).folded;
            mine.standIn = closed ? above.standIn : -1;
        }
        mine.gone = mine.gone || hidden.contains(lane.entity);
        if (mine.gone)
            continue;
        if (mine.standIn < 0) {
            mine.standIn = int(m_rows.size());
            m_rows.append(Row{lane.entity, int(i), lane.depth, lane.hasChildren,
                              lane.hasChildren && folded.contains(lane.entity)});
        }
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

int RowList::lanesEnd(int row) const
{
    Q_ASSERT(row >= 0 && row < m_rows.size());
    if (!m_rows.at(row).folded)
        return m_rows.at(row).lane + 1;
    return row + 1 < m_rows.size() ? m_rows.at(row + 1).lane : int(m_laneCount);
}

} // namespace interleave
