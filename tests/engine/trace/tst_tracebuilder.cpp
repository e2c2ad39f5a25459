#include "trace/tracebuilder.h"

#include <QTest>

using namespace asq::trace;

class TraceBuilderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewTraceHasTheProgramAndNothingElse()
    {
        const Trace trace = TraceBuilder().snapshot();
        QCOMPARE(trace.eventCount(), 0);
        QCOMPARE(trace.entityCount(), 2);
        QCOMPARE(trace.entity(EntityId::Program).kind, EntityKind::Program);
        QCOMPARE(trace.label(EntityId::Program), QString());
        QCOMPARE(Trace().entityCount(), 2);
    }

    void theSameTextAndPlaceAreKeptOnce()
    {
        TraceBuilder builder;
        const StringId hello = builder.intern(QStringLiteral("hello"));
        QVERIFY(hello != StringId::Empty);
        QCOMPARE(builder.intern(QStringLiteral("hello")), hello);
        QCOMPARE(builder.intern(QString()), StringId::Empty);
        const LocationId place = builder.intern(Location{0, 3, 7});
        QCOMPARE(builder.intern(Location{0, 3, 7}), place);
        QVERIFY(builder.intern(Location{0, 7, 3}) != place);
        QCOMPARE(builder.intern(Location{}), LocationId::Unknown);
        QCOMPARE(builder.addFile(QStringLiteral("a"), QStringLiteral("1")), 0U);
        QCOMPARE(builder.addFile(QStringLiteral("a"), QStringLiteral("2")), 1U);
        QCOMPARE(builder.addFile(QStringLiteral("a"), QStringLiteral("1")), 0U);
    }

    void aSnapshotDoesNotChangeWhenTheBuilderGoesOn()
    {
        TraceBuilder builder;
        Event event;
        event.entity = EntityId::Program;
        event.kind = EventKind::Started;
        QCOMPARE(builder.append(event), EventId{1});
        const Trace early = builder.snapshot();
        event.kind = EventKind::Returned;
        QCOMPARE(builder.append(event), EventId{2});
        QCOMPARE(early.eventCount(), 1);
        QCOMPARE(builder.snapshot().eventCount(), 2);
        QCOMPARE(builder.snapshot().event(EventId{2}).kind, EventKind::Returned);
    }

    void aSpawnPathCountsAmongTheChildrenOfTheParent()
    {
        TraceBuilder builder;
        const auto child = [&](EntityId parent) {
            return builder.addEntity({EntityKind::Sequence, parent, StringId::Empty, LocationId::Unknown});
        };
        const EntityId first = child(EntityId::Program);
        const EntityId second = child(EntityId::Program);
        const EntityId inner = child(second);
        const EntityId innerToo = child(second);
        Trace trace = builder.snapshot();
        QCOMPARE(trace.spawnPath(EntityId::Program), QStringLiteral("0"));
        QCOMPARE(trace.spawnPath(first), QStringLiteral("0.0"));
        QCOMPARE(trace.spawnPath(inner), QStringLiteral("0.1.0"));
        QCOMPARE(trace.spawnPath(innerToo), QStringLiteral("0.1.1"));

        Entity moved = trace.entity(inner);
        moved.parent = first;
        builder.setEntity(inner, moved);
        trace = builder.snapshot();
        QCOMPARE(trace.spawnPath(inner), QStringLiteral("0.0.0"));
        QCOMPARE(trace.spawnPath(innerToo), QStringLiteral("0.1.0"));
    }
};

QTEST_APPLESS_MAIN(TraceBuilderTest)
#include "tst_tracebuilder.moc"
