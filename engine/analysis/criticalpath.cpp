#include "analysis/criticalpath.h"

#include <algorithm>
#include <array>

// Every chain from the first event to the last takes the same time, so the critical one is not the longest: it is the
// one that goes back, from each event, to the latest of its predecessors that the first event leads to. One forward
// pass finds which those are, one walk back makes the path.
namespace asq::analysis {

using trace::EntityId;
using trace::Event;
using trace::EventId;
using trace::EventKind;
using trace::WaitReason;

qint64 timeOf(const trace::Trace &trace, EventId id)
{
    const Event &event = trace.event(id);
    return trace.virtualClock() ? event.programTime : event.realTime;
}

const char *name(CriticalPath::Activity activity)
{
    static constexpr std::array<const char *, 4> names = {"running", "ready", "waiting", "passing"};
    return names.at(std::size_t(activity));
}

namespace {

/// What `event`'s own entity does after it.
CriticalPath::Activity activityAfter(const Event &event)
{
    switch (event.kind) {
    case EventKind::Scheduled: return CriticalPath::Activity::Ready;
    case EventKind::Suspended:
        return event.reason == WaitReason::Turn ? CriticalPath::Activity::Ready : CriticalPath::Activity::Waiting;
    case EventKind::Created:
    case EventKind::Returned:
    case EventKind::Armed: return CriticalPath::Activity::Waiting;
    default: return CriticalPath::Activity::Running;
    }
}

CriticalPath::Leg legBetween(const trace::Trace &trace, const Causality &causality,
                             const Causality::Predecessor &before, EventId id)
{
    const Event &event = trace.event(id);
    const Event &previous = trace.event(before.event);
    CriticalPath::Leg leg{before.event, id, event.entity, CriticalPath::Activity::Passing,
                          timeOf(trace, id) - timeOf(trace, before.event)};
    if (before.link != Causality::Link::Order)
        return leg;
    const EntityId actor = causality.actorOf(id);
    const bool isCode = actor != EntityId::None
        && (causality.actorOf(before.event) == actor || (previous.entity == actor && previous.beginsSlice()));
    leg.entity = isCode ? actor : event.entity;
    leg.activity = isCode ? CriticalPath::Activity::Running : activityAfter(previous);
    return leg;
}

} // namespace

CriticalPath criticalPath(const trace::Trace &trace, const Causality &causality, EventId from, EventId to)
{
    CriticalPath path;
    if (!causality.happensBefore(from, to))
        return path;
    const std::vector<bool> reached = causality.reachedFrom(from, to);
    for (EventId at = to; at != from;) {
        const QList<Causality::Predecessor> all = causality.predecessors(at);
        Causality::Predecessor latest;
        for (const Causality::Predecessor &each : all) {
            if (each.event >= from && reached[index(each.event) - index(from)] && each.event > latest.event)
                latest = each;
        }
        path.legs.prepend(legBetween(trace, causality, latest, at));
        at = latest.event;
    }
    path.duration = timeOf(trace, to) - timeOf(trace, from);
    return path;
}

QList<CriticalPath::Share> CriticalPath::shares() const
{
    QHash<EntityId, qint64> durations;
    for (const Leg &leg : legs)
        durations[leg.entity] += leg.duration;
    QList<Share> result;
    for (auto it = durations.cbegin(); it != durations.cend(); ++it)
        result.append({it.key(), it.value(), duration > 0 ? double(it.value()) / double(duration) : 0.0});
    std::sort(result.begin(), result.end(), [](const Share &a, const Share &b) {
        return a.duration != b.duration ? a.duration > b.duration : a.entity < b.entity;
    });
    return result;
}

} // namespace asq::analysis
