// Everything a handler does here is on the list of what a handler may do: atomics, sem_post, nanosleep, write, raise.
// The writing itself happens on the writer thread, which is intact as long as the crash did not hit it or leave the
// heap locked; the wait is bounded for those cases.
#include "record/crashguard.h"

#include "record/recorder.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <unistd.h>

namespace asq::record {

namespace {

constexpr std::array Signals = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
constexpr std::size_t StackSize = 64 * 1024;

std::atomic<Recorder *> s_recorder = nullptr;
std::atomic<int> s_patience = CrashGuard::PatienceMilliseconds;
std::atomic<bool> s_crashing = false;
std::array<struct sigaction, Signals.size()> s_before;

void print(const char *text) noexcept
{
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text, std::strlen(text));
}

/// What the program had in place before gets the crash as if nothing had been here.
void handOver(int signal, const siginfo_t *information) noexcept
{
    const auto place = std::find(Signals.begin(), Signals.end(), signal);
    sigaction(signal, &s_before[std::size_t(place - Signals.begin())], nullptr);
    // A fault happens again, at the same instruction; what somebody sent has to be sent again.
    const bool isFault = information && information->si_code > 0 && signal != SIGABRT;
    if (!isFault)
        raise(signal);
}

extern "C" void onCrash(int signal, siginfo_t *information, void *)
{
    // A second crash, perhaps of the writer while it writes for the first: no more patience.
    if (!s_crashing.exchange(true)) {
        Recorder *recorder = s_recorder.load();
        if (recorder)
            recorder->requestSave();
        const bool flushed = recorder
            && recorder->flushGate().flushWithin(std::chrono::milliseconds(s_patience.load()));
        print("\nThe program crashed: ");
        print(signalName(signal));
        print(" (");
        print(signalMeaning(signal));
        print(flushed ? "). What was recorded until then is kept.\n"
                      : "). The last moments before may be missing from the recording.\n");
    }
    handOver(signal, information);
}

std::optional<CrashStack> &programStack()
{
    static std::optional<CrashStack> stack;
    return stack;
}

} // namespace

CrashGuard::CrashGuard(Recorder &recorder, int patienceMilliseconds)
{
    Q_ASSERT_X(!s_recorder.load(), "CrashGuard", "there is one already");
    programStack().emplace();
    s_patience.store(patienceMilliseconds);
    s_recorder.store(&recorder);
    struct sigaction action = {};
    action.sa_sigaction = onCrash;
    action.sa_flags = SA_ONSTACK | SA_NODEFER | SA_SIGINFO;
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < Signals.size(); ++i)
        sigaction(Signals[i], &action, &s_before[i]);
}

CrashGuard::~CrashGuard()
{
    for (std::size_t i = 0; i < Signals.size(); ++i)
        sigaction(Signals[i], &s_before[i], nullptr);
    s_recorder.store(nullptr);
    programStack().reset();
}

CrashStack::CrashStack() : m_memory(nullptr)
{
    const std::size_t size = std::max<std::size_t>(StackSize, std::size_t(SIGSTKSZ));
    m_memory = std::malloc(size);
    stack_t stack = {};
    stack.ss_sp = m_memory;
    stack.ss_size = size;
    m_installed = m_memory && sigaltstack(&stack, nullptr) == 0;
}

CrashStack::~CrashStack()
{
    if (m_installed) {
        stack_t off = {};
        off.ss_flags = SS_DISABLE;
        sigaltstack(&off, nullptr);
    }
    std::free(m_memory);
}

const char *signalName(int signal) noexcept
{
    switch (signal) {
    case SIGSEGV: return "SIGSEGV";
    case SIGBUS: return "SIGBUS";
    case SIGFPE: return "SIGFPE";
    case SIGILL: return "SIGILL";
    case SIGABRT: return "SIGABRT";
    case SIGKILL: return "SIGKILL";
    case SIGTERM: return "SIGTERM";
    case SIGINT: return "SIGINT";
    case SIGTRAP: return "SIGTRAP";
    default: return "an unusual signal";
    }
}

const char *signalMeaning(int signal) noexcept
{
    switch (signal) {
    case SIGSEGV: return "invalid memory access or endless recursion";
    case SIGBUS: return "access to memory that is not there";
    case SIGFPE: return "impossible arithmetic";
    case SIGILL: return "invalid machine instruction";
    case SIGABRT: return "it gave itself up";
    case SIGKILL: return "it was killed";
    case SIGTERM: return "it was asked to end";
    case SIGINT: return "it was interrupted";
    case SIGTRAP: return "trap";
    default: return "see man 7 signal";
    }
}

} // namespace asq::record
