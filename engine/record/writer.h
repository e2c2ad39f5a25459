#pragma once

#include "record/flushgate.h"
#include "record/recordqueue.h"
#include "record/sink.h"
#include "record/translator.h"

#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace asq::record {

/// The recorder's thread: takes records out of the queue, translates them and gives them to the sinks, at least once
/// an interval and whenever the gate asks for it.
class Writer
{
public:
    struct Settings {
        std::chrono::milliseconds interval;
        bool virtualClock;
    };
    /// Starts the thread. `queue` and `gate` outlive it.
    Writer(RecordQueue &queue, FlushGate &gate, std::vector<std::unique_ptr<Sink>> sinks, Settings settings);
    /// Like finish().
    ~Writer();

    /// Any thread: a program text, for the records published after it.
    void addFile(const QString &name, const QString &text);
    /// Any thread: the program failed, as seen from outside of it.
    void addFailure(const QString &text);
    /// Writes everything, ends the sinks and the thread. The producer has published its last record.
    void finish();
    /// What went wrong in sinks. Requires: finish() was called.
    QStringList problems() const { return m_problems; }

private:
    void run();
    void drain();
    void takeNotes();
    void write();
    void flush();

    RecordQueue &m_queue;
    FlushGate &m_gate;
    const std::vector<std::unique_ptr<Sink>> m_sinks;
    const Settings m_settings;
    Translator m_translator;
    QStringList m_problems;

    std::mutex m_notesMutex;
    QList<trace::SourceFile> m_files;
    QStringList m_failures;
    std::atomic<bool> m_hasNotes = false;

    std::atomic<bool> m_finishing = false;
    std::thread m_thread;
};

} // namespace asq::record
