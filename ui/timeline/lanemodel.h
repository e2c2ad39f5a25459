#pragma once

#include "timeline/lanememory.h"
#include "viewmodel/tracesession.h"

#include <QAbstractListModel>
#include <qqmlregistration.h>

#include <functional>

namespace interleave {

/// The visible rows of a timeline for the column of names: who, how deep in the tree, folded or not, pinned or not,
/// and the state at the cursor. Knows how people arranged the lanes, and so which rows there are.
class LaneModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A timeline has one.")
    Q_PROPERTY(int count READ count NOTIFY rowsChanged FINAL)
    /// The first so many rows are pinned: they do not scroll.
    Q_PROPERTY(int pinnedCount READ pinnedCount NOTIFY rowsChanged FINAL)
    /// Lanes that people hid, not counting what is below them.
    Q_PROPERTY(int hiddenCount READ hiddenCount NOTIFY rowsChanged FINAL)

public:
    enum Role {
        EntityRole = Qt::UserRole, ///< Index of the entity; 0 for a lane that only gathers others.
        NameRole,
        DepthRole,
        HasChildrenRole,
        FoldedRole,
        PinnedRole,
        ChipRole,   ///< 0…11; -1 for a lane that only gathers others.
        StateRole,  ///< asq::analysis::State at the cursor.
        StateTextRole,
        SelectedRole,
    };

    explicit LaneModel(QObject *parent = nullptr);

    /// Null shows nothing. Requires: the session lives until it is replaced here, or is told to be gone by null.
    void setSession(const TraceSession *session);
    const RowList &rows() const { return m_rows; }
    int count() const { return int(m_shown.size()); }
    int pinnedCount() const { return m_rows.pinnedCount(); }
    int hiddenCount() const { return int(m_arrangement.hidden.size()); }

    int rowCount(const QModelIndex &parent = QModelIndex()) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// Folds or unfolds what stands in `row`; nothing when it has no children.
    Q_INVOKABLE void toggle(int row);
    /// Folds all groups that hold no other group, and all crowds, or, when they are folded already, unfolds everything
    /// but crowds: those are opened one by one.
    Q_INVOKABLE void toggleAll();
    /// Hides the lane in `row` with all of its children, until showAll().
    Q_INVOKABLE void hide(int row);
    Q_INVOKABLE void showAll();
    /// Keeps the lane in `row` above all others, or no more.
    Q_INVOKABLE void togglePin(int row);
    /// Puts the lane in `row` before what stands in `target` (count: behind the last), as far as its siblings go; into
    /// the pinned lanes pins it, out of them unpins it.
    Q_INVOKABLE void move(int row, int target);
    /// One place up (-1) or down (1) among its siblings.
    Q_INVOKABLE void moveBy(int row, int places);
    /// The row that `entity` has itself, or -1.
    Q_INVOKABLE int rowOfEntity(int entity) const;
    /// The entity of the first row above (-1) or below (1) that of `entity`, or the one that stands for it, that has one;
    /// 0 when there is none.
    int neighbour(int entity, int direction) const;
    /// Unfolds and shows whatever keeps `entity` from having a row of its own, but for crowds.
    void reveal(asq::trace::EntityId entity);

Q_SIGNALS:
    void rowsChanged();

private:
    void refresh();
    void arrange();
    void showRows(const RowList &next);
    void refreshRoles(const QList<int> &roles);
    void moveAmongSiblings(const Row &row, const std::function<bool(int position)> &isBehind);
    asq::trace::EntityId parentKey(const Row &row) const;

    const TraceSession *m_session = nullptr;
    int m_recording = -1;
    LaneMemory m_memory;
    LaneArrangement m_arrangement; ///< m_memory's, for the present lanes.
    RowList m_rows;
    QList<Row> m_shown; ///< Those of m_rows, except in the midst of a change.
};

} // namespace interleave
