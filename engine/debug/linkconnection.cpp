#include "debug/linkconnection.h"

#include <QPointer>

#include <sys/socket.h>
#include <unistd.h>

namespace asq::debug {

LinkConnection::LinkConnection(std::unique_ptr<QLocalSocket> socket, QObject *parent)
    : QObject(parent), m_socket(std::move(socket))
{
    connect(m_socket.get(), &QLocalSocket::readyRead, this, &LinkConnection::readFrames);
    connect(m_socket.get(), &QLocalSocket::disconnected, this, &LinkConnection::onDisconnected);
}

LinkConnection::~LinkConnection()
{
    m_over = true;
    m_socket->disconnect(this);
}

void LinkConnection::readNow()
{
    const QPointer<LinkConnection> self = this;
    readFrames();
    if (self && m_socket->state() == QLocalSocket::UnconnectedState)
        onDisconnected();
}

bool LinkConnection::sendNow(FrameType type, const QByteArray &payload)
{
    if (m_socket->state() != QLocalSocket::ConnectedState)
        return false;
    const QByteArray frame = encodedFrame(type, payload);
    const ssize_t sent = send(int(m_socket->socketDescriptor()), frame.constData(), size_t(frame.size()),
                              MSG_NOSIGNAL | MSG_DONTWAIT);
    return sent == frame.size();
}

void LinkConnection::close()
{
    m_over = true;
    m_socket->abort();
}

// Whoever is told of a frame may close or delete this.
void LinkConnection::readFrames()
{
    if (m_over)
        return;
    m_reader.feed(m_socket->readAll());
    const QPointer<LinkConnection> self = this;
    while (const std::optional<Frame> frame = m_reader.next()) {
        Q_EMIT frameReceived(*frame);
        if (!self || m_over)
            return;
    }
    if (!m_reader.error().isEmpty()) {
        m_over = true;
        Q_EMIT garbled(m_reader.error());
    }
}

void LinkConnection::onDisconnected()
{
    const QPointer<LinkConnection> self = this;
    readFrames();
    if (!self || m_over)
        return;
    m_over = true;
    Q_EMIT closed(m_reader.isWithinFrame());
}

bool isPeerOfSameUser(const QLocalSocket &socket)
{
#if defined(SO_PEERCRED)
    ucred credentials = {};
    socklen_t length = sizeof credentials;
    if (getsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0)
        return false;
    return credentials.uid == geteuid();
#else
    Q_UNUSED(socket);
    return true;
#endif
}

} // namespace asq::debug
