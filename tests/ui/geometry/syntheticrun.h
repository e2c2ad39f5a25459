#pragma once

#include "trace/tracebuilder.h"

#include <QString>

namespace interleave {

/// A run of `goroutines` that take turns for about `events` events: each runs, logs now and then, and waits for a
/// timer or to take from one of a few channels. The same every time.
inline asq::trace::Trace syntheticRun(int goroutines, qsizetype events)
{
    using namespace asq::trace;
    TraceBuilder builder;
    const auto append = [&](EventKind kind, EntityId entity, EventId cause, qint64 time) {
        Event event;
        event.kind = kind;
        event.entity = entity;
        event.cause = cause;
        event.realTime = event.programTime = time;
        return event;
    };
    EventId last = builder.append(append(EventKind::Started, EntityId::Program, EventId::None, 0));
    QList<EntityId> channels;
    for (int i = 0; i < std::max(1, goroutines / 20); ++i)
        channels.append(builder.addEntity(
            Entity{EntityKind::Channel, EntityId::Program, builder.intern(QStringLiteral("channel %1").arg(i))}));
    QList<EntityId> workers;
    for (int i = 0; i < goroutines; ++i) {
        workers.append(builder.addEntity(
            Entity{EntityKind::Goroutine, EntityId::Program, builder.intern(QStringLiteral("worker %1").arg(i))}));
        builder.append(append(EventKind::Created, workers.last(), last, 100 * i));
        last = builder.append(append(EventKind::Scheduled, workers.last(), last, 100 * i));
    }
    builder.append(append(EventKind::Returned, EntityId::Program, last, 100 * goroutines));
    qint64 time = 100 * goroutines;
    QList<bool> started(goroutines, false);
    quint32 random = 12345;
    while (builder.eventCount() < events) {
        random = random * 1664525u + 1013904223u;
        const int who = int((random >> 8) % quint32(goroutines));
        time += 500 + (random >> 20);
        const EventKind begin = started.at(who) ? EventKind::Resumed : EventKind::Started;
        started[who] = true;
        Event event = append(begin, workers.at(who), last, time);
        event.value = builder.intern(QString::number(random % 1000));
        last = builder.append(event);
        if (random % 5 == 0)
            builder.append(append(EventKind::Logged, workers.at(who), last, time + 100));
        event = append(EventKind::Suspended, workers.at(who), last, time + 300);
        const bool takes = random % 3 != 0;
        event.reason = takes ? WaitReason::Take : WaitReason::Timer;
        event.other = takes ? channels.at(who % channels.size()) : EntityId::None;
        last = builder.append(event);
    }
    return builder.snapshot();
}

} // namespace interleave
