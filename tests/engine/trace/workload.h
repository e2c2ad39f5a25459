#pragma once

#include "trace/formats/chunkwriter.h"

#include <QList>

#include <deque>
#include <random>
#include <vector>

/// Writes the recording of a service that never was, of any length in bounded memory: pipelines of a goroutine that puts
/// and one that takes over a channel, buffered or not, with timers in between; requests, each a sequence of a few steps
/// that come and go; now and then a failure, an abort, an error that nobody handled, a line of output. By events about
/// six tenths are of channels, three of requests, one of timers, one of forty of them creates an entity, and a quarter of
/// the messages is a text that stands nowhere else.
///
/// What it writes depends on the seed alone, and TraceVerifier finds nothing in it.
class Workload
{
public:
    /// Requires: nothing was written yet; `writer` outlives this.
    Workload(asq::trace::ChunkWriter *writer, quint32 seed);

    /// Goes on for at least `count` events more, up to where no slice is open.
    void run(qint64 count);
    qint64 eventCount() const { return m_eventCount; }
    qint64 entityCount() const { return m_entityCount; }

private:
    struct Worker {
        asq::trace::EntityId entity;
        asq::trace::EventId cause; ///< What it goes on because of.
        enum { Ready, Put, Take, Timer } state = Ready;
        bool wasStarted = false;
        asq::trace::EntityId timer = asq::trace::EntityId::None;
        qint64 due = 0;
    };
    struct Pipeline {
        asq::trace::EntityId channel;
        std::size_t capacity;
        std::deque<asq::trace::StringId> buffer;
        asq::trace::StringId offered = asq::trace::StringId::Empty;
        Worker producer;
        Worker consumer;
    };
    struct Request {
        asq::trace::EntityId sequence;
        asq::trace::EntityId step;
        asq::trace::EventId cause;
        int place = 0; ///< How many of its steps have ended.
        bool waits = false; ///< Its step waits for its trigger.
    };
    struct Announcement {
        asq::trace::EventKind kind;
        asq::trace::EntityId entity;
        asq::trace::EventId cause = asq::trace::EventId::None;
        asq::trace::EntityId other = asq::trace::EntityId::None;
        asq::trace::StringId value = asq::trace::StringId::Empty;
        quint32 count = 0;
        asq::trace::WaitReason reason = asq::trace::WaitReason::None;
    };

    quint32 random(quint32 below) { return quint32(m_random()) % below; }
    bool chance(quint32 percent) { return random(100) < percent; }
    asq::trace::EventId announce(const Announcement &what);
    asq::trace::EntityId create(asq::trace::EntityKind kind, asq::trace::EntityId parent, asq::trace::StringId label,
                                asq::trace::EventId cause);
    asq::trace::StringId message();
    void makePipeline(int number);
    void begin(Worker &worker);
    void produce(Pipeline &pipeline);
    bool put(Pipeline &pipeline);
    void consume(Pipeline &pipeline);
    bool take(Pipeline &pipeline);
    void wake(Worker &worker, asq::trace::EventId cause);
    void pause(Worker &worker);
    void fire(Worker &worker);
    void beginRequest();
    void goOn(Request &request);
    void beginStep(Request &request);
    void endStep(Request &request, asq::trace::EventId cause);

    asq::trace::ChunkWriter *m_writer;
    std::mt19937 m_random;
    std::vector<Pipeline> m_pipelines;
    std::vector<Request> m_requests;
    std::vector<asq::trace::LocationId> m_places;
    std::vector<asq::trace::StringId> m_common; ///< Messages that come again and again.
    std::vector<asq::trace::StringId> m_stepNames;
    asq::trace::StringId m_requestName = {};
    asq::trace::StringId m_timerName = {};
    qint64 m_time = 0;
    qint64 m_eventCount = 0;
    qint64 m_entityCount = 2;
    qint64 m_messageCount = 0;
};
