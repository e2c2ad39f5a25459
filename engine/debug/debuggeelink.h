#pragma once

#include "debug/controllable.h"
#include "debug/protocol.h"
#include "record/sink.h"
#include "trace/result.h"

#include <QThread>

#include <memory>
#include <optional>

namespace asq::debug {

class LinkPipe;
class LinkWorker;

/// The debuggee's side of the link: streams what is recorded to the debugger and hands on what the debugger asks. The
/// socket lives on a thread of its own, so that the program can be stopped while its thread is in an endless loop.
///
///     if (const auto address = DebuggeeLink::addressFromEnvironment()) {
///         auto link = DebuggeeLink::open(*address, QStringLiteral("orders.js"));
///         …link.error() or…
///         sinks.push_back((*link)->sink());
///
/// Lives on the program's thread, as long as the recorder whose sink it gave. A QCoreApplication exists.
class DebuggeeLink
{
public:
    struct Address {
        QString name;
        QString secret;
    };
    struct Options {
        /// A program that was started to be watched stops when nobody watches any more; one that joined goes on.
        bool stopsWhenAlone = true;
    };

    /// Where the environment says that a debugger waits. Takes the secret out of the environment, so that programs
    /// which this one starts do not inherit it.
    static std::optional<Address> addressFromEnvironment();
    /// The same for a debugger named on the command line: only the secret is from the environment.
    static Address addressNamed(const QString &name);

    /// Connects and introduces itself as `program`; waits for the answer, a few seconds at most. The error is a
    /// sentence that says why the debugger cannot be reached or does not want it.
    static trace::Result<std::unique_ptr<DebuggeeLink>> open(const Address &address, const QString &program,
                                                             Options options);
    static trace::Result<std::unique_ptr<DebuggeeLink>> open(const Address &address, const QString &program)
    {
        return open(address, program, Options());
    }
    ~DebuggeeLink();
    DebuggeeLink(const DebuggeeLink &) = delete;
    DebuggeeLink &operator=(const DebuggeeLink &) = delete;

    /// For the recorder. To be used with RecorderOptions::LiveInterval.
    std::unique_ptr<record::Sink> sink();
    /// Whom the debugger controls from now on; what it asked for before is told at once. Null: nobody, and when this
    /// returns nobody is being told anything.
    void setControllable(Controllable *controllable);
    /// Tells what the program does now. Any thread; never waits, and only the latest report is sure to arrive.
    /// Requires: it has not finished, which reportEnd() tells.
    void report(const ActivityReport &report);
    /// Tells that the program has ended, and waits until the debugger has got everything, a second at most. After the
    /// recorder has finished.
    void reportEnd(int exitStatus, const QString &message);

private:
    explicit DebuggeeLink(Options options);

    std::shared_ptr<LinkPipe> m_pipe;
    QThread m_thread;
    LinkWorker *m_worker; ///< Lives on m_thread, which deletes it.
};

} // namespace asq::debug
