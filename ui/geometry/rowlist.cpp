#include "geometry/rowlist.h"

#include <algorithm>
#include <utility>

// A walk from sibling to sibling: below a lane that shows and is not folded, its children, and past the subtree of any
// other in one step. What each row stands for are runs of lanes (a folded lane and all below it, or the lane alone), of
// which a later one may lie inside of an earlier one: a pinned lane stays although what it stands below is folded or
// hidden. Flattened into runs that follow each other they answer for any lane by binary search. An array of all lanes
// took a pass over millions at each click on a fold arrow.

namespace interleave {

using asq::analysis::Lane;
using asq::analysis::laneKey;
using asq::analysis::LaneTree;
using asq::trace::EntityId;

/// Makes the rows of one list.
class RowWalk
{
public:
    RowWalk(RowList &result, const LaneArrangement &arrangement)
        : m_result(result), m_lanes(result.m_lanes), m_arrangement(arrangement)
    {
    }

    void run()
    {
        findHidden();
        addPinned();
        m_stack.push_back(siblings(EntityId::None, 0, int(m_lanes.size())));
        while (!m_stack.empty()) {
            if (const std::optional<int> lane = takeNext(m_stack.back()))
                visit(*lane);
            else
                m_stack.pop_back();
        }
        flatten();
    }

private:
    // Siblings that are still to be visited: those given, or all of a range one after the other.
    struct Siblings {
        std::vector<int> given;
        std::size_t place = 0;
        int next = 0;
        int end = 0;
    };
    // The lanes first…end - 1, for which `row` shows.
    struct Run {
        int first;
        int end;
        int row;
    };

    std::optional<int> takeNext(Siblings &siblings) const
    {
        if (siblings.place < siblings.given.size())
            return siblings.given[siblings.place++];
        if (siblings.next >= siblings.end)
            return std::nullopt;
        return std::exchange(siblings.next, m_lanes.at(siblings.next).end);
    }

    void findHidden()
    {
        for (const EntityId key : m_arrangement.hidden) {
            if (const std::optional<int> lane = m_lanes.positionOfKey(key))
                m_hidden.push_back(*lane);
        }
        std::sort(m_hidden.begin(), m_hidden.end());
    }

    void addPinned()
    {
        for (const EntityId key : m_arrangement.pinned) {
            const std::optional<int> lane = m_lanes.positionOfKey(key);
            if (lane && !m_arrangement.hidden.contains(key))
                m_pinned.emplace_back(*lane, addRow(*lane, true));
        }
        m_result.m_pinnedCount = int(m_result.m_rows.size());
        std::sort(m_pinned.begin(), m_pinned.end());
    }

    int addRow(int position, bool pinned)
    {
        const Lane &lane = m_lanes.at(position);
        const EntityId key = laneKey(lane);
        const bool folded = lane.hasChildren && m_arrangement.folded.contains(key);
        m_result.m_rows.append(Row{lane.entity, key, position, folded ? lane.end : position + 1,
                                   pinned ? 0 : lane.depth, lane.hasChildren, folded, pinned});
        return int(m_result.m_rows.size()) - 1;
    }

    // The siblings that begin at `first` and end before `end`, in the order that people gave to the children of `parent`.
    Siblings siblings(EntityId parent, int first, int end) const
    {
        const auto wanted = m_arrangement.order.constFind(parent);
        if (wanted == m_arrangement.order.constEnd() || wanted->isEmpty())
            return {{}, 0, first, end};
        QHash<EntityId, qsizetype> places;
        for (qsizetype i = 0; i < wanted->size(); ++i)
            places.insert(wanted->at(i), i);
        std::vector<std::pair<qsizetype, int>> ordered;
        for (int lane = first; lane < end; lane = m_lanes.at(lane).end)
            ordered.emplace_back(places.value(laneKey(m_lanes.at(lane)), wanted->size()), lane);
        std::sort(ordered.begin(), ordered.end());
        Siblings result;
        for (const auto &[place, lane] : ordered)
            result.given.push_back(lane);
        return result;
    }

    void visit(int position)
    {
        const Lane &lane = m_lanes.at(position);
        if (m_arrangement.hidden.contains(laneKey(lane))) {
            skip(position, -1);
            return;
        }
        const auto pinned = pinnedFrom(position);
        const bool isPinned = pinned != m_pinned.end() && pinned->first == position;
        const int row = isPinned ? pinned->second : addRow(position, false);
        if (m_result.m_rows.at(row).folded) {
            skip(position, row);
            return;
        }
        m_runs.push_back({position, position + 1, row});
        if (lane.hasChildren)
            m_stack.push_back(siblings(laneKey(lane), position + 1, lane.end));
    }

    std::vector<std::pair<int, int>>::const_iterator pinnedFrom(int lane) const
    {
        return std::lower_bound(m_pinned.begin(), m_pinned.end(), std::pair(lane, 0));
    }

    // `row` stands for the lane and what is below it, but for hidden lanes, and for pinned ones, which stay, with their
    // children.
    void skip(int position, int row)
    {
        const int end = m_lanes.at(position).end;
        m_runs.push_back({position, end, row});
        const auto inside = std::upper_bound(m_hidden.begin(), m_hidden.end(), position);
        for (auto hidden = inside; hidden != m_hidden.end() && *hidden < end; ++hidden)
            m_runs.push_back({*hidden, m_lanes.at(*hidden).end, -1});
        Siblings stay;
        for (auto pinned = pinnedFrom(position + 1); pinned != m_pinned.end() && pinned->first < end;) {
            stay.given.push_back(pinned->first);
            pinned = pinnedFrom(m_lanes.at(pinned->first).end);
        }
        if (!stay.given.empty())
            m_stack.push_back(std::move(stay));
    }

    void flatten()
    {
        const auto before = [](const Run &a, const Run &b) { return a.first < b.first; };
        if (!std::is_sorted(m_runs.begin(), m_runs.end(), before))
            std::sort(m_runs.begin(), m_runs.end(), before);
        std::vector<Run> open; // Each inside of the one before.
        const auto closeUpTo = [&](int lane) {
            while (!open.empty() && open.back().end <= lane) {
                const int end = open.back().end;
                open.pop_back();
                show(end, open.empty() ? -1 : open.back().row);
            }
        };
        m_result.m_shown.reserve(m_runs.size() + 1);
        for (const Run &run : m_runs) {
            closeUpTo(run.first);
            show(run.first, run.row);
            open.push_back(run);
        }
        closeUpTo(int(m_lanes.size()));
    }

    void show(int lane, int row)
    {
        std::vector<RowList::Shown> &shown = m_result.m_shown;
        if (!shown.empty() && shown.back().lane == lane)
            shown.back().row = row;
        else
            shown.push_back({lane, row});
    }

    RowList &m_result;
    const LaneTree &m_lanes;
    const LaneArrangement &m_arrangement;
    std::vector<int> m_hidden; ///< Lanes, in order.
    std::vector<std::pair<int, int>> m_pinned; ///< Lane and row, ordered by lane.
    std::vector<Siblings> m_stack;
    std::vector<Run> m_runs;
};

RowList::RowList(const LaneTree &lanes, const LaneArrangement &arrangement) : m_lanes(lanes)
{
    RowWalk(*this, arrangement).run();
    checkInvariants();
}

std::optional<int> RowList::rowOf(EntityId entity) const
{
    const std::optional<int> lane = m_lanes.positionOf(entity);
    if (!lane)
        return std::nullopt;
    const auto behind = std::upper_bound(m_shown.begin(), m_shown.end(), *lane,
                                         [](int position, const Shown &shown) { return position < shown.lane; });
    if (behind == m_shown.begin() || std::prev(behind)->row < 0)
        return std::nullopt;
    return std::prev(behind)->row;
}

std::optional<int> RowList::ownRow(EntityId entity) const
{
    const std::optional<int> row = rowOf(entity);
    if (!row || m_rows.at(*row).entity != entity)
        return std::nullopt;
    return row;
}

void RowList::checkInvariants() const
{
    Q_ASSERT(m_pinnedCount <= m_rows.size());
    Q_ASSERT(m_lanes.size() == 0 || (!m_shown.empty() && m_shown.front().lane == 0));
    Q_ASSERT(
        std::is_sorted(m_shown.begin(), m_shown.end(), [](const Shown &a, const Shown &b) { return a.lane < b.lane; }));
}

} // namespace interleave
