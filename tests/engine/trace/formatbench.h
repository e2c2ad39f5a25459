#pragma once

#include <QElapsedTimer>
#include <QFile>

#include <cstdio>
#include <ctime>

// What benchmarks of reading files have in common.

inline double cpuSeconds()
{
    timespec now = {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

inline double peakMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

/// Forgets the peak so far: what a generator or a peer took is not the reader's.
inline void resetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

template<typename Work>
double timed(const char *what, qint64 bytes, qint64 events, Work work)
{
    QElapsedTimer wall;
    wall.start();
    const double before = cpuSeconds();
    work();
    const double seconds = cpuSeconds() - before;
    std::printf("%-42s %7.2f s CPU %7.2f s %8.3f GB/s %7.1f ns an event\n", what, seconds,
                double(wall.elapsed()) * 1e-3, double(bytes) * 1e-9 / seconds, seconds * 1e9 / double(events));
    return seconds;
}
