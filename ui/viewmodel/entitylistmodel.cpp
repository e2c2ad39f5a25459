#include "viewmodel/entitylistmodel.h"

#include "viewmodel/wording.h"

namespace interleave {

using namespace asq::trace;

void EntityListModel::show(const TraceSession *session, const QList<EntityId> &entities)
{
    // The same entities at another instant keep their rows: nothing is built anew and nothing flickers.
    if (session == m_session && entities == m_entities) {
        if (!m_entities.isEmpty())
            Q_EMIT dataChanged(index(0), index(count() - 1));
        return;
    }
    beginResetModel();
    m_session = session;
    m_entities = entities;
    endResetModel();
    Q_EMIT countChanged();
}

int EntityListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant EntityListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Trace &trace = m_session->trace();
    const EntityId id = m_entities.at(index.row());
    const asq::analysis::ProgramState &state = m_session->state();
    switch (role) {
    case EntityRole: return int(asq::trace::index(id));
    case Qt::DisplayRole:
    case NameRole: return entityName(trace, id);
    case KindRole: return kindWord(trace.entity(id).kind);
    case HueRole: return m_session->chip(id);
    case StateRole: return int(state.entity(id).state);
    case SentenceRole: return withBoldNames(asq::analysis::describe(trace, state, id));
    case PlaceRole: return placeText(trace, state.entity(id).location);
    default: return {};
    }
}

QHash<int, QByteArray> EntityListModel::roleNames() const
{
    return {{EntityRole, "entity"}, {NameRole, "name"},         {KindRole, "kind"},  {HueRole, "hue"},
            {StateRole, "status"},  {SentenceRole, "sentence"}, {PlaceRole, "place"}};
}

} // namespace interleave
