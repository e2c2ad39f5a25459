#include "debug/linkserver.h"

#include <QDir>
#include <QFileInfo>
#include <QTimer>

namespace asq::debug {

namespace {

/// The runtime folder is this user's alone and its path is short, as the path of a socket must be (107 bytes).
QString folderTemplate()
{
    QString base = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (base.isEmpty() || base.size() > 60 || !QFileInfo(base).isWritable())
        base = QDir::tempPath();
    return base + QLatin1String("/asq-XXXXXX");
}

} // namespace

LinkServer::LinkServer(QObject *parent) : QObject(parent), m_folder(folderTemplate())
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &LinkServer::onNewConnection);
}

LinkServer::~LinkServer() = default;

trace::Result<QString> LinkServer::listen()
{
    if (!m_folder.isValid())
        return trace::Error{QStringLiteral("No folder for the debugger's socket: %1.").arg(m_folder.errorString())};
    if (!m_server.listen(m_folder.filePath(QStringLiteral("link"))))
        return trace::Error{QStringLiteral("The debugger's socket cannot be opened: %1.").arg(m_server.errorString())};
    return name();
}

QString LinkServer::name() const
{
    return m_server.fullServerName();
}

void LinkServer::onNewConnection()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        socket->setParent(nullptr);
        auto *connection = new LinkConnection(std::unique_ptr<QLocalSocket>(socket), this);
        connection->setFrameLimit(GreetingLimit);
        if (!isPeerOfSameUser(*socket)) {
            refuse(connection, QStringLiteral("it belongs to another user"));
            continue;
        }
        connect(connection, &LinkConnection::frameReceived, this,
                [this, connection](const Frame &frame) { onFrame(connection, frame); });
        connect(connection, &LinkConnection::garbled, this, [this, connection] {
            refuse(connection, QStringLiteral("it does not speak the debugger's protocol"));
        });
        connect(connection, &LinkConnection::closed, this,
                [this, connection] { drop(connection, QStringLiteral("it went away before it had said who it is")); });
        QTimer::singleShot(m_greetingTime, connection, [this, connection] {
            if (connection->parent() == this)
                refuse(connection, QStringLiteral("it did not say who it is"));
        });
        connection->readNow();
    }
}

void LinkServer::onFrame(LinkConnection *connection, const Frame &frame)
{
    if (frame.type != FrameType::Hello)
        return refuse(connection, QStringLiteral("it does not speak the debugger's protocol"));
    const trace::Result<Hello> hello = decodedHello(frame.payload);
    if (!hello)
        return refuse(connection, hello.error().text);
    if (hello->version != ProtocolVersion)
        return refuse(connection,
                      QStringLiteral("it speaks version %1 of the protocol and this debugger version %2")
                          .arg(hello->version)
                          .arg(ProtocolVersion));
    if (!isSameSecret(hello->secret, m_secret))
        return refuse(connection, QStringLiteral("it does not know this session's secret"));
    if (m_isTaken)
        return refuse(connection, QStringLiteral("this session has its program already"));
    accept(connection, *hello);
}

void LinkServer::accept(LinkConnection *connection, const Hello &hello)
{
    m_isTaken = true;
    connection->disconnect(this);
    connection->setParent(nullptr);
    connection->setFrameLimit(FrameReader::DefaultLimit);
    m_accepted.reset(connection);
    connection->sendNow(FrameType::Welcome, encoded(Welcome{ProtocolVersion, m_breakpoints}));
    Q_EMIT accepted(hello);
}

void LinkServer::refuse(LinkConnection *connection, const QString &reason)
{
    connection->sendNow(FrameType::Refused, reason.toUtf8());
    drop(connection, reason);
}

void LinkServer::drop(LinkConnection *connection, const QString &reason)
{
    connection->disconnect(this);
    connection->close();
    connection->deleteLater();
    Q_EMIT refused(QStringLiteral("A program that wanted to join the debugger was refused: %1.").arg(reason));
}

} // namespace asq::debug
