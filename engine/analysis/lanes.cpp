#include "analysis/lanes.h"

#include <utility>

// Three groups of lanes. The first is the tree of what runs; channels, timers and the outside stand behind it at the
// left edge, whoever made them, because that is where people look for them. What was made by one of those (a sequence
// in a timer's callback) is shown below the nearest ancestor that is in the tree. Linear and without recursion: parents
// come before children, so a depth-first walk with an explicit stack is enough, however deep programs nest.
namespace asq::analysis {

using trace::EntityId;
using trace::EntityKind;

namespace {

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

/// By entity: the nearest ancestor that is in the tree, or None.
QList<EntityId> treeParents(const trace::Trace &trace)
{
    QList<EntityId> parents(trace.entityCount(), EntityId::None);
    for (quint32 i = 1; i < quint32(trace.entityCount()); ++i) {
        const EntityId parent = trace.entity(EntityId{i}).parent;
        if (parent == EntityId::None || index(parent) >= i)
            continue;
        parents[i] = groupOf(trace.entity(parent).kind) == Group::Tree ? parent : parents.at(index(parent));
    }
    return parents;
}

void appendKind(QList<Lane> &lanes, const trace::Trace &trace, EntityKind kind, int parent = -1)
{
    for (quint32 i = 1; i < quint32(trace.entityCount()); ++i) {
        if (trace.entity(EntityId{i}).kind == kind)
            lanes.append({EntityId{i}, parent < 0 ? 0 : 1, parent, false});
    }
}

/// Timers and the outside: as they were made while they are few, else each kind below a lane of its own.
void appendClocks(QList<Lane> &lanes, const trace::Trace &trace)
{
    quint32 timers = 0;
    quint32 outside = 0;
    for (const trace::Entity &entity : trace.entities()) {
        timers += entity.kind == EntityKind::Timer ? 1 : 0;
        outside += entity.kind == EntityKind::Outside ? 1 : 0;
    }
    if (timers <= MostSingleClocks && outside <= MostSingleClocks) {
        for (quint32 i = 1; i < quint32(trace.entityCount()); ++i) {
            if (groupOf(trace.entity(EntityId{i}).kind) == Group::Clocks)
                lanes.append({EntityId{i}, 0, -1, false});
        }
        return;
    }
    for (const auto &[kind, members] :
         {std::pair(EntityKind::Timer, timers), std::pair(EntityKind::Outside, outside)}) {
        if (members <= MostSingleClocks) {
            appendKind(lanes, trace, kind);
            continue;
        }
        lanes.append({EntityId::None, 0, -1, true, kind, members});
        appendKind(lanes, trace, kind, int(lanes.size()) - 1);
    }
}

} // namespace

QList<Lane> lanes(const trace::Trace &trace)
{
    const quint32 count = quint32(trace.entityCount());
    const QList<EntityId> parents = treeParents(trace);
    // Children as linked lists, youngest first, which is the order that a stack wants.
    QList<quint32> lastChild(count, 0);
    QList<quint32> olderSibling(count, 0);
    for (quint32 i = 1; i < count; ++i) {
        if (groupOf(trace.entity(EntityId{i}).kind) == Group::Tree)
            olderSibling[i] = std::exchange(lastChild[index(parents.at(i))], i);
    }

    struct Visit {
        quint32 entity;
        int depth;
        int parent;
    };
    QList<Lane> result;
    result.reserve(count);
    QList<Visit> stack;
    for (quint32 root = lastChild.at(0); root != 0; root = olderSibling.at(root))
        stack.append({root, 0, -1});
    while (!stack.isEmpty()) {
        const Visit visit = stack.takeLast();
        const int position = int(result.size());
        result.append({EntityId{visit.entity}, visit.depth, visit.parent, lastChild.at(visit.entity) != 0});
        for (quint32 child = lastChild.at(visit.entity); child != 0; child = olderSibling.at(child))
            stack.append({child, visit.depth + 1, position});
    }
    // From here on the tree is whole.
    appendKind(result, trace, EntityKind::Channel);
    appendClocks(result, trace);
    return result;
}

} // namespace asq::analysis
