#include "record/recordqueue.h"

#include <QTest>

#include <thread>

using asq::record::Record;
using asq::record::RecordQueue;

class RecordQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsArriveInOrderWithTheirTexts();
    void aPartFilledBlockCanBeRead();
    void theLimitHoldsUntilTheConsumerMakesRoom();
    void theReserveIsThereForThoseWhoMay();

private:
    static bool put(RecordQueue &queue, quint32 number, bool mayUseReserve = false)
    {
        const QString text = QString::number(number).repeated(1 + int(number % 7));
        const RecordQueue::Slot slot = queue.reserve(quint32(text.size()), mayUseReserve);
        if (!slot.record)
            return false;
        *slot.record = {};
        slot.record->entity = number;
        slot.record->textLength = quint16(text.size());
        std::copy_n(text.utf16(), text.size(), slot.text);
        queue.publish(quint32(text.size()));
        return true;
    }
    /// Reads all there is and expects it to go on with `next`.
    static void takeAll(RecordQueue &queue, quint32 &next)
    {
        QStringView text;
        while (const Record *record = queue.peek(text)) {
            if (record->entity != next || text != QString::number(next).repeated(1 + int(next % 7)))
                qFatal("record %u came as %u", next, record->entity);
            ++next;
            queue.pop();
        }
    }
};

void RecordQueueTest::recordsArriveInOrderWithTheirTexts()
{
    constexpr quint32 Count = 300'000;
    RecordQueue queue(1 << 20);
    std::thread producer([&] {
        for (quint32 i = 0; i < Count;) {
            if (put(queue, i))
                ++i;
            else
                std::this_thread::yield();
        }
    });
    quint32 next = 0;
    while (next < Count)
        takeAll(queue, next);
    producer.join();
    QCOMPARE(next, Count);
}

void RecordQueueTest::aPartFilledBlockCanBeRead()
{
    RecordQueue queue(1 << 20);
    quint32 next = 0;
    takeAll(queue, next);
    QCOMPARE(next, 0u);
    put(queue, 0);
    put(queue, 1);
    takeAll(queue, next);
    QCOMPARE(next, 2u);
    put(queue, 2);
    takeAll(queue, next);
    QCOMPARE(next, 3u);
}

void RecordQueueTest::theLimitHoldsUntilTheConsumerMakesRoom()
{
    RecordQueue queue(0);
    quint32 stored = 0;
    while (put(queue, stored))
        ++stored;
    QCOMPARE(stored, 2 * RecordQueue::RecordsPerBlock);
    quint32 next = 0;
    takeAll(queue, next);
    QCOMPARE(next, stored);
    QVERIFY(put(queue, stored));
}

void RecordQueueTest::theReserveIsThereForThoseWhoMay()
{
    RecordQueue queue(0);
    quint32 stored = 0;
    while (put(queue, stored))
        ++stored;
    QVERIFY(put(queue, stored++, true));
    quint32 next = 0;
    takeAll(queue, next);
    QCOMPARE(next, stored);
}

QTEST_APPLESS_MAIN(RecordQueueTest)
#include "tst_recordqueue.moc"
