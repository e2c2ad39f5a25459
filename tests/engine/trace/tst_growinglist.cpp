#include "trace/growinglist.h"

#include <QString>
#include <QTest>

using namespace asq::trace;

class GrowingListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCopyStaysAsItWas()
    {
        GrowingList<QString> list;
        QVERIFY(list.isEmpty());
        QCOMPARE(list.begin(), list.end());
        QList<GrowingList<QString>> copies;
        for (int i = 0; i < 1000; ++i) {
            copies.append(list);
            list.append(QString::number(i));
        }
        for (int size = 0; size < 1000; ++size) {
            QCOMPARE(copies.at(size).size(), size);
            for (int i = 0; i < size; i += 97)
                QCOMPARE(copies.at(size).at(i), QString::number(i));
        }
        QCOMPARE(list.first(), QStringLiteral("0"));
        QCOMPARE(list.last(), QStringLiteral("999"));
    }

    void copiesShareMemoryWhileTheListGrows()
    {
        GrowingList<int> list = {1, 2, 3};
        const GrowingList<int> copy = list;
        list.append(4);
        QCOMPARE(list.begin(), copy.begin());
        QCOMPARE(copy.size(), 3);
    }

    void twoThatGrowFromTheSameDoNotMix()
    {
        GrowingList<int> a = {1, 2};
        GrowingList<int> b = a;
        a.append(3);
        b.append(4);
        QCOMPARE(a, (GrowingList<int>{1, 2, 3}));
        QCOMPARE(b, (GrowingList<int>{1, 2, 4}));
        QVERIFY(!(a == b));
    }

    void aReplacementIsNotSeenByCopies()
    {
        GrowingList<int> list = {1, 2, 3};
        const GrowingList<int> copy = list;
        list.replace(1, 7);
        list.append(8);
        QCOMPARE(copy, (GrowingList<int>{1, 2, 3}));
        QCOMPARE(list, (GrowingList<int>{1, 7, 3, 8}));
    }
};

QTEST_APPLESS_MAIN(GrowingListTest)
#include "tst_growinglist.moc"
