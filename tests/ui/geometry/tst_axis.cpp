#include "geometry/viewwindow.h"

#include "tracetext.h"

#include <QTest>

#include <cmath>

using namespace interleave;
using asq::trace::EventId;

/// Where events stand along the axes, and the windows that people look at them through.
class AxisTest : public QObject
{
    Q_OBJECT

    const asq::trace::Trace m_trace = ordersTrace();
    const Axis m_order{m_trace, AxisKind::Order};
    const Axis m_time{m_trace, AxisKind::Time};

private Q_SLOTS:
    void theOrderAxisGivesEveryEventOneColumn()
    {
        QCOMPARE(m_order.extent(), double(m_trace.eventCount()));
        QCOMPARE(m_order.at(EventId{1}), 0.0);
        QCOMPARE(m_order.at(EventId{10}), 9.0);
        QCOMPARE(m_order.cursorAt(EventId{10}), 9.5);
        QCOMPARE(m_order.eventAt(9.5), EventId{10});
        QCOMPARE(m_order.eventAt(-3.0), EventId::None);
        QCOMPARE(m_order.eventAt(1e9), EventId(quint32(m_trace.eventCount())));
    }

    void theTimeAxisFindsTheLastEventOfAnInstant()
    {
        for (quint32 i = 1; i <= quint32(m_trace.eventCount()); ++i) {
            const double here = m_time.at(EventId{i});
            const EventId found = m_time.eventAt(here);
            QVERIFY(index(found) >= i);
            QCOMPARE(m_time.at(found), here);
            QVERIFY(m_time.firstFrom(here) <= i);
        }
        QCOMPARE(m_time.eventAt(-1.0), EventId::None);
    }

    void theNearestEventIsTheOneThatIsCloser()
    {
        const Axis axis(traceFrom("asqtrace text 1\nclock virtual\nprogram \"p\"\n"
                                  "0   started  program\n10ms logged program \"a\"\n20ms returned program\n"),
                        AxisKind::Time);
        QCOMPARE(axis.nearest(4e6), EventId{1});
        QCOMPARE(axis.nearest(6e6), EventId{2});
        QCOMPARE(axis.nearest(14e6), EventId{2});
        QCOMPARE(axis.nearest(99e6), EventId{3});
    }

    void zoomingKeepsWhatStandsUnderThePointer()
    {
        const ViewWindow window{20.0, 100.0, 1000.0};
        const ViewWindow closer = window.zoomed(2.0, 300.0);
        QCOMPARE(closer.toAxis(300.0), window.toAxis(300.0));
        QCOMPARE(closer.length, 50.0);
        QCOMPARE(closer.zoomed(0.5, 300.0).begin, window.begin);
    }

    void panningMovesByPixels()
    {
        const ViewWindow window{20.0, 100.0, 1000.0};
        QCOMPARE(window.panned(50.0).toPixel(30.0), window.toPixel(30.0) - 50.0);
    }

    void aWindowStaysWithinTheRun()
    {
        ViewWindow window{-1e6, 10.0, 1000.0};
        QVERIFY(window.clamped(m_order).toPixel(0.0) <= ViewWindow::Margin + 1e-6);
        window.begin = 1e9;
        QVERIFY(window.clamped(m_order).toPixel(m_order.extent()) >= 1000.0 - ViewWindow::Margin - 1e-6);
        window.length = 1e-9;
        QVERIFY(window.clamped(m_order).pixelsPerUnit() <= ViewWindow::WidestColumn + 1e-6);
        window.length = 1e12;
        const ViewWindow whole = window.clamped(m_order);
        QVERIFY(whole.toPixel(0.0) >= 0.0);
        QVERIFY(whole.toPixel(m_order.extent()) <= 1000.0);
    }

    void fewEventsAreNotBlownUpWhenFitted()
    {
        const Axis axis(traceFrom("asqtrace text 1\nprogram \"p\"\n0 started program\n  returned program\n"),
                        AxisKind::Order);
        QCOMPARE(ViewWindow({0.0, 1.0, 1000.0}).fitted(axis).pixelsPerUnit(), ViewWindow::WidestFittedColumn);
    }

    void followingKeepsTheCursorInTheMiddleHalf()
    {
        const ViewWindow window{0.0, 100.0, 1000.0};
        QCOMPARE(window.following(50.0), window);
        for (const double cursor : {-10.0, 10.0, 80.0, 500.0}) {
            const double x = window.following(cursor).toPixel(cursor);
            QVERIFY(x >= 250.0 - 1e-9 && x <= 750.0 + 1e-9);
        }
    }
};

QTEST_APPLESS_MAIN(AxisTest)
#include "tst_axis.moc"
