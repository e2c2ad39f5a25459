#include "trace/formats/perfettoclocks.h"

#include "perfetto.pb.h"

#include <algorithm>

namespace asq::trace {

quint64 PerfettoClocks::key(quint32 clock, quint32 sequence)
{
    constexpr quint32 firstOfSequence = 64;
    constexpr quint32 lastOfSequence = 127;
    const bool isOfSequence = clock >= firstOfSequence && clock <= lastOfSequence;
    return (quint64(isOfSequence ? sequence : 0) << 32) | clock;
}

qint64 PerfettoClocks::nanoseconds(const Clock &clock, quint64 stamp)
{
    quint64 product = 0;
    if (__builtin_mul_overflow(stamp, clock.unit, &product))
        return Limit;
    return qint64(std::min<quint64>(product, Limit));
}

/// That of the last snapshot before `time`, or of the first one.
qint64 PerfettoClocks::offset(const Clock &clock, qint64 time)
{
    if (time >= clock.offsets.back().first)
        return clock.offsets.back().second;
    const auto after = std::upper_bound(clock.offsets.begin(), clock.offsets.end(), time,
                                        [](qint64 value, const auto &entry) { return value < entry.first; });
    return after == clock.offsets.begin() ? after->second : std::prev(after)->second;
}

void PerfettoClocks::snapshot(const perfetto::ClockSnapshot &snapshot, quint32 sequence)
{
    if (snapshot.has_primary_trace_clock() && snapshot.primary_trace_clock() > 0) {
        m_primary = quint32(snapshot.primary_trace_clock());
        m_primaryIsKnown = true;
    }
    const auto has = [&](quint32 id) {
        return std::any_of(snapshot.clocks().begin(), snapshot.clocks().end(),
                           [id](const auto &clock) { return clock.clock_id() == id; });
    };
    if (!m_primaryIsKnown && !has(m_primary) && has(Monotonic) && m_clocks.empty())
        m_primary = Monotonic;
    m_primaryIsKnown = m_primaryIsKnown || has(m_primary);

    // The trace's time at the snapshot: from its own clock, or from one that was related to it before.
    bool isPlaced = false;
    qint64 placed = 0;
    for (const auto &reading : snapshot.clocks()) {
        Clock &clock = m_clocks[key(reading.clock_id(), sequence)];
        if (reading.has_unit_multiplier_ns() && reading.unit_multiplier_ns() > 0)
            clock.unit = reading.unit_multiplier_ns();
        clock.isIncremental = reading.is_incremental();
        clock.last = reading.timestamp();
        const qint64 time = nanoseconds(clock, reading.timestamp());
        if (reading.clock_id() == m_primary) {
            placed = time;
            isPlaced = true;
        } else if (!isPlaced && !clock.offsets.empty()) {
            placed = time + offset(clock, time);
            isPlaced = true;
        }
    }
    for (const auto &reading : snapshot.clocks()) {
        Clock &clock = m_clocks[key(reading.clock_id(), sequence)];
        const qint64 time = nanoseconds(clock, reading.timestamp());
        if (!isPlaced || reading.clock_id() == m_primary)
            continue;
        const std::pair<qint64, qint64> entry(time, placed - time);
        const auto place = std::lower_bound(clock.offsets.begin(), clock.offsets.end(), entry,
                                            [](const auto &a, const auto &b) { return a.first < b.first; });
        if (place != clock.offsets.end() && place->first == time)
            *place = entry;
        else
            clock.offsets.insert(place, entry);
    }
}

qint64 PerfettoClocks::time(quint32 id, quint32 sequence, quint64 stamp)
{
    const quint64 wanted = key(id, sequence);
    Clock &clock = m_recent.value(wanted, [&] { return &m_clocks[wanted]; });
    if (clock.isIncremental)
        stamp = clock.last += stamp;
    const qint64 time = nanoseconds(clock, stamp);
    if (id == m_primary)
        return time;
    if (clock.offsets.empty()) {
        m_unrelated.insert(id);
        return time;
    }
    return std::clamp(time + offset(clock, time), -Limit, Limit);
}

} // namespace asq::trace
