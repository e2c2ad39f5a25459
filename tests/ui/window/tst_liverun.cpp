#include "mainwindowdriver.h"

#include <QGuiApplication>
#include <QTest>

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
