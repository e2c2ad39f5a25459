#pragma once

#include "record/exchange.h"
#include "record/recorderoptions.h"
#include "record/sink.h"
#include "record/translator.h"

#include <thread>
#include <vector>

namespace asq::record {

/// The recorder's thread: takes records out of the inlets in the order of time, translates them and gives them to the
/// sinks, at least once an interval and whenever the gate asks for it.
class Writer
{
public:
    /// Starts the thread.
    Writer(std::shared_ptr<Exchange> exchange, std::vector<std::unique_ptr<Sink>> sinks,
           const RecorderOptions &options);
    /// Like finish(). In a forked-off process the sinks are left alone: their files are the parent's.
    ~Writer();

    /// Writes everything, ends the sinks and the thread. In a process that was forked off there is no such thread, and
    /// nothing happens.
    void finish();
    /// What went wrong in sinks. Requires: finish() was called.
    QStringList problems() const { return m_problems; }

private:
    struct Source {
        std::shared_ptr<Inlet> inlet;
        FeedIds ids;
    };
    void run();
    void endSinks();
    void drain(bool everything);
    void drainOne(Source &source);
    bool merge(quint64 horizon);
    void take(Source &source, const Record &record, QStringView text);
    void takeNotes();
    void dropEndedSources();
    void write();
    void flush();
    void lookForProblems();

    const std::shared_ptr<Exchange> m_exchange;
    std::vector<std::unique_ptr<Sink>> m_sinks;
    const std::chrono::milliseconds m_interval;
    const std::function<void(const QString &)> m_tellProblem;
    Translator m_translator;
    std::vector<std::unique_ptr<Source>> m_sources;
    QStringList m_problems;
    std::vector<bool> m_hasFailed; ///< By sink.
    bool m_hasBegun = false;

    std::atomic<bool> m_finishing = false;
    const pid_t m_process;
    std::thread m_thread;
};

} // namespace asq::record
