#include "adapt/iodevices.h"
#include "loopworld.h"

#include <QBuffer>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>

using namespace asq;

namespace {

/// Two sockets of this machine that are connected.
struct Line {
    QTcpServer server;
    QTcpSocket here;
    QTcpSocket *there = nullptr;

    Line()
    {
        server.listen(QHostAddress::LocalHost);
        here.connectToHost(QHostAddress::LocalHost, server.serverPort());
        if (!server.waitForNewConnection(5000) || !here.waitForConnected(5000))
            qFatal("no connection");
        there = server.nextPendingConnection();
    }
    void say(const QByteArray &text) { there->write(text); }
};

} // namespace

class tst_IoDevices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLinesOfAFileEndWithTheFile();
    void theBytesOfAFileComeInPieces();
    void aLineThatComesInPiecesIsAwaited();
    void theEndOfAConnectionEndsItsLines();
    void bytesComeAsTheyAre();
    void aDeviceClosedMeanwhileGivesNothing();
    void aDeviceDestroyedMeanwhileIsAFailure();
    void aDeviceForWritingIsAFailure();
    void theLinesOfAProcessEndWithIt();
    void nobodyIsCalledAfterTheKernel();

private:
    static Task<> copyLines(QIODevice *device, LoopWorld &world)
    {
        while (const std::optional<QByteArray> text = co_await line(device))
            world.write(QString::fromUtf8(*text).replace(QLatin1Char('\n'), QLatin1Char('$')));
        world.write("end");
    }
};

void tst_IoDevices::theLinesOfAFileEndWithTheFile()
{
    LoopWorld world;
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("one\ntwo\n\nthree");
    file.seek(0);
    world.start([&]() -> Task<> { co_await copyLines(&file, world); });
    QCOMPARE(world.run(5), QStringLiteral("one$ | two$ | $ | three | end"));
}

void tst_IoDevices::theBytesOfAFileComeInPieces()
{
    LoopWorld world;
    QBuffer buffer;
    buffer.setData("abcdefg");
    buffer.open(QIODevice::ReadOnly);
    world.start([&]() -> Task<> {
        while (const std::optional<QByteArray> piece = co_await bytes(&buffer, 3))
            world.write(QString::fromUtf8(*piece));
        world.write("end");
    });
    QCOMPARE(world.run(4), QStringLiteral("abc | def | g | end"));
}

void tst_IoDevices::aLineThatComesInPiecesIsAwaited()
{
    LoopWorld world;
    Line connection;
    world.writeEndOf(nextLine(*world.kernel, &connection.here));
    connection.say("half a li");
    connect(
        &connection.here, &QIODevice::readyRead, this, [&connection] { connection.say("ne\nmore"); },
        Qt::SingleShotConnection);
    QCOMPARE(world.run(1), QStringLiteral("got \"half a line\n\""));
    QTRY_COMPARE(connection.here.bytesAvailable(), 4);
}

void tst_IoDevices::theEndOfAConnectionEndsItsLines()
{
    LoopWorld world;
    Line connection;
    world.start([&]() -> Task<> { co_await copyLines(&connection.here, world); });
    connection.say("first\nsecond\nrest");
    connection.there->disconnectFromHost();
    QCOMPARE(world.run(4), QStringLiteral("first$ | second$ | rest | end"));
}

void tst_IoDevices::bytesComeAsTheyAre()
{
    LoopWorld world;
    Line connection;
    world.start([&]() -> Task<> {
        qsizetype size = 0;
        while (const std::optional<QByteArray> piece = co_await bytes(&connection.here))
            size += piece->size();
        world.write("bytes", size);
    });
    connection.say(QByteArray(100'000, 'x'));
    connection.there->disconnectFromHost();
    QCOMPARE(world.run(1), QStringLiteral("bytes 100000"));
}

void tst_IoDevices::aDeviceClosedMeanwhileGivesNothing()
{
    LoopWorld world;
    Line connection;
    world.start([&]() -> Task<> {
        QTimer::singleShot(0, &connection.here, [&] { connection.here.close(); });
        co_await copyLines(&connection.here, world);
        co_await copyLines(&connection.here, world);
    });
    QCOMPARE(world.run(2), QStringLiteral("end | end"));
}

void tst_IoDevices::aDeviceDestroyedMeanwhileIsAFailure()
{
    LoopWorld world;
    class Silent : public QIODevice
    {
    public:
        bool isSequential() const override { return true; }

    protected:
        qint64 readData(char *, qint64) override { return 0; }
        qint64 writeData(const char *, qint64) override { return 0; }
    };
    auto device = std::make_unique<Silent>();
    device->open(QIODevice::ReadOnly);
    world.start([&]() -> Task<> {
        QTimer::singleShot(0, [&device] { device.reset(); });
        co_await line(device.get());
    });
    QCOMPARE(world.run(1), QStringLiteral("failed QIODevice was destroyed"));
}

void tst_IoDevices::aDeviceForWritingIsAFailure()
{
    LoopWorld world;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    world.writeEndOf(nextLine(*world.kernel, &buffer));
    QCOMPARE(world.run(1), QStringLiteral("failed QBuffer is not open for reading"));
}

void tst_IoDevices::theLinesOfAProcessEndWithIt()
{
    LoopWorld world;
    QProcess process;
    process.start(QStringLiteral(TALKER), {QStringLiteral("lines"), QStringLiteral("a"), QStringLiteral("b")});
    world.start([&]() -> Task<> { co_await copyLines(&process, world); });
    QCOMPARE(world.run(3), QStringLiteral("a$ | b | end"));
    QTRY_COMPARE(process.state(), QProcess::NotRunning);
}

void tst_IoDevices::nobodyIsCalledAfterTheKernel()
{
    LoopWorld world;
    Line connection;
    world.start([&]() -> Task<> {
        world.write("waits");
        co_await line(&connection.here);
        world.write("never");
    });
    world.run(1);
    world.kernel.reset();
    connection.say("late\n");
    QTRY_COMPARE(connection.here.bytesAvailable(), 5);
    QCOMPARE(world.journal, QStringList(QStringLiteral("waits")));
}

QTEST_GUILESS_MAIN(tst_IoDevices)
#include "tst_iodevices.moc"
