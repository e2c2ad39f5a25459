#include "tracegenerator.h"
#include "workload.h"

#include "trace/formats/chunkreader.h"
#include "trace/formats/chunkwriter.h"
#include "trace/formats/nativefile.h"
#include "trace/formats/nativeform.h"
#include "trace/formats/textreader.h"
#include "trace/formats/textwriter.h"
#include "trace/traceverifier.h"

#include <QBuffer>
#include <QRegularExpression>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>
#include <random>
#include <thread>

using namespace asq::trace;

// Traces whose events stay in their file say the same as those that were read as a whole, whatever the file.
class NativeFileTest : public QObject
{
    Q_OBJECT

    static QByteArray written(const Trace &trace)
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        return writeNative(trace, &buffer) ? QByteArray() : buffer.data();
    }
    static QByteArray workload(quint32 seed, qint64 events)
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        ChunkWriter writer(&buffer);
        Workload(&writer, seed).run(events);
        return writer.finish() ? buffer.data() : QByteArray();
    }
    static Result<Trace> readWhole(const QByteArray &bytes)
    {
        QBuffer buffer;
        buffer.setData(bytes);
        buffer.open(QIODevice::ReadOnly);
        return readNative(&buffer);
    }
    static QByteArray inTwoChunks(const Trace &trace)
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        ChunkWriter writer(&buffer);
        writer.setVirtualClock(trace.virtualClock());
        for (qsizetype i = 1; i < trace.stringCount(); ++i)
            writer.addString(trace.string(StringId{quint32(i)}));
        for (const SourceFile &file : trace.files())
            writer.addFile(file.name, file.text);
        for (qsizetype i = 1; i < trace.locations().size(); ++i)
            writer.addLocation(trace.locations().at(i));
        for (qsizetype i = 2; i < trace.entityCount(); ++i)
            writer.addEntity(trace.entities().at(i));
        for (qsizetype i = 0; i < trace.eventCount(); ++i) {
            if (i == trace.eventCount() / 2)
                writer.flush();
            writer.append(trace.event(i));
        }
        return writer.finish() ? buffer.data() : QByteArray();
    }
    /// Counts the bytes that were read, in `read`.
    static Result<Trace> opened(const QByteArray &bytes, ChunkStore::Budget budget = {}, qint64 *read = nullptr)
    {
        return openNative(
            [bytes, read](qint64 offset, qint64 size) {
                const QByteArray piece = bytes.mid(offset, size);
                if (read)
                    *read += piece.size();
                return piece;
            },
            bytes.size(), budget);
    }
    static QByteArray withoutIndex(const QByteArray &bytes)
    {
        const std::optional<std::vector<ChunkPlace>> index =
            readChunkIndex([&](qint64 offset, qint64 size) { return bytes.mid(offset, size); }, bytes.size());
        if (!index)
            return {};
        const qint64 end = index->empty()
            ? native::HeaderBytes
            : index->back().offset + native::ChunkHeaderBytes + qint64(index->back().storedSize);
        return bytes.left(end);
    }

private Q_SLOTS:
    void aWorkloadMakesSenseAndDependsOnItsSeedAlone()
    {
        const QByteArray bytes = workload(1, 60'000);
        QCOMPARE(workload(1, 60'000), bytes);
        QVERIFY(workload(2, 60'000) != bytes);
        const Result<Trace> trace = readWhole(bytes);
        QVERIFY(trace.ok());
        QVERIFY(trace->eventCount() >= 60'000);
        for (const Contradiction &contradiction : TraceVerifier::verify(*trace))
            QFAIL(qPrintable(TraceVerifier::toString(contradiction)));
        std::array<int, EventKindCount> counts = {};
        for (const Event event : trace->events())
            ++counts[std::size_t(event.kind)];
        for (EventKind kind : {EventKind::Created, EventKind::Rendezvous, EventKind::Buffered, EventKind::Taken,
                               EventKind::Offered, EventKind::Requested, EventKind::Fired, EventKind::Failed,
                               EventKind::Logged, EventKind::Reported, EventKind::Suspended})
            QVERIFY2(counts[std::size_t(kind)] > 0, name(kind));
    }

    void aTraceThatStaysInItsFileSaysTheSame_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << written(Trace());
        QFile sample(QStringLiteral(SAMPLES "/orders.asqtrace"));
        QVERIFY(sample.open(QIODevice::ReadOnly));
        QTest::newRow("the sample of version 1.0") << sample.readAll();
        for (quint32 seed = 1; seed <= 3; ++seed) {
            TraceGenerator generator(seed);
            generator.generate(6'000);
            QTest::addRow("generated %u", seed) << written(generator.trace());
            QTest::addRow("workload %u", seed) << workload(seed, 8'000);
        }
        QTest::newRow("cut off") << workload(4, 20'000).left(40'000);
        QTest::newRow("not closed") << withoutIndex(workload(5, 20'000));
        QTest::newRow("something behind the end") << workload(6, 20'000) + "x";
    }

    void aTraceThatStaysInItsFileSaysTheSame()
    {
        QFETCH(QByteArray, bytes);
        const Result<Trace> whole = readWhole(bytes);
        QVERIFY(whole.ok());
        // Hardly any room: a chunk at a time.
        const Result<Trace> trace = opened(bytes, {1, 1});
        QVERIFY2(trace.ok(), trace ? "" : qPrintable(trace.error().toString()));
        QVERIFY(trace->store());
        QCOMPARE(trace->eventCount(), whole->eventCount());
        QCOMPARE(writeText(*trace), writeText(*whole));
        QCOMPARE(trace->remarks(), whole->remarks());
        QCOMPARE(trace->spawnPath(EntityId{quint32(trace->entityCount()) - 1}),
                 whole->spawnPath(EntityId{quint32(whole->entityCount()) - 1}));
        // And written again it is read again.
        const Result<Trace> again = opened(written(*trace));
        QVERIFY(again.ok());
        QCOMPARE(writeText(*again), writeText(*whole));
    }

    void eventsAndTextsCanBeAskedForInAnyOrderByAnyThread()
    {
        const QByteArray bytes = workload(7, 60'000);
        const Result<Trace> whole = readWhole(bytes);
        const Result<Trace> trace = opened(bytes, {200'000, 4'000});
        QVERIFY(whole.ok() && trace.ok());
        std::atomic<int> wrong = 0;
        const auto look = [&](quint32 seed) {
            std::mt19937 random(seed);
            for (int i = 0; i < 1'000; ++i) {
                const qsizetype at = qsizetype(random() % quint32(trace->eventCount()));
                const Event expected = whole->event(at);
                const Event event = trace->event(at);
                const bool isSame = event.kind == expected.kind && event.cause == expected.cause
                    && event.programTime == expected.programTime && event.entity == expected.entity
                    && (i % 50 != 0 || trace->string(event.value) == whole->string(expected.value));
                wrong += isSame ? 0 : 1;
            }
        };
        std::vector<std::thread> threads;
        for (quint32 seed = 1; seed <= 3; ++seed)
            threads.emplace_back(look, seed);
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }

    void whatIsUnpackedStaysWithinItsBudget()
    {
        const QByteArray bytes = workload(8, 100'000);
        const ChunkStore::Budget budget{1'500'000, 100'000};
        const Result<Trace> trace = opened(bytes, budget);
        QVERIFY(trace.ok());
        for (const Event event : trace->events()) {
            (void)trace->string(event.value);
            QVERIFY(trace->store()->bytesInUse() <= budget.eventBytes + budget.stringBytes);
        }
        QVERIFY(trace->store()->bytesInUse() > budget.eventBytes / 2);
        QCOMPARE(trace->remarks(), QStringList());
    }

    void aFileWithAnIndexIsOpenedWithoutItsEvents()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        ChunkWriter writer(&buffer);
        Event event;
        event.entity = writer.addEntity({EntityKind::Timer, EntityId::Program, {}, {}});
        for (quint32 i = 0; i < 300'000; ++i) {
            event.kind = i == 200'000 ? EventKind::Failed : EventKind::Logged;
            event.count = i * 2654435761U; // Does not pack well.
            event.programTime = i;
            writer.append(event);
        }
        QVERIFY(writer.finish());
        qint64 read = 0;
        const Result<Trace> trace = opened(buffer.data(), {}, &read);
        QVERIFY(trace.ok());
        QVERIFY2(read < buffer.data().size() / 20, qPrintable(QString::number(read)));
        QCOMPARE(trace->eventCount(), 300'000);
        QCOMPARE(trace->event(299'999).count, quint32(299'999 * 2654435761U));

        // What the index tells of the events without their being read.
        quint32 troubles = 0;
        for (const ChunkPlace &place : trace->store()->places()) {
            QCOMPARE(place.firstProgramTime, qint64(place.firstEvent));
            QCOMPARE(place.lastProgramTime, qint64(place.firstEvent) + place.eventCount - 1);
            troubles += place.troubles;
        }
        QCOMPARE(troubles, 1U);
    }

    void aDamagedChunkIsAGapAndIsTold()
    {
        QByteArray bytes = workload(9, 60'000);
        const Result<Trace> whole = readWhole(bytes);
        const Result<Trace> sound = opened(bytes);
        QVERIFY(whole.ok() && sound.ok());
        const std::vector<ChunkPlace> places = sound->store()->places();
        QVERIFY(places.size() > 4);
        const ChunkPlace &bad = places[places.size() / 2];
        QVERIFY(bad.tablesStored > 0);
        bytes[bad.offset + native::ChunkHeaderBytes + qint64(bad.storedSize) - 5] ^= 1; // In its events.

        const Result<Trace> trace = opened(bytes);
        QVERIFY(trace.ok());
        QCOMPARE(trace->eventCount(), whole->eventCount());
        QCOMPARE(trace->remarks(), QStringList()); // Nobody looked yet.
        const Event gap = trace->event(qsizetype(bad.firstEvent) + 5);
        QCOMPARE(gap.kind, EventKind::Gap);
        QCOMPARE(gap.entity, EntityId::Program);
        QCOMPARE(gap.programTime, whole->event(bad.firstEvent).programTime);
        QCOMPARE(trace->event(qsizetype(bad.firstEvent) - 1).kind, whole->event(qsizetype(bad.firstEvent) - 1).kind);
        const qsizetype after = qsizetype(bad.firstEvent) + bad.eventCount;
        QCOMPARE(trace->event(after).kind, whole->event(after).kind);
        QCOMPARE(trace->remarks(),
                 QStringList{
                     QStringLiteral("The recording is damaged (byte %1: the checksum of a chunk does not fit its "
                                    "content): events %2 to %3 and their texts cannot be read.")
                         .arg(bad.offset)
                         .arg(bad.firstEvent + 1)
                         .arg(bad.firstEvent + bad.eventCount)});
    }

    /// Found by the fuzzer: nobody looked into a chunk without events.
    void anIndexThatLiesAboutTheClockIsNotBelieved()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        ChunkWriter writer(&buffer);
        writer.setVirtualClock(true);
        QVERIFY(writer.finish());
        const QByteArray bytes = buffer.data();
        const std::vector<ChunkPlace> places = opened(bytes)->store()->places();
        QCOMPARE(places.size(), 1U);
        const qint64 end = places[0].offset + native::ChunkHeaderBytes + qint64(places[0].storedSize);
        ChunkPlace lie = places[0];
        lie.before = {};
        lie.flags = 0;
        ChunkIndexWriter index;
        index.add(lie);
        const QByteArray content = index.content(end);
        ByteWriter head;
        head.fixed(native::ChunkMarker);
        head.byte(native::EndChunk);
        head.byte(native::Plain);
        head.fixed(quint16(0));
        for (quint32 number :
             {quint32(content.size()), quint32(content.size()), 0U, 0U, crc32c(content.constData(), content.size())})
            head.fixed(number);
        head.fixed(crc32c(head.bytes().constData(), head.size()));
        const Result<Trace> trace = opened(bytes.left(end) + head.bytes() + content);
        QVERIFY(trace.ok());
        QVERIFY(trace->virtualClock());
    }

    /// Flips and cuts at every byte of a small file: an error with a name, or a trace that can be gone through.
    void aFileThatIsWrongAnywhereIsReadOrRefused()
    {
        QFile sample(QStringLiteral(SAMPLES "/orders.asqtext"));
        QVERIFY(sample.open(QIODevice::ReadOnly));
        const QByteArray bytes = inTwoChunks(*readText(QString::fromUtf8(sample.readAll())));
        QCOMPARE(opened(bytes)->store()->places().size(), 2U);
        QVERIFY(opened(bytes)->store()->places()[0].tablesStored > 0);
        const QString text = writeText(*readWhole(bytes));
        const auto look = [&](const QByteArray &damaged, qsizetype at) {
            for (const Result<Trace> &trace : {readWhole(damaged), opened(damaged)}) {
                if (!trace) {
                    QVERIFY2(!trace.error().text.isEmpty() && at < native::HeaderBytes,
                             qPrintable(QString::number(at)));
                    continue;
                }
                const QString now = writeText(*trace);
                QVERIFY2(now == text || !trace->remarks().isEmpty(), qPrintable(QString::number(at)));
            }
        };
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            for (int flip : {1 << (i % 8), 0xff}) {
                QByteArray flipped = bytes;
                flipped[i] = char(flipped[i] ^ flip);
                look(flipped, i);
            }
            look(bytes.left(i), i);
        }
    }

    void aLargeFileIsOpenedSoByWhoeverReadsFiles()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        ChunkWriter writer(&file);
        Workload load(&writer, 11);
        while (writer.bytesWritten() < LargeFile)
            load.run(100'000);
        QVERIFY(writer.finish());
        file.close();
        QFile again(file.fileName());
        QVERIFY(again.open(QIODevice::ReadOnly));
        const Result<Trace> trace = readNative(&again);
        QVERIFY(trace.ok());
        QVERIFY(trace->store());
        QCOMPARE(trace->eventCount(), load.eventCount());
        QCOMPARE(trace->entityCount(), load.entityCount());
        again.close();
        QCOMPARE(trace->event(load.eventCount() - 1).cause != EventId::None, true); // It has the file open itself.
    }
};

QTEST_APPLESS_MAIN(NativeFileTest)
#include "tst_nativefile.moc"
