#include "localserver.h"

#include <QEventLoop>
#include <QSemaphore>
#include <QTcpServer>
#include <QTcpSocket>

namespace asqtest {

namespace {

QByteArray headerOf(const QByteArray &request, const QByteArray &name)
{
    for (const QByteArray &line : request.left(request.indexOf("\r\n\r\n")).split('\n')) {
        if (line.toLower().startsWith(name + ':'))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

/// False while the body is not whole.
bool isWhole(const QByteArray &request)
{
    const qsizetype head = request.indexOf("\r\n\r\n");
    return head >= 0 && request.size() - head - 4 >= headerOf(request, "content-length").toInt();
}

QByteArray responseTo(const QByteArray &request)
{
    const QByteArray path = request.split(' ').value(1);
    const QByteArray body = path == "/hello" ? QByteArray("{\"greeting\": \"hello\"}")
        : path == "/echo"                    ? request.split(' ').value(0) + ' ' + headerOf(request, "x-tone") + ' '
            + request.mid(request.indexOf("\r\n\r\n") + 4)
                          : QByteArray("nothing here");
    const bool isThere = path == "/hello" || path == "/echo";
    return QByteArray("HTTP/1.1 ") + (isThere ? "200 OK" : "404 Not Found")
        + "\r\nX-Made-By: a test\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n\r\n" + body;
}

void serve(QTcpSocket *socket)
{
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, request = QByteArray()]() mutable {
        request += socket->readAll();
        if (!isWhole(request) || request.startsWith("GET /never"))
            return;
        socket->write(responseTo(request));
        socket->disconnectFromHost();
    });
}

} // namespace

LocalServer::LocalServer()
{
    QSemaphore listens;
    m_thread.reset(QThread::create([this, &listens] {
        QTcpServer server;
        const bool isUp = server.listen(QHostAddress::LocalHost);
        Q_ASSERT(isUp);
        m_port = isUp ? server.serverPort() : 0;
        QObject::connect(&server, &QTcpServer::newConnection, &server,
                         [&server] { serve(server.nextPendingConnection()); });
        listens.release();
        QEventLoop().exec();
    }));
    m_thread->start();
    listens.acquire();
}

LocalServer::~LocalServer()
{
    m_thread->quit();
    m_thread->wait();
}

} // namespace asqtest
