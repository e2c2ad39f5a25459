#include "viewmodel/entitylistmodel.h"

#include "viewmodel/wording.h"

namespace interleave {

using namespace asq::trace;

void EntityListModel::show(const TraceSession *session, const QList<EntityId> &entities)
{
    m_session = session;
    if (setRows(m_entities, entities))
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
    if (asq::trace::index(id) >= quint32(trace.entityCount()))
        return {}; // Of the recording before; show() follows at once.
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
