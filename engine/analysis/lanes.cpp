#include "analysis/lanes.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

// Three groups of lanes. The first is the tree of what runs; channels, timers and the outside stand behind it at the
// left edge, whoever made them, because that is where people look for them. What was made by one of those (a sequence
// in a timer's callback) is shown below the nearest ancestor that is in the tree. Linear and without recursion: parents
// come before children, so a depth-first walk with an explicit stack is enough, however deep programs nest.
//
// Where more than a thousand of one kind have one parent, nobody looks at them one by one: a lane of their own gathers
// them. Its key is made of parent and kind, counted down from the largest number there is. Keys in the order in which
// crowds are met were tried and dropped: a crowd that a growing recording gets later would take another one's.
namespace asq::analysis {

using trace::EntityId;
using trace::EntityKind;

static_assert(sizeof(Lane) <= 28, "millions of them are kept");

namespace {

constexpr quint32 KindsPerParent = 32;
static_assert(trace::EntityKindCount <= int(KindsPerParent));

enum class Group { Tree, Channels, Clocks };

Group groupOf(EntityKind kind)
{
    switch (kind) {
    case EntityKind::Channel: return Group::Channels;
    case EntityKind::Timer:
    case EntityKind::Outside: return Group::Clocks;
    default: return Group::Tree;
    }
}

} // namespace

EntityId gatheringKey(const Crowd &crowd)
{
    return EntityId{0xFFFFFFFFu - (index(crowd.parent) * KindsPerParent + quint32(crowd.kind))};
}

Crowd crowdOf(EntityId key)
{
    const quint32 number = 0xFFFFFFFFu - index(key);
    return {EntityId{number / KindsPerParent}, EntityKind(number % KindsPerParent)};
}

std::optional<int> LaneTree::positionOf(EntityId entity) const
{
    const qsizetype i = qsizetype(index(entity));
    return i < m_positions.size() && m_positions.at(i) >= 0 ? std::optional(m_positions.at(i)) : std::nullopt;
}

std::optional<int> LaneTree::positionOfKey(EntityId key) const
{
    if (qsizetype(index(key)) < m_positions.size())
        return positionOf(key);
    const auto found = std::find_if(m_gathering.begin(), m_gathering.end(),
                                    [&](int position) { return laneKey(at(position)) == key; });
    return found == m_gathering.end() ? std::nullopt : std::optional(*found);
}

void LaneTree::checkInvariants() const
{
    for (qsizetype i = 0; i < size(); ++i) {
        const Lane &lane = at(i);
        Q_ASSERT(lane.end > i && lane.end <= size());
        Q_ASSERT(lane.hasChildren == (lane.end > i + 1));
        Q_ASSERT(lane.parent < i && (lane.parent < 0 || at(lane.parent).end >= lane.end));
        Q_ASSERT(lane.depth == (lane.parent < 0 ? 0 : at(lane.parent).depth + 1));
        Q_ASSERT(positionOfKey(laneKey(lane)) == i);
        Q_ASSERT(lane.gathers.has_value() == (lane.entity == EntityId::None));
    }
}

/// Makes the lanes of one trace.
class LaneWalk
{
public:
    explicit LaneWalk(const trace::Trace &trace) : m_trace(trace), m_count(quint32(trace.entityCount())) {}

    LaneTree run()
    {
        // Keys count down from above and entities up from below, and do not meet.
        Q_ASSERT(quint64(m_count) * (KindsPerParent + 1) < 0xFFFFFFFFu);
        m_tree.m_lanes.reserve(m_count);
        m_tree.m_positions.fill(-1, m_count);
        link();
        pushChildren(0, 0, -1);
        while (!m_stack.empty())
            visit();
        // From here on the tree is whole.
        const std::vector<quint32> channels = all(EntityKind::Channel);
        appendKind(EntityKind::Channel, channels, MostSingleSiblings);
        appendClocks();
        findEnds();
        return std::move(m_tree);
    }

private:
    struct Visit {
        quint32 entity; ///< Of a crowd its parent.
        int depth;
        int parent;
        std::optional<EntityKind> gathers;
    };

    EntityKind kindOf(quint32 entity) const { return m_trace.entity(EntityId{entity}).kind; }

    // Children as linked lists, youngest first, which is the order that a stack wants. Those of who is not in the tree
    // are given to the nearest ancestor that is.
    void link()
    {
        m_lastChild.resize(m_count);
        m_olderSibling.resize(m_count);
        std::vector<quint32> parents(m_count);
        for (quint32 i = 1; i < m_count; ++i) {
            const trace::Entity &entity = m_trace.entity(EntityId{i});
            const quint32 parent = index(entity.parent);
            if (parent != 0 && parent < i)
                parents[i] = groupOf(kindOf(parent)) == Group::Tree ? parent : parents[parent];
            if (groupOf(entity.kind) == Group::Tree)
                m_olderSibling[i] = std::exchange(m_lastChild[parents[i]], i);
        }
    }

    // The children of `parent`, None for the left edge, of which a crowd comes as one.
    void pushChildren(quint32 parent, int depth, int position)
    {
        if (m_lastChild[parent] == 0)
            return;
        std::array<quint32, trace::EntityKindCount> counts = {};
        quint32 total = 0;
        for (quint32 child = m_lastChild[parent]; child != 0; child = m_olderSibling[child]) {
            ++counts.at(std::size_t(kindOf(child)));
            ++total;
        }
        std::array<quint32, trace::EntityKindCount> left = counts;
        for (quint32 child = m_lastChild[parent]; child != 0; child = m_olderSibling[child]) {
            const std::size_t kind = total > MostSingleSiblings ? std::size_t(kindOf(child)) : 0;
            if (total <= MostSingleSiblings || counts.at(kind) <= MostSingleSiblings)
                m_stack.push_back({child, depth, position, std::nullopt});
            else if (--left.at(kind) == 0)
                m_stack.push_back({parent, depth, position, EntityKind(kind)});
        }
    }

    void visit()
    {
        const Visit visit = m_stack.back();
        m_stack.pop_back();
        if (!visit.gathers) {
            const int position = append(visit.entity, visit.depth, visit.parent);
            pushChildren(visit.entity, visit.depth + 1, position);
            return;
        }
        const int position = appendGathering({EntityId{visit.entity}, *visit.gathers}, visit.depth, visit.parent);
        for (quint32 child = m_lastChild[visit.entity]; child != 0; child = m_olderSibling[child]) {
            if (kindOf(child) != *visit.gathers)
                continue;
            ++m_tree.m_lanes[position].members;
            m_stack.push_back({child, visit.depth + 1, position, std::nullopt});
        }
    }

    int append(quint32 entity, int depth, int parent)
    {
        const int position = int(m_tree.m_lanes.size());
        m_tree.m_lanes.append({EntityId{entity}, EntityId{entity}, depth, parent});
        m_tree.m_positions[entity] = position;
        return position;
    }
    int appendGathering(const Crowd &crowd, int depth, int parent)
    {
        const int position = int(m_tree.m_lanes.size());
        Lane lane{EntityId::None, gatheringKey(crowd), depth, parent};
        lane.gathers = crowd.kind;
        m_tree.m_lanes.append(lane);
        m_tree.m_gathering.append(position);
        return position;
    }

    std::vector<quint32> all(EntityKind kind) const
    {
        std::vector<quint32> found;
        for (quint32 i = 1; i < m_count; ++i) {
            if (kindOf(i) == kind)
                found.push_back(i);
        }
        return found;
    }

    // At the left edge, each by itself or below a lane that gathers them when they are more than `most`.
    void appendKind(EntityKind kind, const std::vector<quint32> &members, quint32 most)
    {
        int parent = -1;
        if (members.size() > most) {
            parent = appendGathering({EntityId::None, kind}, 0, -1);
            m_tree.m_lanes[parent].members = quint32(members.size());
        }
        for (const quint32 entity : members)
            append(entity, parent < 0 ? 0 : 1, parent);
    }

    /// Timers and the outside: as they were made while they are few, else kind by kind.
    void appendClocks()
    {
        const std::vector<quint32> timers = all(EntityKind::Timer);
        const std::vector<quint32> outside = all(EntityKind::Outside);
        if (timers.size() <= MostSingleClocks && outside.size() <= MostSingleClocks) {
            std::vector<quint32> both;
            std::merge(timers.begin(), timers.end(), outside.begin(), outside.end(), std::back_inserter(both));
            for (const quint32 entity : both)
                append(entity, 0, -1);
            return;
        }
        appendKind(EntityKind::Timer, timers, MostSingleClocks);
        appendKind(EntityKind::Outside, outside, MostSingleClocks);
    }

    void findEnds()
    {
        QList<Lane> &lanes = m_tree.m_lanes;
        for (int i = int(lanes.size()) - 1; i >= 0; --i) {
            Lane &lane = lanes[i];
            lane.hasChildren = lane.end > i + 1;
            lane.end = std::max(lane.end, i + 1);
            if (lane.parent >= 0)
                lanes[lane.parent].end = std::max(lanes.at(lane.parent).end, lane.end);
        }
    }

    const trace::Trace &m_trace;
    const quint32 m_count;
    LaneTree m_tree;
    std::vector<quint32> m_lastChild;
    std::vector<quint32> m_olderSibling;
    std::vector<Visit> m_stack;
};

LaneTree lanes(const trace::Trace &trace)
{
    return LaneWalk(trace).run();
}

} // namespace asq::analysis
