#include "sampletrace.h"

#include "viewmodel/eventmodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

using namespace asq::trace;
using interleave::EventModel;
using interleave::TraceSession;

class EventModelTest : public QObject
{
    Q_OBJECT

    static QString sentence(const EventModel &model, int row)
    {
        return model.data(model.index(row), Qt::DisplayRole).toString();
    }
    /// `count` events in which a goroutine starts and returns.
    static Trace longTrace(int count)
    {
        TraceBuilder builder;
        const StringId label = builder.intern(QStringLiteral("worker"));
        const StringId value = builder.intern(QStringLiteral("seldom"));
        const EntityId worker = builder.addEntity(
            {EntityKind::Goroutine, EntityId::Program, label, LocationId::Unknown});
        Event created;
        created.entity = worker;
        builder.append(created);
        for (int i = 1; i < count; ++i) {
            Event event;
            event.entity = worker;
            event.kind = i % 2 ? EventKind::Started : EventKind::Returned;
            event.value = i == count / 2 + 1 ? value : StringId::Empty;
            builder.append(event);
        }
        return builder.snapshot();
    }

private Q_SLOTS:
    void everyEventHasARowWithASentence()
    {
        TraceSession session;
        EventModel model;
        QAbstractItemModelTester tester(&model);
        model.setSession(&session);
        session.setTrace(sampleTrace());
        QCOMPARE(model.rowCount(), session.eventCount());
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY2(sentence(model, row).size() > 5, qPrintable(QString::number(row)));
    }

    void aGrowingRecordingAppendsRows()
    {
        const Trace whole = sampleTrace();
        TraceSession session;
        EventModel model;
        QAbstractItemModelTester tester(&model);
        model.setSession(&session);
        model.setFilter(QStringLiteral("orders"));
        session.resetTrace(beginning(whole, 30));
        const int before = model.count();
        session.setTrace(beginning(whole, whole.eventCount()));
        QVERIFY(model.count() > before);

        EventModel atOnce;
        atOnce.setFilter(QStringLiteral("orders"));
        atOnce.setSession(&session);
        QCOMPARE(model.count(), atOnce.count());
        for (int row = 0; row < model.count(); ++row)
            QCOMPARE(model.eventAt(row), atOnce.eventAt(row));
    }

    void allWordsOfAFilterMustOccur()
    {
        TraceSession session;
        EventModel model;
        session.setTrace(sampleTrace());
        model.setSession(&session);
        model.setFilter(QStringLiteral("orders taken"));
        QVERIFY(model.count() > 0);
        for (int row = 0; row < model.count(); ++row) {
            const Event &event = session.trace().event(EventId(quint32(model.eventAt(row))));
            QCOMPARE(event.kind, EventKind::Taken);
        }
        model.setFilter(QStringLiteral("no such words"));
        QCOMPARE(model.count(), 0);
        QCOMPARE(model.nextMatch(0), 0);
        model.setFilter(QString());
        QCOMPARE(model.count(), session.eventCount());
    }

    void theCursorRowIsTheLastOneNotLaterThanTheCursor()
    {
        TraceSession session;
        EventModel model;
        session.setTrace(sampleTrace());
        model.setSession(&session);
        model.setFilter(QStringLiteral("orders"));
        for (int k = 0; k <= session.eventCount(); ++k) {
            session.setCursorEvent(k);
            const int row = model.cursorRow();
            QVERIFY(row < 0 || model.eventAt(row) <= k);
            QVERIFY(row + 1 >= model.count() || model.eventAt(row + 1) > k);
        }
    }

    void aHundredThousandEventsAreFilteredAtOnce()
    {
        TraceSession session;
        EventModel model;
        session.setTrace(longTrace(100'000));
        model.setSession(&session);
        QElapsedTimer clock;
        clock.start();
        model.setFilter(QStringLiteral("seldom"));
        QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(model.count(), 1);
        QCOMPARE(model.nextMatch(0), 50'002);
    }
};

QTEST_GUILESS_MAIN(EventModelTest)
#include "tst_eventmodel.moc"
