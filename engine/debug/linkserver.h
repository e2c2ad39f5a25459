#pragma once

#include "debug/linkconnection.h"
#include "debug/protocol.h"

#include <QLocalServer>
#include <QTemporaryDir>

#include <chrono>

namespace asq::debug {

/// Waits for one debuggee: a local socket in a folder that only this user may enter. Who connects must belong to this
/// user, speak our version and know the secret, and say so within a few seconds; everybody else is refused and told why.
class LinkServer : public QObject
{
    Q_OBJECT

public:
    explicit LinkServer(QObject *parent = nullptr);
    ~LinkServer() override;

    /// Opens the socket.
    trace::Result<QString> listen();
    /// For the debuggee. Requires: listen() succeeded.
    QString name() const;
    QString secret() const { return m_secret; }
    void setGreetingTime(std::chrono::milliseconds time) { m_greetingTime = time; }
    /// What whoever is let in from now on hears with the welcome.
    void setBreakpoints(const QList<Breakpoint> &breakpoints) { m_breakpoints = breakpoints; }
    /// The debuggee, once; null before accepted() and when it was taken already.
    std::unique_ptr<LinkConnection> takeConnection() { return std::move(m_accepted); }

Q_SIGNALS:
    void accepted(const asq::debug::Hello &hello);
    /// Somebody was turned away; a sentence for people.
    void refused(const QString &message);

private:
    void onNewConnection();
    void onFrame(LinkConnection *connection, const Frame &frame);
    void accept(LinkConnection *connection, const Hello &hello);
    void refuse(LinkConnection *connection, const QString &reason);
    void drop(LinkConnection *connection, const QString &reason);

    QTemporaryDir m_folder;
    QLocalServer m_server;
    const QString m_secret = newSecret();
    std::chrono::milliseconds m_greetingTime{5000};
    std::unique_ptr<LinkConnection> m_accepted;
    QList<Breakpoint> m_breakpoints;
    bool m_isTaken = false;
};

} // namespace asq::debug
