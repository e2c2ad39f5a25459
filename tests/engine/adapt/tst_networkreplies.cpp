#include "adapt/networkreplies.h"
#include "loopworld.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace asq;

namespace {

/// Answers each request by its path: /hello, /missing, and /never, which gets no answer.
class Server : public QTcpServer
{
public:
    Server()
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no server");
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] { answer(*socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }
    QNetworkRequest request(const char *path) const
    {
        return QNetworkRequest(
            QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(QString::fromLatin1(path))));
    }

private:
    static void answer(QTcpSocket &socket)
    {
        const QByteArray asked = socket.readAll();
        if (asked.startsWith("GET /never"))
            return;
        const bool there = asked.startsWith("GET /hello");
        const QByteArray body = there ? "hello to you" : "nothing here";
        socket.write(QByteArray("HTTP/1.1 ") + (there ? "200 OK" : "404 Not Found")
                     + "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
                     + body);
        socket.disconnectFromHost();
    }
};

} // namespace

class tst_NetworkReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBodyOfAReplyIsAwaited();
    void aReplyIsASegmentOfAGate();
    void anErrorOfTheServerIsAFailure();
    void aRefusedConnectionIsAFailure();
    void anAbortedReplyIsCancelled();
    void aReplyDestroyedMeanwhileIsAFailure();
    void aFinishedReplyNeedsNoFurtherSignal();
    void nobodyIsCalledAfterTheKernel();

private:
    static QString kindOf(const Failure &failure)
    {
        const OutsideError *error = failure.errors.front().get<OutsideError>();
        return error ? QStringLiteral("kind %1 code %2").arg(error->kind).arg(error->code) : QString();
    }
};

void tst_NetworkReplies::theBodyOfAReplyIsAwaited()
{
    LoopWorld world;
    const Server server;
    QNetworkAccessManager manager;
    world.start([&]() -> Task<> {
        QNetworkReply *reply = manager.get(server.request("/hello"));
        const QByteArray body = co_await reply;
        world.write(QString::fromUtf8(body));
        world.write("status", reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt());
    });
    QCOMPARE(world.run(2), QStringLiteral("hello to you | status 200"));
}

void tst_NetworkReplies::aReplyIsASegmentOfAGate()
{
    LoopWorld world;
    const Server server;
    QNetworkAccessManager manager;
    start(*world.kernel)
        .gate(manager.get(server.request("/hello")), manager.get(server.request("/hello?again")))
        .val([&world](const QByteArray &one, const QByteArray &two) { world.write("bytes", one.size() + two.size()); });
    QCOMPARE(world.run(1), QStringLiteral("bytes 24"));
}

void tst_NetworkReplies::anErrorOfTheServerIsAFailure()
{
    LoopWorld world;
    const Server server;
    QNetworkAccessManager manager;
    world.start([&]() -> Task<> {
        QNetworkReply *reply = manager.get(server.request("/missing"));
        try {
            co_await reply;
        } catch (const Failure &failure) {
            world.write(kindOf(failure));
            world.write(QString::fromUtf8(reply->readAll()));
        }
    });
    QCOMPARE(world.run(2), QStringLiteral("kind 3 code 203 | nothing here"));
}

void tst_NetworkReplies::aRefusedConnectionIsAFailure()
{
    LoopWorld world;
    QNetworkRequest request;
    {
        const Server gone;
        request = gone.request("/hello");
    }
    QNetworkAccessManager manager;
    world.start([&]() -> Task<> {
        try {
            co_await manager.get(request);
        } catch (const Failure &failure) {
            world.write(kindOf(failure));
        }
    });
    QCOMPARE(world.run(1), QStringLiteral("kind 3 code 1"));
}

void tst_NetworkReplies::anAbortedReplyIsCancelled()
{
    LoopWorld world;
    const Server server;
    QNetworkAccessManager manager;
    world.start([&]() -> Task<> {
        QNetworkReply *reply = manager.get(server.request("/never"));
        QTimer::singleShot(0, reply, &QNetworkReply::abort);
        try {
            co_await reply;
        } catch (const Failure &failure) {
            world.write(kindOf(failure));
        }
    });
    QCOMPARE(world.run(1), QStringLiteral("kind 1 code 5"));
}

void tst_NetworkReplies::aReplyDestroyedMeanwhileIsAFailure()
{
    LoopWorld world;
    const Server server;
    QNetworkAccessManager manager;
    world.start([&]() -> Task<> {
        QNetworkReply *reply = manager.get(server.request("/never"));
        QTimer::singleShot(0, reply, [reply] { delete reply; });
        try {
            co_await reply;
        } catch (const Failure &failure) {
            world.write(kindOf(failure));
        }
    });
    const QString journal = world.run(1);
    QVERIFY2(journal.startsWith(QLatin1String("kind 0 ")) || journal.startsWith(QLatin1String("kind 1 ")),
             qPrintable(journal));
}

void tst_NetworkReplies::aFinishedReplyNeedsNoFurtherSignal()
{
    LoopWorld world;
    const Server server;
    QNetworkAccessManager manager;
    QNetworkReply *reply = manager.get(server.request("/hello"));
    QTRY_VERIFY(reply->isFinished());
    world.writeEndOf(fromReply(*world.kernel, reply));
    QCOMPARE(world.run(1), QStringLiteral("got \"hello to you\""));
}

void tst_NetworkReplies::nobodyIsCalledAfterTheKernel()
{
    LoopWorld world;
    const Server server;
    QNetworkAccessManager manager;
    QNetworkReply *reply = manager.get(server.request("/hello"));
    world.start([&]() -> Task<> {
        world.write("waits");
        co_await reply;
        world.write("never");
    });
    world.run(1);
    world.kernel.reset();
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(world.journal, QStringList(QStringLiteral("waits")));
}

QTEST_GUILESS_MAIN(tst_NetworkReplies)
#include "tst_networkreplies.moc"
