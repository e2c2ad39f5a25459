#include "debug/debuggeelink.h"
#include "debug/linkserver.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>

using namespace asq::debug;

namespace {

/// Writes down what it is asked, from whichever thread.
class Puppet final : public Controllable
{
public:
    void requestStop() override { note(QStringLiteral("stop")); }
    void setPaused(bool paused) override { note(paused ? QStringLiteral("pause") : QStringLiteral("resume")); }
    void step() override { note(QStringLiteral("step")); }
    QString notes()
    {
        const std::lock_guard lock(m_mutex);
        return m_notes.join(u' ');
    }

private:
    void note(const QString &what)
    {
        const std::lock_guard lock(m_mutex);
        m_notes += what;
    }
    std::mutex m_mutex;
    QStringList m_notes;
};

} // namespace

class DebuggeeLinkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void commandsReachTheProgramWhileItsThreadIsBusy();
    void whatWasAskedEarlyIsToldLater();
    void aProgramThatIsWatchedStopsWhenAlone();
    void aProgramThatJoinedGoesOnWhenAlone();
    void aWrongSecretIsToldInASentence();
    void aDebuggerThatIsNotThereIsToldInASentence();
    void theSecretIsTakenOutOfTheEnvironment();
    void reportsArrive();

private:
    /// open() waits for the debugger, which lives on this thread: so it runs on another.
    std::unique_ptr<DebuggeeLink> join(DebuggeeLink::Options options = {})
    {
        std::unique_ptr<DebuggeeLink> link;
        std::unique_ptr<QThread> thread(QThread::create([&] {
            auto opened = DebuggeeLink::open({m_server->name(), m_server->secret()}, QStringLiteral("a.js"), options);
            if (opened)
                link = std::move(opened.value());
        }));
        thread->start();
        [&] { QTRY_VERIFY(thread->isFinished()); }();
        thread->wait();
        m_connection = m_server->takeConnection();
        return link;
    }

    std::unique_ptr<LinkServer> m_server;
    std::unique_ptr<LinkConnection> m_connection;
};

void DebuggeeLinkTest::init()
{
    m_connection.reset();
    m_server = std::make_unique<LinkServer>();
    QVERIFY(m_server->listen().ok());
}

// The link never needs this thread, which does nothing here but look.
void DebuggeeLinkTest::commandsReachTheProgramWhileItsThreadIsBusy()
{
    const auto link = join();
    QVERIFY(link && m_connection);
    Puppet puppet;
    link->setControllable(&puppet);
    for (const FrameType command : {FrameType::Pause, FrameType::Step, FrameType::Resume, FrameType::Stop})
        QVERIFY(m_connection->sendNow(command));
    const QDeadlineTimer deadline(5000);
    while (puppet.notes() != QLatin1String("pause step resume stop") && !deadline.hasExpired()) {}
    QCOMPARE(puppet.notes(), QStringLiteral("pause step resume stop"));
}

void DebuggeeLinkTest::whatWasAskedEarlyIsToldLater()
{
    const auto link = join();
    QVERIFY(link && m_connection);
    Puppet first;
    link->setControllable(&first);
    m_connection->sendNow(FrameType::Pause);
    m_connection->sendNow(FrameType::Stop);
    QTRY_COMPARE(first.notes(), QStringLiteral("pause stop"));
    Puppet later;
    link->setControllable(&later);
    QCOMPARE(later.notes(), QStringLiteral("pause stop"));
}

void DebuggeeLinkTest::aProgramThatIsWatchedStopsWhenAlone()
{
    const auto link = join();
    QVERIFY(link && m_connection);
    Puppet puppet;
    link->setControllable(&puppet);
    m_connection.reset();
    QTRY_COMPARE(puppet.notes(), QStringLiteral("stop"));
}

void DebuggeeLinkTest::aProgramThatJoinedGoesOnWhenAlone()
{
    const auto link = join({.stopsWhenAlone = false});
    QVERIFY(link && m_connection);
    Puppet puppet;
    link->setControllable(&puppet);
    m_connection->sendNow(FrameType::Pause);
    QTRY_COMPARE(puppet.notes(), QStringLiteral("pause"));
    m_connection.reset();
    QTRY_COMPARE(puppet.notes(), QStringLiteral("pause resume"));
    link->reportEnd(0, {}); // Does not wait for nobody.
}

void DebuggeeLinkTest::aWrongSecretIsToldInASentence()
{
    QString error;
    std::unique_ptr<QThread> thread(QThread::create([&] {
        const auto opened = DebuggeeLink::open({m_server->name(), QStringLiteral("guessed")}, QStringLiteral("a.js"));
        error = opened ? QString() : opened.error().text;
    }));
    thread->start();
    QTRY_VERIFY(thread->isFinished());
    thread->wait();
    QCOMPARE(error, QStringLiteral("The debugger refused this program: it does not know this session's secret."));
}

void DebuggeeLinkTest::aDebuggerThatIsNotThereIsToldInASentence()
{
    const auto opened = DebuggeeLink::open({QStringLiteral("/nowhere/link"), {}}, QStringLiteral("a.js"));
    QVERIFY(!opened);
    QVERIFY2(opened.error().text.startsWith(QLatin1String("The debugger cannot be reached")),
             qPrintable(opened.error().text));
}

void DebuggeeLinkTest::theSecretIsTakenOutOfTheEnvironment()
{
    QVERIFY(!DebuggeeLink::addressFromEnvironment());
    qputenv(LinkVariable, "/somewhere");
    qputenv(SecretVariable, "hush");
    const auto address = DebuggeeLink::addressFromEnvironment();
    QVERIFY(address);
    QCOMPARE(address->name, QStringLiteral("/somewhere"));
    QCOMPARE(address->secret, QStringLiteral("hush"));
    QVERIFY(!qEnvironmentVariableIsSet(LinkVariable));
    QVERIFY(!qEnvironmentVariableIsSet(SecretVariable));
}

void DebuggeeLinkTest::reportsArrive()
{
    const auto link = join();
    QVERIFY(link && m_connection);
    QStringList reports;
    connect(m_connection.get(), &LinkConnection::frameReceived, this, [&](const Frame &frame) {
        if (const auto report = decodedActivityReport(frame.payload))
            reports +=
                QStringLiteral("%1 %2 %3").arg(int(report->activity)).arg(report->exitStatus).arg(report->message);
    });
    link->report({Activity::Idle, 0, {}});
    QTRY_COMPARE(reports.size(), 1);
    link->reportEnd(3, QStringLiteral("broken"));
    QTRY_COMPARE(reports, QStringList({QStringLiteral("1 0 "), QStringLiteral("3 3 broken")}));
}

QTEST_GUILESS_MAIN(DebuggeeLinkTest)
#include "tst_debuggeelink.moc"
