#pragma once

#include "analysis/lanes.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <optional>
#include <vector>

namespace interleave {

/// How people arranged the lanes; lanes are named by asq::analysis::laneKey().
struct LaneArrangement {
    QSet<asq::trace::EntityId> folded; ///< Their children do not show.
    QSet<asq::trace::EntityId> hidden; ///< They do not show, nor do their children.
    QList<asq::trace::EntityId> pinned; ///< They stand above all others and do not scroll, in this order.
    /// By parent, None for the left edge: children in the order that people gave them; others follow as they were.
    QHash<asq::trace::EntityId, QList<asq::trace::EntityId>> order;
    friend bool operator==(const LaneArrangement &, const LaneArrangement &) = default;
};

/// One visible row of the timeline.
struct Row {
    asq::trace::EntityId entity = asq::trace::EntityId::None; ///< None for a lane that only gathers others.
    asq::trace::EntityId key = asq::trace::EntityId::None; ///< laneKey() of its lane.
    int lane = 0;              ///< Position in the list of lanes.
    int lanesEnd = 0;          ///< The lanes it stands for: from its own up to, not with, this position.
    int depth = 0;
    bool hasChildren = false;
    bool folded = false;       ///< Its children are hidden; the row stands for them too.
    bool pinned = false;
    friend bool operator==(const Row &, const Row &) = default;
};

/// Which lanes are visible and in which order: a tree flattened once, so that the rows in view are found by division.
/// Costs what shows: nobody walks over the lanes below a folded one.
class RowList
{
public:
    RowList() = default;
    RowList(const asq::analysis::LaneTree &lanes, const LaneArrangement &arrangement);

    const QList<Row> &rows() const { return m_rows; }
    qsizetype count() const { return m_rows.size(); }
    /// The first so many rows are pinned.
    int pinnedCount() const { return m_pinnedCount; }
    /// The row of `entity`, or of the folded ancestor that stands for it; nothing when it is hidden. Logarithmic in the
    /// number of rows.
    std::optional<int> rowOf(asq::trace::EntityId entity) const;
    /// The row of `entity` itself.
    std::optional<int> ownRow(asq::trace::EntityId entity) const;
    qsizetype laneCount() const { return m_lanes.size(); }

    void checkInvariants() const;

private:
    friend class RowWalk;
    /// From lane position `lane` on, up to the next one's, `row` shows; -1: nothing does.
    struct Shown {
        int lane;
        int row;
    };

    asq::analysis::LaneTree m_lanes;
    QList<Row> m_rows;
    std::vector<Shown> m_shown; ///< Ordered by lane.
    int m_pinnedCount = 0;
};

} // namespace interleave
