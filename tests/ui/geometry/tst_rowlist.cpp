#include "geometry/rowlist.h"

#include "trace/tracebuilder.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace interleave;
using asq::analysis::Lane;
using asq::analysis::laneKey;
using asq::analysis::LaneTree;
using asq::trace::EntityId;
using asq::trace::EntityKind;
using asq::trace::TraceBuilder;

/// Which rows show, and which row stands for whom.
class RowListTest : public QObject
{
    Q_OBJECT

    /// By lane what going through all lanes says: the lane whose row shows for it, or -1.
    static QList<int> standIns(const LaneTree &lanes, const LaneArrangement &arrangement)
    {
        QList<int> shows(lanes.size(), -1);
        for (int i = 0; i < int(lanes.size()); ++i) {
            const Lane &lane = lanes.at(i);
            const bool hidden = arrangement.hidden.contains(laneKey(lane));
            if (hidden)
                continue;
            const int above = lane.parent < 0 ? -1 : shows.at(lane.parent);
            const bool closed = above >= 0 && arrangement.folded.contains(laneKey(lanes.at(above)));
            if (arrangement.pinned.contains(laneKey(lane)) || lane.parent < 0 || (above >= 0 && !closed))
                shows[i] = i;
            else
                shows[i] = above;
        }
        return shows;
    }

    static EntityId add(TraceBuilder &builder, EntityKind kind, EntityId parent)
    {
        return builder.addEntity({kind, parent, asq::trace::StringId::Empty, asq::trace::LocationId::Unknown});
    }
    static LaneTree someTree(std::mt19937 &random, int entities)
    {
        TraceBuilder builder;
        for (int i = 0; i < entities; ++i) {
            const quint32 parent = 1 + random() % quint32(builder.entityCount() - 1);
            // Every so often many of one parent, so that there are crowds.
            const int many = random() % 60 == 0 ? 1100 : 1;
            for (int k = 0; k < many; ++k)
                add(builder, random() % 9 == 0 && many == 1 ? EntityKind::Timer : EntityKind::Step, EntityId{parent});
        }
        return asq::analysis::lanes(builder.snapshot());
    }
    static EntityId someKey(std::mt19937 &random, const LaneTree &lanes)
    {
        // Crowds are few among many.
        if (random() % 3 == 0 && !lanes.gathering().isEmpty())
            return laneKey(lanes.at(lanes.gathering().at(qsizetype(random()) % lanes.gathering().size())));
        return laneKey(lanes.at(qsizetype(random()) % lanes.size()));
    }

private Q_SLOTS:
    void eachLaneHasTheRowThatAWalkOverAllOfThemFinds()
    {
        std::mt19937 random(11);
        int folded = 0;
        for (int round = 0; round < 150; ++round) {
            const LaneTree lanes = someTree(random, 20 + int(random() % 80));
            lanes.checkInvariants();
            LaneArrangement arrangement;
            for (quint32 i = random() % 8; i > 0; --i)
                arrangement.folded.insert(someKey(random, lanes));
            for (quint32 i = random() % 4; i > 0; --i)
                arrangement.hidden.insert(someKey(random, lanes));
            for (quint32 i = random() % 4; i > 0; --i) {
                const EntityId key = someKey(random, lanes);
                if (!arrangement.pinned.contains(key))
                    arrangement.pinned.append(key);
            }
            for (quint32 i = random() % 3; i > 0; --i) {
                const Lane &parent = lanes.at(qsizetype(random()) % lanes.size());
                for (qsizetype k = 0; k < lanes.size(); k += 1 + qsizetype(random() % 5)) {
                    if (lanes.at(k).parent >= 0 && laneKey(lanes.at(lanes.at(k).parent)) == laneKey(parent))
                        arrangement.order[laneKey(parent)].prepend(laneKey(lanes.at(k)));
                }
            }
            const RowList rows(lanes, arrangement);
            rows.checkInvariants();
            const QList<int> expected = standIns(lanes, arrangement);
            qsizetype own = 0;
            for (int i = 0; i < int(lanes.size()); ++i) {
                own += expected.at(i) == i ? 1 : 0;
                if (lanes.at(i).entity == EntityId::None)
                    continue;
                const std::optional<int> row = rows.rowOf(lanes.at(i).entity);
                QCOMPARE(row ? rows.rows().at(*row).lane : -1, expected.at(i));
                QCOMPARE(rows.ownRow(lanes.at(i).entity).has_value(), expected.at(i) == i);
            }
            QCOMPARE(rows.count(), own);
            for (int i = 0; i < int(rows.count()); ++i) {
                const Row &row = rows.rows().at(i);
                QCOMPARE(row.pinned, i < rows.pinnedCount());
                QCOMPARE(row.pinned, arrangement.pinned.contains(row.key));
                QCOMPARE(row.lanesEnd, row.folded ? lanes.at(row.lane).end : row.lane + 1);
                folded += row.folded ? 1 : 0;
            }
        }
        QVERIFY(folded > 100);
    }

    void rowsStandInTheOrderOfTheirLanesUnlessSomebodyMovedThem()
    {
        std::mt19937 random(5);
        const LaneTree lanes = someTree(random, 200);
        LaneArrangement arrangement;
        for (const int position : lanes.gathering())
            arrangement.folded.insert(laneKey(lanes.at(position)));
        const RowList rows(lanes, arrangement);
        QVERIFY(std::is_sorted(rows.rows().begin(), rows.rows().end(),
                               [](const Row &a, const Row &b) { return a.lane < b.lane; }));
    }

    void aFoldedCrowdIsOneRowAndItsMembersAreFoundInIt()
    {
        TraceBuilder builder;
        for (int i = 0; i < 5000; ++i)
            add(builder, EntityKind::Sequence, EntityId::Program);
        const EntityId step = add(builder, EntityKind::Step, EntityId{1234});
        const LaneTree lanes = asq::analysis::lanes(builder.snapshot());
        QCOMPARE(lanes.gathering(), QList<int>{1});
        const EntityId key = laneKey(lanes.at(1));
        const RowList folded(lanes, LaneArrangement{{key}, {}, {}, {}});
        QCOMPARE(folded.count(), 2);
        QCOMPARE(folded.rows().at(1).lanesEnd, 5003);
        QCOMPARE(folded.rowOf(EntityId{4000}), 1);
        QCOMPARE(folded.rowOf(step), 1);
        QVERIFY(!folded.ownRow(step));
        const RowList open(lanes, {});
        QCOMPARE(open.count(), 5003);
        QCOMPARE(open.rows().at(*open.ownRow(step)).depth, 3);
        // Hidden, pinned and moved like any other lane.
        QVERIFY(!RowList(lanes, LaneArrangement{{key}, {key}, {}, {}}).rowOf(step));
        const RowList pinned(lanes, LaneArrangement{{key}, {}, {key}, {}});
        QCOMPARE(pinned.pinnedCount(), 1);
        QCOMPARE(pinned.rowOf(step), 0);
        const RowList onePinned(lanes, LaneArrangement{{key}, {}, {EntityId{77}}, {}});
        QCOMPARE(onePinned.ownRow(EntityId{77}), 0);
        QCOMPARE(onePinned.rowOf(EntityId{78}), 2);
        LaneArrangement moved;
        moved.order.insert(key, {EntityId{3000}});
        const RowList first(lanes, moved);
        QCOMPARE(first.ownRow(EntityId{3000}), 2);
        QCOMPARE(first.ownRow(EntityId{2}), 3);
    }
};

QTEST_APPLESS_MAIN(RowListTest)
#include "tst_rowlist.moc"
