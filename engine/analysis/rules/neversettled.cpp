#include "analysis/rules/rulelist.h"

#include <algorithm>

// Who still waits at the end although nothing is left that could make it go on. One finding for each root of such waits,
// for a step whose trigger was never called keeps its sequence, and whoever waits for that, from completing too.
namespace asq::analysis {

using trace::EntityId;
using trace::EntityKind;
using trace::WaitReason;

namespace {

/// Has code of its own that was begun.
bool hasCode(EntityKind kind)
{
    return kind == EntityKind::Coroutine || kind == EntityKind::Goroutine || kind == EntityKind::Step
        || kind == EntityKind::Segment;
}

bool hasEnded(State state)
{
    return state == State::Completed || state == State::Failed || state == State::Aborted;
}

class NeverSettledRule final : public Rule
{
public:
    void end(const EndOfRun &run, QList<Finding> &found) override
    {
        const qsizetype end = found.size() + Most;
        for (const EntityId root : run.waits.orphans()) {
            if (found.size() == end)
                return;
            // Of a gate that failed or a run that ended, nobody waits for the other parts.
            if (hasEnded(run.state.entity(run.trace.entity(root).parent).state)
                && run.trace.entity(root).parent != EntityId::Program)
                continue;
            QList<EntityId> behind = run.waits.stuckBehind(root);
            behind.removeIf([&](EntityId id) { return isNotReached(run, id); });
            const EntityKind kind = run.trace.entity(root).kind;
            const bool isAwaited = std::any_of(behind.cbegin(), behind.cend(),
                                               [&](EntityId id) { return hasCode(run.trace.entity(id).kind); });
            const bool began = hasCode(kind) && run.state.entity(root).state != State::Created;
            if (began || (isAwaited && kind != EntityKind::Program))
                found.append(explained(run, root, behind));
        }
    }

private:
    static bool isNotReached(const EndOfRun &run, EntityId id)
    {
        return run.trace.entity(id).kind == EntityKind::Step && run.state.entity(id).state == State::Created;
    }

    static Finding explained(const EndOfRun &run, EntityId root, const QList<EntityId> &behind)
    {
        Finding finding{FindingKind::NeverSettled, Severity::Warning, {root}, {run.state.entity(root).since}, {}};
        finding.entities += behind;
        finding.explanation = waitSentence(run.waits, run.names, root) + QLatin1String(". ") + reason(run, root);
        if (!behind.isEmpty())
            finding.explanation += QStringLiteral(" So %1 never %2 either.")
                                       .arg(run.names.list(behind),
                                            QLatin1String(behind.size() == 1 ? "completes" : "complete"));
        return finding;
    }

    static QString reason(const EndOfRun &run, EntityId root)
    {
        switch (run.state.entity(root).reason) {
        case WaitReason::Take: return QStringLiteral("A take waits until somebody puts, and nobody is left who would.");
        case WaitReason::Put:
            return QStringLiteral("A put waits until somebody takes the message or the buffer has room, and nobody is "
                                  "left who would take.");
        case WaitReason::Alts: return QStringLiteral("None of the channels that it chooses from is ever served again.");
        case WaitReason::Next: return QStringLiteral("Nobody is left who would call next.");
        case WaitReason::Event: return QStringLiteral("No event arrives any more.");
        case WaitReason::Sequence:
        case WaitReason::Promise: return QStringLiteral("What it waits for never settles.");
        default:
            return QStringLiteral("Nothing is left that could do so: the run is over, no timer is armed and nothing is "
                                  "awaited from outside.");
        }
    }
};

} // namespace

std::unique_ptr<Rule> neverSettledRule()
{
    return std::make_unique<NeverSettledRule>();
}

} // namespace asq::analysis
