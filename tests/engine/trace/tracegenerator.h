#pragma once

#include "trace/tracebuilder.h"

#include <random>

/// Makes traces of programs that never were: goroutines over channels, sequences with gates, timers, failures, aborts,
/// nested steps. Every trace is one that TraceVerifier finds nothing in, and depends on the seed alone. The trace can
/// be asked for while it grows.
class TraceGenerator
{
public:
    explicit TraceGenerator(quint32 seed);

    /// Goes on for at least `count` events more, up to where no slice is open.
    void generate(qsizetype count);
    asq::trace::Trace trace() const { return m_builder.snapshot(); }

private:
    struct Worker {
        asq::trace::EntityId entity;
        asq::trace::EntityId timer = asq::trace::EntityId::None;
        enum { New, Ready, Put, Take, Alts, Timer, Ended } state = New;
        bool wasStarted = false;
    };
    struct Channel {
        asq::trace::EntityId entity;
        int size = 0;
        QList<asq::trace::StringId> buffer;
        struct Wait {
            int worker;
            asq::trace::StringId value;
        };
        QList<Wait> puts;
        QList<Wait> takes;
        bool closed = false;
    };

    int random(int below);
    bool chance(int percent) { return random(100) < percent; }
    asq::trace::EventId announce(asq::trace::EventKind kind, asq::trace::EntityId entity,
                                 asq::trace::EntityId other = asq::trace::EntityId::None,
                                 asq::trace::StringId value = asq::trace::StringId::Empty, quint32 count = 0,
                                 asq::trace::WaitReason reason = asq::trace::WaitReason::None);
    asq::trace::EntityId create(asq::trace::EntityKind kind, asq::trace::EntityId parent, const QString &label);
    asq::trace::StringId value();
    void makeWorker();
    void makeChannel();
    void makeSequence();
    void runWorker(int position);
    bool act(int position);
    bool put(int position, Channel &channel);
    bool take(int position, Channel &channel);
    bool waitForAny(int position);
    void wake(int position);
    void forget(int position);
    void fireTimer(int position);

    asq::trace::TraceBuilder m_builder;
    std::mt19937 m_random;
    QList<Worker> m_workers;
    QList<Channel> m_channels;
    qint64 m_time = 0;
    int m_valueCount = 0;
};
