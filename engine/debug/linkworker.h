#pragma once

#include "debug/controllable.h"
#include "debug/linkconnection.h"
#include "debug/linkpipe.h"
#include "debug/protocol.h"

#include <memory>
#include <mutex>

namespace asq::debug {

/// What runs on the thread of a DebuggeeLink: owns the socket.
class LinkWorker : public QObject
{
    Q_OBJECT

public:
    LinkWorker(std::shared_ptr<LinkPipe> pipe, bool stopsWhenAlone);

    /// Connects, introduces itself and waits for the answer; empty, or a sentence that says what went wrong.
    QString join(const QString &name, const Hello &hello);
    /// Any thread.
    void setControllable(Controllable *controllable);

private:
    void send();
    void onFrame(const Frame &frame);
    void onClosed();
    void requestStop();
    void setPaused(bool paused);
    void step();
    void setBreakpoints(const QList<Breakpoint> &breakpoints);

    const std::shared_ptr<LinkPipe> m_pipe;
    const bool m_stopsWhenAlone;
    std::unique_ptr<LinkConnection> m_connection;

    std::mutex m_mutex; ///< For what follows.
    Controllable *m_controllable = nullptr;
    bool m_stopAsked = false;
    bool m_pauseAsked = false;
    QList<Breakpoint> m_breakpoints;
};

} // namespace asq::debug
