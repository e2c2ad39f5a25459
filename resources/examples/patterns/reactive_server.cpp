// Reactive Sequences, for a server: each connection is an event, and each is answered by steps of its own.
#include "adapt/iodevices.h"
#include "adapt/signals.h"
#include "core/eventloopexecutor.h"
#include "core/typedrunner.h"
#include "core/wrap.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTextStream>

using namespace asq;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    EventLoopExecutor executor;
    Kernel kernel(executor);
    kernel.setReporter([](const Messages &errors, EntityId) {
        qFatal("%s", qPrintable(summary(errors.constData(), errors.size(), 200)));
    });
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);

    const EventSequence<> connections = signalEvents(kernel, &server, &QTcpServer::newConnection);
    connections.onTeardown([&server] { server.close(); });
    connections.steps()
        .val([&server] { return server.nextPendingConnection(); })
        .seq([&kernel](QTcpSocket *socket) { return start(kernel).gate(line(socket), startWith(kernel, socket)); })
        .val([](std::optional<QByteArray> name, QTcpSocket *socket) {
            socket->write("hello, " + name.value_or("nobody\n"));
            socket->disconnectFromHost();
        });

    // Two guests, one after the other; then nobody listens any more.
    const auto visit = wrap(kernel, "visit", [&server](QByteArray name) -> Task<QByteArray> {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, server.serverPort());
        co_await signal(&socket, &QAbstractSocket::connected);
        socket.write(name + '\n');
        const std::optional<QByteArray> answer = co_await line(&socket);
        co_return answer.value_or(QByteArray());
    });
    const auto show = [](const QByteArray &answer) { QTextStream(stdout) << answer; };
    visit(QByteArray("Ada"))
        .val(show)
        .seq([&visit] { return visit(QByteArray("Bob")); })
        .val(show)
        .val([&connections] { connections.stop(); })
        .val([&server] { QTextStream(stdout) << (server.isListening() ? "open" : "closed") << Qt::endl; })
        .val([] { QCoreApplication::quit(); });
    return QCoreApplication::exec();
}
