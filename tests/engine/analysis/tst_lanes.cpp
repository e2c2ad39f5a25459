#include "textworld.h"

#include "analysis/lanes.h"
#include "trace/tracebuilder.h"

#include <QTest>

using namespace asq;
using namespace asq::analysis;

class LanesTest : public QObject
{
    Q_OBJECT

    /// A line a lane, indented by depth; '+' for those with children.
    static QString printed(const trace::Trace &trace)
    {
        QString result;
        const LaneTree all = lanes(trace);
        for (const Lane &lane : all)
            result += QString(lane.depth * 2, u' ') + trace.label(lane.entity)
                + QLatin1String(lane.hasChildren ? "+\n" : "\n");
        return result;
    }
    /// The same of the upper lanes: a crowd as its kind and number, without who is in it.
    static QString printedCrowds(const LaneTree &all)
    {
        QString result;
        for (int i = 0; i < int(all.size());) {
            const Lane &lane = all.at(i);
            result += QString(lane.depth * 2, u' ');
            if (lane.gathers)
                result += QStringLiteral("%1 %2\n").arg(QLatin1String(name(*lane.gathers))).arg(lane.members);
            else
                result += QStringLiteral("#%1\n").arg(index(lane.entity));
            i = lane.gathers ? lane.end : i + 1;
        }
        return result;
    }
    static void add(trace::TraceBuilder &builder, trace::EntityKind kind, trace::EntityId parent, int count)
    {
        for (int i = 0; i < count; ++i)
            builder.addEntity({kind, parent, trace::StringId::Empty, trace::LocationId::Unknown});
    }

private Q_SLOTS:
    void anEmptyTraceHasTheProgramsLane()
    {
        const LaneTree all = lanes(trace::Trace());
        QCOMPARE(all.size(), 1);
        QCOMPARE(all.first().entity, trace::EntityId::Program);
        QCOMPARE(all.first().parent, -1);
        QVERIFY(!all.first().hasChildren);
    }

    void channelsThenTimersComeAfterTheTree()
    {
        const trace::Trace trace = traceFrom(R"(
            program "main"
            entity t1: timer
            entity orders: channel
            entity a: sequence
            entity b: sequence
            entity a1: step in a
            entity t2: timer in a1
            entity b1: step in b
            entity a2: step in a
            entity results: channel in a2
            entity a11: segment in a1
            entity net: outside in b1
        )");
        QCOMPARE(printed(trace),
                 QStringLiteral("main+\n"
                                "  a+\n"
                                "    a1+\n"
                                "      a11\n"
                                "    a2\n"
                                "  b+\n"
                                "    b1\n"
                                "orders\n"
                                "results\n"
                                "t1\n"
                                "t2\n"
                                "net\n"));
        const LaneTree all = lanes(trace);
        QCOMPARE(all.at(0).parent, -1);
        QCOMPARE(all.at(3).parent, 2);
        QCOMPARE(all.at(4).parent, 1);
        QCOMPARE(all.at(7).parent, -1);
    }

    void whatATimerMakesStandsBelowWhatMadeTheTimer()
    {
        QCOMPARE(printed(traceFrom("program \"main\"\nentity a: sequence\nentity t: timer in a\nentity u: timer in t\n"
                                   "entity b: sequence in u\n")),
                 QStringLiteral("main+\n  a+\n    b\nt\nu\n"));
    }

    void deepAndWideProgramsAreNoTrouble()
    {
        trace::TraceBuilder builder;
        trace::EntityId parent = trace::EntityId::Program;
        for (int i = 0; i < 100'000; ++i)
            parent = builder.addEntity(
                {trace::EntityKind::Sequence, parent, trace::StringId::Empty, trace::LocationId::Unknown});
        for (int i = 0; i < 100'000; ++i)
            builder.addEntity({trace::EntityKind::Step, parent, trace::StringId::Empty, trace::LocationId::Unknown});
        const LaneTree all = lanes(builder.snapshot());
        QCOMPARE(all.size(), 200'002);
        QCOMPARE(all.last().depth, 100'002);
        // The last hundred thousand are a crowd.
        QCOMPARE(all.gathering(), QList<int>{100'001});
        QCOMPARE(all.last().parent, 100'001);
        QCOMPARE(all.at(100'001).parent, 100'000);
        all.checkInvariants();
    }

    void aThousandOfAKindStandByThemselvesAndOneMoreIsACrowd()
    {
        for (const int count : {1000, 1001}) {
            trace::TraceBuilder builder;
            add(builder, trace::EntityKind::Sequence, trace::EntityId::Program, count);
            const LaneTree all = lanes(builder.snapshot());
            all.checkInvariants();
            QCOMPARE(all.gathering().size(), count == 1000 ? 0 : 1);
            QCOMPARE(all.size(), count == 1000 ? 1001 : 1003);
        }
    }

    void aCrowdStandsInThePlaceOfItsFirstAndOthersStayWhereTheyAre()
    {
        using trace::EntityKind;
        trace::TraceBuilder builder;
        const trace::EntityId program = trace::EntityId::Program;
        add(builder, EntityKind::Handler, program, 1); // #2
        add(builder, EntityKind::Sequence, program, 1500); // #3…
        add(builder, EntityKind::Goroutine, program, 2); // #1503, #1504
        add(builder, EntityKind::Step, trace::EntityId{3}, 1200); // Of the first sequence.
        add(builder, EntityKind::Sequence, program, 500);
        add(builder, EntityKind::Channel, trace::EntityId{4}, 1100);
        add(builder, EntityKind::Outside, program, 13);
        const LaneTree all = lanes(builder.snapshot());
        all.checkInvariants();
        QCOMPARE(printedCrowds(all),
                 QStringLiteral("#1\n  #2\n  sequence 2000\n  #1503\n  #1504\nchannel 1100\noutside 13\n"));
        // Below the first of the crowd stands one of its own.
        QCOMPARE(all.gathering().size(), 4);
        const Lane &steps = all.at(all.gathering().at(1));
        QCOMPARE(steps.members, 1200u);
        QCOMPARE(all.at(steps.parent).entity, trace::EntityId{3});
        QCOMPARE(all.at(all.at(steps.parent).parent).members, 2000u);
    }

    void theKeyOfACrowdIsNobodyElsesAndTellsWhoseItIs()
    {
        using trace::EntityKind;
        trace::TraceBuilder builder;
        add(builder, EntityKind::Sequence, trace::EntityId::Program, 3);
        for (quint32 parent = 2; parent <= 4; ++parent) {
            add(builder, EntityKind::Step, trace::EntityId{parent}, 1001);
            add(builder, EntityKind::Segment, trace::EntityId{parent}, 1001);
        }
        const LaneTree all = lanes(builder.snapshot());
        all.checkInvariants(); // Each key leads to its own lane.
        QCOMPARE(all.gathering().size(), 6);
        for (const int position : all.gathering()) {
            const Lane &lane = all.at(position);
            const Crowd expected{all.at(lane.parent).entity, *lane.gathers};
            QVERIFY(crowdOf(laneKey(lane)) == expected);
            QVERIFY(index(laneKey(lane)) > quint32(all.size()));
        }
        QVERIFY(crowdOf(gatheringKey({trace::EntityId{100'000'000}, EntityKind::Counter}))
                == (Crowd{trace::EntityId{100'000'000}, EntityKind::Counter}));
    }

    void aCrowdKeepsItsKeyWhenOthersComeBeforeIt()
    {
        using trace::EntityKind;
        trace::TraceBuilder builder;
        add(builder, EntityKind::Sequence, trace::EntityId::Program, 2);
        add(builder, EntityKind::Step, trace::EntityId{3}, 2000);
        const LaneTree before = lanes(builder.snapshot());
        add(builder, EntityKind::Step, trace::EntityId{2}, 2000);
        const LaneTree after = lanes(builder.snapshot());
        QCOMPARE(before.gathering().size(), 1);
        QCOMPARE(after.gathering().size(), 2);
        QCOMPARE(laneKey(after.at(after.gathering().at(1))), laneKey(before.at(before.gathering().at(0))));
    }
};

QTEST_APPLESS_MAIN(LanesTest)
#include "tst_lanes.moc"
