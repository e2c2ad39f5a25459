#include "geometry/layout.h"
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
#include <QTextStream>

#include <algorithm>
#include <array>

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

    /// As for a short recording, and as for a long one.
    static std::array<TimelineSource, 2> sourcesOf(const Trace &trace)
    {
        std::array<TimelineSource, 2> sources = {TimelineSource(trace), TimelineSource::forLongRecording()};
        sources[1].takeEvents(trace);
        sources[1].finish();
        return sources;
    }

    /// Everything in it that comes from the source.
    static QString text(const Scene &scene)
    {
        QString all;
        QTextStream out(&all);
        for (const SceneSlice &slice : scene.slices)
            out << "slice " << slice.left << ' ' << slice.right << ' ' << index(slice.entity) << ' ' << slice.count
                << ' ' << slice.label << '\n';
        for (const SceneBar &bar : scene.bars)
            out << "bar " << bar.left << ' ' << bar.right << ' ' << bar.row << ' ' << int(bar.state) << '\n';
        for (const SceneStripe &stripe : scene.stripes)
            out << "stripe " << stripe.row << ' ' << stripe.left << ' ' << stripe.count << '\n';
        for (const quint8 cell : scene.cells)
            out << cell << ' ';
        for (const SceneLevel &level : scene.levels)
            out << "level " << level.left << ' ' << level.right << ' ' << level.row << ' ' << level.buffered << ' '
                << level.puts << ' ' << level.takes << ' ' << level.held << '\n';
        for (const SceneMark &mark : scene.marks)
            out << "mark " << mark.x << ' ' << mark.row << '\n';
        for (const SceneArrow &arrow : scene.arrows)
            out << "arrow " << index(arrow.cause) << ' ' << index(arrow.effect) << '\n';
        for (const SceneLabel &label : scene.labels)
            out << "label " << label.left << ' ' << label.row << ' ' << label.text << '\n';
        return all;
    }

    static bool isLevel(const TimelineSource &source, EntityId channel, const asq::analysis::ProgramState &state)
    {
        const quint32 at = index(state.at());
        const QList<ChannelLevel> &levels = source.levels(channel, at, at + 1);
        const auto behind = std::find_if(levels.begin(), levels.end(),
                                         [at](const ChannelLevel &level) { return index(level.begin) > at; });
        const ChannelLevel shown = behind == levels.begin() ? ChannelLevel() : *std::prev(behind);
        return shown.holdsAsMuchAs(asq::analysis::levelIn(state, channel));
    }

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
            const Spans spans(trace);
            for (const TimelineSource &source : sourcesOf(trace))
                for (quint32 id = 0; id < quint32(trace.entityCount()); ++id) {
                    const QList<Span> &expected = spans.of(EntityId{id});
                    QVERIFY2(source.spanCount(EntityId{id}) == expected.size(), qPrintable(name));
                    for (qsizetype i = 0; i < expected.size(); ++i)
                        QVERIFY2(source.span(EntityId{id}, i) == expected.at(i), qPrintable(name));
                    compared += expected.size();
                    for (quint32 at = 0; at <= quint32(trace.eventCount()); at += 37) {
                        const Span *span = spans.spanAt(EntityId{id}, EventId{at});
                        QVERIFY2(source.spanAt(EntityId{id}, EventId{at})
                                     == (span ? std::optional(*span) : std::nullopt),
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
            const quint32 end = quint32(trace.eventCount()) + 1;
            for (const TimelineSource &source : sourcesOf(trace))
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
            const Spans spans(trace);
            const quint32 past = quint32(trace.eventCount()) + 1;
            for (const TimelineSource &source : sourcesOf(trace))
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

    void theLevelsOfAChannelAreThoseOfTheState()
    {
        qsizetype compared = 0;
        for (const auto &[name, trace] : std::as_const(m_traces)) {
            const quint32 past = quint32(trace.eventCount()) + 1;
            for (const TimelineSource &source : sourcesOf(trace)) {
                asq::analysis::ProgramState state;
                for (quint32 at = 1; at < past; ++at) {
                    state.apply(trace, EventId{at});
                    // Also of those that the event does not name.
                    for (quint32 id = 1; id < quint32(trace.entityCount()); ++id) {
                        if (trace.entity(EntityId{id}).kind == asq::trace::EntityKind::Channel)
                            QVERIFY2(isLevel(source, EntityId{id}, state),
                                     qPrintable(QStringLiteral("%1, event %2").arg(name).arg(at)));
                    }
                    ++compared;
                }
            }
        }
        QVERIFY(compared > 1000);
    }

    void aLongRecordingLooksLikeAShortOne()
    {
        qsizetype seen = 0;
        for (const auto &[name, trace] : std::as_const(m_traces)) {
            const std::array<TimelineSource, 2> sources = sourcesOf(trace);
            LaneArrangement folded;
            folded.folded.insert(EntityId::Program);
            for (const LaneArrangement &arrangement : {LaneArrangement(), folded}) {
                for (const AxisKind axis : {AxisKind::Order, AxisKind::Time}) {
                    for (const double zoom : {1.0, 7.0}) {
                        std::array<QString, 2> pictures;
                        for (std::size_t i = 0; i < 2; ++i) {
                            const RowList rows(sources[i].lanes(), arrangement);
                            SceneRequest request;
                            request.axis = axis;
                            request.height = 900.0;
                            request.view.width = 1200.0;
                            request.view = request.view.fitted(sources[i].axis(axis));
                            request.view = request.view.zoomed(zoom, 500.0);
                            request.selected = EntityId{3};
                            request.cursor = EventId{quint32(trace.eventCount()) / 2};
                            pictures[i] = text(layoutScene(sources[i], rows, request, FixedTextMeasure(7.0)));
                        }
                        seen += pictures[0].size();
                        const QStringList lines[] = {pictures[0].split(u'\n'), pictures[1].split(u'\n')};
                        for (qsizetype line = 0; line < std::min(lines[0].size(), lines[1].size()); ++line)
                            QCOMPARE(lines[1].at(line), lines[0].at(line));
                        QVERIFY2(pictures[0] == pictures[1], qPrintable(name));
                    }
                }
            }
        }
        QVERIFY(seen > 100'000);
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
