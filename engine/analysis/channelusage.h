#pragma once

#include "analysis/offerqueues.h"
#include "trace/runninglist.h"
#include "trace/trace.h"

#include <QHash>
#include <QList>

#include <vector>

namespace asq::analysis {

/// Who puts into and takes from each channel, over a whole trace; grows with it. Who is not named by an event (the
/// putter of a rendezvous that a waiting take met) is whoever ran then.
class ChannelUsage
{
public:
    /// One put or take that was asked for or done.
    struct Use {
        trace::EventId event = trace::EventId::None;
        trace::EntityId who = trace::EntityId::None;
        bool isPut = false;
        bool isDone = false; ///< Moved a message; else it began to wait.
        friend bool operator==(const Use &, const Use &) = default;
    };

    ChannelUsage() = default;
    explicit ChannelUsage(const trace::Trace &trace) { extend(trace); }
    /// Requires: `trace` begins with the events seen so far.
    void extend(const trace::Trace &trace);

    /// For who asks about the end of the recording alone: of each channel's uses only the last `count`, or up to twice as
    /// many, are kept from now on, in usesOf() and for holders().
    void keepOnlyLast(qsizetype count) { m_mostUses = count; }

    /// Everybody who ever put into `channel`, or asked to; in the order of their first puts.
    const QList<trace::EntityId> &putters(trace::EntityId channel) const;
    /// Everybody who ever took from `channel`, or asked to.
    const QList<trace::EntityId> &takers(trace::EntityId channel) const;
    /// In the order of events.
    const QList<Use> &usesOf(trace::EntityId channel) const;
    /// Whether `who` puts into (or takes from) `channel` after event `at`.
    bool usesAfter(trace::EntityId channel, trace::EntityId who, bool isPut, trace::EventId at) const;
    /// Whether somebody put into `channel` (or took from it) of whom the recording does not say who it was.
    bool isUsedByUnknown(trace::EntityId channel, bool isPut) const;
    /// How many messages `who` took after event `at`, from whichever channel.
    qsizetype takesAfter(trace::EntityId who, trace::EventId at) const;
    /// Who at event `at` has taken from `channel` and not put back since, latest first; of long histories the recent
    /// part is looked at.
    QList<trace::EntityId> holders(trace::EntityId channel, trace::EventId at) const;

private:
    struct Channel {
        QList<trace::EntityId> putters;
        QList<trace::EntityId> takers;
        QList<Use> uses;
        bool unknownPutter = false;
        bool unknownTaker = false;
    };
    void use(trace::EntityId channel, trace::EventId event, trace::EntityId who, bool isPut, bool isDone);
    void follow(const trace::Trace &trace, const trace::Event &event, trace::EventId id);

    OfferQueues m_offers;
    Channel &channelOf(trace::EntityId id);
    const Channel *find(trace::EntityId id) const;

    std::vector<Channel> m_channels;
    std::vector<quint32> m_positions; ///< By entity: its position in m_channels plus one, or 0.
    /// By channel and entity: the last put and the last take.
    QHash<quint64, trace::EventId> m_lastPuts;
    QHash<quint64, trace::EventId> m_lastTakes;
    QHash<trace::EntityId, QList<trace::EventId>> m_takes; ///< By who took.
    trace::RunningList m_running;
    qsizetype m_eventCount = 0;
    qsizetype m_mostUses = 0; ///< 0: all are kept.
};

} // namespace asq::analysis
