#include "debug/frame.h"
#include "debug/protocol.h"

#include <QTest>

using namespace asq::debug;

class FrameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesAreFoundHoweverTheyArrive_data();
    void framesAreFoundHoweverTheyArrive();
    void garbageIsAnErrorAtItsFirstBytes_data();
    void garbageIsAnErrorAtItsFirstBytes();
    void afterAnErrorNothingIsFound();
    void aFrameLongerThanAllowedIsAnError();
    void messagesKeepWhatTheySay();
    void aDamagedMessageIsAnError_data();
    void aDamagedMessageIsAnError();
    void ofAnotherVersionTheVersionIsTold();
    void secretsDiffer();
};

void FrameTest::framesAreFoundHoweverTheyArrive_data()
{
    QTest::addColumn<int>("piece");
    for (const int piece : {1, 2, 3, 7, 1000})
        QTest::addRow("%d bytes at a time", piece) << piece;
}

void FrameTest::framesAreFoundHoweverTheyArrive()
{
    QFETCH(int, piece);
    const QByteArray stream = encodedFrame(FrameType::Chunk, "one") + encodedFrame(FrameType::Stop)
        + encodedFrame(FrameType::Chunk, QByteArray(300, 'x'));
    FrameReader reader;
    QStringList found;
    for (qsizetype i = 0; i < stream.size(); i += piece) {
        reader.feed(stream.mid(i, piece));
        while (const std::optional<Frame> frame = reader.next())
            found += QStringLiteral("%1:%2").arg(int(frame->type)).arg(frame->payload.size());
    }
    QCOMPARE(found, QStringList({QStringLiteral("4:3"), QStringLiteral("16:0"), QStringLiteral("4:300")}));
    QCOMPARE(reader.error(), QString());
    QVERIFY(!reader.isWithinFrame());
    reader.feed(stream.first(6));
    QVERIFY(!reader.next());
    QVERIFY(reader.isWithinFrame());
}

void FrameTest::garbageIsAnErrorAtItsFirstBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("GET / HTTP/1.1\r\n");
    QTest::newRow("empty frame") << QByteArray("\0\0\0\0", 4);
    QTest::newRow("unknown type") << QByteArray("\5\0\0\0\x63", 5);
    QTest::newRow("all ones") << QByteArray(8, '\xff');
}

void FrameTest::garbageIsAnErrorAtItsFirstBytes()
{
    QFETCH(QByteArray, bytes);
    FrameReader reader;
    reader.feed(bytes);
    QVERIFY(!reader.next());
    QVERIFY(!reader.error().isEmpty());
}

void FrameTest::afterAnErrorNothingIsFound()
{
    FrameReader reader;
    reader.feed(QByteArray(4, '\0'));
    QVERIFY(!reader.next());
    reader.feed(encodedFrame(FrameType::Stop));
    QVERIFY(!reader.next());
}

void FrameTest::aFrameLongerThanAllowedIsAnError()
{
    FrameReader reader;
    reader.setLimit(100);
    reader.feed(encodedFrame(FrameType::Chunk, QByteArray(99, 'x')));
    QVERIFY(reader.next());
    reader.feed(encodedFrame(FrameType::Chunk, QByteArray(100, 'x')).first(4));
    QVERIFY(!reader.next());
    QVERIFY(!reader.error().isEmpty());
}

void FrameTest::messagesKeepWhatTheySay()
{
    Hello hello;
    hello.secret = newSecret();
    hello.program = QStringLiteral("Bücher.js");
    hello.processId = 4711;
    QCOMPARE(*decodedHello(encoded(hello)), hello);
    const ActivityReport report = {Activity::Finished, -3, QStringLiteral("done")};
    QCOMPARE(*decodedActivityReport(encoded(report)), report);
    const QList<Breakpoint> breakpoints = {{QStringLiteral("Bücher.js"), 3}, {QStringLiteral("a.js"), 1200}};
    const Welcome welcome = {ProtocolVersion, breakpoints};
    QCOMPARE(*decodedWelcome(encoded(welcome)), welcome);
    QCOMPARE(*decodedBreakpoints(encoded(breakpoints)), breakpoints);
    QCOMPARE(*decodedBreakpoints(encoded(QList<Breakpoint>())), QList<Breakpoint>());
}

void FrameTest::aDamagedMessageIsAnError_data()
{
    QTest::addColumn<int>("length");
    for (const int length : {0, 3, 5, 8, 20, 60})
        QTest::addRow("%d bytes", length) << length;
}

void FrameTest::aDamagedMessageIsAnError()
{
    QFETCH(int, length);
    const QByteArray hello = encoded(Hello{ProtocolVersion, newSecret(), QStringLiteral("a.js"), 1});
    QVERIFY(!decodedHello(hello.first(length)));
    QVERIFY(!decodedHello(hello + 'x'));
    const QByteArray report = encoded(ActivityReport{Activity::Idle, 0, QStringLiteral("waits")});
    QVERIFY(!decodedActivityReport(report.first(std::min(length, int(report.size()) - 1))));
    QVERIFY(!decodedActivityReport('\x09' + report.mid(1)));
    const QByteArray welcome = encoded(Welcome{ProtocolVersion, {{QStringLiteral("a.js"), 1}}});
    QVERIFY(!decodedWelcome(welcome.first(std::min(length, int(welcome.size()) - 1))));
    QVERIFY(!decodedWelcome(welcome + 'x'));
}

void FrameTest::ofAnotherVersionTheVersionIsTold()
{
    const auto hello = decodedHello(encoded(Hello{99, {}, {}, 0}).first(6) + "what a later version says");
    QVERIFY(hello.ok());
    QCOMPARE(hello->version, 99);
}

void FrameTest::secretsDiffer()
{
    const QString secret = newSecret();
    QCOMPARE(secret.size(), 64);
    QVERIFY(isSameSecret(secret, secret));
    QVERIFY(!isSameSecret(secret, newSecret()));
    QVERIFY(!isSameSecret(secret, secret.first(63)));
    QVERIFY(!isSameSecret(secret, {}));
}

QTEST_APPLESS_MAIN(FrameTest)
#include "tst_frame.moc"
