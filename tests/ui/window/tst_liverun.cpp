#include "mainwindowdriver.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QTest>

#include <functional>

using interleave::CommandModel;
using interleave::Workbench;

/// Runs programs from the window in a child process.
class LiveRunTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<MainWindowDriver> m_driver;

    Workbench *bench() const { return m_driver->bench(); }
    void runText(const QString &text) const { bench()->paste(text); }
    QString consoleText() const { return bench()->console()->allText(); }

    // How many events there are once what was on its way has arrived; 0 when more and more come.
    int settledCount() const
    {
        for (int i = 0; i < 20; ++i) {
            const int before = bench()->session()->eventCount();
            QTest::qWait(700);
            if (bench()->session()->eventCount() == before)
                return before;
        }
        return 0;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (interleave::ChildRun::debuggeeExecutable().isEmpty())
            QSKIP("asq is not built");
        m_driver = std::make_unique<MainWindowDriver>(QString());
    }
    void cleanupTestCase() { m_driver.reset(); }

    void anEmptyWindowSaysHowToBegin() { QVERIFY(m_driver->keepPicture(QStringLiteral("empty"))); }

    void aProgramRunsAndItsTimelineIsFilled()
    {
        runText(QStringLiteral("ASQ(1).then(function add(done, n){ setTimeout(function(){ done(n + 1); }, 20); })\n"
                               ".val(function show(n){ console.log('got', n); });\n"));
        QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy(), 20000);
        QVERIFY2(!bench()->failed(), qPrintable(consoleText()));
        QVERIFY(bench()->session()->eventCount() > 5);
        QVERIFY2(consoleText().contains(QStringLiteral("got 2")), qPrintable(consoleText()));
        QVERIFY(!bench()->marks()->stale());
        QVERIFY(m_driver->keepPicture(QStringLiteral("live-ended")));
    }

    void everyLessonRuns()
    {
        for (int row = 0; row < bench()->lessons()->count(); ++row) {
            bench()->openLesson(row);
            QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy(), 30000);
            QVERIFY2(bench()->session()->eventCount() > 5, qPrintable(bench()->title()));
            QVERIFY(m_driver->keepPicture(QStringLiteral("lesson-%1").arg(row + 1, 2, 10, QLatin1Char('0'))));
        }
    }

    void anEndlessLoopIsStopped()
    {
        runText(QStringLiteral("console.log('before');\nwhile (true) {}\n"));
        QTRY_VERIFY_WITH_TIMEOUT(consoleText().contains(QStringLiteral("before")), 20000);
        QVERIFY(bench()->busy());
        m_driver->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy(), 20000);
        QVERIFY(consoleText().contains(QStringLiteral("Stopped while the program ran")));
        QVERIFY(m_driver->keepPicture(QStringLiteral("endless-stopped")));
    }

    void aSyntaxErrorIsShownAtItsLine()
    {
        runText(QStringLiteral("var a = 1;\nvar b = ;\n"));
        QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy(), 20000);
        QVERIFY(bench()->failed());
        QCOMPARE(bench()->document()->errorLine(), 2);
        QVERIFY(!bench()->document()->errorText().isEmpty());
        QVERIFY(m_driver->keepPicture(QStringLiteral("syntax-error")));
    }

    void anUnhandledErrorIsFound()
    {
        runText(QStringLiteral("ASQ(function risky(done){ done.fail('no route'); });\n"));
        QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy(), 20000);
        QVERIFY(bench()->findings()->hasErrors());
        bench()->setBottomTab(Workbench::FindingsTab);
        QVERIFY(m_driver->keepPicture(QStringLiteral("unhandled-error")));
    }

    void aRunAfterAnEditIsTheEditedProgram()
    {
        runText(QStringLiteral("console.log('one');"));
        QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy(), 20000);
        bench()->document()->setText(QStringLiteral("console.log('two');"));
        m_driver->key(Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy() && consoleText().contains(QStringLiteral("two")), 20000);
        QVERIFY(!consoleText().contains(QStringLiteral("one")));
    }

    void aHundredThousandEventsStayFluid()
    {
        runText(QStringLiteral("var ch = ASQ.csp.chan(1), n = 12000;\n"
                               "function* producer(){ for (var i = 0; i < n; i++) yield ASQ.csp.put(ch, i); }\n"
                               "function* consumer(){ for (var i = 0; i < n; i++) yield ASQ.csp.take(ch); }\n"
                               "ASQ().runner(ASQ.csp.go(producer), ASQ.csp.go(consumer));\n"));
        QElapsedTimer clock;
        clock.start();
        QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy(), 60000);
        qInfo("run and shown: %lld ms, %d events", clock.elapsed(), bench()->session()->eventCount());
        QVERIFY(bench()->session()->eventCount() > 50'000);
        bench()->session()->setCursorEvent(bench()->session()->eventCount() / 2);
        (void)m_driver->window()->grabWindow();
        const auto each = [&clock](const char *what, int times, const std::function<void(int)> &action) {
            clock.restart();
            for (int i = 0; i < times; ++i) {
                action(i);
                QCoreApplication::processEvents();
            }
            qInfo("%s: %.2f ms each", what, double(clock.elapsed()) / times);
            return double(clock.elapsed()) / times;
        };
        const double step = each("step", 100, [this](int) { m_driver->key(Qt::Key_Right); });
        const double back = each("step back", 100, [this](int) { m_driver->key(Qt::Key_Left); });
        const double scrub = each("scrub", 100, [this](int i) { bench()->session()->setCursorEvent(1000 + i * 577); });
        const QQuickItem *view = m_driver->item("timeline")->property("view").value<QQuickItem *>();
        const QPoint middle = view->mapToScene(QPointF(view->width() / 2, view->height() / 2)).toPoint();
        const double zoom = each("zoom", 40, [&](int i) { m_driver->wheel(middle, i < 20 ? 1 : -1); });
        // A frame is 16 ms; the bound is generous because the machine is shared and the drawing is done in software.
        for (const double cost : {step, back, scrub, zoom})
            QVERIFY2(cost < 100, qPrintable(QString::number(cost)));
        QVERIFY(m_driver->keepPicture(QStringLiteral("hundred-thousand")));
    }

    // Three ticks, 1 ms apart, each with a line of its own.
    static QString threeSteps()
    {
        return QStringLiteral("ASQ()\n"
                              ".then(function first(done) { console.log('one'); setTimeout(done, 1); })\n"
                              ".then(function second(done) { console.log('two'); setTimeout(done, 1); })\n"
                              ".then(function third(done) { console.log('three'); setTimeout(done, 1); });\n");
    }

    void aBreakpointHoldsTheProgramBeforeTheStepRuns()
    {
        bench()->run(CommandModel::ClearBreakpoints);
        bench()->document()->replace(QStringLiteral("three.js"), threeSteps());
        // Set by the keyboard, in the program text.
        m_driver->key(Qt::Key_1, Qt::ControlModifier);
        QTRY_VERIFY(m_driver->item("programText")->hasActiveFocus());
        m_driver->key(Qt::Key_Home, Qt::ControlModifier);
        m_driver->key(Qt::Key_Down);
        m_driver->key(Qt::Key_Down);
        m_driver->key(Qt::Key_F9);
        QCOMPARE(bench()->document()->breakpoints(), QList<int>({3}));
        m_driver->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(bench()->paused(), 20000);
        QVERIFY2(bench()->statusText().contains(QStringLiteral("line 3")), qPrintable(bench()->statusText()));
        QTRY_VERIFY2_WITH_TIMEOUT(consoleText().contains(QStringLiteral("one")), qPrintable(consoleText()), 5000);
        QVERIFY(!consoleText().contains(QStringLiteral("two")));
        QTRY_COMPARE(bench()->marks()->currentLine(), 3);
        m_driver->key(Qt::Key_Escape);
        QVERIFY(m_driver->keepPicture(QStringLiteral("breakpoint")));
        // Continue; the timer that was made in this line would hold there again.
        bench()->run(CommandModel::ClearBreakpoints);
        m_driver->key(Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy(), 20000);
        QVERIFY2(consoleText().contains(QStringLiteral("three")), qPrintable(consoleText()));
    }

    void runningToALineHoldsThereOnce()
    {
        bench()->document()->replace(QStringLiteral("three.js"), threeSteps());
        QVERIFY(bench()->document()->breakpoints().isEmpty());
        bench()->runToLine(4);
        QTRY_VERIFY_WITH_TIMEOUT(bench()->paused(), 20000);
        QTRY_VERIFY2_WITH_TIMEOUT(consoleText().contains(QStringLiteral("two")), qPrintable(consoleText()), 5000);
        QVERIFY(!consoleText().contains(QStringLiteral("three")));
        m_driver->key(Qt::Key_2, Qt::ControlModifier);
        m_driver->key(Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy(), 20000);
        m_driver->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy() && consoleText().contains(QStringLiteral("three")), 20000);
    }

    void aClickBesideALineSetsABreakpointThatStaysWithItsLine()
    {
        bench()->document()->replace(QStringLiteral("three.js"), threeSteps());
        const QQuickItem *text = m_driver->item("programText");
        const double line = text->property("contentHeight").toDouble() / text->property("lineCount").toDouble();
        const QPoint beside = text->mapToScene(QPointF(-6.0, 8.0 + 1.5 * line)).toPoint();
        QTest::mouseClick(m_driver->window(), Qt::LeftButton, {}, beside);
        QCOMPARE(bench()->document()->breakpoints(), QList<int>({2}));
        bench()->document()->setText(QStringLiteral("// a line\n// and another\n") + threeSteps());
        QCOMPARE(bench()->document()->breakpoints(), QList<int>({4}));
        bench()->document()->setText(threeSteps());
        QCOMPARE(bench()->document()->breakpoints(), QList<int>({2}));
        QTest::mouseClick(m_driver->window(), Qt::LeftButton, {}, beside);
        QVERIFY(bench()->document()->breakpoints().isEmpty());
    }

    void aRunningProgramPausesTicksAndGoesOn()
    {
        runText(QStringLiteral("var n = 0;\n"
                               "setInterval(function beat() { console.log('beat', ++n); }, 5);\n"));
        QTRY_VERIFY_WITH_TIMEOUT(consoleText().contains(QStringLiteral("beat 2")), 20000);
        m_driver->key(Qt::Key_2, Qt::ControlModifier);
        m_driver->key(Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(bench()->paused(), 5000);
        const int held = settledCount();
        QVERIFY2(held > 0, "a paused program makes no more events");
        QVERIFY(m_driver->keepPicture(QStringLiteral("paused")));
        // At the end of what is recorded, a step is one of the program's.
        m_driver->key(Qt::Key_End);
        m_driver->key(Qt::Key_Right);
        QTRY_VERIFY_WITH_TIMEOUT(bench()->session()->eventCount() > held, 5000);
        const int ticked = settledCount();
        QVERIFY(bench()->paused());
        QVERIFY2(ticked - held < 12, qPrintable(QString::number(ticked - held)));
        m_driver->key(Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(bench()->session()->eventCount() > ticked + 12, 5000);
        m_driver->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy(), 20000);
    }

    void aPastedProgramRuns()
    {
        QGuiApplication::clipboard()->setText(QStringLiteral("console.log('from the clipboard');"));
        m_driver->key(Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy() && consoleText().contains(QStringLiteral("from the clipboard")),
                                 20000);
        QCOMPARE(bench()->title(), QStringLiteral("pasted program"));
    }

    void theVirtualClockNeedsNoPatience()
    {
        runText(QStringLiteral("setTimeout(function late(){ console.log('late'); }, 3600000);"));
        QTRY_VERIFY_WITH_TIMEOUT(bench()->busy(), 20000);
        bench()->run(CommandModel::SwitchClock);
        QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy(), 20000);
        QVERIFY2(consoleText().contains(QStringLiteral("late")), qPrintable(consoleText()));
        QVERIFY(bench()->session()->virtualClock());
        bench()->run(CommandModel::SwitchClock);
        m_driver->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(!bench()->busy(), 20000);
    }
};

int main(int argc, char **argv)
{
    MainWindowDriver::prepare();
    QGuiApplication app(argc, argv);
    LiveRunTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_liverun.moc"
