#pragma once

#include "record/keeplimits.h"
#include "record/recorderoptions.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace asq::record {

struct RecordingOptions {
    RecorderOptions::Values values = RecorderOptions::Values::Summary;
    QString program = {};      ///< What the program is called; empty: as its file.
    /// Only so much of the end is kept, in memory, and written when saveNow(), SIGUSR1, a crash or an error that nobody
    /// handled says so: to the file, and to names with -2, -3, … before the suffix. Nothing is written otherwise.
    std::optional<KeepLimits> keep = {};
    bool guardsCrashes = true; ///< A crash of the program flushes what was recorded first; see CrashGuard.
};

/// Records the program that makes one, into a file, from one line:
///
///     record::Recording recording(QStringLiteral("orders.asqtrace"));
///     EventLoopExecutor executor;
///     Kernel kernel(executor);
///
/// Kernels that are made while it lives, in any thread, and were given no observer of their own, are recorded: the first
/// as the program, each further one as a thread of it. When it goes, the file is whole; kernels may go before it or after
/// it. A file that cannot be written is told on stderr, and the program goes on as if nothing had been asked for.
///
/// The environment has the last word: ASQ_RECORD=FILE names the file instead, and makes also a program without any such
/// line record itself; ASQ_RECORD_VALUES is off, summary or full; ASQ_RECORD_KEEP is a time, a size or both ("30s,64MiB");
/// ASQ_RECORD_END a file that what is kept is written to when the program ends. In a name, %p is the process id.
///
/// At most one in a process at a time.
class Recording
{
public:
    explicit Recording(const QString &fileName, RecordingOptions options = {});
    /// Like finish().
    ~Recording();
    Recording(const Recording &) = delete;
    Recording &operator=(const Recording &) = delete;

    /// What is written to.
    QString fileName() const;
    /// False when the file could not be made, and after finish().
    bool isRunning() const;
    /// Any thread: writes what is kept, and waits until it has been written, five seconds at most. False when that took
    /// longer, when writing failed, and without RecordingOptions::keep.
    bool saveNow();
    /// Ends the recording; what happens afterwards is not recorded.
    void finish();
    /// What went wrong, in sentences for people; complete after finish().
    QStringList problems() const;

private:
    struct State;
    friend class KernelWatch;
    const std::unique_ptr<State> m_state;
};

} // namespace asq::record
