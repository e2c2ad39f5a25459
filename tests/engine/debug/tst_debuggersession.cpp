#include "debug/debuggersession.h"

#include <QSignalSpy>
#include <QTest>

using namespace asq::debug;
using namespace std::chrono_literals;
using Ending = DebuggerSession::Ending;
using State = DebuggerSession::State;

class DebuggerSessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aRunArrivesWhole();
    void whatTheProgramWritesIsTold();
    void aFailureTellsItsStatusAndMessage();
    void aProgramThatObeysIsStopped();
    void anEndlessLoopIsKilledAfterTheGraceTime();
    void aProgramThatLingersAfterItsEndHasFinished();
    void pauseStepAndResumeReachTheProgram();
    void aCrashKeepsTheEventsAndNamesTheSignal_data();
    void aCrashKeepsTheEventsAndNamesTheSignal();
    void aProgramThatEatsMemoryIsEnded();
    void manyEventsGrowAtThePaceOfAScreen();
    void whoDoesNotJoinProperlyNeverJoined_data();
    void whoDoesNotJoinProperlyNeverJoined();
    void aSilentProgramIsKilled();
    void aBrokenLinkEndsTheProgram_data();
    void aBrokenLinkEndsTheProgram();
    void whatCannotBeStartedIsTold();
    void stoppingBeforeTheProgramHasJoinedEndsIt();
    void anAbandonedSessionLeavesNoProgramBehind();

private:
    void start(const char *behaviour) { m_session->start({QStringLiteral(DEBUGGEE), {QLatin1String(behaviour)}}); }
    bool hasEnded() const { return !m_ended->isEmpty(); }

    std::unique_ptr<DebuggerSession> m_session;
    std::unique_ptr<QSignalSpy> m_ended;
};

void DebuggerSessionTest::init()
{
    m_session = std::make_unique<DebuggerSession>();
    m_ended = std::make_unique<QSignalSpy>(m_session.get(), &DebuggerSession::ended);
}

void DebuggerSessionTest::cleanup()
{
    QVERIFY(m_ended->size() <= 1);
    m_session.reset();
}

void DebuggerSessionTest::aRunArrivesWhole()
{
    QSignalSpy grown(m_session.get(), &DebuggerSession::grown);
    start("work");
    QCOMPARE(m_session->state(), State::Starting);
    QTRY_VERIFY(hasEnded());
    QCOMPARE(m_session->ending(), Ending::Finished);
    QCOMPARE(m_session->message(), QStringLiteral("The program has finished."));
    QCOMPARE(m_session->exitStatus(), 0);
    QCOMPARE(m_session->state(), State::Ended);
    QCOMPARE(m_session->trace().eventCount(), 100);
    QCOMPARE(m_session->trace().string(m_session->trace().event(99).value), QStringLiteral("line 99"));
    QCOMPARE(m_session->trace().remarks(), QStringList());
    QVERIFY(!grown.isEmpty());
}

void DebuggerSessionTest::whatTheProgramWritesIsTold()
{
    QByteArray output;
    connect(m_session.get(), &DebuggerSession::standardOutputReceived, this, [&](const QByteArray &b) { output += b; });
    start("talk");
    QTRY_VERIFY(hasEnded());
    QCOMPARE(output, QByteArray("to everybody\n"));
    QCOMPARE(m_session->errorOutput(), QStringLiteral("to the wary\n"));
}

void DebuggerSessionTest::aFailureTellsItsStatusAndMessage()
{
    start("fail");
    QTRY_VERIFY(hasEnded());
    QCOMPARE(m_session->ending(), Ending::Finished);
    QCOMPARE(m_session->exitStatus(), 3);
    QCOMPARE(m_session->message(), QStringLiteral("It failed on purpose."));
}

void DebuggerSessionTest::aProgramThatObeysIsStopped()
{
    start("obey");
    QTRY_COMPARE(m_session->eventCount(), 100);
    QCOMPARE(m_session->state(), State::Running);
    m_session->stop();
    QTRY_VERIFY(hasEnded());
    QCOMPARE(m_session->ending(), Ending::Stopped);
}

void DebuggerSessionTest::anEndlessLoopIsKilledAfterTheGraceTime()
{
    start("hang");
    QTRY_COMPARE(m_session->eventCount(), 100);
    QElapsedTimer time;
    time.start();
    m_session->stop();
    m_session->stop();
    QTRY_VERIFY(hasEnded());
    QCOMPARE(m_session->ending(), Ending::Killed);
    QVERIFY2(time.elapsed() >= 450 && time.elapsed() < 2000, qPrintable(QString::number(time.elapsed())));
    QCOMPARE(m_session->trace().eventCount(), 100);
}

void DebuggerSessionTest::aProgramThatLingersAfterItsEndHasFinished()
{
    m_session->setPatience({.farewell = 20ms});
    start("linger");
    QTRY_VERIFY(hasEnded());
    QCOMPARE(m_session->ending(), Ending::Finished);
    QCOMPARE(m_session->trace().eventCount(), 100);
}

void DebuggerSessionTest::pauseStepAndResumeReachTheProgram()
{
    start("pause");
    QTRY_COMPARE(m_session->eventCount(), 100);
    m_session->pause();
    QTRY_COMPARE(m_session->state(), State::Paused);
    m_session->step();
    QTRY_COMPARE(m_session->eventCount(), 101);
    m_session->resume();
    QTRY_COMPARE(m_session->state(), State::Idle);
    m_session->stop();
    QTRY_VERIFY(hasEnded());
    QCOMPARE(m_session->ending(), Ending::Stopped);
}

void DebuggerSessionTest::aCrashKeepsTheEventsAndNamesTheSignal_data()
{
    QTest::addColumn<QByteArray>("behaviour");
    QTest::addColumn<QString>("signal");
    QTest::newRow("invalid memory") << QByteArray("crash") << QStringLiteral("SIGSEGV");
    QTest::newRow("endless recursion") << QByteArray("overflow") << QStringLiteral("SIGSEGV");
    QTest::newRow("abort") << QByteArray("abort") << QStringLiteral("SIGABRT");
    QTest::newRow("kill -9 after a flush") << QByteArray("murdered") << QStringLiteral("SIGKILL");
}

void DebuggerSessionTest::aCrashKeepsTheEventsAndNamesTheSignal()
{
    QFETCH(QByteArray, behaviour);
    QFETCH(QString, signal);
    start(behaviour);
    QTRY_VERIFY(hasEnded());
    QCOMPARE(m_session->ending(), Ending::Crashed);
    QVERIFY2(m_session->message().contains(signal), qPrintable(m_session->message()));
    QCOMPARE(m_session->trace().eventCount(), 100);
    if (signal != QLatin1String("SIGKILL")) {
        QVERIFY2(m_session->errorOutput().contains(QLatin1String("What was recorded until then is kept.")),
                 qPrintable(m_session->errorOutput()));
    }
}

void DebuggerSessionTest::aProgramThatEatsMemoryIsEnded()
{
    start("eat");
    QTRY_VERIFY(hasEnded());
    QCOMPARE(m_session->ending(), Ending::OutOfMemory);
    QVERIFY2(m_session->message().contains(QLatin1String("MiB")), qPrintable(m_session->message()));
    QCOMPARE(m_session->trace().eventCount(), 101);
    QCOMPARE(m_session->trace().event(100).kind, asq::trace::EventKind::Failed);
}

void DebuggerSessionTest::manyEventsGrowAtThePaceOfAScreen()
{
    QElapsedTimer time;
    time.start();
    QSignalSpy grown(m_session.get(), &DebuggerSession::grown);
    start("plenty");
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(), 20'000);
    QCOMPARE(m_session->ending(), Ending::Finished);
    qint64 events = 0;
    const asq::trace::Trace trace = m_session->trace();
    for (const asq::trace::Event &event : trace.events())
        events += event.kind == asq::trace::EventKind::Gap ? event.count : 1;
    QCOMPARE(events, 200'100);
    QVERIFY2(grown.size() <= time.elapsed() * 30 / 1000 + 2, qPrintable(QString::number(grown.size())));
}

void DebuggerSessionTest::whoDoesNotJoinProperlyNeverJoined_data()
{
    QTest::addColumn<QByteArray>("behaviour");
    QTest::addColumn<QString>("message");
    QTest::newRow("wrong secret") << QByteArray("stranger") << QStringLiteral("does not know this session's secret");
    QTest::newRow("wrong version") << QByteArray("later version")
                                   << QStringLiteral("speaks version 77 of the protocol");
    QTest::newRow("garbage") << QByteArray("garbage") << QStringLiteral("does not speak the debugger's protocol");
    QTest::newRow("ends at once") << QByteArray("quit")
                                  << QStringLiteral("exit status 7, before it had joined the "
                                                    "debugger. It wrote: no such file");
}

void DebuggerSessionTest::whoDoesNotJoinProperlyNeverJoined()
{
    QFETCH(QByteArray, behaviour);
    QFETCH(QString, message);
    start(behaviour);
    QTRY_VERIFY(hasEnded());
    QCOMPARE(m_session->ending(), Ending::NeverJoined);
    QVERIFY2(m_session->message().contains(message), qPrintable(m_session->message()));
}

void DebuggerSessionTest::aSilentProgramIsKilled()
{
    m_session->setPatience({.join = 100ms});
    start("silent");
    QTRY_VERIFY(hasEnded());
    QCOMPARE(m_session->ending(), Ending::NeverJoined);
    QVERIFY(m_session->message().contains(QLatin1String("within 0.1 seconds")));
}

void DebuggerSessionTest::aBrokenLinkEndsTheProgram_data()
{
    QTest::addColumn<QByteArray>("behaviour");
    QTest::addColumn<QString>("message");
    QTest::newRow("garbage") << QByteArray("garbage later") << QStringLiteral("not part of the protocol");
    QTest::newRow("garbage in a chunk") << QByteArray("garbage chunk") << QStringLiteral("its recording is damaged");
    QTest::newRow("cut short") << QByteArray("truncated") << QStringLiteral("cut short");
    QTest::newRow("gives orders") << QByteArray("commander") << QStringLiteral("only a debugger may send");
    QTest::newRow("closes and goes on") << QByteArray("leave") << QStringLiteral("closed the link to the debugger");
}

void DebuggerSessionTest::aBrokenLinkEndsTheProgram()
{
    QFETCH(QByteArray, behaviour);
    QFETCH(QString, message);
    m_session->setPatience({.farewell = 300ms});
    start(behaviour);
    QTRY_VERIFY(hasEnded());
    QCOMPARE(m_session->ending(), Ending::LinkBroken);
    QVERIFY2(m_session->message().contains(message), qPrintable(m_session->message()));
}

void DebuggerSessionTest::whatCannotBeStartedIsTold()
{
    m_session->start({QStringLiteral("/nowhere/program"), {}});
    QVERIFY(!hasEnded());
    QTRY_VERIFY(hasEnded());
    QCOMPARE(m_session->ending(), Ending::FailedToStart);
    QVERIFY(m_session->message().startsWith(QLatin1String("program cannot be started")));
}

void DebuggerSessionTest::stoppingBeforeTheProgramHasJoinedEndsIt()
{
    start("silent");
    m_session->stop();
    QTRY_VERIFY(hasEnded());
    QCOMPARE(m_session->ending(), Ending::Stopped);
}

void DebuggerSessionTest::anAbandonedSessionLeavesNoProgramBehind()
{
    start("hang");
    QTRY_COMPARE(m_session->eventCount(), 100);
    QElapsedTimer time;
    time.start();
    m_session.reset();
    QVERIFY(time.elapsed() < 2000);
    QCOMPARE(m_ended->size(), 0);
}

QTEST_GUILESS_MAIN(DebuggerSessionTest)
#include "tst_debuggersession.moc"
