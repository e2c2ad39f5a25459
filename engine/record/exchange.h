#pragma once

#include "record/flushgate.h"
#include "record/inlet.h"
#include "trace/trace.h"

#include <QHash>

#include <memory>
#include <mutex>

namespace asq::record {

/// What the threads of a recorded program share with the writer, beside their inlets: program texts, what is noted from
/// outside, and the gate. Outlives the recorder as long as somebody announces. All of it from any thread.
class Exchange
{
public:
    FlushGate &gate() { return m_gate; }

    /// A program text, for the records published after it; the same one is given the same number.
    quint32 addFile(const QString &name, const QString &text);
    /// The program failed, as seen from outside of it.
    void addFailure(const QString &text);
    /// A thread joins. False: nobody reads any more.
    bool addInlet(std::shared_ptr<Inlet> inlet);
    /// Asks the sinks that keep things back to write out what they have. Also from signal handlers.
    void requestSave() noexcept
    {
        m_saveRequested.store(true, std::memory_order_release);
        m_gate.wake();
    }
    void setVirtualClock(bool on) { m_virtualClock.store(on, std::memory_order_release); }
    bool isVirtualClock() const { return m_virtualClock.load(std::memory_order_acquire); }

    /// What came since the last call.
    struct Notes {
        QList<trace::SourceFile> files;
        QStringList failures;
        std::vector<std::shared_ptr<Inlet>> inlets;
    };
    /// Writer: costs next to nothing when there are none.
    bool hasNotes() const { return m_hasNotes.load(std::memory_order_acquire); }
    Notes takeNotes();
    bool takeSaveRequest() { return m_saveRequested.exchange(false, std::memory_order_acq_rel); }
    /// Writer: nobody reads from now on.
    void close();
    bool isClosed() const { return m_closed.load(std::memory_order_acquire); }

private:
    FlushGate m_gate;
    std::mutex m_mutex;
    QHash<std::pair<QString, QString>, quint32> m_files;
    Notes m_notes;
    std::atomic<bool> m_hasNotes = false;
    std::atomic<bool> m_saveRequested = false;
    std::atomic<bool> m_virtualClock = false;
    std::atomic<bool> m_closed = false;
};

} // namespace asq::record
