#include "analysis/pagedlist.h"

#include <QTest>

using namespace asq::analysis;

class PagedListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copiesDoNotSeeEachOthersChanges()
    {
        PagedList<int> list;
        list.growTo(100);
        for (int i = 0; i < 100; ++i)
            list[i] = i;
        PagedList<int> copy = list;
        QCOMPARE(copy, list);
        copy[40] = -1;
        QCOMPARE(list.at(40), 40);
        QCOMPARE(copy.at(40), -1);
        QCOMPARE(copy.at(41), 41);
        QVERIFY(!(copy == list));
        copy[40] = 40;
        QCOMPARE(copy, list);
    }

    void growingAddsDefaultsAndIsSeenByEquality()
    {
        PagedList<int> list;
        PagedList<int> longer;
        list.growTo(5);
        longer.growTo(6);
        QCOMPARE(longer.at(5), 0);
        QVERIFY(!(list == longer));
        list.growTo(6);
        QCOMPARE(list, longer);
        list.growTo(1000);
        QCOMPARE(list.size(), 1000);
        QCOMPARE(list.at(999), 0);
        list.growTo(3);
        QCOMPARE(list.size(), 1000);
        list[999] = 5;
        QCOMPARE(list.value(999), 5);
        QCOMPARE(list.value(1000), 0);
    }
};

QTEST_APPLESS_MAIN(PagedListTest)
#include "tst_pagedlist.moc"
