#include "geometry/timelinesource.h"

#include "syntheticrun.h"
#include "tracegenerator.h"
#include "tracetext.h"

#include "analysis/spans.h"
#include "trace/formats/nativefile.h"

#ifdef WITH_PROGRAMS
#include "asqprogram.h"
#endif

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace interleave;
using asq::analysis::Slice;
using asq::analysis::Span;
using asq::analysis::Spans;
using asq::trace::EntityId;
using asq::trace::EventId;
using asq::trace::EventKind;
using asq::trace::Trace;

/// What a timeline asks is what going through whole lists of a recording says.
class TimelineSourceTest : public QObject
{
    Q_OBJECT

    QList<std::pair<QString, Trace>> m_traces;

    static QString printed(const QList<CauseLinks::Link> &links)
    {
        QStringList words;
        for (const CauseLinks::Link &link : links)
            words.append(QStringLiteral("%1>%2").arg(index(link.cause)).arg(index(link.effect)));
        return words.join(u' ');
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_traces = {{QStringLiteral("orders"), ordersTrace()}, {QStringLiteral("synthetic"), syntheticRun(30, 5000)}};
        for (quint32 seed = 1; seed <= 5; ++seed) {
            TraceGenerator generator(seed);
            generator.generate(1500);
            m_traces.append({QStringLiteral("seed %1").arg(seed), generator.trace()});
        }
#ifdef WITH_PROGRAMS
        QTemporaryDir folder;
        QDirIterator programs(asqtest::sourcePath(QStringLiteral("resources/lessons")), {QStringLiteral("program.js")},
                              QDir::Files, QDirIterator::Subdirectories);
        while (programs.hasNext()) {
            const QString program = programs.next();
            const QString file = folder.filePath(QString::number(m_traces.size()) + QStringLiteral(".asqtrace"));
            asqtest::runAsq(
                {QStringLiteral("run"), QStringLiteral("--virtual"), QStringLiteral("--record"), file, program});
            const auto trace = asq::trace::openNative(file);
            QVERIFY2(trace.ok(), qPrintable(program));
            m_traces.append({program, *trace});
        }
        QVERIFY(m_traces.size() > 20);
#endif
    }

    void aSpanIsMadeOfTheEventThatItBeginsWith()
    {
        qsizetype compared = 0;
        for (const auto &[name, trace] : std::as_const(m_traces)) {
            const TimelineSource source(trace);
            const Spans spans(trace);
            for (quint32 id = 0; id < quint32(trace.entityCount()); ++id) {
                const QList<Span> &expected = spans.of(EntityId{id});
                QVERIFY2(source.spanCount(EntityId{id}) == expected.size(), qPrintable(name));
                for (qsizetype i = 0; i < expected.size(); ++i)
                    QVERIFY2(source.span(EntityId{id}, i) == expected.at(i), qPrintable(name));
                compared += expected.size();
                for (quint32 at = 0; at <= quint32(trace.eventCount()); at += 37) {
                    const Span *span = spans.spanAt(EntityId{id}, EventId{at});
                    QVERIFY2(source.spanAt(EntityId{id}, EventId{at}) == (span ? std::optional(*span) : std::nullopt),
                             qPrintable(name));
                }
            }
        }
        QVERIFY(compared > 5000);
    }

    void nobodyHasSpansOrEventsWhoIsNotThere()
    {
        const TimelineSource source(ordersTrace());
        QCOMPARE(source.spanCount(EntityId{7777}), 0);
        QVERIFY(!source.spanAt(EntityId{7777}, EventId{5}));
        QCOMPARE(source.nextOf(EntityId{7777}, EventId::None), EventId::None);
        QVERIFY(source.levels(EntityId{7777}, 1, 5).isEmpty());
    }

    void theEventsOfAnEntityFollowEachOtherInBothDirections()
    {
        for (const auto &[name, trace] : std::as_const(m_traces)) {
            const TimelineSource source(trace);
            const quint32 end = quint32(trace.eventCount()) + 1;
            for (quint32 id = 1; id < quint32(trace.entityCount()); ++id) {
                QList<EventId> expected;
                for (quint32 at = 1; at < end; ++at) {
                    const asq::trace::Event event = trace.event(EventId{at});
                    if (event.entity == EntityId{id} || event.other == EntityId{id})
                        expected.append(EventId{at});
                }
                QList<EventId> forwards;
                for (EventId at = source.nextOf(EntityId{id}, EventId::None); at != EventId::None;
                     at = source.nextOf(EntityId{id}, at))
                    forwards.append(at);
                QList<EventId> backwards;
                for (EventId at = source.previousOf(EntityId{id}, EventId{end}); at != EventId::None;
                     at = source.previousOf(EntityId{id}, at))
                    backwards.prepend(at);
                QVERIFY2(forwards == expected && backwards == expected, qPrintable(name));
                QCOMPARE(source.eventsOf(EntityId{id}, 1, end), expected);
                expected.removeIf([&](EventId at) { return index(at) < end / 3 || index(at) >= end / 2; });
                QCOMPARE(source.eventsOf(EntityId{id}, end / 3, end / 2), expected);
            }
        }
    }

    void theSlicesOfAStretchAreThoseThatTouchIt()
    {
        for (const auto &[name, trace] : std::as_const(m_traces)) {
            const TimelineSource source(trace);
            const Spans spans(trace);
            const quint32 past = quint32(trace.eventCount()) + 1;
            for (quint32 first = 1; first < past; first += 1 + past / 23) {
                for (quint32 end = first; end <= past; end += 1 + past / 29) {
                    QList<Slice> touching;
                    qsizetype begun = 0;
                    for (const Slice &slice : spans.slices()) {
                        const bool goesOn = slice.end == EventId::None || index(slice.end) > first;
                        if (index(slice.begin) < end && goesOn)
                            touching.append(slice);
                        begun += index(slice.begin) >= first && index(slice.begin) < end ? 1 : 0;
                    }
                    const SliceView view = source.slices(first, end);
                    if (end > first)
                        QVERIFY2(std::ranges::equal(view, touching), qPrintable(name));
                    QCOMPARE(source.sliceCount(first, end), begun);
                    for (quint32 at = first; at < end; at += 1 + past / 31) {
                        qsizetype from = 0;
                        while (from < view.size() && view.beginOf(from) < at)
                            ++from;
                        QCOMPARE(view.firstFrom(at), from);
                        QCOMPARE(view.firstFrom(at, view.size()), view.size());
                    }
                }
            }
        }
    }

    void aChainLeadsBackToTheBeginningAndOnwardNearestFirst()
    {
        const Trace trace = traceFrom(R"(
            created a: step
            scheduled a ^
            started a ^
            logged a ^#3
            logged a ^#3
            logged a ^#4
        )");
        const TimelineSource source(trace);
        QCOMPARE(printed(source.chain(EventId{3}, 10)), QStringLiteral("2>3 1>2 3>4 3>5 4>6"));
        QCOMPARE(printed(source.chain(EventId{3}, 1)), QStringLiteral("2>3 3>5"));
        QCOMPARE(printed(source.chain(EventId{1}, 3)), QStringLiteral("1>2 2>3 3>4"));
    }
};

QTEST_APPLESS_MAIN(TimelineSourceTest)
#include "tst_timelinesource.moc"
