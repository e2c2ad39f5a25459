#include "mainwindowdriver.h"

#include "../geometry/syntheticrun.h"
#include "viewmodel/recordingfile.h"

#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <ctime>

// What the whole window costs on its GUI thread while somebody steps, or zooms, in a long recording: CPU time of all
// that a key leads to (models, QML, layout and picture), and apart from it that of the scene graph's update, which the
// render thread does while the GUI thread waits. Rasterising is told in neither.

using namespace interleave;

namespace {

double cpuMilliseconds()
{
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

struct Meter {
    QList<double> gui;
    QList<double> sync;
    double lastSync = 0.0;

    void print(const char *what)
    {
        std::sort(gui.begin(), gui.end());
        std::sort(sync.begin(), sync.end());
        std::printf("  %-28s GUI thread median %6.2f ms, p99 %6.2f; scene graph update median %5.2f ms, p99 %5.2f\n",
                    what, gui.at(gui.size() / 2), gui.at(gui.size() * 99 / 100), sync.at(sync.size() / 2),
                    sync.at(sync.size() * 99 / 100));
    }
};

void press(MainWindowDriver &driver, Meter &meter, Qt::Key key, int times)
{
    for (int i = 0; i < times; ++i) {
        const double before = cpuMilliseconds();
        driver.key(key);
        QSignalSpy swapped(driver.window(), &QQuickWindow::frameSwapped);
        swapped.wait(200);
        meter.gui.append(cpuMilliseconds() - before);
        meter.sync.append(meter.lastSync);
    }
}

void measure(MainWindowDriver &driver, const asq::trace::Trace &trace)
{
    driver.bench()->session()->resetTrace(trace);
    driver.bench()->session()->setCursorEvent(double(trace.eventCount()) / 2);
    QTest::qWait(500);
    std::printf("%lld entities, %lld events\n", static_cast<long long>(trace.entityCount()),
                static_cast<long long>(trace.eventCount()));
    double began = 0.0;
    Meter meter;
    const auto begin = QObject::connect(
        driver.window(), &QQuickWindow::beforeSynchronizing, driver.window(), [&] { began = cpuMilliseconds(); },
        Qt::DirectConnection);
    const auto end = QObject::connect(
        driver.window(), &QQuickWindow::afterSynchronizing, driver.window(),
        [&] { meter.lastSync = cpuMilliseconds() - began; }, Qt::DirectConnection);
    const auto tell = [&](const char *what) {
        meter.print(what);
        meter = Meter();
    };
    press(driver, meter, Qt::Key_Right, 100);
    tell("step, all in view");
    press(driver, meter, Qt::Key_Left, 100);
    tell("step back, all in view");
    press(driver, meter, Qt::Key_W, 15);
    press(driver, meter, Qt::Key_S, 15);
    tell("zoom in and out");
    for (int i = 0; i < 12; ++i)
        driver.key(Qt::Key_W);
    QTest::qWait(300);
    meter = Meter();
    press(driver, meter, Qt::Key_Right, 100);
    tell("step, zoomed in");
    driver.key(Qt::Key_0);
    QObject::disconnect(begin);
    QObject::disconnect(end);
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("DISPLAY")) {
        std::printf("needs a display: tests/cmake/with-display %s\n", argv[0]);
        return 0;
    }
    MainWindowDriver::prepare();
    QGuiApplication app(argc, argv);
    MainWindowDriver driver{QString()};
    if (argc > 1) {
        const asq::trace::Result<asq::trace::Trace> trace = readRecording(QString::fromLocal8Bit(argv[1]));
        if (trace)
            measure(driver, *trace);
        return trace ? 0 : 1;
    }
    for (const qsizetype events : {1000, 100000, 1000000})
        measure(driver, syntheticRun(300, events));
    return 0;
}
