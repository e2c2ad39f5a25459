#include "mainwindowdriver.h"

#include <QGuiApplication>
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

    void theDialogsForFilesOpen()
    {
        for (const Qt::Key key : {Qt::Key_O, Qt::Key_E}) {
            m_driver->key(key, Qt::ControlModifier);
            QTest::qWait(300);
            QVERIFY(m_driver->keepPicture(QStringLiteral("dialog-%1").arg(QChar(key).toLower())));
            m_driver->key(Qt::Key_Escape);
            QTest::qWait(200);
        }
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
