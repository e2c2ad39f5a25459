#include "export/picturepainter.h"
#include "timeline/timelineitem.h"

#include "../geometry/syntheticrun.h"
#include "../geometry/tracetext.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickView>
#include <QSGRendererInterface>
#include <QTest>
#include <qqmlextensionplugin.h>

Q_IMPORT_QML_PLUGIN(Interleave_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Interleave_TimelinePlugin)
Q_IMPORT_QML_PLUGIN(Interleave_ViewModelPlugin)

using namespace interleave;
using asq::trace::EntityId;
using asq::trace::EventId;

/// The timeline in a window: what it draws, and its mouse and keyboard manners. Custom geometry draws nothing on the
/// software scene graph, so this needs a display with OpenGL.
class TimelineTest : public QObject
{
    Q_OBJECT

    TraceSession m_session;
    std::unique_ptr<QQuickView> m_window;
    std::unique_ptr<QObject> m_themeHolder;
    TimelineItem *m_item = nullptr;

    QObject *theme() const { return m_themeHolder->property("theme").value<QObject *>(); }
    QPoint inWindow(double x, double y) const { return m_item->mapToScene(QPointF(x, y)).toPoint(); }
    QPoint barPoint(const SceneBar &bar) const
    {
        return inWindow((std::max(bar.left, 0.0) + std::min(bar.right, m_item->width())) / 2.0,
                        m_item->scene().rowTop(bar.row) + 11.0);
    }
    EntityId entity(const char *label) const
    {
        for (quint32 i = 1; i < quint32(m_session.trace().entityCount()); ++i) {
            if (m_session.trace().label(EntityId{i}) == QLatin1String(label))
                return EntityId{i};
        }
        qFatal("no entity is called %s", label);
        return EntityId::None;
    }
    SceneBar widestBar(EntityId entity) const
    {
        SceneBar widest;
        for (const SceneBar &bar : m_item->scene().bars) {
            if (bar.entity == entity && bar.right - bar.left > widest.right - widest.left)
                widest = bar;
        }
        return widest;
    }
    QImage shot(const char *name)
    {
        QTest::qWait(30);
        const QImage image = m_window->grabWindow();
        QDir().mkpath(QStringLiteral(SHOTS));
        image.save(QStringLiteral(SHOTS "/%1.png").arg(QLatin1String(name)));
        return image;
    }
    void wheel(QPoint at, int notches, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWheelEvent event(at, m_window->mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_window.get(), &event);
    }
    void polished() { QTest::qWait(30); }
    /// A program with a runner of two coroutines, and then so many sequences, each with a step that runs.
    static asq::trace::Trace sequences(int count)
    {
        using namespace asq::trace;
        TraceBuilder builder;
        const auto add = [&](EntityKind kind, EntityId parent, const QString &label) {
            return builder.addEntity({kind, parent, builder.intern(label), LocationId::Unknown});
        };
        const auto append = [&](EntityId entity, EventKind kind) {
            Event event;
            event.entity = entity;
            event.kind = kind;
            event.realTime = event.programTime = qint64(builder.eventCount()) * 1000;
            builder.append(event);
        };
        append(EntityId::Program, EventKind::Started);
        const EntityId runner = add(EntityKind::Step, EntityId::Program, QStringLiteral("runner"));
        for (const char *label : {"ping", "pong"})
            append(add(EntityKind::Coroutine, runner, QLatin1String(label)), EventKind::Created);
        for (int i = 0; i < count; ++i) {
            const EntityId sequence = add(EntityKind::Sequence, EntityId::Program, QStringLiteral("call %1").arg(i));
            append(sequence, EventKind::Created);
            const EntityId step = add(EntityKind::Step, sequence, QStringLiteral("step of %1").arg(i));
            for (const EventKind kind :
                 {EventKind::Created, EventKind::Started, EventKind::Completed, EventKind::Returned})
                append(step, kind);
            append(sequence, EventKind::Completed);
        }
        return builder.snapshot();
    }
    QString nameIn(int row) const { return m_item->lanes()->index(row).data().toString(); }

private Q_SLOTS:
    void initTestCase()
    {
        m_window = std::make_unique<QQuickView>();
        m_window->engine()->addImportPath(QStringLiteral(":/qt/qml"));
        QQmlComponent themed(m_window->engine());
        themed.setData("import QtQuick\nimport Interleave.Controls\nQtObject { property QtObject theme: Theme }",
                       QUrl());
        m_themeHolder.reset(themed.create());
        QVERIFY2(m_themeHolder, qPrintable(themed.errorString()));
        m_session.resetTrace(ordersTrace());
        m_window->setInitialProperties({{QStringLiteral("session"), QVariant::fromValue(&m_session)}});
        m_window->setResizeMode(QQuickView::SizeRootObjectToView);
        m_window->resize(1200, 760);
        m_window->setSource(QUrl(QStringLiteral("qrc:/qt/qml/Interleave/Timeline/Timeline.qml")));
        QCOMPARE(m_window->status(), QQuickView::Ready);
        m_item = m_window->rootObject()->findChild<TimelineItem *>();
        QVERIFY(m_item);
        m_window->show();
        // There is no window manager to make it the active one.
        m_window->requestActivate();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QVERIFY(m_window->rendererInterface()->graphicsApi() != QSGRendererInterface::Software);
        m_item->setMotion(0);
    }

    void init()
    {
        QTest::mouseMove(m_window.get(), QPoint(2, 2));
        theme()->setProperty("dark", true);
        m_session.setAxis(TraceSession::Order);
        m_session.resetTrace(ordersTrace());
        m_item->showAll();
        m_item->clearRange();
        m_item->forceActiveFocus();
        polished();
    }

    void theScreenShowsWhatTheFilePainterPaints()
    {
        const QImage screen = shot("order").convertToFormat(QImage::Format_RGB32);
        QImage file(screen.size(), QImage::Format_RGB32);
        QPainter painter(&file);
        painter.translate(m_item->mapToScene(QPointF(0, 0)));
        paintPicture(painter, m_item->picture(), FontMeasure());
        painter.end();
        // Straight edges are equal to the pixel; words, slanted lines and the scroll bar differ in their edges.
        int different = 0;
        int compared = 0;
        for (int y = 0; y < screen.height(); ++y) {
            for (int x = int(m_item->mapToScene(QPointF(0, 0)).x()); x < screen.width() - 12; ++x) {
                const QRgb a = screen.pixel(x, y);
                const QRgb b = file.pixel(x, y);
                const int distance = std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b))
                    + std::abs(qBlue(a) - qBlue(b));
                different += distance > 60 ? 1 : 0;
                ++compared;
            }
        }
        QVERIFY2(different < compared / 100, qPrintable(QStringLiteral("%1 of %2").arg(different).arg(compared)));
    }

    void aClickSelectsTheEntityAndMovesTheCursorToTheEvent()
    {
        const SceneBar bar = widestBar(entity("producer"));
        QTest::mouseClick(m_window.get(), Qt::LeftButton, Qt::NoModifier, barPoint(bar));
        QCOMPARE(m_session.selection(), entity("producer"));
        const auto span = m_session.source().spanAt(entity("producer"), m_session.cursor());
        QVERIFY(span);
        QCOMPARE(span->state, bar.state);
        shot("selected");
    }

    void theRulerScrubsTheCursor()
    {
        const QPoint from = inWindow(200.0, TimelineMetrics::Minimap + 8.0);
        QTest::mousePress(m_window.get(), Qt::LeftButton, Qt::NoModifier, from);
        const EventId first = m_session.cursor();
        QTest::mouseMove(m_window.get(), from + QPoint(300, 0));
        QVERIFY(m_session.cursor() > first);
        QTest::mouseRelease(m_window.get(), Qt::LeftButton, Qt::NoModifier, from + QPoint(300, 0));
        QCOMPARE(m_session.cursor(), m_item->view().axis().nearest(m_item->view().window().toAxis(500.0)));
    }

    void theWheelZoomsAtThePointerAndShiftPans()
    {
        const ViewWindow before = m_item->view().window();
        wheel(inWindow(400.0, 300.0), 3);
        const ViewWindow closer = m_item->view().window();
        QVERIFY(closer.length < before.length);
        QCOMPARE(closer.toAxis(400.0), before.toAxis(400.0));
        wheel(inWindow(400.0, 300.0), -1, Qt::ShiftModifier);
        QVERIFY(m_item->view().window().begin > closer.begin);
        QCOMPARE(m_item->view().window().length, closer.length);
    }

    void aDragPansInBothDirections()
    {
        m_item->zoomBy(4.0);
        m_window->resize(1200, 400);
        polished();
        const ViewWindow before = m_item->view().window();
        const QPoint from = inWindow(500.0, 250.0);
        QTest::mousePress(m_window.get(), Qt::LeftButton, Qt::NoModifier, from);
        for (int i = 1; i <= 10; ++i)
            QTest::mouseMove(m_window.get(), from - QPoint(10 * i, 10 * i));
        QTest::mouseRelease(m_window.get(), Qt::LeftButton, Qt::NoModifier, from - QPoint(100, 100));
        QCOMPARE(m_item->view().window().toPixel(before.toAxis(500.0)), 400.0);
        QCOMPARE(m_item->scroll(), 100.0);
        QCOMPARE(m_session.cursor(), EventId::None);
        m_window->resize(1200, 760);
        polished();
    }

    void keysZoomPanFitAndSwitchTheAxis()
    {
        const ViewWindow whole = m_item->view().window();
        QTest::keyClick(m_window.get(), Qt::Key_W);
        const ViewWindow closer = m_item->view().window();
        QVERIFY(closer.length < whole.length);
        QTest::keyClick(m_window.get(), Qt::Key_D);
        QVERIFY(m_item->view().window().begin > closer.begin);
        QTest::keyClick(m_window.get(), Qt::Key_A);
        QTest::keyClick(m_window.get(), Qt::Key_S);
        QTest::keyClick(m_window.get(), Qt::Key_0);
        QCOMPARE(m_item->view().window(), whole);
        m_session.setSelectedEntity(int(index(entity("ping"))));
        QTest::keyClick(m_window.get(), Qt::Key_F);
        QVERIFY(m_item->view().window().length < whole.length);
        QTest::keyClick(m_window.get(), Qt::Key_E);
        QCOMPARE(m_session.axis(), TraceSession::Time);
        QCOMPARE(m_item->axisText(), QStringLiteral("virtual time"));
    }

    void aDoubleClickFitsTheThing()
    {
        const SceneBar bar = widestBar(entity("producer"));
        const asq::analysis::Span span = m_session.source().span(bar.entity, bar.firstSpan);
        QTest::mouseDClick(m_window.get(), Qt::LeftButton, Qt::NoModifier, barPoint(bar));
        const ViewWindow &window = m_item->view().window();
        QVERIFY(window.begin < double(index(span.begin)) - 1.0 && window.end() > double(index(span.end)) - 1.0);
        QVERIFY(window.length < double(index(span.end) - index(span.begin)) * 1.5);
    }

    void ctrlDragSelectsARangeAndSaysWhatItHolds()
    {
        const QPoint from = inWindow(300.0, 300.0);
        QTest::mousePress(m_window.get(), Qt::LeftButton, Qt::ControlModifier, from);
        QTest::mouseMove(m_window.get(), from + QPoint(200, 0));
        QTest::mouseRelease(m_window.get(), Qt::LeftButton, Qt::ControlModifier, from + QPoint(200, 0));
        QVERIFY2(m_item->rangeText().contains(QStringLiteral("events in")), qPrintable(m_item->rangeText()));
        QVERIFY(m_item->view().request().range);
        shot("range");
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QVERIFY(m_item->rangeText().isEmpty());
    }

    void hoverSaysOneSentence()
    {
        const QPoint point = barPoint(widestBar(entity("producer")));
        QTest::mouseMove(m_window.get(), point);
        QTest::mouseMove(m_window.get(), point + QPoint(1, 0));
        QTRY_VERIFY(m_item->hoverText().contains(QStringLiteral("producer")));
        QVERIFY2(m_item->hoverText().contains(QStringLiteral("orders")), qPrintable(m_item->hoverText()));
        QVERIFY(m_item->hoverText().endsWith(u'.'));
        shot("hover");
        QTest::mouseMove(m_window.get(), QPoint(2, 2));
        QTRY_VERIFY(m_item->hoverText().isEmpty());
    }

    void steppingKeepsTheCursorInTheMiddleHalf()
    {
        m_item->zoomBy(6.0);
        for (int event = 1; event < m_session.eventCount(); event += 7) {
            m_session.setCursorEvent(event);
            polished();
            const double x = *m_item->scene().cursorX / m_item->width();
            const ViewWindow &window = m_item->view().window();
            const bool atEdge = window.begin <= 0.0 || window.end() >= m_session.eventCount();
            QVERIFY2(atEdge || (x > 0.24 && x < 0.76), qPrintable(QStringLiteral("%1 at %2").arg(event).arg(x)));
        }
    }

    void foldingRemovesRowsAndKeepsTheModelSound()
    {
        const QAbstractItemModelTester tester(m_item->lanes(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const int before = m_item->lanes()->rowCount();
        const int row = *m_item->view().rows().ownRow(entity("gate"));
        m_item->lanes()->toggle(row);
        QCOMPARE(m_item->lanes()->rowCount(), before - 2);
        polished();
        shot("folded");
        m_session.setSelectedEntity(int(index(entity("request /a"))));
        QCOMPARE(m_item->lanes()->rowCount(), before);
        m_item->lanes()->toggleAll();
        QVERIFY(m_item->lanes()->rowCount() < before);
        m_item->lanes()->toggleAll();
        QCOMPARE(m_item->lanes()->rowCount(), before);
        m_item->lanes()->hide(row);
        QCOMPARE(m_item->lanes()->rowCount(), before - 3);
        m_item->lanes()->showAll();
        QCOMPARE(m_item->lanes()->rowCount(), before);
    }

    void thousandsOfSequencesAreOneRowUntilSomebodyOpensIt()
    {
        LaneModel *lanes = m_item->lanes();
        const QAbstractItemModelTester tester(lanes, QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_session.resetTrace(sequences(5000));
        QCOMPARE(lanes->count(), 5);
        QCOMPARE(nameIn(4), QStringLiteral("sequences (5\u2009000)"));
        QCOMPARE(lanes->index(4).data(LaneModel::DepthRole).toInt(), 1);
        QVERIFY(lanes->index(4).data(LaneModel::FoldedRole).toBool());
        shot("crowd");
        QVERIFY(!m_item->scene().stripes.isEmpty() && m_item->scene().stripes.last().row == 4);
        // Who is pointed at in it is somebody inside, and whoever is chosen inside shows in its row.
        QTest::mouseClick(m_window.get(), Qt::LeftButton, Qt::NoModifier,
                          inWindow(400.0, m_item->scene().rowTop(4) + 11.0));
        QVERIFY(m_session.selection() != EntityId::None);
        QCOMPARE(lanes->rows().rowOf(m_session.selection()), 4);
        QCOMPARE(lanes->count(), 5);
        QTest::keyClick(m_window.get(), Qt::Key_Up);
        QCOMPARE(m_session.selection(), entity("pong"));
        lanes->toggle(4);
        QCOMPARE(lanes->count(), 5 + 2 * 5000);
        QCOMPARE(nameIn(5), QStringLiteral("call 0"));
        QCOMPARE(nameIn(6), QStringLiteral("step of 0"));
        shot("crowd-open");
        lanes->toggle(5);
        QCOMPARE(lanes->count(), 4 + 2 * 5000);
    }

    void aCrowdIsArrangedLikeAnyLaneAndRememberedFromRunToRun()
    {
        LaneModel *lanes = m_item->lanes();
        m_session.resetTrace(sequences(1500));
        lanes->toggle(4);
        lanes->toggle(5);
        m_session.resetTrace(sequences(1500));
        QCOMPARE(lanes->count(), 4 + 2 * 1500);
        // One key folds the crowd too, and opens it for nobody.
        lanes->toggleAll();
        QCOMPARE(lanes->count(), 3);
        lanes->toggleAll();
        QCOMPARE(lanes->count(), 5);
        lanes->togglePin(4);
        QCOMPARE(lanes->pinnedCount(), 1);
        QVERIFY(nameIn(0).startsWith(QLatin1String("sequences")));
        lanes->togglePin(0);
        lanes->moveBy(4, -1);
        QVERIFY(nameIn(1).startsWith(QLatin1String("sequences")));
        QCOMPARE(nameIn(2), QStringLiteral("runner"));
        m_session.resetTrace(sequences(1400));
        QVERIFY(nameIn(1).startsWith(QLatin1String("sequences")));
        lanes->hide(1);
        QCOMPARE(lanes->count(), 4);
        QCOMPARE(lanes->hiddenCount(), 1);
        QVERIFY(!lanes->rows().rowOf(entity("call 7")));
        lanes->showAll();
        QCOMPARE(lanes->count(), 5);
        // Few enough, and they stand by themselves again, as they were left.
        m_session.resetTrace(sequences(3));
        QCOMPARE(lanes->count(), 4 + 2 * 3);
    }

    void aGrowingRunStaysWholeInViewAndAZoomedOneStaysWhereItIs()
    {
        asq::trace::TraceBuilder builder;
        const auto grow = [&](int events) {
            for (int i = 0; i < events; ++i) {
                asq::trace::Event event;
                event.kind = asq::trace::EventKind::Logged;
                event.entity = EntityId::Program;
                event.realTime = event.programTime = qint64(builder.eventCount()) * 1000;
                builder.append(event);
            }
            return builder.snapshot();
        };
        m_session.resetTrace(grow(100));
        m_session.setTrace(grow(900));
        QCOMPARE(m_item->lastEvent(), 1000.0);
        m_item->zoomBy(4.0);
        const ViewWindow before = m_item->view().window();
        m_session.setTrace(grow(1000));
        QCOMPARE(m_item->view().window(), before);
    }

    void bothThemesAndBothAxesAreDrawn()
    {
        theme()->setProperty("dark", false);
        const QImage order = shot("order-light");
        m_session.setAxis(TraceSession::Time);
        const QImage time = shot("time-light");
        theme()->setProperty("dark", true);
        const QImage dark = shot("time");
        QVERIFY(order != time);
        QVERIFY(time != dark);
        const auto ground = [](const QImage &image, Argb color) {
            int count = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    count += (image.pixel(x, y) | 0xFF000000u) == color ? 1 : 0;
            }
            return count > image.width() * image.height() / 3;
        };
        QVERIFY(ground(order, ThemeColors::light().background));
        QVERIFY(ground(dark, ThemeColors::dark().background));
    }

    void theThemeOfTheWindowAndOfThePaintersAgree()
    {
        for (const bool dark : {true, false}) {
            theme()->setProperty("dark", dark);
            const ThemeColors &c = dark ? ThemeColors::dark() : ThemeColors::light();
            const std::pair<const char *, Argb> colors[] = {{"background", c.background},
                                                            {"surface", c.surface},
                                                            {"raised", c.raised},
                                                            {"line", c.line},
                                                            {"text", c.text},
                                                            {"textMuted", c.textMuted},
                                                            {"textOnAccent", c.textOnAccent},
                                                            {"accent", c.accent},
                                                            {"hover", c.hover},
                                                            {"selection", c.selection},
                                                            {"cursor", c.cursor},
                                                            {"running", c.running},
                                                            {"ready", c.ready},
                                                            {"blocked", c.blocked},
                                                            {"waiting", c.waiting},
                                                            {"completed", c.completed},
                                                            {"failed", c.failed},
                                                            {"aborted", c.aborted},
                                                            {"channel", c.channel},
                                                            {"message", c.message}};
            for (const auto &[name, color] : colors)
                QVERIFY2(theme()->property(name).value<QColor>().rgba() == color, name);
            for (int i = 0; i < ChipCount; ++i) {
                QColor chip;
                QVERIFY(QMetaObject::invokeMethod(theme(), "chip", Q_RETURN_ARG(QColor, chip), Q_ARG(int, i)));
                QCOMPARE(chip.rgba(), c.chips.at(std::size_t(i)));
            }
        }
    }

    void threeHundredEntitiesScroll()
    {
        m_session.resetTrace(syntheticRun(300, 20000));
        polished();
        QVERIFY(m_item->contentHeight() > m_item->bodyHeight());
        shot("many");
        m_item->setScroll(1e9);
        QCOMPARE(m_item->scroll(), m_item->contentHeight() - m_item->bodyHeight());
        m_session.setCursorEvent(10000);
        m_item->zoomBy(300.0);
        shot("many-near");
        QVERIFY(!m_item->scene().bars.isEmpty());
    }
};

QTEST_MAIN(TimelineTest)
#include "tst_timeline.moc"
