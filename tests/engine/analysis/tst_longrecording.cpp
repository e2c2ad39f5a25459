#include "tracegenerator.h"

#include "analysis/longrecording.h"
#include "analysis/spans.h"

#include <QTest>

#include <random>

using namespace asq;
using namespace asq::analysis;
using trace::EntityId;
using trace::EntityKind;
using trace::EventId;
using trace::Trace;

namespace {

constexpr qsizetype Events = 150'000; // Three segments.

quint32 number(EventId id)
{
    return index(id);
}

} // namespace

/// Everything that a long recording says is compared with what is made of all events at once.
class LongRecordingTest : public QObject
{
    Q_OBJECT

    Trace m_trace;
    Spans m_spans;
    LongRecording m_long;
    std::mt19937 m_random{7};

    quint32 random(quint32 below) { return quint32(m_random() % below); }
    quint32 count() const { return quint32(m_trace.eventCount()); }
    LaneDetail laneOf(EntityId entity) const
    {
        LaneDetail lane;
        lane.extend(m_spans.of(entity));
        return lane;
    }
    static void compare(const LaneDetail &lane, const LaneDetail &wanted)
    {
        QCOMPARE(lane.size(), wanted.size());
        QVERIFY(std::equal(lane.begins().begin(), lane.begins().end(), wanted.begins().begin()));
        QVERIFY(std::equal(lane.severities().begin(), lane.severities().end(), wanted.severities().begin()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        TraceGenerator generator(11);
        for (const qsizetype piece : {Events / 3, Events / 3, Events / 3}) {
            generator.generate(piece);
            m_long.extend(generator.trace());
        }
        m_trace = generator.trace();
        m_long.finish();
        m_spans.extend(m_trace);
        QVERIFY(m_trace.eventCount() >= Events);
        QCOMPARE(m_long.eventCount(), m_trace.eventCount());
        QVERIFY(m_trace.entityCount() > 1000);
    }

    void lanesAreThoseOfAllSpans()
    {
        for (quint32 entity = 0; entity < quint32(m_trace.entityCount()); ++entity) {
            const LaneDetail wanted = laneOf(EntityId{entity});
            QCOMPARE(m_long.lanes().spanCount(EntityId{entity}), wanted.size());
            compare(m_long.lanes().lane(EntityId{entity}), wanted);
        }
        QVERIFY(m_long.lanes().lane(EntityId{quint32(m_trace.entityCount()) + 5}).isEmpty());
    }

    void lanesTogetherAreWhatMergingThemGives()
    {
        for (const quint32 share : {1u, 3u, 50u}) {
            std::vector<bool> members(std::size_t(m_trace.entityCount()));
            std::vector<LaneDetail> lanes;
            for (quint32 entity = 1; entity < members.size(); ++entity) {
                members[entity] = random(share) == 0;
                if (members[entity])
                    lanes.push_back(laneOf(EntityId{entity}));
            }
            std::vector<const LaneDetail *> chosen;
            for (const LaneDetail &lane : lanes)
                chosen.push_back(&lane);
            const LaneDetail merged = m_long.lanes().merged(members);
            merged.checkInvariants();
            QVERIFY(merged.size() > 100);
            compare(merged, mergedDetail(chosen));
        }
    }

    void theEventsOfAnEntityAreFoundInBothDirections()
    {
        for (int round = 0; round < 200; ++round) {
            const EntityId entity{random(quint32(m_trace.entityCount()))};
            const QList<EventId> &events = m_spans.eventsOf(entity);
            QList<EventId> found;
            m_long.lanes().forEachOf(m_trace, entity, 1, count() + 1, [&](EventId id) { found.append(id); });
            QCOMPARE(found, events);
            const EventId at{random(count() + 2)};
            const auto next = std::upper_bound(events.begin(), events.end(), at);
            QCOMPARE(m_long.lanes().nextOf(m_trace, entity, at), next == events.end() ? EventId::None : *next);
            const auto here = std::lower_bound(events.begin(), events.end(), at);
            QCOMPARE(m_long.lanes().previousOf(m_trace, entity, at),
                     here == events.begin() ? EventId::None : *std::prev(here));
        }
    }

    void effectsAreAllEventsThatNameTheCause()
    {
        std::vector<QList<EventId>> effects(count() + 1);
        for (quint32 id = 1; id <= count(); ++id)
            effects[number(m_trace.event(EventId{id}).cause)].prepend(EventId{id});
        qsizetype far = 0; // Beyond the block of the cause.
        for (quint32 id = 1; id <= count(); ++id) {
            QList<EventId> found;
            m_long.links().forEachEffect(m_trace, EventId{id}, Events, [&](EventId effect) { found.append(effect); });
            QCOMPARE(found, effects[id]);
            far += !found.isEmpty() && (number(found.first()) - 1) / 4096 != (id - 1) / 4096 ? 1 : 0;
            found.clear();
            m_long.links().forEachEffect(m_trace, EventId{id}, 1, [&](EventId effect) { found.append(effect); });
            QCOMPARE(found, effects[id].first(std::min<qsizetype>(1, effects[id].size())));
        }
        QVERIFY(far > 0);
    }

    void nearSlicesAreAllOfThem()
    {
        for (int round = 0; round < 60; ++round) {
            const quint32 first = 1 + random(count());
            const quint32 end = std::min(count() + 1, first + random(LongRecording::NearEvents));
            QList<Slice> wanted;
            for (const Slice &slice : m_spans.slices()) {
                if (number(slice.begin) < end && (slice.end == EventId::None || number(slice.end) > first))
                    wanted.append(slice);
            }
            QList<Slice> found;
            for (const Slice &slice : m_long.slices(first, end)) {
                if (number(slice.begin) < end && (slice.end == EventId::None || number(slice.end) > first))
                    found.append(slice);
            }
            QCOMPARE(found, wanted);
        }
    }

    void ofFarSlicesOneStandsForThoseThatBeginNearIt()
    {
        const QList<Slice> &found = m_long.slices(1, count() + 1);
        QVERIFY(found.size() < m_spans.slices().size());
        quint32 last = 0;
        for (const Slice &slice : found) {
            QVERIFY(last == 0 || number(slice.begin) / 16 > last / 16);
            last = number(slice.begin);
            const auto same = std::find_if(m_spans.slices().begin(), m_spans.slices().end(),
                                           [&](const Slice &other) { return other.begin == slice.begin; });
            QVERIFY(same != m_spans.slices().end());
            QCOMPARE(same->entity, slice.entity);
        }
        QSet<quint32> places;
        for (const Slice &slice : m_spans.slices())
            places.insert(number(slice.begin) / 16);
        QCOMPARE(found.size(), places.size());
    }

    void slicesAreCountedExactly()
    {
        for (int round = 0; round < 40; ++round) {
            const quint32 first = 1 + random(count());
            const quint32 end = first + random(count() + 2 - first);
            const qsizetype wanted = std::count_if(m_spans.slices().begin(), m_spans.slices().end(),
                                                   [&](const Slice &slice) {
                                                       return number(slice.begin) >= first && number(slice.begin) < end;
                                                   });
            QCOMPARE(m_long.sliceCount(first, end), wanted);
        }
        QCOMPARE(m_long.sliceCount(0, count() + 100), m_spans.slices().size());
    }

    void nearLevelsAreThoseOfTheState()
    {
        for (int round = 0; round < 20; ++round) {
            const quint32 first = 1 + random(count());
            const quint32 end = std::min(count() + 1, first + 1 + random(3000));
            ProgramState state = m_long.states().at(EventId{first - 1});
            for (quint32 id = first; id < end; ++id) {
                state.apply(m_trace, EventId{id});
                const EntityId entity = m_trace.event(EventId{id}).entity;
                if (m_trace.entity(entity).kind == EntityKind::Channel)
                    compareLevel(m_long.levels(entity, first, end), id, state.channel(entity));
            }
        }
    }

    void farLevelsKeepTheFullestAndTheLast()
    {
        QHash<EntityId, quint32> highest;
        ProgramState state;
        for (quint32 id = 1; id <= count(); ++id) {
            state.apply(m_trace, EventId{id});
            const EntityId entity = m_trace.event(EventId{id}).entity;
            if (m_trace.entity(entity).kind != EntityKind::Channel)
                continue;
            const ChannelState now = state.channel(entity);
            const quint32 held = quint32(now.buffer.size() + now.puts.size());
            highest[entity] = std::max({highest.value(entity), held, 1u});
        }
        QVERIFY(!highest.isEmpty());
        for (auto channel = highest.cbegin(); channel != highest.cend(); ++channel) {
            const QList<ChannelLevel> &levels = m_long.levels(channel.key(), 1, count() + 1);
            quint32 most = 1;
            for (qsizetype i = 0; i < levels.size(); ++i) {
                most = std::max(most, levels.at(i).buffered + levels.at(i).puts);
                QVERIFY(i == 0 || levels.at(i - 1).end == levels.at(i).begin);
            }
            QVERIFY(isNearly(most, *channel));
            QCOMPARE(m_long.highestLevel(channel.key()), *channel);
            const ChannelLevel &last = levels.constLast();
            const ChannelState now = state.channel(channel.key());
            QVERIFY(isNearly(last.buffered, now.buffer.size()));
            QVERIFY(isNearly(last.puts, now.puts.size()));
            QVERIFY(isNearly(last.takes, now.takes.size()));
            QCOMPARE(last.end, EventId::None);
            QVERIFY(levels.size() < 20000);
        }
    }

    void numbersOfFarLevelsAreAtMostASixteenthTooHigh()
    {
        LevelStore store;
        quint32 event = 1;
        for (quint32 held = 0; held <= 31'744; held = held < 300 ? held + 1 : held + held / 50, event += 16)
            store.apply(EntityId{3}, {EventId{event}, EventId::None, held, 2 * held / 3, held / 2});
        store.finish();
        event = 1;
        for (quint32 held = 0; held <= 31'744; held = held < 300 ? held + 1 : held + held / 50, event += 16) {
            const ChannelLevel level = store.levelAt(EntityId{3}, event + 5);
            QCOMPARE(level.begin, EventId{event});
            for (const auto &[found, exact] : {std::pair(level.buffered, held), std::pair(level.puts, 2 * held / 3),
                                               std::pair(level.takes, held / 2)}) {
                QVERIFY2(isNearly(found, exact), qPrintable(QString::number(exact)));
            }
        }
        QCOMPARE(store.levelAt(EntityId{3}, 0).begin, EventId::None);
        QCOMPARE(store.levelAt(EntityId{4}, event).begin, EventId::None);
    }

    void levelsOfAnyStretchCoverIt()
    {
        for (int round = 0; round < 300; ++round) {
            const quint32 first = 1 + random(count());
            const quint32 end = first + 1 + random(count() + 1 - first);
            const EntityId channel = aChannel();
            const QList<ChannelLevel> &levels = m_long.levels(channel, first, end);
            const quint32 created = number(m_spans.of(channel).first().begin);
            if (created >= end)
                continue;
            QVERIFY(!levels.isEmpty());
            QVERIFY(number(levels.first().begin) <= std::max(first, created));
            QVERIFY(levels.last().end == EventId::None || number(levels.last().end) >= end);
        }
    }

    void aRecordingWithoutEventsHasNothing()
    {
        LongRecording none;
        none.extend(Trace());
        none.finish();
        QVERIFY(none.slices(1, 1).isEmpty());
        QCOMPARE(none.sliceCount(1, 100), 0);
        QVERIFY(none.levels(EntityId{1}, 1, 2).isEmpty());
        QVERIFY(none.lanes().lane(EntityId{1}).isEmpty());
        QVERIFY(none.lanes().merged(std::vector<bool>(3, true)).isEmpty());
    }

private:
    static bool isNearly(quint32 found, qsizetype exact)
    {
        return exact > 127 ? found >= exact && (found - exact) * 16 <= exact : found == exact;
    }
    EntityId aChannel()
    {
        for (;;) {
            const EntityId entity{1 + random(quint32(m_trace.entityCount()) - 1)};
            if (m_trace.entity(entity).kind == EntityKind::Channel)
                return entity;
        }
    }
    static void compareLevel(const QList<ChannelLevel> &levels, quint32 at, const ChannelState &channel)
    {
        const auto after = std::find_if(levels.begin(), levels.end(),
                                        [at](const ChannelLevel &level) { return number(level.begin) > at; });
        QVERIFY(after != levels.begin());
        const ChannelLevel &level = *std::prev(after);
        QCOMPARE(level.buffered, quint32(channel.buffer.size()));
        QCOMPARE(level.puts, quint32(channel.puts.size()));
        QCOMPARE(level.takes, quint32(channel.takes.size()));
    }
};

QTEST_GUILESS_MAIN(LongRecordingTest)
#include "tst_longrecording.moc"
