#include "analysis/rules/rulelist.h"

#include <algorithm>

// What a channel still holds at the end, or has been offered by somebody who does not wait for it. A put that keeps its
// coroutine waiting is told as a wait instead.
namespace asq::analysis {

using trace::EntityId;
using trace::EntityKind;
using trace::EventId;
using trace::StringId;

namespace {

class ValueLeftRule final : public Rule
{
public:
    void end(const EndOfRun &run, QList<Finding> &found) override
    {
        const qsizetype end = found.size() + Most;
        for (quint32 i = 2; i < quint32(run.trace.entityCount()) && found.size() < end; ++i) {
            if (run.trace.entity(EntityId{i}).kind == EntityKind::Channel)
                look(run, EntityId{i}, found);
        }
    }

private:
    static bool isWaitedFor(const EndOfRun &run, EntityId who, EntityId channel)
    {
        const EntityState state = run.state.entity(who);
        return state.state == State::Blocked && (state.other == channel || state.reason == trace::WaitReason::Alts);
    }

    static void look(const EndOfRun &run, EntityId channel, QList<Finding> &found)
    {
        const ChannelState state = run.state.channel(channel);
        // A run's own messages lie in the channel that its goroutines share, until the run ends.
        const QList<EntityId> &putters = run.waits.usage().putters(channel);
        if (putters.size() == 1 && putters.first() == run.trace.entity(channel).parent
            && run.trace.entity(putters.first()).kind == EntityKind::Step)
            return;
        QList<StringId> left = state.buffer;
        Finding finding{FindingKind::ValueLeft, Severity::Warning, {channel}, lastPuts(run, channel), {}};
        for (const ChannelState::Offer &offer : state.puts) {
            if (isWaitedFor(run, offer.who, channel))
                continue;
            left.append(offer.value);
            if (offer.who != EntityId::None && !finding.entities.contains(offer.who))
                finding.entities.append(offer.who);
        }
        if (left.isEmpty())
            return;
        QStringList words;
        for (const StringId value : left.first(std::min<qsizetype>(left.size(), 5)))
            words.append(value == StringId::Empty ? QStringLiteral("a message without value")
                                                  : run.trace.string(value));
        if (left.size() > words.size())
            words.append(QStringLiteral("%1 more").arg(left.size() - words.size()));
        const QList<EntityId> takers = run.waits.usage().takers(channel);
        finding.explanation = QStringLiteral("%1 of %2 nobody took: %3. %4")
                                  .arg(left.size() == 1 ? QStringLiteral("One message")
                                                        : QStringLiteral("%1 messages").arg(left.size()),
                                       run.names(channel), words.join(QLatin1String(", ")),
                                       takers.isEmpty()
                                           ? QStringLiteral("Nobody ever takes from this channel.")
                                           : QStringLiteral("Only %1 ever took from it.").arg(run.names.list(takers)));
        found.append(finding);
    }

    /// The events that put what is there, as far as the channel's last uses tell.
    static QList<EventId> lastPuts(const EndOfRun &run, EntityId channel)
    {
        QList<EventId> events;
        const QList<ChannelUsage::Use> &uses = run.waits.usage().usesOf(channel);
        for (auto use = uses.crbegin(); use != uses.crend() && events.size() < 5; ++use) {
            if (use->isPut)
                events.append(use->event);
        }
        return events;
    }
};

} // namespace

std::unique_ptr<Rule> valueLeftRule()
{
    return std::make_unique<ValueLeftRule>();
}

} // namespace asq::analysis
