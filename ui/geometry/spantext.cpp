#include "geometry/spantext.h"

#include "geometry/quantity.h"
#include "geometry/timelinesource.h"

namespace interleave {

using asq::analysis::Span;
using asq::analysis::State;
using asq::trace::EntityId;
using asq::trace::EntityKind;
using asq::trace::Event;
using asq::trace::EventId;
using asq::trace::EventKind;
using asq::trace::Trace;
using asq::trace::WaitReason;

namespace {

QString timerText(const TimelineSource &source, EntityId timer)
{
    if (timer != EntityId::None) {
        for (EventId id = source.nextOf(timer, EventId::None); id != EventId::None; id = source.nextOf(timer, id)) {
            const Event event = source.trace().event(id);
            if (event.kind == EventKind::Armed && event.entity == timer)
                return QStringLiteral("timer ") + durationText(double(event.count) * 1000.0);
        }
    }
    return QStringLiteral("timer");
}

// "word name", or the word alone when it is unknown on whom.
QString on(const Trace &trace, const QString &word, EntityId other)
{
    return other == EntityId::None ? word : word + QLatin1Char(' ') + laneName(trace, other);
}

// Of another tool's slice its name; what it was given would leave no room for that.
QString runText(const Trace &trace, EntityId entity, const QString &value)
{
    const EntityKind kind = trace.entity(entity).kind;
    const qsizetype given = value.indexOf(QLatin1String(" {"));
    return given > 0 && (kind == EntityKind::Thread || kind == EntityKind::Track) ? value.left(given) : value;
}

QString waitText(const TimelineSource &source, const Span &span)
{
    const Trace &trace = source.trace();
    const Event &event = trace.event(span.begin);
    const QString value = trace.string(event.value);
    switch (span.reason) {
    case WaitReason::None: return on(trace, QString(), span.other).trimmed();
    case WaitReason::Trigger:
        return span.other == EntityId::None ? QStringLiteral("await callback")
                                            : on(trace, QStringLiteral("await"), span.other);
    case WaitReason::Turn: return QStringLiteral("turn");
    case WaitReason::Sequence:
    case WaitReason::Promise:
        return span.other == EntityId::None
            ? QStringLiteral("await ") + QString::fromLatin1(asq::trace::name(span.reason))
            : on(trace, QStringLiteral("await"), span.other);
    case WaitReason::Gate:
        return event.count > 0 ? QStringLiteral("gate of %1").arg(event.count) : QStringLiteral("gate");
    case WaitReason::Put: {
        const QString put = value.isEmpty() ? QStringLiteral("put") : QStringLiteral("put ") + value;
        return on(trace, put + QStringLiteral(" →"), span.other);
    }
    case WaitReason::Take: return on(trace, QStringLiteral("take"), span.other);
    case WaitReason::Alts:
        return event.count > 0 ? QStringLiteral("alts of %1").arg(event.count) : QStringLiteral("alts");
    case WaitReason::Timer: return timerText(source, span.other);
    case WaitReason::Event: return on(trace, QStringLiteral("next event"), span.other);
    case WaitReason::Next: return QStringLiteral("next()");
    case WaitReason::Join: return on(trace, QStringLiteral("join"), span.other);
    }
    Q_UNREACHABLE();
    return QString();
}

QString manyOf(EntityKind kind)
{
    switch (kind) {
    case EntityKind::Program: return QStringLiteral("programs");
    case EntityKind::Sequence: return QStringLiteral("sequences");
    case EntityKind::IterableSequence: return QStringLiteral("iterable sequences");
    case EntityKind::ReactiveSequence: return QStringLiteral("reactive sequences");
    case EntityKind::ReactiveInstance: return QStringLiteral("instances");
    case EntityKind::Step: return QStringLiteral("steps");
    case EntityKind::Segment: return QStringLiteral("segments");
    case EntityKind::Handler: return QStringLiteral("handlers");
    case EntityKind::Coroutine: return QStringLiteral("coroutines");
    case EntityKind::Goroutine: return QStringLiteral("goroutines");
    case EntityKind::Channel: return QStringLiteral("channels");
    case EntityKind::Timer: return QStringLiteral("timers");
    case EntityKind::Outside: return QStringLiteral("outside");
    case EntityKind::Process: return QStringLiteral("processes");
    case EntityKind::Thread: return QStringLiteral("threads");
    case EntityKind::Track: return QStringLiteral("tracks");
    case EntityKind::Counter: return QStringLiteral("counters");
    }
    Q_UNREACHABLE();
    return QString();
}

} // namespace

QString laneName(const Trace &trace, EntityId entity)
{
    const QString label = trace.label(entity);
    return label.isEmpty() ? QString::fromLatin1(asq::trace::name(trace.entity(entity).kind)) : label;
}

QString laneTitle(const Trace &trace, const asq::analysis::Lane &lane)
{
    if (!lane.gathers)
        return laneName(trace, lane.entity);
    return QStringLiteral("%1 (%2)").arg(manyOf(*lane.gathers), countText(lane.members));
}

QString spanText(const TimelineSource &source, const Span &span)
{
    const Trace &trace = source.trace();
    const Event &event = trace.event(span.begin);
    switch (span.state) {
    case State::Blocked: return waitText(source, span);
    case State::Waiting:
        if (event.kind == EventKind::Armed)
            return durationText(double(event.count) * 1000.0);
        return waitText(source, span);
    case State::Running: return runText(trace, span.entity, trace.string(event.value));
    case State::Completed:
    case State::Failed: return trace.string(event.value);
    default: return QString();
    }
}

} // namespace interleave
