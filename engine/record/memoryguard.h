#pragma once

#include <QtGlobal>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace asq::record {

class Recorder;

/// Watches how much memory the process holds and ends it, with its recording whole and a clear line on stderr, before
/// it takes the machine down. Works also while the program's thread is in an endless loop.
class MemoryGuard
{
public:
    /// What the process exits with then.
    static constexpr int ExitCode = 86;
    static constexpr qint64 DefaultLimit = qint64(1) << 30;

    explicit MemoryGuard(Recorder &recorder, qint64 limitBytes = DefaultLimit);
    ~MemoryGuard();
    MemoryGuard(const MemoryGuard &) = delete;
    MemoryGuard &operator=(const MemoryGuard &) = delete;

    /// Bytes of this process that are in memory now; 0 where the system does not tell.
    static qint64 residentBytes();

private:
    void watch();
    [[noreturn]] void endProgram(qint64 resident);

    Recorder &m_recorder;
    const qint64 m_limit;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace asq::record
