#pragma once

#include "viewmodel/steadylistmodel.h"
#include "viewmodel/tracesession.h"

namespace interleave {

/// Some entities of a session, each with its state at the cursor in a sentence. Which ones is decided by whoever
/// owns the model, through show().
class EntityListModel : public SteadyListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by the view-model that fills it")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role { EntityRole = Qt::UserRole, NameRole, KindRole, HueRole, StateRole, SentenceRole, PlaceRole };
    Q_ENUM(Role)

    using SteadyListModel::SteadyListModel;

    /// Requires: every entity is of the session's trace; `session` outlives the model.
    void show(const TraceSession *session, const QList<asq::trace::EntityId> &entities);
    const QList<asq::trace::EntityId> &entities() const { return m_entities; }
    int count() const { return int(m_entities.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    const TraceSession *m_session = nullptr;
    QList<asq::trace::EntityId> m_entities;
};

} // namespace interleave
