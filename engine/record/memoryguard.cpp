#include "record/memoryguard.h"

#include "record/recorder.h"

#include <QString>

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace asq::record {

namespace {

/// A script fills about 2 GB a second: at this pace it passes the limit by a tenth of a gigabyte at most.
constexpr std::chrono::milliseconds Pace{40};

} // namespace

MemoryGuard::MemoryGuard(Recorder &recorder, qint64 limitBytes) : m_recorder(recorder), m_limit(limitBytes)
{
    Q_ASSERT(limitBytes > 0);
    m_thread = std::thread([this] { watch(); });
}

MemoryGuard::~MemoryGuard()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

qint64 MemoryGuard::residentBytes()
{
    const int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    char text[128] = {};
    const ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    long long total = 0;
    long long resident = 0;
    if (length <= 0 || std::sscanf(text, "%lld %lld", &total, &resident) != 2)
        return 0;
    return qint64(resident) * sysconf(_SC_PAGESIZE);
}

void MemoryGuard::watch()
{
    std::unique_lock lock(m_mutex);
    while (!m_ending) {
        if (const qint64 resident = residentBytes(); resident > m_limit)
            endProgram(resident);
        m_changed.wait_for(lock, Pace);
    }
}

// _exit, because the destructors of a program that still runs on another thread are nothing to wait for.
void MemoryGuard::endProgram(qint64 resident)
{
    const auto mebibytes = [](qint64 bytes) { return bytes / (1024 * 1024); };
    const QString text = QStringLiteral("The program was ended: it holds %1 MiB of memory, its limit is %2 MiB.")
                             .arg(mebibytes(resident))
                             .arg(mebibytes(m_limit));
    m_recorder.noteFailure(text);
    m_recorder.saveNow(std::chrono::milliseconds(500));
    const QByteArray line = '\n' + text.toUtf8() + '\n';
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, line.constData(), size_t(line.size()));
    _exit(ExitCode);
}

} // namespace asq::record
