#include "analysis/waitgraph.h"

#include <QSet>

#include <algorithm>

// Rings among what is stuck. The strongly connected parts (Tarjan's way, with an own stack, for chains can be as long as
// the entity table) are the knots; of each a shortest ring is shown, because a knot of twenty explains nothing. Cost:
// one pass over the stuck nodes and their edges.
namespace asq::analysis {

using trace::EntityId;
using trace::EntityKind;

std::vector<std::vector<WaitGraph::Node>> WaitGraph::knots() const
{
    constexpr quint32 Unseen = 0;
    const quint32 nodes = 2 * m_count;
    std::vector<quint32> order(nodes, Unseen);
    std::vector<quint32> low(nodes, 0);
    std::vector<bool> isOpen(nodes, false);
    std::vector<Node> open;
    struct Visit {
        Node node;
        quint32 edge;
    };
    std::vector<Visit> visits;
    std::vector<std::vector<Node>> found;
    quint32 count = 0;
    const auto enter = [&](Node node) {
        order[node] = low[node] = ++count;
        open.push_back(node);
        isOpen[node] = true;
        visits.push_back({node, 0});
    };
    const auto leave = [&](Node node) {
        if (low[node] != order[node])
            return;
        std::vector<Node> knot;
        do {
            knot.push_back(open.back());
            isOpen[open.back()] = false;
            open.pop_back();
        } while (knot.back() != node);
        const std::span<const Node> edges = successors(node);
        if (knot.size() > 1 || std::find(edges.begin(), edges.end(), node) != edges.end())
            found.push_back(std::move(knot));
    };
    for (Node root = 0; root < nodes; ++root) {
        if (!m_stuck[root] || order[root] != Unseen)
            continue;
        enter(root);
        while (!visits.empty()) {
            const Node node = visits.back().node;
            const std::span<const Node> edges = successors(node);
            if (visits.back().edge < edges.size()) {
                const Node next = edges[visits.back().edge++];
                if (!m_stuck[next])
                    continue;
                if (order[next] == Unseen)
                    enter(next);
                else if (isOpen[next])
                    low[node] = std::min(low[node], order[next]);
                continue;
            }
            visits.pop_back();
            if (!visits.empty())
                low[visits.back().node] = std::min(low[visits.back().node], low[node]);
            leave(node);
        }
    }
    return found;
}

WaitGraph::Knots::Knots(std::vector<std::vector<Node>> all, std::size_t nodes)
    : members(std::move(all)), knotOf(nodes, NoKnot), reachedFrom(nodes, Node(nodes))
{
    for (std::size_t i = 0; i < members.size(); ++i) {
        for (const Node node : members[i])
            knotOf[node] = quint32(i);
    }
}

/// The shortest way from the knot's oldest member that is no channel back to itself. Every node is in one knot at most, so
/// all searches write into one table.
QList<EntityId> WaitGraph::ring(Knots &knots, quint32 knot) const
{
    Node start = knots.members[knot].front();
    for (const Node node : knots.members[knot]) {
        if (isWaiter(node) && (!isWaiter(start) || node < start))
            start = node;
    }
    const Node unreached = 2 * m_count;
    std::vector<Node> queue = {start};
    for (std::size_t i = 0; i < queue.size() && knots.reachedFrom[start] == unreached; ++i) {
        for (const Node next : successors(queue[i])) {
            if (knots.knotOf[next] != knot || knots.reachedFrom[next] != unreached)
                continue;
            knots.reachedFrom[next] = queue[i];
            queue.push_back(next);
        }
    }
    QList<EntityId> result;
    Node node = start;
    do {
        node = knots.reachedFrom[node];
        if (!isTurnSide(node))
            result.append(entityOf(node));
    } while (node != start);
    std::reverse(result.begin(), result.end());
    return result;
}

QList<QList<EntityId>> WaitGraph::cycles() const
{
    QList<QList<EntityId>> result;
    Knots all(knots(), 2 * std::size_t(m_count));
    for (std::size_t i = 0; i < all.members.size(); ++i)
        result.append(ring(all, quint32(i)));
    std::sort(result.begin(), result.end());
    return result;
}

QList<EntityId> WaitGraph::cycleOf(EntityId id) const
{
    if (!isStuck(id))
        return {};
    Knots all(knots(), 2 * std::size_t(m_count));
    std::vector<bool> seen(2 * std::size_t(m_count), false);
    seen[index(id)] = true;
    std::vector<Node> queue = {index(id)};
    for (std::size_t i = 0; i < queue.size(); ++i) {
        if (const quint32 knot = all.knotOf[queue[i]]; knot != Knots::NoKnot)
            return ring(all, knot);
        for (const Node next : successors(queue[i])) {
            if (m_stuck[next] && !seen[next]) {
                seen[next] = true;
                queue.push_back(next);
            }
        }
    }
    return {};
}

QList<EntityId> WaitGraph::orphans() const
{
    QList<EntityId> result;
    for (Node node = index(EntityId::Program) + 1; node < m_count; ++node) {
        if (!m_stuck[node] || m_now[node].kind == EntityKind::Channel)
            continue;
        // At a channel where nobody is left, whoever waits there is the root.
        const std::span<const Node> edges = successors(node);
        const bool leadsOn = std::any_of(edges.begin(), edges.end(), [&](Node next) {
            const bool isChannel = now(entityOf(next)).kind == EntityKind::Channel;
            return m_stuck[next] && (!isChannel || !successors(next).empty());
        });
        if (!leadsOn)
            result.append(EntityId{node});
    }
    return result;
}

QList<EntityId> WaitGraph::stuckBehind(EntityId id) const
{
    QSet<Node> seen = {index(id)};
    std::vector<Node> queue = {index(id)};
    QList<EntityId> result;
    for (std::size_t i = 0; i < queue.size(); ++i) {
        for (const Node waiter : waitersOf(queue[i])) {
            if (!m_stuck[waiter] || seen.contains(waiter))
                continue;
            seen.insert(waiter);
            queue.push_back(waiter);
            if (isWaiter(waiter))
                result.append(entityOf(waiter));
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

} // namespace asq::analysis
