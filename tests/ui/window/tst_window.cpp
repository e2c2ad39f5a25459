#include "mainwindowdriver.h"

#include "../geometry/syntheticrun.h"
#include "timeline/timelineitem.h"
#include "trace/formats/textwriter.h"

#include <QAccessible>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QSGRendererInterface>
#include <QTest>

using interleave::CommandModel;
using interleave::TraceSession;
using interleave::Workbench;

/// Drives the real window on a recorded sample.
class WindowTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<MainWindowDriver> m_driver;

    TraceSession *session() const { return m_driver->bench()->session(); }
    const interleave::LaneModel *laneModel() const
    {
        const auto *view = m_driver->item("timeline")->property("view").value<interleave::TimelineItem *>();
        return const_cast<interleave::TimelineItem *>(view)->lanes();
    }
    int entity(const char *label) const
    {
        for (quint32 i = 1; i < quint32(session()->trace().entityCount()); ++i) {
            if (session()->trace().label(asq::trace::EntityId{i}) == QLatin1String(label))
                return int(i);
        }
        qFatal("no entity is called %s", label);
        return 0;
    }
    QString inspectorText() const { return m_driver->bench()->inspector()->allText(); }

private Q_SLOTS:
    void initTestCase() { m_driver = std::make_unique<MainWindowDriver>(QStringLiteral(SAMPLES "/orders.asqtext")); }
    void cleanupTestCase() { m_driver.reset(); }
    void init() { m_driver->key(Qt::Key_Escape); }

    void itIsDrawnByOpenGL()
    {
        QCOMPARE(m_driver->window()->rendererInterface()->graphicsApi(), QSGRendererInterface::OpenGL);
    }

    void aRecordingIsShownWithItsProgram()
    {
        QVERIFY(session()->eventCount() > 50);
        QVERIFY(m_driver->item("programText")->property("text").toString().contains(QStringLiteral("ASQ().gate")));
        QVERIFY(m_driver->keepPicture(QStringLiteral("recording")));
    }

    void tenStepsAndTenStepsBackAreTheSameState()
    {
        session()->setCursorEvent(25);
        const QString text = inspectorText();
        const asq::analysis::ProgramState state = session()->state();
        for (int i = 0; i < 10; ++i)
            m_driver->key(Qt::Key_Right);
        QCOMPARE(session()->cursorEvent(), 35.0);
        QVERIFY(inspectorText() != text);
        QVERIFY(m_driver->keepPicture(QStringLiteral("ten-steps-on")));
        for (int i = 0; i < 10; ++i)
            m_driver->key(Qt::Key_Left);
        QCOMPARE(session()->cursorEvent(), 25.0);
        QCOMPARE(inspectorText(), text);
        QVERIFY(session()->state() == state);
    }

    void homeAndEndGoToTheEdges()
    {
        m_driver->key(Qt::Key_End);
        QCOMPARE(session()->cursorEvent(), double(session()->eventCount()));
        QVERIFY(m_driver->keepPicture(QStringLiteral("at-the-end")));
        m_driver->key(Qt::Key_Home);
        QCOMPARE(session()->cursorEvent(), 0.0);
        QVERIFY(m_driver->keepPicture(QStringLiteral("at-the-start")));
    }

    void aDragAlongTheRulerScrubs()
    {
        session()->setCursorEvent(0);
        const QQuickItem *timeline = m_driver->item("timeline");
        const QPointF corner = timeline->mapToScene(QPointF());
        const int y = int(corner.y()) + 36 + 11;
        const int left = int(corner.x() + timeline->width() * 0.4);
        const int right = int(corner.x() + timeline->width() * 0.8);
        QTest::mousePress(m_driver->window(), Qt::LeftButton, {}, QPoint(left, y));
        const double first = session()->cursorEvent();
        QTest::mouseMove(m_driver->window(), QPoint((left + right) / 2, y));
        QTest::mouseMove(m_driver->window(), QPoint(right, y));
        const double second = session()->cursorEvent();
        QTest::mouseRelease(m_driver->window(), Qt::LeftButton, {}, QPoint(right, y));
        QVERIFY(first > 0);
        QVERIFY(second > first);
        QVERIFY(m_driver->keepPicture(QStringLiteral("scrubbed")));
    }

    void theWheelZoomsAndAKeyShowsEverythingAgain()
    {
        QQuickItem *view = m_driver->item("timeline")->property("view").value<QQuickItem *>();
        QVERIFY(view);
        const auto shown = [view] {
            return view->property("lastEvent").toDouble() - view->property("firstEvent").toDouble();
        };
        m_driver->key(Qt::Key_0);
        QTest::qWait(200);
        const double whole = shown();
        const QPoint middle = view->mapToScene(QPointF(view->width() / 2, view->height() / 2)).toPoint();
        m_driver->wheel(middle, 4);
        QTRY_VERIFY(shown() < whole);
        QVERIFY(m_driver->keepPicture(QStringLiteral("zoomed")));
        m_driver->key(Qt::Key_0);
        QTRY_COMPARE(shown(), whole);
        m_driver->key(Qt::Key_W);
        QTRY_VERIFY(shown() < whole);
        m_driver->key(Qt::Key_S);
        m_driver->key(Qt::Key_0);
    }

    void theAxisIsSwitchedByAKey()
    {
        QCOMPARE(session()->axis(), TraceSession::Order);
        m_driver->key(Qt::Key_E);
        QCOMPARE(session()->axis(), TraceSession::Time);
        QVERIFY(m_driver->keepPicture(QStringLiteral("time-axis")));
        m_driver->key(Qt::Key_E);
        QCOMPARE(session()->axis(), TraceSession::Order);
    }

    void theThemeIsSwitchedByAKey()
    {
        const QColor before = m_driver->window()->color();
        m_driver->key(Qt::Key_T, Qt::ControlModifier);
        QVERIFY(m_driver->window()->color() != before);
        QVERIFY(m_driver->keepPicture(QStringLiteral("light")));
        m_driver->key(Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(m_driver->window()->color(), before);
    }

    void thePaletteFindsACommandAndRunsIt()
    {
        session()->setCursorEvent(10);
        m_driver->key(Qt::Key_P, Qt::ControlModifier);
        QTest::qWait(100);
        m_driver->type(QStringLiteral("to the start"));
        QVERIFY(m_driver->keepPicture(QStringLiteral("palette")));
        m_driver->key(Qt::Key_Return);
        QTRY_COMPARE(session()->cursorEvent(), 0.0);
    }

    void theListOfKeysOpensAndCloses()
    {
        m_driver->key(Qt::Key_F1);
        QVERIFY(m_driver->keepPicture(QStringLiteral("keys")));
        m_driver->key(Qt::Key_Escape);
    }

    void aFileIsOpenedByItsPath()
    {
        const QString path = QStringLiteral(SAMPLES "/orders.asqtext");
        m_driver->bench()->session()->resetTrace(asq::trace::Trace());
        m_driver->key(Qt::Key_O, Qt::ControlModifier);
        QTest::qWait(300);
        QVERIFY(m_driver->keepPicture(QStringLiteral("dialog-open")));
        m_driver->key(Qt::Key_Tab, Qt::ShiftModifier); // from the list to the path
        QTest::keyClick(m_driver->window(), Qt::Key_A, Qt::ControlModifier);
        m_driver->type(path);
        m_driver->key(Qt::Key_Return);
        QTRY_VERIFY(session()->eventCount() > 50);
        QTest::qWait(200);
    }

    void theTimelineIsExportedAsAPictureOfEachKind()
    {
        QTemporaryDir folder;
        for (const QString &name : {QStringLiteral("a.png"), QStringLiteral("a.svg"), QStringLiteral("a.pdf")}) {
            m_driver->key(Qt::Key_E, Qt::ControlModifier);
            QTest::qWait(300);
            QVERIFY(m_driver->keepPicture(QStringLiteral("dialog-export")));
            // To another folder by its path, then the name.
            m_driver->key(Qt::Key_Tab, Qt::ShiftModifier);
            m_driver->key(Qt::Key_Tab, Qt::ShiftModifier);
            QTest::keyClick(m_driver->window(), Qt::Key_A, Qt::ControlModifier);
            m_driver->type(folder.path());
            m_driver->key(Qt::Key_Return);
            m_driver->key(Qt::Key_Tab);
            m_driver->key(Qt::Key_Tab);
            QTest::keyClick(m_driver->window(), Qt::Key_A, Qt::ControlModifier);
            m_driver->type(name);
            m_driver->key(Qt::Key_Return);
            const QString path = folder.filePath(name);
            QTRY_VERIFY2(QFileInfo(path).size() > 1000, qPrintable(m_driver->bench()->statusText()));
            QTest::qWait(200);
        }
        QVERIFY(!QImage(folder.filePath(QStringLiteral("a.png"))).isNull());
    }

    void aDroppedFileIsOpened()
    {
        session()->resetTrace(asq::trace::Trace());
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QStringLiteral(SAMPLES "/orders.asqtext"))});
        const QPointF middle(m_driver->window()->width() / 2.0, m_driver->window()->height() / 2.0);
        QDragEnterEvent enter(middle.toPoint(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_driver->window(), &enter);
        QVERIFY(m_driver->keepPicture(QStringLiteral("drop")));
        QDropEvent drop(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_driver->window(), &drop);
        QTRY_VERIFY(session()->eventCount() > 50);
    }

    void aLongRecordingIsReadWhileTheWindowLives()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("long.asqtext")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(asq::trace::writeText(interleave::syntheticRun(20, 30000)).toUtf8());
        file.close();
        interleave::RecordingLoader *loader = m_driver->bench()->loader();
        const QUrl url = QUrl::fromLocalFile(file.fileName());
        const int before = session()->eventCount();
        m_driver->bench()->open(url);
        QVERIFY(loader->isLoading());
        QCOMPARE(session()->eventCount(), before);
        QVERIFY(m_driver->keepPicture(QStringLiteral("loading")));
        QTRY_VERIFY_WITH_TIMEOUT(!loader->isLoading(), 60000);
        QVERIFY(session()->eventCount() >= 30000);
        // Called off by a key: what was shown stays.
        m_driver->bench()->open(QUrl::fromLocalFile(QStringLiteral(SAMPLES "/orders.asqtext")));
        const int shown = session()->eventCount();
        m_driver->bench()->open(url);
        QVERIFY(loader->isLoading());
        m_driver->key(Qt::Key_Escape);
        QVERIFY(!loader->isLoading());
        QTest::qWait(500);
        QCOMPARE(session()->eventCount(), shown);
    }

    void lanesArePinnedHiddenAndMovedByKeys()
    {
        m_driver->bench()->open(QUrl::fromLocalFile(QStringLiteral(SAMPLES "/orders.asqtext")));
        const interleave::LaneModel *lanes = laneModel();
        const int ping = entity("ping");
        session()->setSelectedEntity(ping);
        m_driver->key(Qt::Key_2, Qt::ControlModifier);
        m_driver->key(Qt::Key_P);
        QCOMPARE(lanes->pinnedCount(), 1);
        QCOMPARE(lanes->rowOfEntity(ping), 0);
        QVERIFY(m_driver->keepPicture(QStringLiteral("pinned")));
        m_driver->key(Qt::Key_P);
        QCOMPARE(lanes->pinnedCount(), 0);
        const int row = lanes->rowOfEntity(ping);
        m_driver->key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(lanes->rowOfEntity(ping), row + 1);
        m_driver->key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(lanes->rowOfEntity(ping), row);
        const int count = lanes->count();
        m_driver->key(Qt::Key_H);
        QCOMPARE(lanes->hiddenCount(), 1);
        QCOMPARE(lanes->count(), count - 1);
        QVERIFY(m_driver->keepPicture(QStringLiteral("hidden")));
        m_driver->key(Qt::Key_H, Qt::ShiftModifier);
        QCOMPARE(lanes->count(), count);
        m_driver->key(Qt::Key_G, Qt::ShiftModifier);
        QVERIFY(lanes->count() < count);
        QVERIFY(m_driver->keepPicture(QStringLiteral("folded")));
        m_driver->key(Qt::Key_G, Qt::ShiftModifier);
        QCOMPARE(lanes->count(), count);
    }

    void aLaneIsDraggedToTheTopAndStaysArrangedInARunAgain()
    {
        const interleave::LaneModel *lanes = laneModel();
        session()->setSelectedEntity(entity("producer"));
        m_driver->key(Qt::Key_2, Qt::ControlModifier);
        m_driver->key(Qt::Key_P);
        QCOMPARE(lanes->pinnedCount(), 1);
        const int dragged = entity("gate");
        const int row = lanes->rowOfEntity(dragged);
        QVERIFY(row > 1 && row < 8);
        const QQuickItem *timeline = m_driver->item("timeline");
        const QPoint from = timeline->mapToScene(QPointF(70, 88 + row * 22 + 11)).toPoint();
        const QPoint to(from.x(), timeline->mapToScene(QPointF(0, 88 + 3)).toPoint().y());
        QTest::mousePress(m_driver->window(), Qt::LeftButton, {}, from);
        for (int i = 1; i <= 10; ++i)
            QTest::mouseMove(m_driver->window(), from + (to - from) * i / 10);
        QVERIFY(m_driver->keepPicture(QStringLiteral("dragged")));
        QTest::mouseRelease(m_driver->window(), Qt::LeftButton, {}, to);
        QTRY_COMPARE(lanes->pinnedCount(), 2);
        QCOMPARE(lanes->rowOfEntity(dragged), 0);
        // The same program again keeps it.
        session()->resetTrace(asq::trace::Trace(session()->trace()));
        QCOMPARE(lanes->pinnedCount(), 2);
        QCOMPARE(lanes->rowOfEntity(dragged), 0);
        for (int i = 0; i < 2; ++i) {
            session()->setSelectedEntity(m_driver->bench()->session()->selectedEntity() == dragged ? entity("producer")
                                                                                                   : dragged);
            m_driver->key(Qt::Key_P);
        }
        QCOMPARE(lanes->pinnedCount(), 0);
    }

    void aSplitterIsMovedByKeys()
    {
        QQuickItem *panel = m_driver->item("programPanel");
        const double width = panel->width();
        QQuickItem *splitter = m_driver->item("splitter");
        splitter->forceActiveFocus(Qt::TabFocusReason);
        m_driver->key(Qt::Key_Right);
        QTRY_VERIFY(std::abs(panel->width() - width) > 8.0);
        QVERIFY(m_driver->keepPicture(QStringLiteral("splitter")));
        m_driver->key(Qt::Key_Left);
        QTRY_COMPARE(panel->width(), width);
        m_driver->key(Qt::Key_2, Qt::ControlModifier);
    }

    void whateverTakesTheFocusHasAName()
    {
        QList<QQuickItem *> open = {m_driver->window()->contentItem()};
        int named = 0;
        while (!open.isEmpty()) {
            QQuickItem *item = open.takeLast();
            open.append(item->childItems());
            if (!item->activeFocusOnTab() || !item->isVisible())
                continue;
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(item);
            QVERIFY2(accessible, item->metaObject()->className());
            QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(), item->metaObject()->className());
            ++named;
        }
        QVERIFY2(named > 15, qPrintable(QString::number(named)));
    }

    void inTheProgramTextKeysType()
    {
        session()->setCursorEvent(10);
        m_driver->key(Qt::Key_1, Qt::ControlModifier);
        QTRY_VERIFY(m_driver->item("programText")->hasActiveFocus());
        const QString before = m_driver->bench()->document()->text();
        m_driver->type(QStringLiteral("sw/?e"));
        QCOMPARE(m_driver->bench()->document()->text(), QStringLiteral("sw/?e") + before);
        QCOMPARE(session()->cursorEvent(), 10.0);
        QVERIFY(m_driver->bench()->marks()->stale());
        for (int i = 0; i < 5; ++i)
            m_driver->key(Qt::Key_Backspace);
        QCOMPARE(m_driver->bench()->document()->text(), before);
        QVERIFY(!m_driver->bench()->marks()->stale());
        m_driver->key(Qt::Key_Escape);
        QVERIFY(!m_driver->item("programText")->hasActiveFocus());
    }

    void aSearchFiltersTheEvents()
    {
        m_driver->key(Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(m_driver->item("search")->hasActiveFocus());
        m_driver->type(QStringLiteral("orders"));
        QCOMPARE(m_driver->bench()->bottomTab(), int(Workbench::EventsTab));
        QVERIFY(m_driver->bench()->events()->count() > 0);
        QVERIFY(m_driver->bench()->events()->count() < session()->eventCount());
        QVERIFY(m_driver->keepPicture(QStringLiteral("search")));
        m_driver->key(Qt::Key_Escape);
        QCOMPARE(m_driver->bench()->events()->count(), session()->eventCount());
    }

    void everyTabShowsItsPanel()
    {
        session()->setCursorEvent(session()->eventCount() / 2);
        const QStringList names = {QStringLiteral("console"), QStringLiteral("events"), QStringLiteral("channels"),
                                   QStringLiteral("findings")};
        for (int tab = 0; tab < names.size(); ++tab) {
            m_driver->key(Qt::Key(Qt::Key_1 + tab), Qt::AltModifier);
            QCOMPARE(m_driver->bench()->bottomTab(), tab);
            QVERIFY(m_driver->keepPicture(QStringLiteral("tab-") + names.at(tab)));
        }
    }

    void selectingAnEntityTellsOfIt()
    {
        session()->setCursorEvent(session()->eventCount() / 2);
        session()->setSelectedEntity(3);
        QVERIFY(m_driver->bench()->inspector()->hasEntity());
        QVERIFY(m_driver->keepPicture(QStringLiteral("selected")));
        m_driver->key(Qt::Key_Escape);
        QCOMPARE(session()->selectedEntity(), 0);
    }

    void smallAndLargeWindowsAreFilled()
    {
        for (const QSize size : {QSize(1024, 700), QSize(1900, 1100), QSize(1440, 900)}) {
            m_driver->window()->resize(size);
            QTRY_COMPARE(m_driver->window()->size(), size);
            QVERIFY(m_driver->keepPicture(QStringLiteral("size-%1").arg(size.width())));
        }
    }
};

int main(int argc, char **argv)
{
    MainWindowDriver::prepare();
    QGuiApplication app(argc, argv);
    WindowTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_window.moc"
