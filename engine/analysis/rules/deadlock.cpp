#include "analysis/rules/rulelist.h"

#include <algorithm>

// A ring in the waits-for graph all of whose members are stuck. The explanation goes round it, one sentence a member,
// and then says who hangs behind it.
namespace asq::analysis {

using trace::EntityId;
using trace::EntityKind;

namespace {

class DeadlockRule final : public Rule
{
public:
    void end(const EndOfRun &run, QList<Finding> &found) override
    {
        const QList<QList<EntityId>> rings = run.waits.cycles();
        for (const QList<EntityId> &ring : rings.first(std::min(rings.size(), Most)))
            found.append(explained(run, ring));
    }

private:
    static Finding explained(const EndOfRun &run, const QList<EntityId> &ring)
    {
        Finding finding{FindingKind::Deadlock, Severity::Problem, ring, {}, {}};
        QList<EntityId> members;
        for (const EntityId id : ring) {
            if (run.trace.entity(id).kind == EntityKind::Channel)
                continue;
            members.append(id);
            if (const trace::EventId since = run.state.entity(id).since; since != trace::EventId::None)
                finding.events.append(since);
        }
        finding.explanation = members.size() == 1
            ? QStringLiteral("%1 waits for itself, so it can never go on.").arg(run.names(members.first()))
            : QStringLiteral("%1 wait for each other in a circle, so none of them can ever go on.")
                  .arg(run.names.list(members));
        const QStringList sentences = ringSentences(run.waits, run.names, ring);
        for (const QString &sentence : sentences)
            finding.explanation += u' ' + sentence;
        QList<EntityId> behind = run.waits.stuckBehind(ring.first());
        behind.removeIf([&](EntityId id) {
            const bool isNotReached = run.trace.entity(id).kind == EntityKind::Step
                && run.state.entity(id).state == State::Created;
            return ring.contains(id) || isNotReached;
        });
        if (!behind.isEmpty())
            finding.explanation +=
                QStringLiteral(" Whoever waits for them is stuck as well: %1.").arg(run.names.list(behind));
        return finding;
    }
};

} // namespace

std::unique_ptr<Rule> deadlockRule()
{
    return std::make_unique<DeadlockRule>();
}

} // namespace asq::analysis
