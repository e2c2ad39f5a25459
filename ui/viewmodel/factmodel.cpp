#include "viewmodel/factmodel.h"

namespace interleave {

void FactModel::show(const QList<Fact> &facts)
{
    if (setRows(m_facts, facts, Shows::RowsAlone))
        Q_EMIT countChanged();
}

int FactModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant FactModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Fact &fact = m_facts.at(index.row());
    switch (role) {
    case NameRole: return fact.name;
    case Qt::DisplayRole:
    case ValueRole: return fact.value;
    case EventRole: return fact.event;
    case HueRole: return fact.hue;
    default: return {};
    }
}

QHash<int, QByteArray> FactModel::roleNames() const
{
    return {{NameRole, "name"}, {ValueRole, "value"}, {EventRole, "number"}, {HueRole, "hue"}};
}

} // namespace interleave
