#pragma once

#include "core/observer.h"
#include "record/flushgate.h"
#include "record/recordqueue.h"
#include "record/sink.h"
#include "record/tickclock.h"
#include "record/writer.h"
#include "trace/trace.h"

#include <QHash>

namespace asq::record {

class MemorySink;

struct RecorderOptions {
    enum class Clock : quint8 {
        EachEvent, ///< A reading each announcement (about 8 ns).
        EachBatch, ///< A reading each beginBatch(); what happens within a batch keeps its order alone.
    };
    bool summariseValues = true; ///< Off: events of values are recorded without them. Texts are always kept.
    int valueBudget = 80;        ///< Characters for the values of one event together.
    int textBudget = 4000;       ///< Characters for a console line, a mark, a label.
    Clock clock = Clock::EachEvent;
    bool virtualClock = false;   ///< What programTime counts; only told to whoever reads the trace.
    bool keepInMemory = false;   ///< finish() gives the trace.
    /// How long an event may stay on this side at most: 250 ms for a file, LiveInterval when somebody watches.
    std::chrono::milliseconds interval{250};
    qsizetype memoryLimit = 16 * 1024 * 1024; ///< Bytes for what the writer has not got to yet.

    static constexpr std::chrono::milliseconds LiveInterval{25};
};

/// Keeps what the kernel announces. On the program's thread an announcement is a record of 48 bytes in bounded memory
/// and a summary of its values; a thread of the recorder does the rest and hands it to the sinks. The program never
/// waits: what finds no room is counted and becomes a gap event.
///
///     Recorder recorder({.keepInMemory = true});
///     Kernel kernel(executor, &recorder);
///     …
///     Trace trace = recorder.finish();
///
/// born(), announce() and beginBatch() belong to one thread, the executor's; addFile() and the rest to any. The
/// recorder outlives the kernel or is finished after its last announcement: what comes later is not recorded.
class Recorder final : public Observer
{
public:
    explicit Recorder(RecorderOptions options, std::vector<std::unique_ptr<Sink>> sinks = {});
    /// Like finish().
    ~Recorder() override;

    EventId born(const Birth &birth) override;
    EventId announce(const Announcement &announcement) override;
    quint32 addFile(const QString &name, const QString &text) override;
    /// What is announced until the next call happened now, when the clock is read once a batch.
    void beginBatch() override
    {
        if (m_options.clock == RecorderOptions::Clock::EachBatch)
            m_ticks = readTicks();
    }

    /// Waits until everything announced so far is in the sinks and flushed; false when that took longer than `limit`.
    bool flushNow(std::chrono::milliseconds limit);
    /// For signal handlers and watchdogs: the same, by hand.
    FlushGate &flushGate() { return m_gate; }
    /// Any thread: the program is about to be ended from outside; becomes a failed event of the program.
    void noteFailure(const QString &text);

    /// Writes and ends everything. The result is the whole trace when it was kept in memory, else an empty one. Not
    /// while another thread announces. A second call gives the same.
    trace::Trace finish();
    /// What went wrong in writing, in sentences for people. Requires: finish() was called.
    QStringList problems() const { return m_writer.problems(); }
    /// Announcements that found no room so far. On the program's thread.
    quint64 lostCount() const { return m_lostTotal; }

private:
    RecordQueue::Slot reserve(quint32 textRoom, bool mayUseReserve);
    bool recordGap(bool mayUseReserve);
    quint64 ticks() const { return m_options.clock == RecorderOptions::Clock::EachEvent ? readTicks() : m_ticks; }
    EventId publish();
    EventId lose();

    const RecorderOptions m_options;
    RecordQueue m_queue;
    quint64 m_ticks = readTicks();
    quint32 m_lastEvent = 0;
    quint32 m_lost = 0; ///< Since the last gap event.
    quint64 m_lostTotal = 0;
    bool m_finished = false;

    std::mutex m_filesMutex;
    QHash<std::pair<QString, QString>, quint32> m_files;

    FlushGate m_gate;
    MemorySink *m_memory = nullptr; ///< One of the writer's.
    Writer m_writer;
};

} // namespace asq::record
