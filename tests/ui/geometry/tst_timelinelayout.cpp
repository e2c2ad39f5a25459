#include "geometry/drawing.h"
#include "geometry/layout.h"
#include "geometry/pixeledges.h"
#include "geometry/spantext.h"

#include "analysis/programstate.h"
#include "syntheticrun.h"
#include "tracetext.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace interleave;
using asq::analysis::LaneDetail;
using asq::analysis::severity;
using asq::analysis::Spans;
using asq::analysis::State;
using asq::trace::EntityId;
using asq::trace::EventId;
using asq::trace::Trace;

/// A scene made of a trace: what shows where, and how much of it.
class TimelineLayoutTest : public QObject
{
    Q_OBJECT

    const Trace m_trace = ordersTrace();
    const TimelineSource m_source = sourceOf(m_trace);
    const Spans m_spans{m_trace};
    const RowList m_rows{m_source.lanes(), {}};
    const FixedTextMeasure m_measure{6.5};

    EntityId entity(const char *label) const
    {
        for (quint32 i = 1; i < quint32(m_trace.entityCount()); ++i) {
            if (m_trace.label(EntityId{i}) == QLatin1String(label))
                return EntityId{i};
        }
        qFatal("no entity is called %s", label);
        return EntityId::None;
    }
    static SceneRequest whole(const TimelineSource &source, const RowList &rows, AxisKind axis, double width = 1200.0)
    {
        SceneRequest request;
        request.axis = axis;
        request.view.width = width;
        request.view = request.view.fitted(source.axis(axis));
        request.height = TimelineMetrics::Header + TimelineMetrics::Row * double(rows.count());
        return request;
    }
    Scene scene(AxisKind axis) const { return layoutScene(m_source, m_rows, whole(m_source, m_rows, axis), m_measure); }
    static QList<EventId> effectsOf(const TimelineSource &source, EventId event)
    {
        QList<EventId> effects;
        source.forEachEffect(event, source.trace().eventCount(), [&](EventId effect) { effects.append(effect); });
        return effects;
    }
    QStringList labelsOf(const Scene &scene, EntityId entity) const
    {
        QStringList texts;
        for (const SceneLabel &label : scene.labels) {
            if (label.row == m_rows.ownRow(entity))
                texts.append(label.text);
        }
        return texts;
    }

private Q_SLOTS:
    void everySpanShowsOnTheOrderAxisWhenThereIsRoom()
    {
        const Scene made = layoutScene(m_source, m_rows, whole(m_source, m_rows, AxisKind::Order, 2400.0), m_measure);
        qsizetype spans = 0;
        for (const Row &row : m_rows.rows())
            spans += m_spans.of(row.entity).size();
        QCOMPARE(made.bars.size(), spans);
        for (const SceneBar &bar : made.bars) {
            const asq::analysis::Span &span = m_spans.of(bar.entity).at(bar.firstSpan);
            QCOMPARE(bar.state, span.state);
            QCOMPARE(bar.left, made.request.view.toPixel(double(index(span.begin)) - 1.0));
        }
    }

    void everySliceIsInTheStripInItsEntitysChip()
    {
        const Scene made = scene(AxisKind::Order);
        QCOMPARE(made.slices.size(), m_spans.slices().size());
        for (qsizetype i = 0; i < made.slices.size(); ++i) {
            QCOMPARE(made.slices.at(i).entity, m_spans.slices().at(i).entity);
            QCOMPARE(made.slices.at(i).chip, m_source.chip(made.slices.at(i).entity));
        }
    }

    void aBlockedSpanSaysOnWhat()
    {
        const Scene made = scene(AxisKind::Time);
        QCOMPARE(labelsOf(made, entity("producer")),
                 QStringList({QStringLiteral("put 2 → orders"), QStringLiteral("put 3 → orders")}));
        QVERIFY(labelsOf(made, entity("worker")).contains(QStringLiteral("timer 40 ms")));
        QVERIFY(labelsOf(made, entity("request /a")).contains(QStringLiteral("await GET /a")));
    }

    void aSliceOfAnotherToolShowsItsNameWithoutWhatItWasGiven()
    {
        const Trace trace = traceFrom(R"(
            created t: thread
            started t "parse {file: 1}"
            returned t
        )");
        const TimelineSource source = sourceOf(trace);
        const RowList rows(source.lanes(), {});
        const Scene made = layoutScene(source, rows, whole(source, rows, AxisKind::Order), m_measure);
        QStringList texts;
        for (const SceneLabel &label : made.labels)
            texts.append(label.text);
        QCOMPARE(texts.join(QLatin1String(" | ")), QStringLiteral("parse"));
    }

    void whatIsNarrowerThanAPixelIsGatheredAndItsWorstStateWins()
    {
        const Trace trace = syntheticRun(3, 20000);
        const TimelineSource source = sourceOf(trace);
        const RowList rows(source.lanes(), {});
        const Scene made = layoutScene(source, rows, whole(source, rows, AxisKind::Order, 800.0), m_measure);
        QVERIFY(made.bars.size() < 3 * 800);
        QVERIFY(made.stripes.size() >= 3);
        const PixelEdges edges(source.axis(AxisKind::Order), made.request.view);
        int compared = 0;
        for (const SceneStripe &stripe : made.stripes) {
            const LaneDetail &lane = source.detail(rows.rows().at(stripe.row).entity);
            for (int i = 0; i < stripe.count; ++i) {
                const int column = stripe.left + i;
                quint8 worst = 0;
                for (qsizetype span = 0; span < lane.size(); ++span) {
                    if (edges.columnOf(lane.beginOf(span)) == column)
                        worst = std::max(worst, lane.severities()[std::size_t(span)]);
                }
                if (worst == 0)
                    continue; // Something goes on there, or nothing is.
                QCOMPARE(made.cells.at(stripe.first + i), worst);
                ++compared;
            }
        }
        QVERIFY(compared > 2000);
    }

    void aLaneAnswersForAnyRunOfItsStretchesAsGoingThroughThemDoes()
    {
        const Trace trace = syntheticRun(2, 9000);
        const TimelineSource source = sourceOf(trace);
        const Spans all(trace);
        for (quint32 id = 1; id < quint32(trace.entityCount()); ++id) {
            const LaneDetail &lane = source.detail(EntityId{id});
            lane.checkInvariants();
            const QList<asq::analysis::Span> &spans = all.of(EntityId{id});
            QCOMPARE(lane.size(), spans.size());
            for (qsizetype first = 0; first < spans.size(); first += 97) {
                int worst = 0;
                for (qsizetype end = first + 1; end <= std::min(spans.size(), first + 700); ++end) {
                    worst = std::max(worst, severity(spans.at(end - 1).state));
                    QCOMPARE(severity(lane.worst(first, end)), worst);
                }
                const quint32 begin = index(spans.at(first).begin);
                QCOMPARE(lane.firstFrom(begin), first);
                QCOMPARE(lane.firstFrom(begin + 1, first / 2), first + 1);
            }
        }
    }

    void whatGrowsEndsUpAsWhatIsMadeAtOnce()
    {
        const Trace whole = syntheticRun(5, 4000);
        TimelineSource grown;
        for (const qsizetype events : {100, 101, 900, 2500, 4000})
            grown.extend(syntheticRun(5, events));
        const TimelineSource made(syntheticRun(5, 4000));
        for (quint32 id = 1; id < quint32(whole.entityCount()); ++id) {
            QVERIFY(std::ranges::equal(grown.detail(EntityId{id}).begins(), made.detail(EntityId{id}).begins()));
            QVERIFY(
                std::ranges::equal(grown.detail(EntityId{id}).severities(), made.detail(EntityId{id}).severities()));
            QCOMPARE(grown.chip(EntityId{id}), made.chip(EntityId{id}));
        }
        for (quint32 event = 1; event <= quint32(whole.eventCount()); ++event) {
            QCOMPARE(effectsOf(grown, EventId{event}), effectsOf(made, EventId{event}));
            QCOMPARE(grown.axis(AxisKind::Time).firstFrom(double(event) * 1000.0),
                     made.axis(AxisKind::Time).firstFrom(double(event) * 1000.0));
        }
        QCOMPARE(grown.axis(AxisKind::Time).extent(), made.axis(AxisKind::Time).extent());
    }

    void aPixelsEdgeIsTheFirstEventBehindItOnBothAxes()
    {
        const Trace trace = syntheticRun(4, 3000);
        const TimelineSource source = sourceOf(trace);
        for (const AxisKind kind : {AxisKind::Order, AxisKind::Time}) {
            const Axis &axis = source.axis(kind);
            ViewWindow view;
            view.width = 900.0;
            // From the whole down to columns of a few pixels; where events are sparse, edges are exact.
            for (double part : {1.0, 0.3, 0.01}) {
                view = view.showing(axis.extent() * 0.2, axis.extent() * (0.2 + 0.8 * part), 0.0);
                const PixelEdges edges(axis, view);
                for (int column = 0; column <= edges.count(); ++column) {
                    const quint32 exact = axis.firstFrom(std::max(0.0, view.toAxis(column)));
                    const double off = edges.first(column) == exact
                        ? 0.0
                        : std::abs(axis.at(EventId{std::min(edges.first(column), quint32(trace.eventCount()))})
                                   - axis.at(EventId{exact}));
                    QVERIFY(off <= view.length / view.width);
                }
            }
        }
    }

    void theNumberOfShapesFollowsFromPixelsAndNotFromEvents()
    {
        qsizetype most = 0;
        for (const qsizetype events : {20000, 200000}) {
            const Trace trace = syntheticRun(40, events);
            const TimelineSource source = sourceOf(trace);
            const RowList rows(source.lanes(), {});
            SceneRequest request = whole(source, rows, AxisKind::Order, 1000.0);
            request.selected = EntityId{20};
            request.cursor = EventId{5000};
            const Scene made = layoutScene(source, rows, request, m_measure);
            const Picture picture = drawScene(source, rows, made, layoutMinimap(source, rows, AxisKind::Order, 1000.0),
                                              {});
            const qsizetype shapes = picture.shapeCount();
            // At most one shape a pixel of each row, of the strip and of the lines of the minimap, and some.
            QVERIFY2(shapes < (rows.count() + 12) * 1000 * 2, qPrintable(QString::number(shapes)));
            if (most > 0)
                QVERIFY2(shapes < most * 2, qPrintable(QStringLiteral("%1 then %2").arg(most).arg(shapes)));
            most = std::max(most, shapes);
        }
    }

    void channelLevelsAgreeWithTheStateOfAnalysis()
    {
        const EntityId orders = entity("orders");
        asq::analysis::ProgramState state;
        for (quint32 i = 1; i <= quint32(m_trace.eventCount()); ++i) {
            state.apply(m_trace, EventId{i});
            ChannelLevel level;
            for (const ChannelLevel &candidate : m_source.levels(orders, i, i + 1)) {
                if (index(candidate.begin) <= i)
                    level = candidate;
            }
            const asq::analysis::ChannelState channel = state.channel(orders);
            const QByteArray where = "after event " + QByteArray::number(i);
            QVERIFY2(level.buffered == quint32(channel.buffer.size()), where.constData());
            QVERIFY2(level.puts == quint32(channel.puts.size()), where.constData());
            QVERIFY2(level.takes == quint32(channel.takes.size()), where.constData());
        }
    }

    void arrowsAreThoseOfTheSelectionAndAllOnlyWhenFew()
    {
        SceneRequest request = whole(m_source, m_rows, AxisKind::Order);
        QVERIFY(layoutScene(m_source, m_rows, request, m_measure).arrows.isEmpty());
        request.selected = entity("pong");
        const Scene selected = layoutScene(m_source, m_rows, request, m_measure);
        QVERIFY(!selected.arrows.isEmpty());
        for (const SceneArrow &arrow : selected.arrows) {
            QVERIFY(arrow.fromRow != arrow.toRow);
            QCOMPARE(m_trace.event(arrow.effect).cause, arrow.cause);
            QCOMPARE(arrow.rank, ArrowRank::Selected);
        }
        request.selected = EntityId::None;
        request.view = request.view.showing(30.0, 60.0, 0.0);
        const Scene few = layoutScene(m_source, m_rows, request, m_measure);
        QVERIFY(few.arrows.size() > 5 && few.arrows.size() < 60);
    }

    void aHoveredEventLightsUpItsWholeChain()
    {
        SceneRequest request = whole(m_source, m_rows, AxisKind::Order);
        const asq::analysis::Span *sum = m_spans.spanAt(entity("sum"), EventId(quint32(m_trace.eventCount())));
        QVERIFY(sum);
        request.hovered = sum->begin;
        std::set<quint32> events;
        for (const SceneArrow &arrow : layoutScene(m_source, m_rows, request, m_measure).arrows) {
            if (arrow.rank == ArrowRank::Chain)
                events.insert(index(arrow.cause));
        }
        QVERIFY(events.size() > 3);
        for (const CauseLinks::Link &link : m_source.chain(request.hovered, 100))
            QCOMPARE(m_trace.event(link.effect).cause, link.cause);
    }

    void pointingFindsWhatIsDrawnThere()
    {
        const Scene made = scene(AxisKind::Order);
        for (const SceneBar &bar : made.bars) {
            const bool over = bar.state == State::Completed || bar.state == State::Failed
                || bar.state == State::Aborted;
            const double x = over ? bar.left + 1.0 : (bar.left + bar.right) / 2.0;
            const SceneHit hit = hitTest(m_source, m_rows, made, x, made.rowTop(bar.row) + 11.0);
            QCOMPARE(hit.zone, SceneHit::Lane);
            QCOMPARE(hit.entity, bar.entity);
            QCOMPARE(hit.event, m_spans.of(bar.entity).at(bar.firstSpan).begin);
        }
        const SceneHit strip = hitTest(m_source, m_rows, made, made.slices.first().left + 2.0,
                                       TimelineMetrics::Header - 10.0);
        QCOMPARE(strip.zone, SceneHit::Strip);
        QCOMPARE(strip.entity, made.slices.first().entity);
        QCOMPARE(hitTest(m_source, m_rows, made, -5.0, 100.0).zone, SceneHit::Nothing);
    }

    void theCursorStandsInTheColumnOfItsEvent()
    {
        SceneRequest request = whole(m_source, m_rows, AxisKind::Order);
        request.cursor = EventId{40};
        const Scene made = layoutScene(m_source, m_rows, request, m_measure);
        QCOMPARE(*made.cursorX, request.view.toPixel(39.5));
        QCOMPARE(hitTest(m_source, m_rows, made, *made.cursorX, TimelineMetrics::Minimap + 5.0).instant, EventId{40});
    }

    void aFoldedGroupStandsForWhatIsInIt()
    {
        const EntityId runner = entity("runner");
        const RowList folded(m_source.lanes(), LaneArrangement{{runner}, {}, {}, {}});
        QVERIFY(folded.count() < m_rows.count());
        QCOMPARE(folded.rowOf(entity("ping")), folded.ownRow(runner));
        QVERIFY(!folded.ownRow(entity("ping")));
        const Scene made = layoutScene(m_source, folded, whole(m_source, folded, AxisKind::Order), m_measure);
        // Wherever one of those inside runs, blocks or fails, the row shows something at least as bad, and pointing
        // there finds somebody inside.
        const int row = *folded.ownRow(runner);
        const double y = made.rowTop(row) + 11.0;
        int seen = 0;
        for (const asq::analysis::Span &span : m_spans.of(entity("ping"))) {
            if (span.state != State::Running || span.end == EventId::None)
                continue;
            const double x = made.request.view.toPixel(m_source.axis(AxisKind::Order).at(span.begin)) + 2.0;
            const SceneHit hit = hitTest(m_source, folded, made, x, y);
            QVERIFY(hit.count > 0);
            QVERIFY(hit.entity != EntityId::None);
            QCOMPARE(folded.rowOf(hit.entity), row);
            ++seen;
        }
        QVERIFY(seen > 1);
    }

    void aGroupOfThousandsShowsItsFailureAndCostsPixels()
    {
        asq::trace::TraceBuilder builder;
        asq::trace::Event event;
        event.entity = EntityId::Program;
        event.kind = asq::trace::EventKind::Started;
        builder.append(event);
        for (int i = 0; i < 3000; ++i) {
            const EntityId timer = builder.addEntity(
                {asq::trace::EntityKind::Timer, EntityId::Program, builder.intern(QStringLiteral("timer %1").arg(i))});
            event.entity = timer;
            for (const asq::trace::EventKind kind :
                 {asq::trace::EventKind::Created, asq::trace::EventKind::Armed, asq::trace::EventKind::Fired,
                  i == 2000 ? asq::trace::EventKind::Failed : asq::trace::EventKind::Returned}) {
                event.kind = kind;
                builder.append(event);
            }
        }
        const TimelineSource source(builder.snapshot());
        QCOMPARE(source.lanes().size(), 3000 + 2);
        const asq::analysis::Lane &gathers = source.lanes().at(1);
        QCOMPARE(gathers.members, 3000u);
        const RowList rows(source.lanes(), LaneArrangement{{laneKey(gathers)}, {}, {}, {}});
        QCOMPARE(rows.count(), 2);
        QCOMPARE(rows.rowOf(EntityId{1500}), 1);
        const Scene made = layoutScene(source, rows, whole(source, rows, AxisKind::Order, 1000.0), m_measure);
        QVERIFY(made.cells.contains(quint8(severity(State::Failed))));
        QVERIFY(made.bars.size() + made.stripes.size() < 50);
        QCOMPARE(laneTitle(source.trace(), gathers), QStringLiteral("timers (3\u2009000)"));
    }

    void pinnedLanesStandAboveAndDoNotScroll()
    {
        const EntityId ping = entity("ping");
        const RowList rows(m_source.lanes(), LaneArrangement{{}, {}, {ping}, {}});
        QCOMPARE(rows.count(), m_rows.count());
        QCOMPARE(rows.ownRow(ping), 0);
        QVERIFY(rows.rows().at(0).pinned);
        SceneRequest request = whole(m_source, rows, AxisKind::Order);
        request.height = TimelineMetrics::Header + 5 * TimelineMetrics::Row;
        request.scroll = 3 * TimelineMetrics::Row;
        const Scene made = layoutScene(m_source, rows, request, m_measure);
        QCOMPARE(made.visibleRows(), QList<int>({0, 4, 5, 6, 7}));
        QCOMPARE(made.rowTop(0), TimelineMetrics::Header);
        QCOMPARE(made.rowTop(4), TimelineMetrics::Header + TimelineMetrics::Row);
        QCOMPARE(hitTest(m_source, rows, made, 50.0, TimelineMetrics::Header + 5.0).row, 0);
        QCOMPARE(hitTest(m_source, rows, made, 50.0, TimelineMetrics::Header + TimelineMetrics::Row + 5.0).row, 4);
    }

    void siblingsStandInTheOrderThatPeopleGave()
    {
        const EntityId runner = entity("runner");
        LaneArrangement arrangement;
        arrangement.order.insert(runner, {entity("pong"), entity("ping")});
        const RowList rows(m_source.lanes(), arrangement);
        QCOMPARE(rows.count(), m_rows.count());
        QVERIFY(*rows.ownRow(entity("pong")) < *rows.ownRow(entity("ping")));
        QVERIFY(*m_rows.ownRow(entity("ping")) < *m_rows.ownRow(entity("pong")));
        QCOMPARE(rows.ownRow(runner), m_rows.ownRow(runner));
    }

    void aHiddenLaneTakesItsChildrenAlong()
    {
        const RowList rows(m_source.lanes(), LaneArrangement{{}, {entity("runner")}, {}, {}});
        QVERIFY(!rows.rowOf(entity("runner")));
        QVERIFY(!rows.rowOf(entity("ping")));
        QVERIFY(rows.rowOf(entity("sum")));
    }

    void aReRunKeepsItsChipsAndSiblingsDiffer()
    {
        const Chips first(m_trace);
        const Chips again(ordersTrace());
        QCOMPARE(first.count(), m_trace.entityCount());
        QVERIFY(first.of(entity("ping")) != first.of(entity("pong")));
        for (quint32 i = 0; i < quint32(first.count()); ++i) {
            QVERIFY(first.of(EntityId{i}) < ChipCount);
            QCOMPARE(again.of(EntityId{i}), first.of(EntityId{i}));
        }
    }

    void ticksNameTheEventsUnderThem()
    {
        for (const SceneTick &tick : scene(AxisKind::Order).ticks) {
            if (!tick.text.isEmpty()) {
                const double event = scene(AxisKind::Order).request.view.toAxis(tick.x) + 0.5;
                QCOMPARE(QString::number(std::lround(event)), QString(tick.text).remove(QChar(0x2009)));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TimelineLayoutTest)
#include "tst_timelinelayout.moc"
