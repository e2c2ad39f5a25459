#pragma once

#include <QtGlobal>

#if defined(__x86_64__)
#include <x86intrin.h>
#else
#include <chrono>
#endif

namespace asq::record {

/// The cheapest clock of the machine in a unit of its own: the time stamp counter where there is one (8 ns a
/// reading against 18 for the system's clock), else nanoseconds. TickScale turns readings into time.
inline quint64 readTicks() noexcept
{
#if defined(__x86_64__)
    return __rdtsc();
#else
    return quint64(std::chrono::steady_clock::now().time_since_epoch().count());
#endif
}

/// Turns readings of readTicks() into nanoseconds of the monotonic clock since the scale was made. It measures the
/// rate over its whole life, so that it needs no calibration pause, and never answers with a time that lies before
/// an earlier answer. A counter that jumps (a virtual machine that moves to another host) is noticed when the scale is
/// refreshed: it then measures from there. Used by one thread.
class TickScale
{
public:
    TickScale();

    /// Reads both clocks; to be called before each run of conversions.
    void refresh();
    /// Nanoseconds since the scale was made, never less than the last answer.
    qint64 nanoseconds(quint64 ticks);

private:
    struct Instant {
        quint64 ticks = 0;
        qint64 nanoseconds = 0;
    };
    static Instant read();
    friend class TickScaleProbe; ///< Of the tests: a counter that jumps.
    void refreshWith(Instant present);
    static constexpr qint64 Lead = 1'000'000'000; ///< An event comes so long after the last refresh at most.

    const qint64 m_begin; ///< Nanoseconds.
    Instant m_start;   ///< Of the stretch that the rate is measured over.
    Instant m_present;
    double m_nanosecondsPerTick = 1;
    qint64 m_last = 0;
};

} // namespace asq::record
