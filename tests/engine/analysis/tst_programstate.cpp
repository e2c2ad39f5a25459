#include "textworld.h"
#include "tracegenerator.h"

#include "analysis/programstate.h"

#include <QFile>
#include <QTest>

#include <ctime>
#include <random>

using namespace asq;
using namespace asq::analysis;
using trace::EntityId;
using trace::EventId;

namespace {

constexpr int slowness =
#ifdef __has_feature
    __has_feature(thread_sanitizer) || __has_feature(address_sanitizer) ? 20 :
#endif
                                                                        1;

} // namespace

class ProgramStateTest : public QObject
{
    Q_OBJECT

    static ProgramState endOf(const trace::Trace &trace)
    {
        return StateIndex(trace).at(EventId{quint32(trace.eventCount())});
    }
    /// "1,2 | worker:3 | reader, writer closed": buffer, puts, takes.
    static QString channel(const trace::Trace &trace)
    {
        const ChannelState state = endOf(trace).channel(entityCalled(trace, "c"));
        QStringList buffer, puts, takes;
        for (trace::StringId value : state.buffer)
            buffer.append(trace.string(value));
        for (const ChannelState::Offer &offer : state.puts)
            puts.append(trace.label(offer.who) + u':' + trace.string(offer.value));
        for (EntityId who : state.takes)
            takes.append(trace.label(who));
        return buffer.join(u',') + QLatin1String(" | ") + puts.join(u',') + QLatin1String(" | ") + takes.join(u',')
            + (state.closed ? QStringLiteral(" closed") : QString());
    }

private Q_SLOTS:
    void beforeEverythingNobodyIsThere()
    {
        const trace::Trace trace = traceFrom("created a: step\n");
        const ProgramState state = StateIndex(trace).at(EventId::None);
        QCOMPARE(state.at(), EventId::None);
        QCOMPARE(state.entity(entityCalled(trace, "a")).state, State::Absent);
        QCOMPARE(state.entity(EntityId{99}).state, State::Absent);
        QVERIFY(state.running().isEmpty());
        QCOMPARE(state, ProgramState());
    }

    void anEntityHasItsStateReasonPlaceAndValue()
    {
        const trace::Trace trace = traceFrom(R"(
            created c: channel
            created a: goroutine @3:1
            started a "first" @3:5
            logged a "hello" @4:5
            suspended a take on c x2 "asks" @5:5
            completed program
        )");
        const EntityState state = endOf(trace).entity(entityCalled(trace, "a"));
        QCOMPARE(state.state, State::Blocked);
        QCOMPARE(state.reason, trace::WaitReason::Take);
        QCOMPARE(state.other, entityCalled(trace, "c"));
        QCOMPARE(state.count, 2U);
        QCOMPARE(state.since, EventId{5});
        QCOMPARE(trace.location(state.location).line, 5U);
        QCOMPARE(trace.string(state.value), QStringLiteral("asks"));
        QCOMPARE(endOf(trace).logCount(), 1);

        const EntityState earlier = StateIndex(trace).at(EventId{4}).entity(entityCalled(trace, "a"));
        QCOMPARE(earlier.state, State::Running);
        QCOMPARE(earlier.since, EventId{3});
        QCOMPARE(earlier.other, EntityId::None);
        QCOMPARE(trace.string(earlier.value), QStringLiteral("first"));
        QCOMPARE(trace.location(earlier.location).line, 4U);
    }

    void whoRunsIsAStack()
    {
        const trace::Trace trace = traceFrom(
            "created a: step\ncreated b: step\nstarted a\nstarted b\nreturned b\nsuspended a gate\n");
        const EntityId a = entityCalled(trace, "a");
        const EntityId b = entityCalled(trace, "b");
        const StateIndex states(trace);
        QCOMPARE(states.at(EventId{3}).running().entities(), QList<EntityId>{a});
        QCOMPARE(states.at(EventId{4}).running().entities(), (QList<EntityId>{a, b}));
        QCOMPARE(states.at(EventId{5}).running().entities(), QList<EntityId>{a});
        QCOMPARE(states.at(EventId{6}).running().entities(), QList<EntityId>());
    }

    void aChannelHoldsWhatWasPutAndNotTaken_data()
    {
        QTest::addColumn<QString>("events");
        QTest::addColumn<QString>("state");
        const auto row = [](const char *name, const char *events, const char *state) {
            QTest::newRow(name) << QString::fromLatin1(events) << QString::fromLatin1(state);
        };
        row("nothing", "", " |  | ");
        row("buffered", "buffered c by p \"1\"\nbuffered c by p \"2\"\n", "1,2 |  | ");
        row("taken, oldest first", "buffered c by p \"1\"\nbuffered c by p \"2\"\ntaken c by q \"1\"\n", "2 |  | ");
        row("waiting puts", "offered c by p \"1\"\noffered c by q \"2\"\n", " | p:1,q:2 | ");
        row("waiting takes", "requested c by p\nrequested c by q\n", " |  | p,q");
        row("a put meets a waiting take", "requested c by p\nrequested c by q\nrendezvous c to p \"1\" x2\n",
            " |  | q");
        row("a take meets a waiting put", "offered c by p \"1\"\noffered c by p \"2\"\nrendezvous c to q \"1\" x1\n",
            " | p:2 | ");
        row("a waiting put moves into the buffer",
            "buffered c by p \"1\"\noffered c by p \"2\"\ntaken c by q \"1\"\nbuffered c by p \"2\" x1\n", "2 |  | ");
        row("a waiting take is served from the buffer",
            "requested c by q\nbuffered c by p \"1\"\ntaken c by q \"1\" x2\n", " |  | ");
        row("closing sends everybody away", "offered c by p \"1\"\nbuffered c by p \"2\"\nrequested c by q\nclosed c\n",
            "2 |  |  closed");
        row("dropped at the end",
            "buffered c by p \"1\"\nbuffered c by p \"2\"\nclosed c\ndropped c \"1\"\ndropped c \"2\"\n",
            " |  |  closed");
        row("a dropped put", "offered c by p \"1\"\noffered c by q \"2\"\ndropped c by q \"2\"\n", " | p:1 | ");
        row("a put whose maker is not known", "offered c \"1\"\nbuffered c \"1\" x1\n", "1 |  | ");
        row("an option that lost",
            "started q\nrequested c by q\nrequested d by q\nsuspended q alts x2\nrendezvous d to q \"1\" x2\nresumed "
            "q\n",
            " |  | ");
        row("an option that lost, before its goroutine goes on",
            "started q\nrequested c by q\nrequested d by q\nsuspended q alts x2\nrendezvous d to q \"1\" x2\n",
            " |  | ");
        row("two that both waited for one of several",
            "started q\nrequested c by q\nrequested d by q\nsuspended q alts x2\noffered c by p \"1\"\n"
            "rendezvous c to q \"1\" x3\n",
            " |  | ");
        row("an option that still waits", "started q\nrequested c by q\nrequested d by q\nsuspended q alts x2\n",
            " |  | q");
        row("an asynchronous take outlives an alts",
            "started q\nrequested c by q\nsuspended q turn\nresumed q\nrequested c by q\nrequested d by q\nsuspended q "
            "alts x2\n"
            "rendezvous d to q \"1\" x2\nscheduled q\n",
            " |  | q");
    }

    void aChannelHoldsWhatWasPutAndNotTaken()
    {
        QFETCH(QString, events);
        QTEST(channel(traceFrom(
                  QStringLiteral("entity c: channel\nentity d: channel\nentity p: goroutine\nentity q: goroutine\n")
                  + events)),
              "state");
    }

    void theStateAtAnEventIsTheSameHoweverItIsReached_data()
    {
        QTest::addColumn<trace::Trace>("trace");
        QFile file(QStringLiteral(SAMPLES "/orders.asqtext"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTest::newRow("the sample") << traceFrom(QString::fromUtf8(file.readAll()));
        for (quint32 seed = 1; seed <= 6; ++seed) {
            TraceGenerator generator(seed);
            generator.generate(10'000);
            QTest::addRow("generated %u", seed) << generator.trace();
        }
    }

    void theStateAtAnEventIsTheSameHoweverItIsReached()
    {
        QFETCH(trace::Trace, trace);
        const quint32 count = quint32(trace.eventCount());
        QList<ProgramState> forward = {ProgramState()};
        for (quint32 i = 1; i <= count; ++i) {
            forward.append(forward.last());
            forward.last().apply(trace, EventId{i});
        }
        const StateIndex whole(trace);
        std::mt19937 random(1);
        for (int i = 0; i < 200; ++i) {
            const quint32 at = random() % (count + 1);
            QVERIFY2(whole.at(EventId{at}) == forward.at(at), qPrintable(QString::number(at)));
        }
        for (quint32 step = 0; step < std::min(count, 600U); ++step)
            QVERIFY2(whole.at(EventId{count - step}) == forward.at(count - step), qPrintable(QString::number(step)));
        for (quint32 at : {0U, 1U, 4095U, 4096U, 4097U, count - 1, count}) {
            if (at <= count)
                QVERIFY2(whole.at(EventId{at}) == forward.at(at), qPrintable(QString::number(at)));
        }
    }

    void anIndexThatGrowsGivesTheSame()
    {
        TraceGenerator generator(21);
        StateIndex grown;
        for (int i = 0; i < 300; ++i) {
            generator.generate(50);
            grown.extend(generator.trace());
        }
        const trace::Trace trace = generator.trace();
        const StateIndex whole(trace);
        QCOMPARE(grown.eventCount(), trace.eventCount());
        for (quint32 at = 0; at <= quint32(trace.eventCount()); at += 997)
            QVERIFY(grown.at(EventId{at}) == whole.at(EventId{at}));
    }

    /// What the generator keeps of its channels and what is rebuilt from the events must be consistent: nobody waits at
    /// a channel unless suspended.
    void whoWaitsAtAChannelIsBlocked()
    {
        for (quint32 seed = 1; seed <= 10; ++seed) {
            TraceGenerator generator(seed);
            generator.generate(3'000);
            const trace::Trace trace = generator.trace();
            ProgramState state;
            for (quint32 i = 1; i <= quint32(trace.eventCount()); ++i) {
                state.apply(trace, EventId{i});
                if (!state.running().isEmpty() || i % 7 != 0)
                    continue;
                for (quint32 e = 2; e < quint32(trace.entityCount()); ++e) {
                    if (trace.entity(EntityId{e}).kind != trace::EntityKind::Channel)
                        continue;
                    const ChannelState channel = state.channel(EntityId{e});
                    QVERIFY(channel.puts.isEmpty() || channel.takes.isEmpty());
                    for (EntityId who : channel.takes)
                        QCOMPARE(state.entity(who).state, State::Blocked);
                    for (const ChannelState::Offer &offer : channel.puts)
                        QCOMPARE(state.entity(offer.who).state, State::Blocked);
                }
            }
        }
    }

    void aHundredThousandEventsGrowCheaply()
    {
        TraceGenerator generator(9);
        StateIndex states;
        std::clock_t worst = 0; // Of the processor's time: other programs run too.
        while (states.eventCount() < 100'000) {
            generator.generate(100);
            const trace::Trace trace = generator.trace();
            const std::clock_t before = std::clock();
            states.extend(trace);
            worst = std::max(worst, std::clock() - before);
        }
        std::mt19937 random(2);
        constexpr int lookUps = 200;
        std::clock_t before = std::clock();
        for (int i = 0; i < lookUps; ++i)
            (void)states.at(EventId{quint32(random() % states.eventCount())});
        const double jump = 1e3 * double(std::clock() - before) / CLOCKS_PER_SEC / lookUps;
        before = std::clock();
        for (quint32 i = 0; i < lookUps; ++i)
            (void)states.at(EventId{50'000 - i});
        const double step = 1e3 * double(std::clock() - before) / CLOCKS_PER_SEC / lookUps;
        qInfo("worst extension by 100 events: %g ms, a jump: %g ms, a step back: %g ms",
              1e3 * double(worst) / CLOCKS_PER_SEC, jump, step);
        // Far from what it takes, and far below going through all events again; the sanitizers are allowed their time.
        const double patience = slowness * 20;
        QVERIFY(1e3 * double(worst) / CLOCKS_PER_SEC < patience);
        QVERIFY(jump < patience);
        QVERIFY(step < patience / 10);
    }
};

QTEST_APPLESS_MAIN(ProgramStateTest)
#include "tst_programstate.moc"
