#pragma once

#include <QtGlobal>

namespace asq::record {

class FlushGate;
class Recorder;

/// While it lives, a crash of the program (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT) leaves a whole recording: the
/// handler gives the writer thread a fifth of a second to write out what was recorded, prints one line to stderr and
/// hands the signal to whoever handled it before. It runs on a stack of its own, so that also a stack that overflowed (endless
/// recursion) is told of.
///
/// At most one in a process. Make it on the program's thread; other threads that may overflow their stack hold a
/// CrashStack.
class CrashGuard
{
public:
    /// `patienceMilliseconds`: how long a crash waits for the writer; saving what is kept may take longer than flushing.
    explicit CrashGuard(Recorder &recorder, int patienceMilliseconds = PatienceMilliseconds);
    ~CrashGuard();
    CrashGuard(const CrashGuard &) = delete;
    CrashGuard &operator=(const CrashGuard &) = delete;

    static constexpr int PatienceMilliseconds = 200;
};

/// A stack for the signal handlers of the thread that makes it; it is given back by the same thread.
class CrashStack
{
public:
    CrashStack();
    ~CrashStack();
    CrashStack(const CrashStack &) = delete;
    CrashStack &operator=(const CrashStack &) = delete;

private:
    void *m_memory;
    bool m_installed = false;
};

/// The name of a signal ("SIGSEGV") and what it means ("invalid memory access"), in ASCII; never null.
const char *signalName(int signal) noexcept;
const char *signalMeaning(int signal) noexcept;

} // namespace asq::record
