#include "analysis/pagedlist.h"

#include <QTest>

#include <random>
#include <vector>

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

    void copiesOfALongListKeepWhatTheyWere()
    {
        // Several levels high, changed here and there, each copy against a plain list.
        std::vector<PagedList<int>> copies;
        std::vector<std::vector<int>> expected;
        PagedList<int> list;
        std::vector<int> plain;
        std::mt19937 random(3);
        for (int round = 0; round < 12; ++round) {
            const std::size_t size = plain.size() * 3 + 7;
            plain.resize(size);
            list.growTo(qsizetype(size));
            for (int change = 0; change < 200; ++change) {
                const std::size_t at = random() % size;
                plain[at] = list[qsizetype(at)] = int(random());
            }
            copies.push_back(list);
            expected.push_back(plain);
        }
        for (std::size_t round = 0; round < copies.size(); ++round) {
            QCOMPARE(copies[round].size(), qsizetype(expected[round].size()));
            for (std::size_t i = 0; i < expected[round].size(); ++i)
                QVERIFY(copies[round].at(qsizetype(i)) == expected[round][i]);
            QCOMPARE(copies[round] == list, round + 1 == copies.size());
        }
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
