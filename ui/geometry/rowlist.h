#pragma once

#include "analysis/lanes.h"

#include <QList>
#include <QSet>

#include <optional>

namespace interleave {

/// One visible row of the timeline.
struct Row {
    asq::trace::EntityId entity = asq::trace::EntityId::None;
    int lane = 0;              ///< Position in the list of lanes.
    int depth = 0;
    bool hasChildren = false;
    bool folded = false;       ///< Its children are hidden; the row stands for them too.
    friend bool operator==(const Row &, const Row &) = default;
};

/// Which lanes are visible, when some groups are folded and some lanes hidden: a tree flattened once, so that the
/// rows in view are found by division.
class RowList
{
public:
    RowList() = default;
    /// `folded`: entities whose children do not show; `hidden`: entities that do not show, nor do their children.
    RowList(const QList<asq::analysis::Lane> &lanes, const QSet<asq::trace::EntityId> &folded,
            const QSet<asq::trace::EntityId> &hidden = {});

    const QList<Row> &rows() const { return m_rows; }
    qsizetype count() const { return m_rows.size(); }
    /// The row of `entity`, or of the folded ancestor that stands for it; nothing when it is hidden.
    std::optional<int> rowOf(asq::trace::EntityId entity) const;
    /// The row of `entity` itself.
    std::optional<int> ownRow(asq::trace::EntityId entity) const;
    /// The lanes a row stands for: from its own up to, not with, this position.
    int lanesEnd(int row) const;
    qsizetype laneCount() const { return m_laneCount; }

private:
    QList<Row> m_rows;
    QList<int> m_rowOfEntity; ///< By entity index; -1 inside only.
    qsizetype m_laneCount = 0;
};

} // namespace interleave
