// Each thread of the program has an inlet of its own, and within one the records are in order. Between inlets the ticks
// decide: each round takes what happened before the round began, always the earliest of what stands first in each. A
// thread that was put aside between reading the clock and publishing comes late; its events then stand where they
// arrived, at the time of the event before, so that time never runs backwards in a trace and causes stay before what they
// led to (those of other threads are not known here).
#include "record/writer.h"

#include <csignal>
#include <unistd.h>

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

Writer::Writer(std::shared_ptr<Exchange> exchange, std::vector<std::unique_ptr<Sink>> sinks,
               const RecorderOptions &options)
    : m_exchange(std::move(exchange)), m_sinks(std::move(sinks)), m_interval(options.interval),
      m_tellProblem(options.tellProblem), m_hasFailed(m_sinks.size()), m_process(getpid())
{
    m_thread = startWithoutSignals([this] { run(); });
}

Writer::~Writer()
{
    finish();
    if (getpid() != m_process) {
        for (std::unique_ptr<Sink> &sink : m_sinks)
            static_cast<void>(sink.release());
    }
}

void Writer::finish()
{
    if (!m_thread.joinable())
        return;
    if (getpid() != m_process) {
        new std::thread(std::move(m_thread)); // Not in this process, so nobody can join it or let it go: left as it is.
        return;
    }
    m_finishing.store(true, std::memory_order_release);
    m_exchange->gate().wake();
    m_thread.join();
}

void Writer::run()
{
    FlushGate &gate = m_exchange->gate();
    gate.enter();
    auto lastWrite = std::chrono::steady_clock::now();
    unsigned served = 0;
    bool finishing = false;
    while (!finishing) {
        gate.wait(m_interval);
        finishing = m_finishing.load(std::memory_order_acquire);
        const unsigned requested = gate.requested();
        const bool everything = finishing || requested != served;
        drain(everything);
        const auto now = std::chrono::steady_clock::now();
        if (everything || now - lastWrite >= m_interval) {
            write();
            lastWrite = now;
        }
        if (m_exchange->takeSaveRequest()) {
            write();
            for (const auto &sink : m_sinks)
                sink->save();
            lookForProblems();
        }
        if (requested != served) {
            flush();
            gate.done(requested);
            served = requested;
        }
    }
    endSinks();
    gate.leave();
}

void Writer::endSinks()
{
    m_exchange->close();
    drain(true);
    for (const auto &source : m_sources) {
        if (const quint32 lost = source->inlet->lost.load(std::memory_order_relaxed); lost > 0)
            m_translator.addGap(source->ids, lost);
    }
    write();
    if (!m_hasBegun) {
        for (const auto &sink : m_sinks)
            sink->begin(m_exchange->isVirtualClock());
    }
    for (const auto &sink : m_sinks)
        sink->end();
    lookForProblems();
}

void Writer::lookForProblems()
{
    for (std::size_t i = 0; i < m_sinks.size(); ++i) {
        const QString problem = m_hasFailed[i] ? QString() : m_sinks[i]->problem();
        if (problem.isEmpty())
            continue;
        m_hasFailed[i] = true;
        m_problems.append(problem);
        if (m_tellProblem)
            m_tellProblem(problem);
    }
}

void Writer::drain(bool everything)
{
    // What is published after this instant waits for the next round, but for the rounds that somebody waits for.
    const quint64 horizon = everything ? ~quint64(0) : readTicks();
    m_translator.refreshClock();
    takeNotes();
    if (m_sources.size() == 1)
        drainOne(*m_sources.front());
    else if (!merge(horizon))
        merge(~quint64(0)); // A counter that jumped back would hold up everything.
    takeNotes();
    dropEndedSources();
}

void Writer::drainOne(Source &source)
{
    QStringView text;
    // A program that never pauses must not keep those waiting who ask for a flush: one round is what was there when it
    // began, at most.
    for (std::size_t left = source.inlet->queue.capacity(); left > 0; --left) {
        const Record *record = source.inlet->queue.peek(text);
        if (!record)
            return;
        take(source, *record, text);
        source.inlet->queue.pop();
    }
}

/// False when nothing was taken.
bool Writer::merge(quint64 horizon)
{
    // takeNotes() may add sources meanwhile: they wait for the next round.
    const std::size_t count = m_sources.size();
    std::size_t most = 0; // As in drainOne().
    for (const std::unique_ptr<Source> &source : m_sources)
        most += source->inlet->queue.capacity();
    for (std::size_t taken = 0; taken < most; ++taken) {
        Source *earliest = nullptr;
        const Record *first = nullptr;
        QStringView firstText;
        for (std::size_t i = 0; i < count; ++i) {
            QStringView text;
            const Record *record = m_sources[i]->inlet->queue.peek(text);
            if (!record || record->ticks > horizon || (first && first->ticks <= record->ticks))
                continue;
            earliest = m_sources[i].get();
            first = record;
            firstText = text;
        }
        if (!first)
            return taken > 0;
        take(*earliest, *first, firstText);
        earliest->inlet->queue.pop();
    }
    return true;
}

void Writer::take(Source &source, const Record &record, QStringView text)
{
    // Whoever published a record that names a file has left the file before.
    if (m_exchange->hasNotes()) [[unlikely]]
        takeNotes();
    if (!source.ids.hasBegun) [[unlikely]]
        m_translator.beginFeed(source.ids, source.inlet->name, record, m_exchange->isVirtualClock());
    m_translator.translate(source.ids, record, text);
    if (m_translator.batch().events.size() >= EventsPerBatch) [[unlikely]]
        write();
}

void Writer::takeNotes()
{
    if (!m_exchange->hasNotes())
        return;
    Exchange::Notes notes = m_exchange->takeNotes();
    for (const trace::SourceFile &file : std::as_const(notes.files))
        m_translator.addFile(file.name, file.text);
    for (const QString &text : std::as_const(notes.failures))
        m_translator.addFailure(text);
    for (std::shared_ptr<Inlet> &inlet : notes.inlets)
        m_sources.push_back(std::make_unique<Source>(Source{std::move(inlet), {}}));
}

/// A feed that ended and was read to its end needs its memory no more. `ended` is read before the queue.
void Writer::dropEndedSources()
{
    if (m_sources.size() < 2)
        return;
    std::erase_if(m_sources, [this](const std::unique_ptr<Source> &source) {
        QStringView text;
        if (!source->inlet->ended.load(std::memory_order_acquire) || source->inlet->queue.peek(text))
            return false;
        if (const quint32 lost = source->inlet->lost.load(std::memory_order_relaxed); lost > 0)
            m_translator.addGap(source->ids, lost);
        return true;
    });
}

void Writer::write()
{
    if (m_translator.batch().isEmpty())
        return;
    for (const auto &sink : m_sinks) {
        if (!m_hasBegun)
            sink->begin(m_exchange->isVirtualClock());
        sink->write(m_translator.batch());
    }
    m_hasBegun = true;
    m_translator.advance();
    m_translator.refreshClock(); // A program that goes on without a pause keeps the round going.
    lookForProblems();
}

void Writer::flush()
{
    for (const auto &sink : m_sinks)
        sink->flush(FlushLimit);
}

} // namespace asq::record
