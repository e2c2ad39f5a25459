#pragma once

#include "analysis/programstate.h"

#include <array>

namespace asq::analysis {

/// A heap of durations in nanoseconds, or of other counts: exact percentiles, and a histogram in powers of two.
class Distribution
{
public:
    static constexpr int BucketCount = 64;

    void add(qint64 value);
    qsizetype count() const { return m_values.size(); }
    qint64 total() const { return m_total; }
    /// 0 when there is none.
    qint64 smallest() const { return percentile(0); }
    qint64 largest() const { return percentile(100); }
    /// The value that `percent` of all are not above (the nearest rank); 0 when there is none. Requires: 0 to 100.
    qint64 percentile(double percent) const;
    /// How many values v have 2^i <= v < 2^(i + 1); the first bucket takes 0 and less too.
    const std::array<quint32, BucketCount> &buckets() const { return m_buckets; }

private:
    mutable QList<qint64> m_values;
    mutable bool m_isSorted = true;
    qint64 m_total = 0;
    std::array<quint32, BucketCount> m_buckets = {};
};

/// Numbers of a whole recording. Times are those of timeOf().
class Statistics
{
public:
    /// All steps (segments, handlers, coroutines, sequences, instances) of one name and place together.
    struct Step {
        trace::EntityKind kind = trace::EntityKind::Step;
        trace::StringId label = trace::StringId::Empty;
        trace::LocationId location = trace::LocationId::Unknown;
        Distribution latency; ///< From when it started to when it completed or failed; a sequence's from its creation.
        Distribution queueDelay; ///< From when it might have run to when it ran.
        qint64 running = 0; ///< The time its code ran, what ran inside it aside.
        quint32 failures = 0;
    };
    struct Channel {
        trace::EntityId channel = trace::EntityId::None;
        quint64 messages = 0; ///< That somebody took.
        qsizetype mostBuffered = 0;
        double meanBuffered = 0; ///< Over the time from its creation to its close or the end.
        qsizetype mostPuts = 0; ///< That waited at once.
        qsizetype mostTakes = 0;
        Distribution putWait; ///< Of the puts that waited and were served.
        Distribution takeWait;
    };

    explicit Statistics(const trace::Trace &trace);

    /// The largest sum of latencies first.
    const QList<Step> &steps() const { return m_steps; }
    /// In order of creation.
    const QList<Channel> &channels() const { return m_channels; }
    /// Of everybody.
    const Distribution &queueDelay() const { return m_queueDelay; }

private:
    class Pass;
    QList<Step> m_steps;
    QList<Channel> m_channels;
    Distribution m_queueDelay;
};

} // namespace asq::analysis
