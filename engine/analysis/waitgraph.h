#pragma once

#include "analysis/channelusage.h"
#include "analysis/entitytree.h"
#include "analysis/programstate.h"

#include <QList>

#include <span>
#include <vector>

namespace asq::analysis {

/// Who waits for whom at one instant, and who can go on. An entity that waits can go on when somebody it waits for can;
/// at a channel those are all who put into it (or take from it) in the recording, and when nobody else is left, those
/// who took from it and have not put back. Whoever can't is stuck.
///
/// Costs one pass over the entities, whatever is asked afterwards. The trace, tree and usage must outlive it.
class WaitGraph
{
public:
    struct Options {
        /// Timers apart, something may still come from outside that no event tells of: a trigger may be called, an
        /// iterable sequence advanced. False at the end of a run that ended by itself.
        bool outsideMayAct = true;
        /// The state at the end of the recording, when the instant is another: a wait that ended is then not stuck.
        const ProgramState *end = nullptr;
    };
    WaitGraph(const trace::Trace &trace, const ProgramState &state, const EntityTree &tree, const ChannelUsage &usage,
              Options options);

    /// Waits, and nothing that the recording knows of can ever make it go on.
    bool isStuck(trace::EntityId id) const { return id != trace::EntityId::None && m_stuck.at(index(id)); }
    bool isWaiting(trace::EntityId id) const { return m_now.at(index(id)).wait != Wait::None; }
    /// What `id` waits for: a channel where it puts or takes, segments of a gate, a sequence, a timer. A sequence waits
    /// for its step, a step that was not reached for its sequence. Empty when it waits for the outside or not at all.
    QList<trace::EntityId> waitsFor(trace::EntityId id) const;
    /// Of those that `id` waits for the one that explains it: the first that is stuck, else the first; of a channel at which
    /// somebody waits, of those who could end a take there, or a put. None when there is nobody.
    trace::EntityId waitsMainlyFor(trace::EntityId id, bool ofTake = true) const;
    /// Who could end a take at `channel` (those who put) or a put (those who take), as far as they have not ended.
    QList<trace::EntityId> helpers(trace::EntityId channel, bool ofTake) const;
    /// Who has taken from `channel` and might give back; they stand in for helpers of a take where there are none.
    QList<trace::EntityId> holders(trace::EntityId channel) const;

    /// The deadlocks: rings of entities that wait for each other and are stuck. Each ring is a shortest one of its knot,
    /// channels among its members, and begins with its oldest member that is no channel.
    QList<QList<trace::EntityId>> cycles() const;
    /// The ring that `id` is in or waits for in the end, beginning as in cycles(); empty when there is none.
    QList<trace::EntityId> cycleOf(trace::EntityId id) const;
    /// Stuck entities whose wait leads to nobody: the roots of what is stuck without a ring.
    QList<trace::EntityId> orphans() const;
    /// Who is stuck because `id` is, `id` aside, oldest first.
    QList<trace::EntityId> stuckBehind(trace::EntityId id) const;

    const trace::Trace &trace() const { return m_trace; }
    const ProgramState &state() const { return m_state; }
    const EntityTree &tree() const { return m_tree; }
    const ChannelUsage &usage() const { return m_usage; }

private:
    enum class Wait : quint8 {
        None,
        Outside, ///< Nobody known.
        One, ///< `other`.
        Take,
        Put,
        Alts,
        Gate,
        Join,
        Step, ///< A sequence, for its active step.
        Parent, ///< A step that was not reached, for its sequence.
        Turn, ///< Ready at the end of a run: for the coroutine that keeps the turn.
    };
    /// An entity, or its other side (entity + entityCount): of a channel what puts wait for, where the channel itself is
    /// what takes wait for; of others what those among its coroutines wait for who are ready at the end of a run.
    using Node = quint32;
    /// What the questions are about, next to each other: a state and an entity are looked up once for each graph.
    struct Now {
        State state = State::Absent;
        trace::WaitReason reason = trace::WaitReason::None;
        trace::EntityKind kind = trace::EntityKind::Program;
        Wait wait : 7 = Wait::None;
        bool isOver : 1 = false; ///< Of a wait: the recording goes on and ends it.
        trace::EntityId other = trace::EntityId::None;
        trace::EntityId parent = trace::EntityId::None;
    };
    const Now &now(trace::EntityId id) const { return m_now[index(id)]; }
    Node putSide(trace::EntityId channel) const { return index(channel) + m_count; }
    Node turnSide(trace::EntityId parent) const { return index(parent) + m_count; }
    bool isTurnSide(Node node) const
    {
        return node >= m_count && now(entityOf(node)).kind != trace::EntityKind::Channel;
    }
    /// It stands for an entity that may wait, and neither for a channel nor for a turn.
    bool isWaiter(Node node) const { return node < m_count && now(entityOf(node)).kind != trace::EntityKind::Channel; }
    trace::EntityId entityOf(Node node) const { return trace::EntityId{node < m_count ? node : node - m_count}; }

    void lookAtAll();
    Wait waitOf(trace::EntityId id, const Now &now) const;
    bool hasActiveChild(trace::EntityId id) const;
    void markAwaited(Node node);
    void addEdges(Node node);
    void addChannelEdges(trace::EntityId channel, bool ofTake);
    void addTurnEdges(trace::EntityId parent);
    template<typename Accept>
    void addChildren(trace::EntityId parent, Accept accept);
    bool mayHelp(trace::EntityId id, trace::EntityId channel, bool ofTake) const;
    bool goesOnAnyway(Node node) const;
    void turnEdgesRound();
    void findStuck();
    /// Those of an entity; whoever waits for its turn has those of the turn.
    std::span<const Node> awaited(Node node) const
    {
        const std::span<const Node> all = successors(node);
        return all.size() == 1 && isTurnSide(all.front()) ? successors(all.front()) : all;
    }
    std::span<const Node> successors(Node node) const
    {
        return {m_edges.data() + m_firstEdge[node], m_edges.data() + m_firstEdge[node + 1]};
    }
    std::span<const Node> waitersOf(Node node) const
    {
        return {m_waiters.data() + m_firstWaiter[node], m_waiters.data() + m_firstWaiter[node + 1]};
    }
    /// The strongly connected parts, and room to look for a ring in each.
    struct Knots {
        static constexpr quint32 NoKnot = ~0u;
        Knots(std::vector<std::vector<Node>> all, std::size_t nodes);
        std::vector<std::vector<Node>> members;
        std::vector<quint32> knotOf; ///< By node: its position in `members`.
        std::vector<Node> reachedFrom; ///< By node: the one before it on the search's way; nodes' count for none.
    };
    QList<trace::EntityId> ring(Knots &knots, quint32 knot) const;
    std::vector<std::vector<Node>> knots() const;

    const trace::Trace &m_trace;
    const ProgramState &m_state;
    const EntityTree &m_tree;
    const ChannelUsage &m_usage;
    const Options m_options;
    const quint32 m_count;
    std::vector<Now> m_now; ///< By entity.
    std::vector<bool> m_isAwaited; ///< By node: a side at which somebody waits.
    std::vector<quint32> m_firstEdge;
    std::vector<Node> m_edges;
    // The edges turned round.
    std::vector<quint32> m_firstWaiter;
    std::vector<Node> m_waiters;
    std::vector<bool> m_stuck; ///< By node.
};

} // namespace asq::analysis
