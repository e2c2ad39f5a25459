#pragma once

#include "debug/frame.h"

#include <QLocalSocket>
#include <QObject>

namespace asq::debug {

/// One end of the link: turns what a socket brings into frames. Used by both sides, on the thread it lives on.
class LinkConnection : public QObject
{
    Q_OBJECT

public:
    /// Takes the socket, which is connected.
    explicit LinkConnection(std::unique_ptr<QLocalSocket> socket, QObject *parent = nullptr);
    ~LinkConnection() override;

    QLocalSocket &socket() { return *m_socket; }
    void setFrameLimit(quint32 bytes) { m_reader.setLimit(bytes); }
    /// Looks at what has arrived already; to be called once the signals are connected, and again after resume().
    void readNow();
    /// Sends a small frame at once, or not at all: to a peer that does not read, or is gone. Unlike a write to the
    /// socket it never makes Qt drop what the peer had sent before it went.
    bool sendNow(FrameType type, const QByteArray &payload = {});
    /// Ends it from this side, without a closed().
    void close();

Q_SIGNALS:
    void frameReceived(const asq::debug::Frame &frame);
    /// The peer sends what is no frame; nothing more comes from here. A sentence without a full stop.
    void garbled(const QString &error);
    /// The peer is gone and everything it sent has been told; `cutShort`: within a frame.
    void closed(bool cutShort);

private:
    void readFrames();
    void onDisconnected();

    std::unique_ptr<QLocalSocket> m_socket;
    FrameReader m_reader;
    bool m_over = false; ///< Nothing is read any more.
};

/// The user whom the process at the other end belongs to is ours. True where the system cannot tell.
bool isPeerOfSameUser(const QLocalSocket &socket);

} // namespace asq::debug
