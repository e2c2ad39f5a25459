#pragma once

#include "trace/formats/pointercache.h"

#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace asq::trace {

namespace perfetto {
class ClockSnapshot;
}

/// From the clocks that packets name to nanoseconds of one clock, the trace's own: snapshots say what several clocks
/// showed at one instant. A clock with a number from 64 to 127 belongs to one sequence, and may count from packet to packet.
class PerfettoClocks
{
public:
    /// Times are kept within this, so that what is damaged cannot overflow.
    static constexpr qint64 Limit = qint64(1) << 61;
    static constexpr quint32 BootTime = 6;
    static constexpr quint32 Monotonic = 3;

    void snapshot(const perfetto::ClockSnapshot &snapshot, quint32 sequence);
    /// What `stamp`, read from `clock`, is on the trace's clock. Calls count: a clock that counts from packet to packet
    /// goes on.
    qint64 time(quint32 clock, quint32 sequence, quint64 stamp);
    /// The trace's clock, which packets without a word on it mean.
    quint32 primary() const { return m_primary; }
    /// Clocks that packets named and no snapshot relates to the trace's: their times were taken as they are.
    const std::set<quint32> &unrelated() const { return m_unrelated; }

private:
    struct Clock {
        quint64 unit = 1;
        bool isIncremental = false;
        quint64 last = 0; ///< Of an incremental one: where it stands, in its unit.
        std::vector<std::pair<qint64, qint64>> offsets; ///< From which of its times on what is to be added.
    };
    static quint64 key(quint32 clock, quint32 sequence);
    static qint64 nanoseconds(const Clock &clock, quint64 stamp);
    static qint64 offset(const Clock &clock, qint64 time);

    std::unordered_map<quint64, Clock> m_clocks;
    std::set<quint32> m_unrelated;
    quint32 m_primary = BootTime;
    bool m_primaryIsKnown = false;
    PointerCache<Clock> m_recent;
};

} // namespace asq::trace
