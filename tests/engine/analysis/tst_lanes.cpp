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
        const QList<Lane> all = lanes(trace);
        for (const Lane &lane : all)
            result += QString(lane.depth * 2, u' ') + trace.label(lane.entity)
                + QLatin1String(lane.hasChildren ? "+\n" : "\n");
        return result;
    }

private Q_SLOTS:
    void anEmptyTraceHasTheProgramsLane()
    {
        const QList<Lane> all = lanes(trace::Trace());
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
        const QList<Lane> all = lanes(trace);
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
        const QList<Lane> all = lanes(builder.snapshot());
        QCOMPARE(all.size(), 200'001);
        QCOMPARE(all.last().depth, 100'001);
        QCOMPARE(all.last().parent, 100'000);
    }
};

QTEST_APPLESS_MAIN(LanesTest)
#include "tst_lanes.moc"
