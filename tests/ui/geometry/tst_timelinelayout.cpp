#include "geometry/drawing.h"
#include "geometry/layout.h"
#include "geometry/spantext.h"

#include "analysis/programstate.h"
#include "syntheticrun.h"
#include "tracetext.h"

#include <QTest>

#include <set>

using namespace interleave;
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
        const Scene made = scene(AxisKind::Order);
        qsizetype spans = 0;
        for (const Row &row : m_rows.rows())
            spans += m_source.spans().of(row.entity).size();
        QCOMPARE(made.bars.size(), spans);
        for (const SceneBar &bar : made.bars) {
            const asq::analysis::Span &span = m_source.spans().of(bar.entity).at(bar.firstSpan);
            QCOMPARE(bar.state, span.state);
            QCOMPARE(bar.left, made.request.view.toPixel(double(index(span.begin)) - 1.0));
        }
    }

    void everySliceIsInTheStripInItsEntitysChip()
    {
        const Scene made = scene(AxisKind::Order);
        QCOMPARE(made.slices.size(), m_source.spans().slices().size());
        for (qsizetype i = 0; i < made.slices.size(); ++i) {
            QCOMPARE(made.slices.at(i).entity, m_source.spans().slices().at(i).entity);
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

    void whatIsNarrowerThanAPixelIsGatheredAndItsWorstStateWins()
    {
        const Trace trace = syntheticRun(3, 20000);
        const TimelineSource source = sourceOf(trace);
        const RowList rows(source.lanes(), {});
        const Scene made = layoutScene(source, rows, whole(source, rows, AxisKind::Order, 800.0), m_measure);
        quint32 gathered = 0;
        for (const SceneBar &bar : made.bars) {
            const QList<asq::analysis::Span> &spans = source.spans().of(bar.entity);
            State worst = State::Absent;
            for (quint32 i = 0; i < bar.count; ++i) {
                const State state = spans.at(bar.firstSpan + i).state;
                if (severity(state) > severity(worst))
                    worst = state;
            }
            QCOMPARE(bar.state, worst);
            gathered += bar.count > 1 ? bar.count : 0;
        }
        QVERIFY(gathered > 10000);
        QVERIFY(made.bars.size() < 3 * 800);
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
            for (const ChannelLevel &candidate : m_source.levels().of(orders)) {
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
        const asq::analysis::Span *sum = m_source.spans().spanAt(entity("sum"), EventId(quint32(m_trace.eventCount())));
        QVERIFY(sum);
        request.hovered = sum->begin;
        std::set<quint32> events;
        for (const SceneArrow &arrow : layoutScene(m_source, m_rows, request, m_measure).arrows) {
            if (arrow.rank == ArrowRank::Chain)
                events.insert(index(arrow.cause));
        }
        const CauseLinks &links = m_source.links();
        QVERIFY(events.size() > 3);
        for (const CauseLinks::Link &link : links.chain(request.hovered, 100))
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
            QCOMPARE(hit.event, m_source.spans().of(bar.entity).at(bar.firstSpan).begin);
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
        const RowList folded(m_source.lanes(), {runner});
        QVERIFY(folded.count() < m_rows.count());
        QCOMPARE(folded.rowOf(entity("ping")), folded.ownRow(runner));
        QVERIFY(!folded.ownRow(entity("ping")));
        const Scene made = layoutScene(m_source, folded, whole(m_source, folded, AxisKind::Order), m_measure);
        bool showsPing = false;
        for (const SceneBar &bar : made.bars)
            showsPing = showsPing || (bar.entity == entity("ping") && bar.row == folded.ownRow(runner));
        QVERIFY(showsPing);
    }

    void aHiddenLaneTakesItsChildrenAlong()
    {
        const RowList rows(m_source.lanes(), {}, {entity("runner")});
        QVERIFY(!rows.rowOf(entity("runner")));
        QVERIFY(!rows.rowOf(entity("ping")));
        QVERIFY(rows.rowOf(entity("sum")));
    }

    void aReRunKeepsItsChipsAndSiblingsDiffer()
    {
        const QList<quint8> first = chips(m_trace);
        QCOMPARE(chips(ordersTrace()), first);
        QVERIFY(first.at(index(entity("ping"))) != first.at(index(entity("pong"))));
        for (const quint8 chip : first)
            QVERIFY(chip < ChipCount);
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
