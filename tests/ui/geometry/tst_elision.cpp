#include "geometry/elision.h"
#include "geometry/quantity.h"

#include <QTest>

using namespace interleave;

/// Words that have to fit, and numbers for people.
class ElisionTest : public QObject
{
    Q_OBJECT

    const FixedTextMeasure m_measure{10.0};

    QString fitted(const char *text, double width) const
    {
        return elided(QString::fromUtf8(text), width, TextRole::Small, m_measure);
    }

private Q_SLOTS:
    void whatFitsStaysAsItIs() { QCOMPARE(fitted("take orders", 110.0), QStringLiteral("take orders")); }

    void theLongestNameLosesItsMiddle()
    {
        const QString text = fitted("take customerOrders", 150.0);
        QVERIFY2(text.startsWith(QStringLiteral("take cu")) && text.contains(QChar(0x2026)) && text.endsWith(u's'),
                 qPrintable(text));
        QVERIFY(text.size() <= 15);
    }

    void aNumberIsNeverCut()
    {
        for (double width = 0.0; width <= 320.0; width += 10.0) {
            const QString text = fitted("put 1234567 → intermediateResults", width);
            QVERIFY2(text.isEmpty() || text.contains(QStringLiteral("1234567")), qPrintable(text));
            QVERIFY(m_measure.width(text, TextRole::Small) <= width);
        }
        QCOMPARE(fitted("timer 40 ms", 60.0), QString());
    }

    void anUnitStaysWithItsNumber()
    {
        const QString text = fitted("timerOfTheLongestName 40 min", 180.0);
        QVERIFY2(text.endsWith(QStringLiteral(" 40 min")), qPrintable(text));
    }

    void shortNamesAreDroppedRatherThanCut()
    {
        QCOMPARE(fitted("worker", 50.0), QString());
        QCOMPARE(fitted("workers", 60.0), QStringLiteral("wor…rs"));
    }

    void aPlaceTooNarrowForAnythingStaysEmpty() { QCOMPARE(fitted("worker", 20.0), QString()); }

    void durationsHaveThreeDigitsAndAUnit()
    {
        QCOMPARE(durationText(40e6), QStringLiteral("40 ms"));
        QCOMPARE(durationText(1.25e9), QStringLiteral("1.25 s"));
        QCOMPARE(durationText(830.0), QStringLiteral("830 ns"));
        QCOMPARE(durationText(999.6e3), QStringLiteral("1 ms"));
        QCOMPARE(durationText(0.0), QStringLiteral("0 ms"));
        QCOMPARE(durationText(12345e9), countText(12345) + QStringLiteral(" s"));
    }

    void countsHaveThinSpacesBetweenThousands()
    {
        QCOMPARE(countText(999), QStringLiteral("999"));
        QCOMPARE(countText(100000), QStringLiteral("100\u2009000"));
        QCOMPARE(countText(-1234567), QStringLiteral("-1\u2009234\u2009567"));
    }
};

QTEST_APPLESS_MAIN(ElisionTest)
#include "tst_elision.moc"
