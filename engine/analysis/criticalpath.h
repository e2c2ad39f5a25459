#pragma once

#include "analysis/causality.h"

namespace asq::analysis {

/// The time by which durations are told: the program's clock where it is virtual, for there only timers take time; else
/// the real one, which is finer. Nanoseconds.
qint64 timeOf(const trace::Trace &trace, trace::EventId id);

/// What the time between two events was spent on.
struct CriticalPath {
    enum class Activity : quint8 {
        Running, ///< Code ran.
        Ready, ///< It might have run and waited for its turn.
        Waiting, ///< It waited for time, the outside or another entity.
        Passing, ///< From one to the other: a message in a channel, a cause and its effect.
    };
    /// From one event of the path to the next.
    struct Leg {
        trace::EventId from = trace::EventId::None;
        trace::EventId to = trace::EventId::None;
        trace::EntityId entity = trace::EntityId::None; ///< Whose time it was.
        Activity activity = Activity::Running;
        qint64 duration = 0; ///< Nanoseconds.
        friend bool operator==(const Leg &, const Leg &) = default;
    };
    struct Share {
        trace::EntityId entity = trace::EntityId::None;
        qint64 duration = 0;
        double fraction = 0; ///< Of the whole; 0 when that took no time.
    };
    QList<Leg> legs; ///< In order, without a break; empty when the first event does not lead to the second.
    qint64 duration = 0;

    /// Of each entity on the path, the largest first.
    QList<Share> shares() const;
};
const char *name(CriticalPath::Activity activity);

/// The chain from `from` to `to` on which each event waited for the one before: of all that had to happen before it,
/// the last. Whatever is not on it could have been slower without delaying `to`.
CriticalPath criticalPath(const trace::Trace &trace, const Causality &causality, trace::EventId from,
                          trace::EventId to);

} // namespace asq::analysis
