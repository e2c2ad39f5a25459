#include "record/writer.h"

#include <csignal>

namespace asq::record {

namespace {

/// About 64 KiB of a file; a chunk of this size compresses well.
constexpr qsizetype EventsPerBatch = 16 * 1024;
/// How long sinks may take over a flush that somebody waits for: less than a crash handler's patience.
constexpr std::chrono::milliseconds FlushLimit{150};

/// The new thread takes no signals: they belong to the program's threads.
std::thread startWithoutSignals(auto function)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread thread(function);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return thread;
}

} // namespace

Writer::Writer(RecordQueue &queue, FlushGate &gate, std::vector<std::unique_ptr<Sink>> sinks, Settings settings)
    : m_queue(queue), m_gate(gate), m_sinks(std::move(sinks)), m_settings(settings)
{
    m_thread = startWithoutSignals([this] { run(); });
}

Writer::~Writer()
{
    finish();
}

void Writer::addFile(const QString &name, const QString &text)
{
    const std::lock_guard lock(m_notesMutex);
    m_files.append({name, text});
    m_hasNotes.store(true, std::memory_order_release);
}

void Writer::addFailure(const QString &text)
{
    const std::lock_guard lock(m_notesMutex);
    m_failures.append(text);
    m_hasNotes.store(true, std::memory_order_release);
}

void Writer::finish()
{
    if (!m_thread.joinable())
        return;
    m_finishing.store(true, std::memory_order_release);
    m_gate.wake();
    m_thread.join();
}

void Writer::run()
{
    m_gate.enter();
    for (const auto &sink : m_sinks)
        sink->begin(m_settings.virtualClock);
    auto lastWrite = std::chrono::steady_clock::now();
    unsigned served = 0;
    bool finishing = false;
    while (!finishing) {
        m_gate.wait(m_settings.interval);
        finishing = m_finishing.load(std::memory_order_acquire);
        const unsigned requested = m_gate.requested();
        drain();
        const auto now = std::chrono::steady_clock::now();
        if (finishing || requested != served || now - lastWrite >= m_settings.interval) {
            write();
            lastWrite = now;
        }
        if (requested != served) {
            flush();
            m_gate.done(requested);
            served = requested;
        }
    }
    for (const auto &sink : m_sinks) {
        sink->end();
        if (const QString problem = sink->problem(); !problem.isEmpty())
            m_problems.append(problem);
    }
    m_gate.leave();
}

void Writer::drain()
{
    m_translator.refreshClock();
    const auto read = [this](const Record &record, QStringView text) {
        // Whoever published a record that names a file has left the file before.
        if (m_hasNotes.load(std::memory_order_acquire)) [[unlikely]]
            takeNotes();
        m_translator.translate(record, text);
    };
    while (m_queue.drainBlock(read)) {
        if (m_translator.batch().events.size() >= EventsPerBatch)
            write();
    }
    takeNotes();
}

void Writer::takeNotes()
{
    const std::lock_guard lock(m_notesMutex);
    for (const trace::SourceFile &file : std::as_const(m_files))
        m_translator.addFile(file.name, file.text);
    for (const QString &text : std::as_const(m_failures))
        m_translator.addFailure(text);
    m_files.clear();
    m_failures.clear();
    m_hasNotes.store(false, std::memory_order_release);
}

void Writer::write()
{
    if (m_translator.batch().isEmpty())
        return;
    for (const auto &sink : m_sinks)
        sink->write(m_translator.batch());
    m_translator.advance();
}

void Writer::flush()
{
    for (const auto &sink : m_sinks)
        sink->flush(FlushLimit);
}

} // namespace asq::record
