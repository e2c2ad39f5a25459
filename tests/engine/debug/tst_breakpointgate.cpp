#include "debug/breakpointgate.h"

#include <QTest>

using namespace asq;
using debug::Breakpoint;
using debug::BreakpointGate;

/// Where a program holds: what was announced before, and at which lines.
class BreakpointGateTest : public QObject
{
    Q_OBJECT

    struct Recorder : Observer {
        QStringList seen;
        quint32 files = 0;
        EventId born(const Birth &birth) override
        {
            seen.append(birth.label);
            return EventId(quint32(seen.size()));
        }
        EventId announce(const Announcement &announcement) override
        {
            seen.append(QStringLiteral("line %1").arg(announcement.position.line));
            return EventId(quint32(seen.size()));
        }
        quint32 addFile(const QString &, const QString &) override { return files++; }
    };

    Recorder m_recorder;
    QStringList m_held; ///< The line, and how much had been recorded by then.
    std::unique_ptr<BreakpointGate> m_gate;

    void happens(EventKind kind, quint32 line, quint32 file = 0)
    {
        Announcement announcement;
        announcement.kind = kind;
        announcement.position = {file, line, 1};
        m_gate->announce(announcement);
    }

private Q_SLOTS:
    void init()
    {
        m_recorder = Recorder();
        m_held.clear();
        m_gate = std::make_unique<BreakpointGate>(&m_recorder, [this](const Breakpoint &place) {
            m_held.append(QStringLiteral("%1:%2 after %3").arg(place.file).arg(place.line).arg(m_recorder.seen.size()));
        });
        m_gate->addFile(QStringLiteral("/tmp/x/orders.js"), {});
        m_gate->addFile(QStringLiteral("other.js"), {});
    }

    void everythingIsHandedOn()
    {
        Birth birth;
        birth.label = QStringLiteral("worker");
        QCOMPARE(m_gate->born(birth), EventId(1));
        happens(EventKind::Started, 3);
        QCOMPARE(m_recorder.seen, QStringList({QStringLiteral("worker"), QStringLiteral("line 3")}));
        QVERIFY(m_held.isEmpty());
    }

    void itHoldsOnceWhatBeginsThereIsRecorded()
    {
        m_gate->setBreakpoints({{QStringLiteral("orders.js"), 3}});
        happens(EventKind::Started, 2);
        happens(EventKind::Started, 3);
        QCOMPARE(m_held, QStringList(QStringLiteral("/tmp/x/orders.js:3 after 2")));
    }

    void aLineOfSeveralCallsHoldsOnceAndGoingOnThereHoldsAgain()
    {
        m_gate->setBreakpoints({{QStringLiteral("orders.js"), 5}});
        happens(EventKind::Offered, 5);
        happens(EventKind::Suspended, 5);
        QCOMPARE(m_held.size(), 1);
        happens(EventKind::Resumed, 5);
        QCOMPARE(m_held.size(), 2);
        happens(EventKind::Logged, 6);
        happens(EventKind::Logged, 5);
        QCOMPARE(m_held.size(), 3);
    }

    void whatIsOnlyMadeOrScheduledAtALineDoesNotRunThere()
    {
        m_gate->setBreakpoints({{QStringLiteral("orders.js"), 5}});
        happens(EventKind::Created, 5);
        happens(EventKind::Scheduled, 5);
        QVERIFY(m_held.isEmpty());
    }

    void anotherFileAndAnotherSetOfLinesDoNotHold()
    {
        m_gate->setBreakpoints({{QStringLiteral("orders.js"), 5}});
        happens(EventKind::Started, 5, 1);
        QVERIFY(m_held.isEmpty());
        m_gate->setBreakpoints({{QStringLiteral("other.js"), 5}});
        happens(EventKind::Started, 5);
        QVERIFY(m_held.isEmpty());
        happens(EventKind::Started, 5, 1);
        QCOMPARE(m_held.size(), 1);
        m_gate->setBreakpoints({});
        happens(EventKind::Started, 5, 1);
        QCOMPARE(m_held.size(), 1);
    }
};

QTEST_APPLESS_MAIN(BreakpointGateTest)
#include "tst_breakpointgate.moc"
