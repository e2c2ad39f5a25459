#include "debug/linkworker.h"

#include <QDeadlineTimer>

namespace asq::debug {

namespace {

constexpr int JoinMilliseconds = 5000;

} // namespace

LinkWorker::LinkWorker(std::shared_ptr<LinkPipe> pipe, bool stopsWhenAlone)
    : m_pipe(std::move(pipe)), m_stopsWhenAlone(stopsWhenAlone)
{
    connect(m_pipe.get(), &LinkPipe::filled, this, &LinkWorker::send, Qt::QueuedConnection);
}

// Before the answer nothing else happens on this thread, so it may simply wait.
QString LinkWorker::join(const QString &name, const Hello &hello)
{
    auto socket = std::make_unique<QLocalSocket>();
    socket->connectToServer(name);
    if (!socket->waitForConnected(JoinMilliseconds))
        return QStringLiteral("The debugger cannot be reached: %1.").arg(socket->errorString());
    if (!isPeerOfSameUser(*socket))
        return QStringLiteral("The debugger belongs to another user.");
    socket->write(encodedFrame(FrameType::Hello, encoded(hello)));
    FrameReader reader;
    reader.setLimit(GreetingLimit);
    std::optional<Frame> answer;
    const QDeadlineTimer deadline(JoinMilliseconds);
    while (!(answer = reader.next()) && reader.error().isEmpty()) {
        if (socket->bytesAvailable() == 0 && !socket->waitForReadyRead(int(deadline.remainingTime())))
            return QStringLiteral("The debugger did not answer.");
        reader.feed(socket->readAll());
    }
    if (answer && answer->type == FrameType::Refused)
        return QStringLiteral("The debugger refused this program: %1.").arg(QString::fromUtf8(answer->payload));
    if (!answer || answer->type != FrameType::Welcome)
        return QStringLiteral("What answers there is no debugger.");
    const trace::Result<Welcome> welcome = decodedWelcome(answer->payload);
    if (!welcome)
        return QStringLiteral("The debugger cannot be understood: %1.").arg(welcome.error().text);
    setBreakpoints(welcome->breakpoints);

    connect(socket.get(), &QLocalSocket::bytesWritten, this, [this](qint64 bytes) { m_pipe->sent(bytes); });
    m_connection = std::make_unique<LinkConnection>(std::move(socket));
    connect(m_connection.get(), &LinkConnection::frameReceived, this, &LinkWorker::onFrame);
    connect(m_connection.get(), &LinkConnection::garbled, this, &LinkWorker::onClosed);
    connect(m_connection.get(), &LinkConnection::closed, this, &LinkWorker::onClosed);
    return {};
}

void LinkWorker::setControllable(Controllable *controllable)
{
    const std::lock_guard lock(m_mutex);
    m_controllable = controllable;
    if (!m_controllable)
        return;
    if (!m_breakpoints.isEmpty())
        m_controllable->setBreakpoints(m_breakpoints);
    if (m_pauseAsked)
        m_controllable->setPaused(true);
    if (m_stopAsked)
        m_controllable->requestStop();
}

void LinkWorker::send()
{
    const QByteArray bytes = m_pipe->takeAll();
    if (bytes.isEmpty() || m_connection->socket().state() != QLocalSocket::ConnectedState)
        return;
    m_connection->socket().write(bytes);
    m_connection->socket().flush();
}

void LinkWorker::onFrame(const Frame &frame)
{
    switch (frame.type) {
    case FrameType::Stop: return requestStop();
    case FrameType::Pause: return setPaused(true);
    case FrameType::Resume: return setPaused(false);
    case FrameType::Step: return step();
    case FrameType::Breakpoints:
        if (const trace::Result<QList<Breakpoint>> breakpoints = decodedBreakpoints(frame.payload))
            setBreakpoints(*breakpoints);
        return;
    default: return; // Nothing else is the debugger's to say; a later version may say more.
    }
}

void LinkWorker::onClosed()
{
    m_pipe->close();
    if (m_stopsWhenAlone)
        return requestStop();
    // Nobody is left who could let it go on.
    setBreakpoints({});
    setPaused(false);
}

void LinkWorker::requestStop()
{
    const std::lock_guard lock(m_mutex);
    m_stopAsked = true;
    if (m_controllable)
        m_controllable->requestStop();
}

void LinkWorker::setPaused(bool paused)
{
    const std::lock_guard lock(m_mutex);
    m_pauseAsked = paused;
    if (m_controllable)
        m_controllable->setPaused(paused);
}

void LinkWorker::setBreakpoints(const QList<Breakpoint> &breakpoints)
{
    const std::lock_guard lock(m_mutex);
    m_breakpoints = breakpoints;
    if (m_controllable)
        m_controllable->setBreakpoints(breakpoints);
}

void LinkWorker::step()
{
    const std::lock_guard lock(m_mutex);
    if (m_controllable)
        m_controllable->step();
}

} // namespace asq::debug
