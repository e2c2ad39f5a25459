#include "record/tickclock.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace asq::record {

TickScale::TickScale() : m_begin(read().nanoseconds), m_start(read()), m_present(m_start) {}

// A pair is worth as much as the two readings are close together: a thread that was put aside between them would
// shift every event. So the counter is read on both sides and the tightest of a few attempts counts.
TickScale::Instant TickScale::read()
{
    Instant best;
    quint64 bestWidth = ~quint64(0);
    for (int attempt = 0; attempt < 3; ++attempt) {
        const quint64 before = readTicks();
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        const quint64 after = readTicks();
        if (after - before < bestWidth) {
            bestWidth = after - before;
            best = {before + (after - before) / 2, std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()};
        }
    }
    return best;
}

void TickScale::refresh()
{
    refreshWith(read());
}

void TickScale::refreshWith(Instant present)
{
    const qint64 ticks = qint64(present.ticks - m_start.ticks);
    const qint64 step = qint64(present.ticks - m_present.ticks);
    const qint64 nanoseconds = present.nanoseconds - m_present.nanoseconds;
    // Over a stretch that is long enough to tell, the counter goes as fast as before, about.
    const double expected = double(nanoseconds) / m_nanosecondsPerTick;
    constexpr double tolerance = 20e6;
    const bool isKnown = m_start.ticks != m_present.ticks;
    const bool hasJumped = step < 0 || (isKnown && std::abs(double(step) - expected) > expected / 2 + tolerance);
    m_present = present;
    if (hasJumped)
        m_start = present; // The rate stays as it was measured.
    else if (ticks > 0)
        m_nanosecondsPerTick = double(present.nanoseconds - m_start.nanoseconds) / double(ticks);
}

qint64 TickScale::nanoseconds(quint64 ticks)
{
    const qint64 present = m_present.nanoseconds - m_begin;
    const double ago = double(qint64(m_present.ticks - ticks)) * m_nanosecondsPerTick;
    // What does not fit into the time from the begin until now was read before or after a jump.
    const double bounded = std::clamp(double(present) - ago, 0.0, double(present + Lead));
    m_last = std::max(m_last, qint64(bounded));
    return m_last;
}

} // namespace asq::record
