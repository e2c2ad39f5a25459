#pragma once

#include "record/feed.h"
#include "record/sink.h"
#include "record/writer.h"
#include "trace/trace.h"

namespace asq::record {

class MemorySink;

/// Keeps what kernels announce. On the program's thread an announcement is a record of 48 bytes in bounded memory and a
/// summary of its values; a thread of the recorder does the rest and hands it to the sinks. The program never waits:
/// what finds no room is counted and becomes a gap event.
///
///     Recorder recorder({.keepInMemory = true});
///     Kernel kernel(executor, &recorder);
///     …
///     Trace trace = recorder.finish();
///
/// It is itself the feed of the program's own kernel; kernels of other threads get feeds of theirs. The recorder outlives
/// its kernel or is finished after its last announcement: what comes later is not recorded.
class Recorder final : public Feed
{
public:
    explicit Recorder(RecorderOptions options, std::vector<std::unique_ptr<Sink>> sinks = {});
    /// Like finish().
    ~Recorder() override;

    /// Any thread: the observer of a further kernel, whose entities stand below a thread `name` in the trace. It belongs
    /// to the kernel's thread and may outlive the recorder. Requires: `name` is not empty.
    std::unique_ptr<Feed> addThread(const QString &name);

    /// Waits until everything announced so far is in the sinks and flushed; false when that took longer than `limit`.
    bool flushNow(std::chrono::milliseconds limit);
    /// Has sinks that keep things back write them out, and waits for it like flushNow(). Any thread.
    bool saveNow(std::chrono::milliseconds limit);
    /// For signal handlers and watchdogs: the same, by hand.
    FlushGate &flushGate() { return exchange().gate(); }
    void requestSave() noexcept { exchange().requestSave(); }
    /// Any thread: the program is about to be ended from outside; becomes a failed event of the program.
    void noteFailure(const QString &text);
    /// Before the first announcement, when it was not known when the recorder was made.
    void setVirtualClock(bool on) { exchange().setVirtualClock(on); }

    /// Writes and ends everything. The result is the whole trace when it was kept in memory, else an empty one. Not
    /// while another thread announces to the recorder itself. A second call gives the same.
    trace::Trace finish();
    /// What went wrong in writing, in sentences for people. Requires: finish() was called.
    QStringList problems() const { return m_writer.problems(); }

private:
    MemorySink *m_memory = nullptr; ///< One of the writer's.
    Writer m_writer;
};

} // namespace asq::record
