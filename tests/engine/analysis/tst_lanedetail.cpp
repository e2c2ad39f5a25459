#include "tracegenerator.h"

#include "analysis/lanedetail.h"

#include <QTest>

#include <vector>

using namespace asq;
using namespace asq::analysis;
using trace::EntityId;
using trace::EventId;

/// One lane that stands for several shows the worst of what they do.
class LaneDetailTest : public QObject
{
    Q_OBJECT

    static std::vector<LaneDetail> lanesOf(const trace::Trace &trace)
    {
        const Spans spans(trace);
        std::vector<LaneDetail> lanes(std::size_t(trace.entityCount()));
        for (std::size_t i = 0; i < lanes.size(); ++i)
            lanes[i].extend(spans.of(EntityId{quint32(i)}));
        return lanes;
    }
    static State stateAt(const LaneDetail &lane, quint32 event)
    {
        const qsizetype behind = lane.firstFrom(event + 1);
        return behind == 0 ? State::Absent : lane.stateOf(behind - 1);
    }
    /// What a lane for all of `members` has to show at `event`, found by asking each.
    static State expectedAt(const std::vector<const LaneDetail *> &members, quint32 event)
    {
        State worst = State::Absent;
        for (const LaneDetail *lane : members) {
            const State state = stateAt(*lane, event);
            const bool ended = state == State::Failed || state == State::Aborted;
            if (ended && stateAt(*lane, event - 1) != state)
                return state;
            if (!ended && state != State::Completed && severity(state) > severity(worst))
                worst = state;
        }
        return worst;
    }

private Q_SLOTS:
    void severalLanesAsOneShowTheWorstOfThem_data()
    {
        QTest::addColumn<int>("every");
        // All of them change at nearly every event; a few of them seldom, which is merged in another way.
        QTest::newRow("dense") << 1;
        QTest::newRow("every third") << 3;
        QTest::newRow("sparse") << 40;
    }
    void severalLanesAsOneShowTheWorstOfThem()
    {
        QFETCH(const int, every);
        for (quint32 seed = 1; seed <= 4; ++seed) {
            TraceGenerator generator(seed);
            generator.generate(2500);
            const trace::Trace trace = generator.trace();
            const std::vector<LaneDetail> lanes = lanesOf(trace);
            std::vector<const LaneDetail *> members;
            for (std::size_t i = seed; i < lanes.size(); i += std::size_t(every))
                members.push_back(&lanes[i]);
            const LaneDetail merged = mergedDetail(members);
            merged.checkInvariants();
            for (quint32 event = 1; event <= quint32(trace.eventCount()); ++event)
                QCOMPARE(stateAt(merged, event), expectedAt(members, event));
        }
    }

    void ofNobodyThereIsNothingToShow()
    {
        QVERIFY(mergedDetail({}).isEmpty());
        const LaneDetail empty;
        QVERIFY(mergedDetail({&empty, &empty}).isEmpty());
    }
};

QTEST_APPLESS_MAIN(LaneDetailTest)
#include "tst_lanedetail.moc"
