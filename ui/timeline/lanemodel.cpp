#include "timeline/lanemodel.h"

#include "geometry/spantext.h"
#include "viewmodel/wording.h"

#include <algorithm>
#include <vector>

namespace interleave {

using asq::analysis::Lane;
using asq::analysis::laneKey;
using asq::analysis::LaneTree;
using asq::trace::EntityId;

LaneModel::LaneModel(QObject *parent) : QAbstractListModel(parent) {}

void LaneModel::setSession(const TraceSession *session)
{
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    m_session = session;
    m_recording = -1;
    if (session) {
        connect(session, &TraceSession::traceChanged, this, &LaneModel::refresh);
        connect(session, &TraceSession::cursorChanged, this, [this] { refreshRoles({StateRole, StateTextRole}); });
        connect(session, &TraceSession::selectionChanged, this, [this] { refreshRoles({SelectedRole}); });
    }
    refresh();
}

int LaneModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant LaneModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= count() || !m_session)
        return QVariant();
    const Row &row = m_shown.at(index.row());
    if (row.lane >= m_session->lanes().size()
        || asq::trace::index(row.entity) >= quint32(m_session->trace().entityCount()))
        return QVariant(); // Of the recording before; refresh() follows at once.
    const bool gathers = row.entity == EntityId::None;
    switch (role) {
    case EntityRole: return int(asq::trace::index(row.entity));
    case NameRole:
    case Qt::DisplayRole: return laneTitle(m_session->trace(), m_session->lanes().at(row.lane));
    case DepthRole: return row.depth;
    case HasChildrenRole: return row.hasChildren;
    case FoldedRole: return row.folded;
    case PinnedRole: return row.pinned;
    case ChipRole: return gathers ? -1 : m_session->chip(row.entity);
    case StateRole: return gathers ? 0 : int(m_session->state().entity(row.entity).state);
    case StateTextRole: return gathers ? QString() : stateWord(m_session->state().entity(row.entity).state);
    case SelectedRole: return !gathers && m_session->selection() == row.entity;
    default: return QVariant();
    }
}

QHash<int, QByteArray> LaneModel::roleNames() const
{
    return {{EntityRole, "entity"},
            {NameRole, "name"},
            {DepthRole, "depth"},
            {HasChildrenRole, "hasChildren"},
            {FoldedRole, "folded"},
            {PinnedRole, "pinned"},
            {ChipRole, "chip"},
            {StateRole, "status"},
            {StateTextRole, "statusText"},
            {SelectedRole, "selected"}};
}

void LaneModel::toggle(int row)
{
    if (row < 0 || row >= count() || !m_shown.at(row).hasChildren)
        return;
    m_memory.setFolded(m_shown.at(row).key, !m_shown.at(row).folded);
    arrange();
}

void LaneModel::toggleAll()
{
    if (!m_session)
        return;
    // Nobody looks below a crowd: to whoever folds, it is a group that holds no other.
    const LaneTree &lanes = m_session->lanes();
    const auto next = [&](int lane) { return lanes.at(lane).gathers ? lanes.at(lane).end : lane + 1; };
    std::vector<bool> holdsGroup(std::size_t(lanes.size()), false);
    for (int i = 0; i < int(lanes.size()); i = next(i)) {
        if (lanes.at(i).hasChildren && lanes.at(i).parent >= 0)
            holdsGroup[std::size_t(lanes.at(i).parent)] = true;
    }
    bool all = true;
    for (int i = 0; i < int(lanes.size()); i = next(i)) {
        const Lane &lane = lanes.at(i);
        if (!lane.hasChildren || (holdsGroup[std::size_t(i)] && !lane.gathers))
            continue;
        all = all && m_arrangement.folded.contains(laneKey(lane));
        m_memory.setFolded(laneKey(lane), true);
    }
    if (all)
        m_memory.unfoldAll();
    arrange();
}

void LaneModel::hide(int row)
{
    if (row < 0 || row >= count())
        return;
    m_memory.setHidden(m_shown.at(row).key, true);
    arrange();
}

void LaneModel::showAll()
{
    m_memory.showAll();
    arrange();
}

void LaneModel::togglePin(int row)
{
    if (row < 0 || row >= count())
        return;
    if (m_shown.at(row).pinned)
        m_memory.unpin(m_shown.at(row).key);
    else
        m_memory.pin(m_shown.at(row).key);
    arrange();
}

EntityId LaneModel::parentKey(const Row &row) const
{
    const int parent = m_session->lanes().at(row.lane).parent;
    return parent < 0 ? EntityId::None : laneKey(m_session->lanes().at(parent));
}

void LaneModel::move(int row, int target)
{
    if (row < 0 || row >= count() || target < 0 || target > count() || target == row)
        return;
    const Row moved = m_shown.at(row);
    const int pinned = m_rows.pinnedCount();
    if (target < pinned || (moved.pinned && target == pinned)) {
        m_memory.pin(moved.key, target < pinned ? m_shown.at(target).key : EntityId::None);
        arrange();
        return;
    }
    if (moved.pinned)
        m_memory.unpin(moved.key);
    moveAmongSiblings(moved, [target](int position) { return position >= target; });
}

// The lane goes before the first of its siblings whose row `isBehind` says to be behind it.
void LaneModel::moveAmongSiblings(const Row &row, const std::function<bool(int)> &isBehind)
{
    const EntityId parent = parentKey(row);
    QList<EntityId> order;
    qsizetype place = -1;
    for (int i = m_rows.pinnedCount(); i < count(); ++i) {
        const Row &other = m_shown.at(i);
        if (other.key == row.key || parentKey(other) != parent)
            continue;
        if (place < 0 && isBehind(i))
            place = order.size();
        order.append(other.key);
    }
    order.insert(place < 0 ? order.size() : place, row.key);
    m_memory.setOrder(parent, order);
    arrange();
}

void LaneModel::moveBy(int row, int places)
{
    if (row < 0 || row >= count())
        return;
    const Row moved = m_shown.at(row);
    if (moved.pinned) {
        const int target = places < 0 ? row - 1 : row + 2;
        if (target >= 0 && target <= m_rows.pinnedCount())
            move(row, target);
        return;
    }
    // Before the sibling above, or before the one after the sibling below.
    const EntityId parent = parentKey(moved);
    QList<int> siblings;
    for (int i = m_rows.pinnedCount(); i < count(); ++i) {
        if (parentKey(m_shown.at(i)) == parent)
            siblings.append(i);
    }
    const qsizetype place = siblings.indexOf(row) + (places < 0 ? -1 : 2);
    if (place < 0 || place > siblings.size())
        return;
    const int target = place == siblings.size() ? count() : siblings.at(place);
    moveAmongSiblings(moved, [target](int position) { return position >= target; });
}

int LaneModel::rowOfEntity(int entity) const
{
    return entity <= 0 ? -1 : m_rows.ownRow(EntityId{quint32(entity)}).value_or(-1);
}

int LaneModel::neighbour(int entity, int direction) const
{
    int row = m_rows.rowOf(EntityId{quint32(entity)}).value_or(direction < 0 ? count() : -1);
    for (row += direction; row >= 0 && row < count(); row += direction) {
        if (m_shown.at(row).entity != EntityId::None)
            return int(asq::trace::index(m_shown.at(row).entity));
    }
    return 0;
}

void LaneModel::reveal(EntityId entity)
{
    if (!m_session || entity == EntityId::None || m_rows.ownRow(entity))
        return;
    const LaneTree &lanes = m_session->lanes();
    const std::optional<int> lane = lanes.positionOf(entity);
    if (!lane)
        return;
    m_memory.setHidden(entity, false);
    for (int above = lanes.at(*lane).parent; above >= 0; above = lanes.at(above).parent) {
        // A crowd stays gathered: its row stands for the one that is meant.
        if (lanes.at(above).gathers)
            continue;
        m_memory.setFolded(laneKey(lanes.at(above)), false);
        m_memory.setHidden(laneKey(lanes.at(above)), false);
    }
    arrange();
}

void LaneModel::refresh()
{
    if (m_session) {
        m_memory.follow(m_session->trace(), m_session->lanes(), m_session->recording() != m_recording);
        m_recording = m_session->recording();
    }
    arrange();
}

void LaneModel::arrange()
{
    if (m_session)
        m_arrangement = m_memory.arrangement();
    showRows(m_session ? RowList(m_session->lanes(), m_arrangement) : RowList());
    Q_EMIT rowsChanged();
}

// Rows that stay keep their items in the view: what is equal at the beginning and at the end is left alone.
void LaneModel::showRows(const RowList &next)
{
    const QList<Row> now = m_shown;
    const QList<Row> &then = next.rows();
    const auto same = [](const Row &a, const Row &b) { return a.key == b.key && a.depth == b.depth; };
    const qsizetype shorter = std::min(now.size(), then.size());
    qsizetype head = 0;
    while (head < shorter && same(now.at(head), then.at(head)))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && same(now.at(now.size() - 1 - tail), then.at(then.size() - 1 - tail)))
        ++tail;
    if (now.size() > head + tail) {
        beginRemoveRows(QModelIndex(), int(head), int(now.size() - tail) - 1);
        m_shown = now.first(head) + now.last(tail);
        endRemoveRows();
    }
    if (then.size() > head + tail) {
        beginInsertRows(QModelIndex(), int(head), int(then.size() - tail) - 1);
        m_shown = then;
        endInsertRows();
    }
    m_rows = next;
    m_shown = then;
    refreshRoles({});
}

void LaneModel::refreshRoles(const QList<int> &roles)
{
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1), roles);
}

} // namespace interleave
