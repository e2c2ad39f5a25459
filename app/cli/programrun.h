#pragma once

#include "core/eventloopexecutor.h"
#include "core/virtualexecutor.h"
#include "debug/breakpointgate.h"
#include "debug/controllable.h"
#include "debug/debuggeelink.h"
#include "record/keeplimits.h"
#include "record/recorder.h"
#include "script/scripthost.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

struct RunOptions {
    struct File {
        QString name;
        QString text;
    };
    QList<File> files;
    QString recordTo;  ///< Empty: nothing is written.
    asq::record::RecorderOptions::Values values = asq::record::RecorderOptions::Values::Summary; ///< Of the recording.
    std::optional<asq::record::KeepLimits> keep; ///< Of the recording: only the end, and only when there is a reason.
    std::optional<asq::debug::DebuggeeLink::Address> debugger;
    bool virtualClock = false;
    qint64 untilSeconds = 3600; ///< Of the virtual clock: programs with an endless interval end there.
    qint64 memoryLimit = 0; ///< Bytes; 0 is the default.
    quint32 seed = 1;
    bool positions = true; ///< Of events, when they are recorded.
    QString responses; ///< What answers the program's `fetch`, as JSON.
    QString responsesName; ///< The file that they stand in or would stand in.
    bool network = false; ///< `fetch` goes out for what no response is for.
};

/// One run of a program from the command line: evaluates the files, and goes on until nothing is left to happen, somebody
/// stops it, or it cannot go on. Streams to a file, to a debugger, or to nobody.
class ProgramRun : public asq::debug::Controllable
{
public:
    explicit ProgramRun(RunOptions options);
    ~ProgramRun() override;

    /// The exit code: 0; 1 when the program failed or could not be recorded; 130 when it was stopped.
    int run();

    void requestStop() override;
    void setPaused(bool paused) override;
    void step() override;
    void setBreakpoints(const QList<asq::debug::Breakpoint> &breakpoints) override;

private:
    bool openSinks(std::vector<std::unique_ptr<asq::record::Sink>> &sinks);
    std::unique_ptr<asq::record::Sink> openFile();
    void runProgram(asq::Observer *observer);
    void runToTheEnd();
    void tickGate();
    void holdAt(const asq::debug::Breakpoint &place);
    void hold(std::unique_lock<std::mutex> &lock, const QString &reason);
    void tellUnsettled(asq::Kernel &kernel);
    void say(const QString &sentence);

    RunOptions m_options;
    std::unique_ptr<asq::debug::DebuggeeLink> m_link;
    std::unique_ptr<asq::record::Recorder> m_recorder;
    std::unique_ptr<asq::debug::BreakpointGate> m_breakpoints; ///< With a debugger.
    std::unique_ptr<asq::VirtualExecutor> m_virtual;
    std::unique_ptr<asq::EventLoopExecutor> m_real;
    asq::Executor *m_executor = nullptr;
    std::atomic<asq::script::ScriptHost *> m_host = nullptr;
    QString m_lastMessage;
    int m_exitCode = 0;

    std::mutex m_mutex; ///< Guards what follows, and the host against being gone while it is interrupted.
    std::condition_variable m_changed;
    bool m_paused = false;
    int m_steps = 0;
    std::atomic<bool> m_stopRequested = false;
    std::atomic<bool> m_held = false; ///< Paused, or a stop is asked for: the gate has to look closer.
};
