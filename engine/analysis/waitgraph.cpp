#include "analysis/waitgraph.h"

#include <algorithm>

// Being stuck is a greatest fixed point: everybody who waits is stuck until something that can go on reaches it. So the
// edges are turned round and what can go on is spread along them, each edge once. A gate or a join goes on when all that
// it waits for can; every other wait when one can. Rejected: looking for rings first, for a ring with a way out (a second
// putter that runs) is no deadlock, and what hangs behind a ring is stuck without being in one.
//
// A channel is two nodes, for its takes wait for those who put and its puts for those who take. Coroutines that are ready
// when a run ended all wait for the same, whoever of their parent's coroutines keeps the turn; that is a node too, for
// an edge from each of the ones to each of the others would be their product.
namespace asq::analysis {

using trace::EntityId;
using trace::EntityKind;
using trace::WaitReason;

namespace {

bool hasEnded(State state)
{
    return state == State::Completed || state == State::Failed || state == State::Aborted;
}

bool isActive(State state)
{
    return state == State::Ready || state == State::Running || state == State::Blocked || state == State::Waiting;
}

bool isCoroutine(EntityKind kind)
{
    return kind == EntityKind::Coroutine || kind == EntityKind::Goroutine;
}

} // namespace

WaitGraph::WaitGraph(const trace::Trace &trace, const ProgramState &state, const EntityTree &tree,
                     const ChannelUsage &usage, Options options)
    : m_trace(trace), m_state(state), m_tree(tree), m_usage(usage), m_options(options),
      m_count(quint32(trace.entityCount())), m_now(m_count), m_isAwaited(2 * m_count, false)
{
    lookAtAll();
    for (Node node = 1; node < m_count; ++node) {
        m_now[node].wait = waitOf(EntityId{node}, m_now[node]);
        markAwaited(node);
    }
    m_firstEdge.reserve(2 * m_count + 1);
    for (Node node = 0; node < 2 * m_count; ++node) {
        m_firstEdge.push_back(quint32(m_edges.size()));
        addEdges(node);
    }
    m_firstEdge.push_back(quint32(m_edges.size()));
    turnEdgesRound();
    findStuck();
}

void WaitGraph::lookAtAll()
{
    for (Node node = 1; node < m_count; ++node) {
        const trace::Entity &entity = m_trace.entity(EntityId{node});
        const EntityState state = m_state.entity(EntityId{node});
        const bool isOver = m_options.end && m_options.end->entity(EntityId{node}).since != state.since;
        m_now[node] = {state.state, state.reason, entity.kind, Wait::None, isOver, state.other, entity.parent};
    }
}

bool WaitGraph::hasActiveChild(EntityId id) const
{
    for (EntityId child = m_tree.firstChild(id); child != EntityId::None; child = m_tree.nextSibling(child)) {
        if (isActive(now(child).state))
            return true;
    }
    return false;
}

WaitGraph::Wait WaitGraph::waitOf(EntityId id, const Now &now) const
{
    const EntityKind kind = now.kind;
    if (kind == EntityKind::Channel || kind == EntityKind::Timer || now.state == State::Running
        || now.state == State::Absent || hasEnded(now.state))
        return Wait::None;
    if (now.state == State::Ready)
        return m_options.outsideMayAct || !isCoroutine(kind) ? Wait::None : Wait::Turn;
    if (now.state == State::Created) {
        if (kind == EntityKind::Step)
            return Wait::Parent;
        return hasActiveChild(id) && !isCoroutine(kind) ? Wait::Step : Wait::None;
    }
    switch (now.reason) {
    case WaitReason::Take: return now.other == EntityId::None ? Wait::Outside : Wait::Take;
    case WaitReason::Put: return now.other == EntityId::None ? Wait::Outside : Wait::Put;
    case WaitReason::Alts: return Wait::Alts;
    case WaitReason::Gate: return Wait::Gate;
    case WaitReason::Join: return Wait::Join;
    default: return now.other == EntityId::None ? Wait::Outside : Wait::One;
    }
}

template<typename Accept>
void WaitGraph::addChildren(EntityId parent, Accept accept)
{
    for (EntityId child = m_tree.firstChild(parent); child != EntityId::None; child = m_tree.nextSibling(child)) {
        if (accept(now(child).kind, now(child).state))
            m_edges.push_back(index(child));
    }
}

void WaitGraph::addEdges(Node node)
{
    const EntityId id = entityOf(node);
    if (m_isAwaited[node]) {
        if (isTurnSide(node))
            addTurnEdges(id);
        else
            addChannelEdges(id, node < m_count);
        return;
    }
    if (id == EntityId::None)
        return;
    if (node >= m_count || now(id).wait == Wait::None)
        return;
    const Now &waits = now(id);
    switch (waits.wait) {
    case Wait::None:
    case Wait::Outside: break;
    case Wait::One:
    case Wait::Take: m_edges.push_back(index(waits.other)); break;
    case Wait::Put: m_edges.push_back(putSide(waits.other)); break;
    case Wait::Alts:
        for (const ProgramState::Ask &ask : m_state.asks(id)) {
            if (ask.isOption)
                m_edges.push_back(ask.isPut ? putSide(ask.channel) : index(ask.channel));
        }
        break;
    case Wait::Gate:
        addChildren(id, [](EntityKind kind, State child) {
            return kind == EntityKind::Segment && child != State::Absent && !hasEnded(child);
        });
        break;
    case Wait::Join:
        addChildren(id, [](EntityKind kind, State child) {
            return isCoroutine(kind) && child != State::Absent && !hasEnded(child);
        });
        break;
    case Wait::Step: addChildren(id, [](EntityKind, State child) { return isActive(child); }); break;
    case Wait::Parent: m_edges.push_back(index(waits.parent)); break;
    case Wait::Turn: m_edges.push_back(turnSide(waits.parent)); break;
    }
}

void WaitGraph::addTurnEdges(EntityId parent)
{
    addChildren(parent, [](EntityKind kind, State child) {
        return isCoroutine(kind) && (child == State::Blocked || child == State::Waiting);
    });
}

/// Only channels at which somebody waits get edges: most have nobody.
void WaitGraph::markAwaited(Node node)
{
    const auto mark = [this](EntityId channel, bool ofPut) {
        if (now(channel).kind == EntityKind::Channel)
            m_isAwaited[ofPut ? putSide(channel) : index(channel)] = true;
    };
    switch (m_now[node].wait) {
    case Wait::Take:
    case Wait::One: mark(m_now[node].other, false); break;
    case Wait::Put: mark(m_now[node].other, true); break;
    case Wait::Turn: m_isAwaited[turnSide(m_now[node].parent)] = true; break;
    case Wait::Alts:
        for (const ProgramState::Ask &ask : m_state.asks(EntityId{node})) {
            if (ask.isOption)
                mark(ask.channel, ask.isPut);
        }
        break;
    default: break;
    }
}

void WaitGraph::addChannelEdges(EntityId channel, bool ofTake)
{
    const std::size_t before = m_edges.size();
    for (const EntityId helper : ofTake ? m_usage.putters(channel) : m_usage.takers(channel)) {
        if (mayHelp(helper, channel, ofTake))
            m_edges.push_back(index(helper));
    }
    if (m_edges.size() > before || !ofTake)
        return;
    for (const EntityId holder : holders(channel))
        m_edges.push_back(index(holder));
}

/// The program's own script is over once it waits for what comes; it counts only where it is known to come back.
bool WaitGraph::mayHelp(EntityId id, EntityId channel, bool ofTake) const
{
    const State state = now(id).state;
    if (hasEnded(state))
        return false;
    // What a run gives its goroutines to begin with was put by its step, which puts nothing later.
    if (id == now(channel).parent && now(id).kind == EntityKind::Step)
        return false;
    if (id == EntityId::Program)
        return state == State::Running || m_usage.usesAfter(channel, id, ofTake, m_state.at());
    return state != State::Created || !hasEnded(now(now(id).parent).state);
}

QList<EntityId> WaitGraph::helpers(EntityId channel, bool ofTake) const
{
    const QList<EntityId> &all = ofTake ? m_usage.putters(channel) : m_usage.takers(channel);
    QList<EntityId> helping;
    for (const EntityId id : all) {
        if (mayHelp(id, channel, ofTake))
            helping.append(id);
    }
    return helping;
}

QList<EntityId> WaitGraph::holders(EntityId channel) const
{
    QList<EntityId> holding = m_usage.holders(channel, m_state.at());
    holding.removeIf([&](EntityId id) {
        return !mayHelp(id, channel, true) || (now(id).reason == WaitReason::Take && now(id).other == channel);
    });
    return holding;
}

/// Whether `node` is no wait, or one that ends without any of those it waits for.
bool WaitGraph::goesOnAnyway(Node node) const
{
    const EntityId id = entityOf(node);
    if (isTurnSide(node))
        return successors(node).empty();
    if (id == EntityId::None)
        return true;
    const Now &waits = now(id);
    if (waits.kind == EntityKind::Channel)
        return waits.state == State::Aborted
            || (m_options.outsideMayAct && (successors(node).empty() || m_usage.isUsedByUnknown(id, node < m_count)));
    if (waits.kind == EntityKind::Timer)
        return true;
    switch (waits.wait) {
    case Wait::None:
        if (waits.state == State::Created || waits.kind == EntityKind::Program || waits.kind == EntityKind::Outside)
            return m_options.outsideMayAct || waits.isOver || hasEnded(waits.state) || waits.state == State::Running;
        return true;
    case Wait::Outside: return m_options.outsideMayAct || waits.isOver;
    case Wait::Parent: return hasEnded(now(waits.parent).state) || waits.isOver;
    case Wait::Gate:
    case Wait::Join: return successors(node).empty() || waits.isOver;
    case Wait::Turn: return waits.isOver;
    default:
        return waits.isOver || (waits.wait == Wait::One && hasEnded(now(waits.other).state))
            || (successors(node).empty() && m_options.outsideMayAct);
    }
}

void WaitGraph::turnEdgesRound()
{
    const quint32 nodes = 2 * m_count;
    m_firstWaiter.assign(nodes + 1, 0);
    for (const Node successor : m_edges)
        ++m_firstWaiter[successor + 1];
    for (quint32 i = 0; i < nodes; ++i)
        m_firstWaiter[i + 1] += m_firstWaiter[i];
    m_waiters.resize(m_edges.size());
    std::vector<quint32> next(m_firstWaiter.begin(), m_firstWaiter.end() - 1);
    for (Node node = 0; node < nodes; ++node) {
        for (const Node successor : successors(node))
            m_waiters[next[successor]++] = node;
    }
}

void WaitGraph::findStuck()
{
    const quint32 nodes = 2 * m_count;
    m_stuck.assign(nodes, true);
    std::vector<quint32> missing(nodes);
    std::vector<Node> goOn;
    for (Node node = 0; node < nodes; ++node) {
        const bool all = node < m_count && (m_now[node].wait == Wait::Gate || m_now[node].wait == Wait::Join);
        missing[node] = all ? quint32(successors(node).size()) : 1;
        if (goesOnAnyway(node)) {
            m_stuck[node] = false;
            goOn.push_back(node);
        }
    }
    while (!goOn.empty()) {
        const Node node = goOn.back();
        goOn.pop_back();
        for (const Node waiter : waitersOf(node)) {
            if (m_stuck[waiter] && --missing[waiter] == 0) {
                m_stuck[waiter] = false;
                goOn.push_back(waiter);
            }
        }
    }
}

QList<EntityId> WaitGraph::waitsFor(EntityId id) const
{
    QList<EntityId> result;
    for (const Node node : awaited(index(id)))
        result.append(entityOf(node));
    return result;
}

EntityId WaitGraph::waitsMainlyFor(EntityId id, bool ofTake) const
{
    const bool ofPuttingSide = now(id).kind == EntityKind::Channel && !ofTake;
    const std::span<const Node> all = awaited(ofPuttingSide ? putSide(id) : index(id));
    const auto stuck = std::find_if(all.begin(), all.end(), [this](Node node) { return m_stuck[node]; });
    if (stuck != all.end())
        return entityOf(*stuck);
    return all.empty() ? EntityId::None : entityOf(all.front());
}

} // namespace asq::analysis
