#include "timeline/lanemodel.h"

#include "geometry/spantext.h"
#include "viewmodel/wording.h"

#include <algorithm>

namespace interleave {

using asq::analysis::Lane;
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
    switch (role) {
    case EntityRole: return int(asq::trace::index(row.entity));
    case NameRole:
    case Qt::DisplayRole: return laneName(m_session->trace(), row.entity);
    case DepthRole: return row.depth;
    case HasChildrenRole: return row.hasChildren;
    case FoldedRole: return row.folded;
    case ChipRole: return m_session->chip(row.entity);
    case StateRole: return int(m_session->state().entity(row.entity).state);
    case StateTextRole: return stateWord(m_session->state().entity(row.entity).state);
    case SelectedRole: return m_session->selection() == row.entity;
    default: return QVariant();
    }
}

QHash<int, QByteArray> LaneModel::roleNames() const
{
    return {{EntityRole, "entity"},    {NameRole, "name"}, {DepthRole, "depth"},  {HasChildrenRole, "hasChildren"},
            {FoldedRole, "folded"},    {ChipRole, "chip"}, {StateRole, "status"}, {StateTextRole, "statusText"},
            {SelectedRole, "selected"}};
}

void LaneModel::toggle(int row)
{
    if (row < 0 || row >= count() || !m_shown.at(row).hasChildren)
        return;
    const EntityId entity = m_shown.at(row).entity;
    if (!m_folded.remove(entity))
        m_folded.insert(entity);
    refresh();
}

void LaneModel::toggleAll()
{
    if (!m_session)
        return;
    const QList<Lane> &lanes = m_session->lanes();
    QList<bool> holdsGroup(lanes.size(), false);
    for (const Lane &lane : lanes) {
        if (lane.hasChildren && lane.parent >= 0)
            holdsGroup[lane.parent] = true;
    }
    const qsizetype before = m_folded.size();
    for (qsizetype i = 0; i < lanes.size(); ++i) {
        if (lanes.at(i).hasChildren && !holdsGroup.at(i))
            m_folded.insert(lanes.at(i).entity);
    }
    if (m_folded.size() == before)
        m_folded.clear();
    refresh();
}

void LaneModel::hide(int row)
{
    if (row < 0 || row >= count())
        return;
    m_hidden.insert(m_shown.at(row).entity);
    refresh();
}

void LaneModel::showAll()
{
    m_hidden.clear();
    refresh();
}

void LaneModel::reveal(EntityId entity)
{
    if (!m_session || entity == EntityId::None || m_rows.ownRow(entity))
        return;
    const qsizetype before = m_folded.size() + m_hidden.size();
    m_hidden.remove(entity);
    for (EntityId above = m_session->trace().entity(entity).parent; above != EntityId::None;
         above = m_session->trace().entity(above).parent) {
        m_folded.remove(above);
        m_hidden.remove(above);
    }
    if (m_folded.size() + m_hidden.size() != before)
        refresh();
}

// Rows that stay keep their items in the view: what is equal at the beginning and at the end is left alone.
void LaneModel::refresh()
{
    if (m_session && m_session->recording() != m_recording) {
        m_recording = m_session->recording();
        m_folded.clear();
        m_hidden.clear();
    }
    const RowList next = m_session ? RowList(m_session->lanes(), m_folded, m_hidden) : RowList();
    const QList<Row> now = m_shown;
    const QList<Row> &then = next.rows();
    const auto same = [](const Row &a, const Row &b) { return a.entity == b.entity && a.depth == b.depth; };
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
    Q_EMIT rowsChanged();
}

void LaneModel::refreshRoles(const QList<int> &roles)
{
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1), roles);
}

} // namespace interleave
