#pragma once

#include "geometry/rowlist.h"
#include "viewmodel/tracesession.h"

#include <QAbstractListModel>
#include <qqmlregistration.h>

namespace interleave {

/// The visible rows of a timeline for the column of names: who, how deep in the tree, folded or not, and the state
/// at the cursor. Knows which groups are folded, and so which rows there are.
class LaneModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A timeline has one.")
    Q_PROPERTY(int count READ count NOTIFY rowsChanged FINAL)

public:
    enum Role {
        EntityRole = Qt::UserRole, ///< Index of the entity.
        NameRole,
        DepthRole,
        HasChildrenRole,
        FoldedRole,
        ChipRole,   ///< 0…11.
        StateRole,  ///< asq::analysis::State at the cursor.
        StateTextRole,
        SelectedRole,
    };

    explicit LaneModel(QObject *parent = nullptr);

    /// Null shows nothing. Requires: the session lives until it is replaced here, or is told to be gone by null.
    void setSession(const TraceSession *session);
    const RowList &rows() const { return m_rows; }
    int count() const { return int(m_shown.size()); }

    int rowCount(const QModelIndex &parent = QModelIndex()) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// Folds or unfolds what stands in `row`; nothing when it has no children.
    Q_INVOKABLE void toggle(int row);
    /// Folds all groups that hold no other group, or, when they are folded already, unfolds everything.
    Q_INVOKABLE void toggleAll();
    /// Hides the lane in `row` with all of its children, until showAll().
    Q_INVOKABLE void hide(int row);
    Q_INVOKABLE void showAll();
    /// Unfolds and shows whatever keeps `entity` from having a row of its own.
    void reveal(asq::trace::EntityId entity);

Q_SIGNALS:
    void rowsChanged();

private:
    void refresh();
    void refreshRoles(const QList<int> &roles);

    const TraceSession *m_session = nullptr;
    int m_recording = -1;
    RowList m_rows;
    QList<Row> m_shown; ///< Those of m_rows, except in the midst of a change.
    QSet<asq::trace::EntityId> m_folded;
    QSet<asq::trace::EntityId> m_hidden;
};

} // namespace interleave
