#include "analysis/rules/rulelist.h"

#include <algorithm>
#include <vector>

// Somebody who could be served and is passed over again and again. Two shapes show in a recording: a put waits at a
// channel while the one who takes from it takes many messages from others (a choice among channels that always finds the
// first one ready), and whoever may run waits for a turn while others have a hundred.
namespace asq::analysis {

using trace::EntityId;
using trace::EntityKind;
using trace::Event;
using trace::EventId;
using trace::EventKind;
using trace::Trace;

namespace {

constexpr qsizetype ManyTakes = 10;
constexpr quint32 ManySlices = 100;

class StarvedBranchRule final : public Rule
{
public:
    void event(const Trace &trace, EventId id, const EntityNames &, QList<Finding> &) override
    {
        const Event &event = trace.event(id);
        if (event.beginsSlice())
            ++m_slices;
        const bool mayRun = event.kind == EventKind::Scheduled
            || (event.kind == EventKind::Suspended && event.reason == trace::WaitReason::Turn);
        if (!mayRun)
            return;
        if (m_slicesBefore.size() <= index(event.entity))
            m_slicesBefore.resize(std::max<std::size_t>(index(event.entity) + 1, std::size_t(trace.entityCount())));
        m_slicesBefore[index(event.entity)] = m_slices;
    }

    void end(const EndOfRun &run, QList<Finding> &found) override
    {
        for (quint32 i = 2; i < quint32(run.trace.entityCount()); ++i) {
            const EntityId id{i};
            if (run.trace.entity(id).kind == EntityKind::Channel)
                lookAtPuts(run, id, found);
            else if (run.state.entity(id).state == State::Ready && i < m_slicesBefore.size()
                     && m_slices - m_slicesBefore[i] >= ManySlices)
                found.append(withoutTurn(run, id));
        }
    }

private:
    Finding withoutTurn(const EndOfRun &run, EntityId id) const
    {
        return {FindingKind::StarvedBranch,
                Severity::Warning,
                {id},
                {run.state.entity(id).since},
                QStringLiteral("%1 might have run and never got its turn again, while others ran %2 times.")
                    .arg(run.names(id))
                    .arg(m_slices - m_slicesBefore[index(id)])};
    }

    static void lookAtPuts(const EndOfRun &run, EntityId channel, QList<Finding> &found)
    {
        const QList<ChannelState::Offer> puts = run.state.channel(channel).puts;
        if (puts.isEmpty())
            return;
        const QList<ProgramState::Ask> asks = run.state.asks(puts.first().who);
        const auto ask = std::find_if(asks.cbegin(), asks.cend(), [&](const ProgramState::Ask &each) {
            return each.channel == channel && each.isPut;
        });
        if (ask == asks.cend())
            return;
        for (const EntityId taker : run.waits.usage().takers(channel)) {
            // From this channel it took nothing since then, or the put would not wait.
            const qsizetype elsewhere = run.waits.usage().takesAfter(taker, ask->since);
            if (elsewhere < ManyTakes)
                continue;
            found.append({FindingKind::StarvedBranch,
                          Severity::Warning,
                          {puts.first().who, channel, taker},
                          {ask->since},
                          QStringLiteral("%1 has waited to put into %2 while %3, which takes from there too, took %4 "
                                         "messages from other channels. Of several channels that are ready the one "
                                         "listed first always wins; list this one first now and then.")
                              .arg(run.names(puts.first().who), run.names(channel), run.names(taker))
                              .arg(elsewhere)});
            return;
        }
    }

    quint32 m_slices = 0;
    std::vector<quint32> m_slicesBefore; ///< By entity: when it last became ready.
};

} // namespace

std::unique_ptr<Rule> starvedBranchRule()
{
    return std::make_unique<StarvedBranchRule>();
}

} // namespace asq::analysis
