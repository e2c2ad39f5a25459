#pragma once

#include "trace/trace.h"

#include <QList>

#include <optional>

namespace asq::analysis {

/// One row of the timeline.
struct Lane {
    trace::EntityId entity = trace::EntityId::None; ///< None when it only gathers those below it.
    trace::EntityId key = trace::EntityId::None;    ///< What it is told apart by: see laneKey().
    int depth = 0;      ///< 0 for what stands at the left edge.
    int parent = -1;    ///< Position of the enclosing lane in the list, or -1.
    int end = 0;        ///< Position behind the last lane below it; of one without children, behind itself.
    quint32 members = 0; ///< How many it gathers.
    bool hasChildren = false;
    std::optional<trace::EntityKind> gathers = std::nullopt; ///< All of the lanes right below it are of this kind.
};

/// What stands for a lane where lanes are told apart: its entity; of one that gathers, gatheringKey().
inline trace::EntityId laneKey(const Lane &lane)
{
    return lane.key;
}

/// A crowd: all of one kind right below one parent, None at the left edge.
struct Crowd {
    trace::EntityId parent = trace::EntityId::None;
    trace::EntityKind kind = trace::EntityKind::Program;
    friend bool operator==(const Crowd &, const Crowd &) = default;
};
/// The key of the lane that gathers `crowd`: no other one's, no entity's, and the same while a recording grows.
trace::EntityId gatheringKey(const Crowd &crowd);
/// The crowd that `key` is of. Requires: it is one of gatheringKey().
Crowd crowdOf(trace::EntityId key);

/// More timers than this at the left edge, or operations of the outside, share a lane that gathers them.
constexpr quint32 MostSingleClocks = 12;
/// More of any one kind below one parent do.
constexpr quint32 MostSingleSiblings = 1000;

/// The lanes of a trace as a tree flattened in order; copies share their memory. Each lane tells where its subtree ends,
/// so whoever has no need of what is below one goes past it in one step.
class LaneTree
{
public:
    qsizetype size() const { return m_lanes.size(); }
    const Lane &at(qsizetype position) const { return m_lanes.at(position); }
    const Lane &first() const { return m_lanes.first(); }
    const Lane &last() const { return m_lanes.last(); }
    auto begin() const { return m_lanes.cbegin(); }
    auto end() const { return m_lanes.cend(); }
    /// Positions of the lanes that gather, in order.
    const QList<int> &gathering() const { return m_gathering; }
    /// The position of the lane of `entity`; nothing for who has none.
    std::optional<int> positionOf(trace::EntityId entity) const;
    /// The position of the lane with this laneKey(). Costs a search among the lanes that gather for one of theirs.
    std::optional<int> positionOfKey(trace::EntityId key) const;

    void checkInvariants() const;

private:
    friend class LaneWalk;
    QList<Lane> m_lanes;
    QList<int> m_positions; ///< By entity, -1 for none.
    QList<int> m_gathering;
};

/// The lanes of a trace: program → sequences → steps, segments, coroutines (in order of creation); then channels; then
/// timers and the outside. Crowds stand below a lane that gathers them, in the place of their first.
LaneTree lanes(const trace::Trace &trace);

} // namespace asq::analysis
