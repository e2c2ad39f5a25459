#include "workload.h"

#include <algorithm>

using namespace asq::trace;

// One turn is one goroutine or one request going on until it waits or gives control back; the clock is read once a turn,
// as the recorder does.

namespace {
constexpr int Pipelines = 48;
constexpr std::size_t MostRequests = 64;
constexpr int StepsOfARequest = 4;
constexpr quint32 Lines = 60;
} // namespace

Workload::Workload(ChunkWriter *writer, quint32 seed) : m_writer(writer), m_random(seed)
{
    QString text;
    for (quint32 line = 1; line <= Lines; ++line)
        text += QStringLiteral("// line %1 of a service\n").arg(line);
    const quint32 file = writer->addFile(QStringLiteral("service.js"), text);
    for (quint32 line = 1; line <= Lines; ++line)
        m_places.push_back(writer->addLocation({file, line, 1 + random(40)}));
    for (int i = 0; i < 400; ++i)
        m_common.push_back(
            writer->addString(i < 200 ? QString::number(i) : QStringLiteral("{ state: \"s%1\" }").arg(i)));
    for (const char *name : {"read", "check", "store", "answer"})
        m_stepNames.push_back(writer->addString(QLatin1String(name)));
    m_requestName = writer->addString(QStringLiteral("request"));
    m_timerName = writer->addString(QStringLiteral("timeout"));
    const EventId start = announce({EventKind::Started, EntityId::Program});
    for (int i = 0; i < Pipelines; ++i)
        makePipeline(i);
    announce({EventKind::Returned, EntityId::Program, start});
}

EventId Workload::announce(const Announcement &what)
{
    Event event;
    event.kind = what.kind;
    event.entity = what.entity;
    event.cause = what.cause;
    event.other = what.other;
    event.value = what.value;
    event.count = what.count;
    event.reason = what.reason;
    event.programTime = m_time;
    event.realTime = m_time;
    // An entity's code is at few places, which differ by what it does.
    const bool hasPlace = what.kind != EventKind::Scheduled && what.kind != EventKind::Returned;
    if (hasPlace)
        event.location = m_places[(index(what.entity) * 7 + quint32(what.kind)) % m_places.size()];
    ++m_eventCount;
    return m_writer->append(event);
}

EntityId Workload::create(EntityKind kind, EntityId parent, StringId label, EventId cause)
{
    const EntityId id = m_writer->addEntity({kind, parent, label, m_places[index(label) % m_places.size()]});
    ++m_entityCount;
    announce({EventKind::Created, id, cause, EntityId::None});
    return id;
}

StringId Workload::message()
{
    if (!chance(25))
        return m_common[random(quint32(m_common.size()))];
    return m_writer->addString(QStringLiteral("{ id: %1 }").arg(++m_messageCount));
}

void Workload::makePipeline(int number)
{
    Pipeline pipeline;
    const StringId channel = m_writer->addString(QStringLiteral("queue %1").arg(number));
    const StringId producer = m_writer->addString(QStringLiteral("producer %1").arg(number));
    const StringId consumer = m_writer->addString(QStringLiteral("consumer %1").arg(number));
    pipeline.channel = create(EntityKind::Channel, EntityId::Program, channel, EventId::None);
    pipeline.capacity = std::size_t(number % 4) * 4;
    pipeline.producer.entity = create(EntityKind::Goroutine, EntityId::Program, producer, EventId::None);
    pipeline.consumer.entity = create(EntityKind::Goroutine, EntityId::Program, consumer, EventId::None);
    wake(pipeline.producer, EventId::None);
    wake(pipeline.consumer, EventId::None);
    m_pipelines.push_back(pipeline);
}

void Workload::run(qint64 count)
{
    const qint64 end = m_eventCount + count;
    while (m_eventCount < end) {
        m_time += 200 + random(4000);
        if (chance(28)) {
            if (m_requests.empty() || (m_requests.size() < MostRequests && chance(30)))
                beginRequest();
            else
                goOn(m_requests[random(quint32(m_requests.size()))]);
            m_requests.erase(std::remove_if(m_requests.begin(), m_requests.end(),
                                            [](const Request &request) { return request.place >= StepsOfARequest; }),
                             m_requests.end());
            continue;
        }
        Pipeline &pipeline = m_pipelines[random(Pipelines)];
        for (Worker *worker : {&pipeline.producer, &pipeline.consumer}) {
            if (worker->state == Worker::Timer && worker->due <= m_time)
                fire(*worker);
        }
        if (pipeline.producer.state == Worker::Ready)
            produce(pipeline);
        if (pipeline.consumer.state == Worker::Ready)
            consume(pipeline);
    }
}

void Workload::begin(Worker &worker)
{
    announce({worker.wasStarted ? EventKind::Resumed : EventKind::Started, worker.entity, worker.cause});
    worker.wasStarted = true;
}

void Workload::wake(Worker &worker, EventId cause)
{
    worker.cause = announce({EventKind::Scheduled, worker.entity, cause});
    worker.state = Worker::Ready;
}

/// Gives control back for a turn, or for a while.
void Workload::pause(Worker &worker)
{
    if (!chance(12)) {
        worker.cause = announce(
            {EventKind::Suspended, worker.entity, worker.cause, EntityId::None, {}, 0, WaitReason::Turn});
        return;
    }
    worker.timer = create(EntityKind::Timer, worker.entity, m_timerName, worker.cause);
    const quint32 microseconds = 50 + random(5000);
    worker.cause = announce({EventKind::Armed, worker.timer, worker.cause, EntityId::None, {}, microseconds});
    announce({EventKind::Suspended, worker.entity, worker.cause, worker.timer, {}, 0, WaitReason::Timer});
    worker.state = Worker::Timer;
    worker.due = m_time + qint64(microseconds) * 1000;
}

void Workload::fire(Worker &worker)
{
    const EventId fired = announce({EventKind::Fired, worker.timer, worker.cause});
    const EntityId timer = worker.timer;
    wake(worker, fired);
    announce({EventKind::Returned, timer, fired});
}

void Workload::produce(Pipeline &pipeline)
{
    begin(pipeline.producer);
    if (chance(3))
        announce({EventKind::Logged, pipeline.producer.entity, pipeline.producer.cause, EntityId::None, message()});
    for (quint32 puts = 1 + random(3); puts > 0; --puts) {
        if (!put(pipeline))
            return;
    }
    pause(pipeline.producer);
}

/// False when the producer waits now.
bool Workload::put(Pipeline &pipeline)
{
    Worker &own = pipeline.producer;
    const StringId value = message();
    if (pipeline.consumer.state == Worker::Take) {
        const EventId met = announce(
            {EventKind::Rendezvous, pipeline.channel, own.cause, pipeline.consumer.entity, value, 2});
        wake(pipeline.consumer, met);
        return true;
    }
    if (pipeline.buffer.size() < pipeline.capacity) {
        announce({EventKind::Buffered, pipeline.channel, own.cause, own.entity, value});
        pipeline.buffer.push_back(value);
        return true;
    }
    own.cause = announce({EventKind::Offered, pipeline.channel, own.cause, own.entity, value});
    pipeline.offered = value;
    announce({EventKind::Suspended, own.entity, own.cause, pipeline.channel, value, 0, WaitReason::Put});
    own.state = Worker::Put;
    return false;
}

void Workload::consume(Pipeline &pipeline)
{
    begin(pipeline.consumer);
    for (quint32 takes = 1 + random(3); takes > 0; --takes) {
        if (!take(pipeline))
            return;
    }
    pause(pipeline.consumer);
}

bool Workload::take(Pipeline &pipeline)
{
    Worker &own = pipeline.consumer;
    const bool putWaits = pipeline.producer.state == Worker::Put;
    if (!pipeline.buffer.empty()) {
        announce({EventKind::Taken, pipeline.channel, own.cause, own.entity, pipeline.buffer.front()});
        pipeline.buffer.pop_front();
        if (putWaits) {
            const EventId buffered = announce({EventKind::Buffered, pipeline.channel, pipeline.producer.cause,
                                               pipeline.producer.entity, pipeline.offered, 1});
            pipeline.buffer.push_back(pipeline.offered);
            wake(pipeline.producer, buffered);
        }
        return true;
    }
    if (putWaits) {
        const EventId met = announce(
            {EventKind::Rendezvous, pipeline.channel, pipeline.producer.cause, own.entity, pipeline.offered, 1});
        wake(pipeline.producer, met);
        return true;
    }
    own.cause = announce({EventKind::Requested, pipeline.channel, own.cause, own.entity});
    announce({EventKind::Suspended, own.entity, own.cause, pipeline.channel, {}, 0, WaitReason::Take});
    own.state = Worker::Take;
    return false;
}

void Workload::beginRequest()
{
    Request request{};
    request.sequence = create(EntityKind::Sequence, EntityId::Program, m_requestName, EventId::None);
    request.cause = EventId{quint32(m_eventCount)};
    beginStep(request);
    m_requests.push_back(request);
}

/// Its next step runs; most end at once, some wait for the outside.
void Workload::beginStep(Request &request)
{
    request.step = create(EntityKind::Step, request.sequence, m_stepNames[std::size_t(request.place)], request.cause);
    const EventId scheduled = announce({EventKind::Scheduled, request.step, request.cause});
    const EventId started = announce({EventKind::Started, request.step, scheduled, EntityId::None, message()});
    if (chance(40)) {
        request.cause = announce(
            {EventKind::Suspended, request.step, started, EntityId::None, {}, 0, WaitReason::Trigger});
        request.waits = true;
        return;
    }
    endStep(request, started);
    announce({EventKind::Returned, request.step, started});
}

void Workload::goOn(Request &request)
{
    if (request.waits) {
        request.waits = false;
        endStep(request, request.cause);
    } else {
        beginStep(request);
    }
}

void Workload::endStep(Request &request, EventId cause)
{
    const bool fails = random(1000) < 5;
    const EventKind outcome = fails ? EventKind::Failed : EventKind::Completed;
    const StringId value = message();
    request.cause = announce({outcome, request.step, cause, EntityId::None, value});
    if (!fails && ++request.place < StepsOfARequest)
        return;
    request.place = StepsOfARequest;
    const EventId end = announce({outcome, request.sequence, request.cause, EntityId::None, value});
    if (fails && chance(50))
        announce({EventKind::Reported, request.sequence, end, EntityId::None, value});
}
