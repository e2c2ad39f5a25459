#pragma once

#include "viewmodel/steadylistmodel.h"

#include <qqmlregistration.h>

namespace interleave {

/// A few lines of "name: value", some of which lead to an event.
class FactModel : public SteadyListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by the view-model that fills it")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    struct Fact {
        QString name;
        QString value;
        int event = 0; ///< Where a click goes; 0: nowhere.
        int hue = 0;
        friend bool operator==(const Fact &, const Fact &) = default;
    };
    enum Role { NameRole = Qt::UserRole, ValueRole, EventRole, HueRole };
    Q_ENUM(Role)

    using SteadyListModel::SteadyListModel;

    void show(const QList<Fact> &facts);
    const QList<Fact> &facts() const { return m_facts; }
    int count() const { return int(m_facts.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    QList<Fact> m_facts;
};

} // namespace interleave
