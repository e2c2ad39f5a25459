#include "record/tickclock.h"

#include <algorithm>
#include <chrono>

namespace asq::record {

TickScale::TickScale() : m_start(read()), m_present(m_start) {}

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
    m_present = read();
    const quint64 ticks = m_present.ticks - m_start.ticks;
    if (ticks > 0)
        m_nanosecondsPerTick = double(m_present.nanoseconds - m_start.nanoseconds) / double(ticks);
}

qint64 TickScale::nanoseconds(quint64 ticks)
{
    const qint64 present = m_present.nanoseconds - m_start.nanoseconds;
    const qint64 ago = qint64(double(qint64(m_present.ticks - ticks)) * m_nanosecondsPerTick);
    m_last = std::max(m_last, present - ago);
    return m_last;
}

} // namespace asq::record
