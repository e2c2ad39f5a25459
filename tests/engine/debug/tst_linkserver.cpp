#include "debug/linkserver.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTest>

using namespace asq::debug;
using namespace std::chrono_literals;

class LinkServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whoKnowsTheSecretIsAccepted();
    void onlyThisUserMayEnter();
    void strangersAreRefusedAndToldWhy_data();
    void strangersAreRefusedAndToldWhy();
    void whoSaysNothingIsRefused();
    void whoGoesAwayIsForgotten();
    void aSecondProgramIsRefused();
    void afterAStrangerTheProgramIsStillAccepted();

private:
    Hello invited() const
    {
        Hello hello;
        hello.secret = m_server->secret();
        hello.program = QStringLiteral("a.js");
        return hello;
    }
    std::unique_ptr<QLocalSocket> connected() const
    {
        auto socket = std::make_unique<QLocalSocket>();
        socket->connectToServer(m_server->name());
        return socket;
    }
    static std::optional<Frame> answer(QLocalSocket &socket)
    {
        FrameReader reader;
        std::optional<Frame> frame;
        [&] { QTRY_VERIFY(frame || (reader.feed(socket.readAll()), frame = reader.next())); }();
        return frame;
    }

    std::unique_ptr<LinkServer> m_server;
};

void LinkServerTest::init()
{
    m_server = std::make_unique<LinkServer>();
    QVERIFY(m_server->listen().ok());
}

void LinkServerTest::cleanup()
{
    m_server.reset();
}

void LinkServerTest::whoKnowsTheSecretIsAccepted()
{
    QSignalSpy accepted(m_server.get(), &LinkServer::accepted);
    const auto socket = connected();
    socket->write(encodedFrame(FrameType::Hello, encoded(invited())));
    QCOMPARE(answer(*socket)->type, FrameType::Welcome);
    QCOMPARE(accepted.size(), 1);
    QVERIFY(m_server->takeConnection());
    QVERIFY(!m_server->takeConnection());
}

void LinkServerTest::onlyThisUserMayEnter()
{
    const QFileInfo socket(m_server->name());
    const QFileInfo folder(socket.path());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther
        | QFile::ExeOther;
    QCOMPARE(folder.permissions() & others, QFile::Permissions());
    QCOMPARE(socket.permissions() & others, QFile::Permissions());
}

void LinkServerTest::strangersAreRefusedAndToldWhy_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<QString>("why");
    Hello later;
    later.version = ProtocolVersion + 1;
    Hello uninvited;
    uninvited.secret = newSecret();
    QTest::newRow("another version") << encodedFrame(FrameType::Hello, encoded(later))
                                     << QStringLiteral(
                                            "it speaks version 3 of the protocol and this debugger version 2");
    QTest::newRow("wrong secret") << encodedFrame(FrameType::Hello, encoded(uninvited))
                                  << QStringLiteral("it does not know this session's secret");
    QTest::newRow("no secret") << encodedFrame(FrameType::Hello, encoded(Hello()))
                               << QStringLiteral("it does not know this session's secret");
    QTest::newRow("another protocol") << QByteArray("GET / HTTP/1.1\r\n\r\n")
                                      << QStringLiteral("it does not speak the debugger's protocol");
    QTest::newRow("no greeting") << encodedFrame(FrameType::Chunk, "ASQD")
                                 << QStringLiteral("it does not speak the debugger's protocol");
    QTest::newRow("too much") << encodedFrame(FrameType::Hello, QByteArray(100'000, 'x'))
                              << QStringLiteral("it does not speak the debugger's protocol");
    QTest::newRow("damaged") << encodedFrame(FrameType::Hello, encoded(Hello()).chopped(1))
                             << QStringLiteral("its greeting is damaged");
}

void LinkServerTest::strangersAreRefusedAndToldWhy()
{
    QFETCH(QByteArray, greeting);
    QFETCH(QString, why);
    QSignalSpy refused(m_server.get(), &LinkServer::refused);
    const auto socket = connected();
    socket->write(greeting);
    const std::optional<Frame> frame = answer(*socket);
    QCOMPARE(frame->type, FrameType::Refused);
    QCOMPARE(QString::fromUtf8(frame->payload), why);
    QCOMPARE(refused.size(), 1);
    QVERIFY(refused.at(0).at(0).toString().contains(why));
    QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
    QVERIFY(!m_server->takeConnection());
}

void LinkServerTest::whoSaysNothingIsRefused()
{
    m_server->setGreetingTime(10ms);
    QSignalSpy refused(m_server.get(), &LinkServer::refused);
    const auto socket = connected();
    QCOMPARE(answer(*socket)->payload, QByteArray("it did not say who it is"));
    QCOMPARE(refused.size(), 1);
}

void LinkServerTest::whoGoesAwayIsForgotten()
{
    QSignalSpy refused(m_server.get(), &LinkServer::refused);
    auto socket = connected();
    socket->write("\5\0", 2);
    socket->flush();
    socket.reset();
    QTRY_COMPARE(refused.size(), 1);
    QVERIFY(refused.at(0).at(0).toString().contains(QLatin1String("went away")));
}

void LinkServerTest::aSecondProgramIsRefused()
{
    const auto first = connected();
    first->write(encodedFrame(FrameType::Hello, encoded(invited())));
    QCOMPARE(answer(*first)->type, FrameType::Welcome);
    const auto second = connected();
    second->write(encodedFrame(FrameType::Hello, encoded(invited())));
    QCOMPARE(answer(*second)->payload, QByteArray("this session has its program already"));
    QCOMPARE(first->state(), QLocalSocket::ConnectedState);
}

void LinkServerTest::afterAStrangerTheProgramIsStillAccepted()
{
    const auto stranger = connected();
    stranger->write("hello?");
    QCOMPARE(answer(*stranger)->type, FrameType::Refused);
    const auto program = connected();
    program->write(encodedFrame(FrameType::Hello, encoded(invited())));
    QCOMPARE(answer(*program)->type, FrameType::Welcome);
}

QTEST_GUILESS_MAIN(LinkServerTest)
#include "tst_linkserver.moc"
