#include "tracegenerator.h"

#include <algorithm>

using namespace asq::trace;

// A small scheduler that keeps just enough state to announce only what can happen. Nothing is shared with the engine,
// so that what it announces is a second opinion on what engine/README.md says of events.

TraceGenerator::TraceGenerator(quint32 seed) : m_random(seed)
{
    m_builder.setVirtualClock(true);
    m_builder.addFile(QStringLiteral("generated.js"), QStringLiteral("one\ntwo\nthree\n"));
    announce(EventKind::Started, EntityId::Program);
    makeChannel();
    makeWorker();
    makeWorker();
    announce(EventKind::Returned, EntityId::Program);
}

int TraceGenerator::random(int below)
{
    return int(m_random() % quint32(below)); // Not std::uniform_int_distribution: its results differ between libraries.
}

EventId TraceGenerator::announce(EventKind kind, EntityId entity, EntityId other, StringId value, quint32 count,
                                 WaitReason reason)
{
    Event event;
    event.kind = kind;
    event.entity = entity;
    event.other = other;
    event.value = value;
    event.count = count;
    event.reason = reason;
    event.programTime = m_time;
    event.realTime = m_time + m_builder.eventCount();
    if (m_builder.eventCount() > 0 && chance(80))
        event.cause = EventId{
            quint32(m_builder.eventCount() - random(int(std::min<qsizetype>(m_builder.eventCount(), 5))))};
    if (chance(50))
        event.location = m_builder.intern(Location{0, quint32(1 + random(3)), quint32(random(4))});
    return m_builder.append(event);
}

EntityId TraceGenerator::create(EntityKind kind, EntityId parent, const QString &label)
{
    const EntityId id = m_builder.addEntity({kind, parent, m_builder.intern(label), LocationId::Unknown});
    announce(EventKind::Created, id);
    return id;
}

StringId TraceGenerator::value()
{
    return m_builder.intern(chance(70) ? QString::number(++m_valueCount) : QStringLiteral("\"same\""));
}

void TraceGenerator::makeWorker()
{
    const EntityId entity = create(EntityKind::Goroutine, EntityId::Program,
                                   QStringLiteral("worker %1").arg(m_workers.size()));
    announce(EventKind::Scheduled, entity);
    m_workers.append({entity});
    m_workers.last().state = Worker::Ready;
}

void TraceGenerator::makeChannel()
{
    const EntityId entity = create(EntityKind::Channel, EntityId::Program,
                                   QStringLiteral("channel %1").arg(m_channels.size()));
    m_channels.append({entity, random(3), {}, {}, {}, false});
}

/// A sequence of a gate and a step that all happen within one turn, one of them nested in the other, or one that fails
/// or is aborted.
void TraceGenerator::makeSequence()
{
    const EntityId sequence = create(EntityKind::Sequence, EntityId::Program, QStringLiteral("sequence"));
    const EntityId gate = create(EntityKind::Step, sequence, QStringLiteral("gate"));
    const EntityId first = create(EntityKind::Segment, gate, QStringLiteral("a"));
    const EntityId second = create(EntityKind::Segment, gate, QString());
    announce(EventKind::Scheduled, gate);
    announce(EventKind::Started, gate);
    announce(EventKind::Suspended, gate, EntityId::None, StringId::Empty, 2, WaitReason::Gate);
    announce(EventKind::Started, first);
    announce(EventKind::Suspended, first, EntityId::None, StringId::Empty, 0, WaitReason::Trigger);
    announce(EventKind::Started, second);
    const EntityId inner = create(EntityKind::Step, sequence, QStringLiteral("inner"));
    announce(EventKind::Started, inner);
    announce(EventKind::Logged, inner, EntityId::None, value(), 0, chance(20) ? WaitReason::Trigger : WaitReason::None);
    announce(EventKind::Completed, inner, EntityId::None, value());
    announce(EventKind::Returned, inner);
    if (chance(20)) {
        announce(EventKind::Aborted, sequence);
        announce(EventKind::Aborted, gate);
        announce(EventKind::Aborted, second);
        announce(EventKind::Returned, second);
        return;
    }
    const EventKind outcome = chance(70) ? EventKind::Completed : EventKind::Failed;
    announce(outcome, second, EntityId::None, value());
    announce(EventKind::Returned, second);
    announce(EventKind::Completed, first, EntityId::None, value());
    announce(outcome, gate, EntityId::None, value());
    announce(outcome, sequence, EntityId::None, value());
    if (outcome == EventKind::Failed && chance(50))
        announce(EventKind::Reported, sequence, EntityId::None, value());
}

void TraceGenerator::generate(qsizetype count)
{
    const qsizetype end = m_builder.eventCount() + count;
    while (m_builder.eventCount() < end) {
        m_time += random(1000);
        const int dice = random(100);
        if (dice < 3)
            makeSequence();
        else if (dice < 5)
            makeWorker();
        else if (dice < 6)
            makeChannel();
        const int position = random(int(m_workers.size()));
        switch (m_workers.at(position).state) {
        case Worker::Ready: runWorker(position); break;
        case Worker::Timer: fireTimer(position); break;
        default:
            if (std::none_of(m_workers.cbegin(), m_workers.cend(), [](const Worker &worker) {
                    return worker.state == Worker::Ready || worker.state == Worker::Timer;
                }))
                makeWorker();
            break;
        }
    }
}

void TraceGenerator::runWorker(int position)
{
    const EntityId entity = m_workers.at(position).entity;
    announce(m_workers.at(position).wasStarted ? EventKind::Resumed : EventKind::Started, entity, EntityId::None,
             value());
    m_workers[position].wasStarted = true;
    while (act(position)) {}
}

/// One thing that a worker does; false when that ended its slice.
bool TraceGenerator::act(int position)
{
    const EntityId entity = m_workers.at(position).entity;
    Channel &channel = m_channels[random(int(m_channels.size()))];
    const int dice = random(100);
    if (dice < 35)
        return put(position, channel);
    if (dice < 70)
        return take(position, channel);
    if (dice < 75)
        return waitForAny(position);
    if (dice < 85) {
        m_workers[position].timer = create(EntityKind::Timer, entity, QStringLiteral("after"));
        announce(EventKind::Armed, m_workers.at(position).timer, EntityId::None, StringId::Empty,
                 quint32(random(5000)));
        announce(EventKind::Suspended, entity, m_workers.at(position).timer, StringId::Empty, 0, WaitReason::Timer);
        m_workers[position].state = Worker::Timer;
        return false;
    }
    if (dice < 90) {
        announce(EventKind::Suspended, entity, EntityId::None, StringId::Empty, 0, WaitReason::Turn);
        return false;
    }
    if (dice < 93) {
        announce(chance(80) ? EventKind::Completed : EventKind::Failed, entity, EntityId::None, value());
        announce(EventKind::Returned, entity);
        m_workers[position].state = Worker::Ended;
        return false;
    }
    if (dice < 94 && !channel.closed) {
        announce(EventKind::Closed, channel.entity);
        channel.closed = true;
        const QList<Channel::Wait> puts = std::exchange(channel.puts, {});
        const QList<Channel::Wait> takes = std::exchange(channel.takes, {});
        for (const Channel::Wait &wait : puts + takes)
            wake(wait.worker);
        return true;
    }
    announce(EventKind::Logged, entity, EntityId::None, value());
    return true;
}

bool TraceGenerator::put(int position, Channel &channel)
{
    const EntityId entity = m_workers.at(position).entity;
    const StringId what = value();
    if (channel.closed)
        return true;
    if (!channel.takes.isEmpty()) {
        const int taker = channel.takes.takeFirst().worker;
        announce(EventKind::Rendezvous, channel.entity, m_workers.at(taker).entity, what, 2);
        wake(taker);
        return true;
    }
    if (channel.buffer.size() < channel.size) {
        announce(EventKind::Buffered, channel.entity, entity, what);
        channel.buffer.append(what);
        return true;
    }
    announce(EventKind::Offered, channel.entity, entity, what);
    channel.puts.append({position, what});
    announce(EventKind::Suspended, entity, channel.entity, what, 0, WaitReason::Put);
    m_workers[position].state = Worker::Put;
    return false;
}

bool TraceGenerator::take(int position, Channel &channel)
{
    const EntityId entity = m_workers.at(position).entity;
    if (channel.closed)
        return true;
    if (!channel.buffer.isEmpty()) {
        announce(EventKind::Taken, channel.entity, entity, channel.buffer.takeFirst());
        if (!channel.puts.isEmpty()) {
            const Channel::Wait next = channel.puts.takeFirst();
            announce(EventKind::Buffered, channel.entity, m_workers.at(next.worker).entity, next.value, 1);
            channel.buffer.append(next.value);
            wake(next.worker);
        }
        return true;
    }
    if (!channel.puts.isEmpty()) {
        const Channel::Wait next = channel.puts.takeFirst();
        announce(EventKind::Rendezvous, channel.entity, entity, next.value, 1);
        wake(next.worker);
        return true;
    }
    announce(EventKind::Requested, channel.entity, entity);
    channel.takes.append({position, StringId::Empty});
    announce(EventKind::Suspended, entity, channel.entity, StringId::Empty, 0, WaitReason::Take);
    m_workers[position].state = Worker::Take;
    return false;
}

/// Takes from the first channel of all those where nothing can be taken now.
bool TraceGenerator::waitForAny(int position)
{
    const EntityId entity = m_workers.at(position).entity;
    QList<int> options;
    for (int i = 0; i < m_channels.size(); ++i) {
        const Channel &channel = m_channels.at(i);
        if (!channel.closed && channel.buffer.isEmpty() && channel.puts.isEmpty() && options.size() < 3)
            options.append(i);
    }
    if (options.size() < 2)
        return true;
    for (int option : std::as_const(options)) {
        announce(EventKind::Requested, m_channels.at(option).entity, entity);
        m_channels[option].takes.append({position, StringId::Empty});
    }
    announce(EventKind::Suspended, entity, EntityId::None, StringId::Empty, quint32(options.size()), WaitReason::Alts);
    m_workers[position].state = Worker::Alts;
    return false;
}

/// The worker's put or take is over: it may run.
void TraceGenerator::wake(int position)
{
    forget(position);
    if (m_workers.at(position).state == Worker::Ended || m_workers.at(position).state == Worker::Ready)
        return;
    announce(EventKind::Scheduled, m_workers.at(position).entity);
    m_workers[position].state = Worker::Ready;
}

void TraceGenerator::forget(int position)
{
    for (Channel &channel : m_channels) {
        channel.takes.removeIf([&](const Channel::Wait &wait) { return wait.worker == position; });
        channel.puts.removeIf([&](const Channel::Wait &wait) { return wait.worker == position; });
    }
}

void TraceGenerator::fireTimer(int position)
{
    const EntityId timer = m_workers.at(position).timer;
    m_time += random(100'000);
    if (chance(10)) {
        announce(EventKind::Cancelled, timer);
        announce(EventKind::Aborted, m_workers.at(position).entity);
        m_workers[position].state = Worker::Ended;
        return;
    }
    announce(EventKind::Fired, timer);
    announce(EventKind::Scheduled, m_workers.at(position).entity);
    announce(EventKind::Returned, timer);
    m_workers[position].state = Worker::Ready;
}
