#include "sampletrace.h"

#include "viewmodel/transport.h"

#include <QSignalSpy>
#include <QTest>

using namespace asq::trace;
using interleave::TraceSession;
using interleave::Transport;

class TransportTest : public QObject
{
    Q_OBJECT

    TraceSession m_session;
    Transport m_transport;

private Q_SLOTS:
    void init()
    {
        m_session.resetTrace(sampleTrace());
        m_session.setSelectedEntity(0);
        m_transport.setSession(&m_session);
    }

    void tenStepsForwardAndTenBackAreTheSameState()
    {
        m_session.setCursorEvent(20);
        const asq::analysis::ProgramState before = m_session.state();
        for (int i = 0; i < 10; ++i)
            QVERIFY(m_transport.step());
        QCOMPARE(m_session.cursorEvent(), 30.0);
        QVERIFY(!(m_session.state() == before));
        for (int i = 0; i < 10; ++i)
            QVERIFY(m_transport.stepBack());
        QVERIFY(m_session.state() == before);
    }

    void atTheEdgesThereIsNoStep()
    {
        QVERIFY(m_transport.atStart());
        QVERIFY(!m_transport.stepBack());
        QVERIFY(m_transport.toEnd());
        QVERIFY(m_transport.atEnd());
        QVERIFY(!m_transport.step());
        QVERIFY(!m_transport.toEnd());
    }

    void theEventsOfTheSelectedEntityFollowEachOther()
    {
        const EntityId worker = entityCalled(m_session.trace(), QStringLiteral("go worker"));
        QVERIFY(worker != EntityId::None);
        m_session.setSelectedEntity(int(index(worker)));
        QList<EventId> visited;
        while (m_transport.nextOfEntity())
            visited.append(m_session.cursor());
        QCOMPARE(visited, asq::analysis::Spans(m_session.trace()).eventsOf(worker));
        while (m_transport.previousOfEntity())
            visited.removeLast();
        QCOMPARE(visited.size(), 1);
    }

    void aCauseIsEarlierAndItsEffectLeadsBack()
    {
        const Trace &trace = m_session.trace();
        for (int k = 1; k <= m_session.eventCount(); ++k) {
            m_session.setCursorEvent(k);
            const EventId cause = trace.event(m_session.cursor()).cause;
            QCOMPARE(m_transport.toCause(), cause != EventId::None);
            if (cause == EventId::None)
                continue;
            QCOMPARE(m_session.cursor(), cause);
            QVERIFY(m_transport.toEffect());
            QCOMPARE(trace.event(m_session.cursor()).cause, cause);
        }
    }

    void marksAreVisitedRoundAndRound()
    {
        for (const int event : {30, 10, 20}) {
            m_session.setCursorEvent(event);
            QVERIFY(m_transport.toggleMark());
        }
        QCOMPARE(m_transport.marks(), (QList<int>{10, 20, 30}));
        QVERIFY(m_transport.nextMark());
        QCOMPARE(m_session.cursorEvent(), 30.0);
        QVERIFY(m_transport.nextMark());
        QCOMPARE(m_session.cursorEvent(), 10.0);
        QVERIFY(m_transport.toggleMark());
        QCOMPARE(m_transport.marks(), (QList<int>{20, 30}));
        m_session.resetTrace(sampleTrace());
        QVERIFY(m_transport.marks().isEmpty());
    }

    void playingPassesEventsAndStopsAtTheEnd()
    {
        m_transport.setSpeed(1000);
        QSignalSpy playing(&m_transport, &Transport::playingChanged);
        m_transport.play();
        QVERIFY(m_transport.playing());
        QTRY_VERIFY_WITH_TIMEOUT(!m_transport.playing(), 5000);
        QVERIFY(m_transport.atEnd());
        QCOMPARE(playing.count(), 2);
    }
};

QTEST_GUILESS_MAIN(TransportTest)
#include "tst_transport.moc"
