#include "tracegenerator.h"

#include "trace/formats/bytes.h"
#include "trace/formats/chunkreader.h"
#include "trace/formats/chunkwriter.h"
#include "trace/formats/nativeform.h"
#include "trace/formats/textreader.h"
#include "trace/formats/textwriter.h"

#include <QBuffer>
#include <QTemporaryFile>
#include <QTest>

using namespace asq::trace;

class NativeTest : public QObject
{
    Q_OBJECT

    static QByteArray written(const Trace &trace)
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        const std::optional<QString> error = writeNative(trace, &buffer);
        return error ? QByteArray() : buffer.data();
    }
    static Result<Trace> read(QByteArray bytes)
    {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        return readNative(&buffer);
    }
    /// The small trace that damage is tried on.
    static Trace small()
    {
        return *readText(QStringLiteral("clock virtual\n"
                                        "file a.js\n| hello\n"
                                        "0 started program\n"
                                        "created orders: channel @1:1 ^\n"
                                        "5us/7us buffered orders by program \"3\" x1 ^\n"
                                        "returned program ^3\n"));
    }
    static QByteArray withChunk(quint8 kind, quint8 packing, quint32 stored, quint32 plain, quint32 first,
                                quint32 count, const QByteArray &content)
    {
        ByteWriter out;
        out.raw(QByteArray(native::Magic, sizeof native::Magic));
        out.fixed(native::MajorVersion);
        out.fixed(native::MinorVersion);
        out.fixed(crc32c(out.bytes().constData(), out.size()));
        ByteWriter header;
        header.fixed(native::ChunkMarker);
        header.byte(kind);
        header.byte(packing);
        header.fixed(quint16(0));
        for (quint32 number : {stored, plain, first, count, crc32c(content.constData(), content.size())})
            header.fixed(number);
        header.fixed(crc32c(header.bytes().constData(), header.size()));
        return out.bytes() + header.bytes() + content;
    }

private Q_SLOTS:
    void theChecksumIsTheOneOfTheStandard()
    {
        QCOMPARE(crc32c("123456789", 9), 0xe3069283U);
        QCOMPARE(crc32c("", 0), 0U);
    }

    void aTraceComesBackWhole_data()
    {
        QTest::addColumn<Trace>("trace");
        QTest::newRow("nothing") << Trace();
        QTest::newRow("small") << small();
        QFile file(QStringLiteral(SAMPLES "/orders.asqtext"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTest::newRow("the sample") << *readText(QString::fromUtf8(file.readAll()));
        for (quint32 seed = 1; seed <= 5; ++seed) {
            TraceGenerator generator(seed);
            generator.generate(20'000);
            QTest::addRow("generated %u", seed) << generator.trace();
        }
        TraceBuilder extremes;
        Event event;
        event.entity = EntityId::Program;
        for (qint64 time :
             {std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min(), qint64(0), qint64(-1)}) {
            event.realTime = time;
            event.programTime = ~time;
            event.cause = EventId{quint32(extremes.eventCount())};
            event.count = std::numeric_limits<quint32>::max();
            extremes.append(event);
        }
        extremes.addRemark(QStringLiteral("something"));
        QTest::newRow("extremes") << extremes.snapshot();
    }

    void aTraceComesBackWhole()
    {
        QFETCH(Trace, trace);
        const QByteArray bytes = written(trace);
        const Result<Trace> back = read(bytes);
        QVERIFY2(back.ok(), back ? "" : qPrintable(back.error().toString()));
        QCOMPARE(writeText(*back), writeText(trace));
        QCOMPARE(back->events(), trace.events());
        QCOMPARE(back->entities(), trace.entities());
    }

    void aCauseThatIsNoEarlierEventIsDamage()
    {
        for (const quint32 cause : {2u, 3u, 0xFFFFFFFFu}) {
            TraceBuilder builder;
            Event event;
            event.entity = EntityId::Program;
            builder.append(event);
            event.cause = EventId{cause};
            builder.append(event);
            const Result<Trace> back = read(written(builder.snapshot()));
            QVERIFY(back.ok());
            QCOMPARE(back->eventCount(), 0);
            QVERIFY2(back->remarks().join(u' ').contains(QLatin1String("makes no sense")),
                     qPrintable(back->remarks().join(u' ')));
        }
    }

    /// The file was written by version 1.0; every later version reads it.
    void aFileOfTheFirstVersionIsRead()
    {
        QFile native(QStringLiteral(SAMPLES "/orders.asqtrace"));
        QFile text(QStringLiteral(SAMPLES "/orders.asqtext"));
        QVERIFY(native.open(QIODevice::ReadOnly) && text.open(QIODevice::ReadOnly));
        const Result<Trace> trace = readNative(&native);
        QVERIFY2(trace.ok(), trace ? "" : qPrintable(trace.error().toString()));
        QCOMPARE(writeText(*trace), writeText(*readText(QString::fromUtf8(text.readAll()))));
    }

    void theSameComesOutWhateverThePiecesThatArrive()
    {
        TraceGenerator generator(7);
        generator.generate(9'000); // More than one chunk.
        const QByteArray bytes = written(generator.trace());
        for (qsizetype piece : {1, 7, 4096}) {
            TraceBuilder builder;
            ChunkReader reader(&builder);
            for (qsizetype i = 0; i < bytes.size(); i += piece) {
                QVERIFY(!reader.isAtEnd());
                const std::optional<Error> error = reader.feed(bytes.mid(i, piece));
                QVERIFY2(!error, error ? qPrintable(error->toString()) : "");
            }
            QVERIFY(reader.isAtEnd());
            reader.close();
            QCOMPARE(writeText(builder.snapshot()), writeText(generator.trace()));
        }
    }

    void whatIsFlushedIsReadableAtOnce()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        ChunkWriter writer(&buffer);
        TraceBuilder builder;
        ChunkReader reader(&builder);
        qsizetype read = 0;
        const auto readOn = [&] {
            const std::optional<Error> error = reader.feed(buffer.data().mid(read));
            read = buffer.data().size();
            return !error;
        };
        writer.setVirtualClock(true);
        Event event;
        event.entity = EntityId::Program;
        event.value = writer.addString(QStringLiteral("one"));
        QCOMPARE(writer.append(event), EventId{1});
        QVERIFY(readOn());
        QCOMPARE(builder.eventCount(), 0);
        QVERIFY(writer.flush());
        QVERIFY(readOn());
        QCOMPARE(builder.eventCount(), 1);
        const qint64 before = writer.bytesWritten();
        QVERIFY(writer.flush()); // There is nothing new.
        QCOMPARE(writer.bytesWritten(), before);

        Entity program;
        program.label = writer.addString(QStringLiteral("main.js"));
        writer.setEntity(EntityId::Program, program);
        event.entity = writer.addEntity({EntityKind::Timer, EntityId::Program, event.value, LocationId::Unknown});
        QCOMPARE(writer.append(event), EventId{2});
        QVERIFY(writer.finish());
        QVERIFY(readOn());
        QVERIFY(reader.isAtEnd());
        const Trace trace = builder.snapshot();
        QVERIFY(trace.virtualClock());
        QCOMPARE(trace.label(EntityId::Program), QStringLiteral("main.js"));
        QCOMPARE(trace.label(EntityId{2}), QStringLiteral("one"));
        QCOMPARE(trace.event(1).entity, EntityId{2});
        QCOMPARE(trace.remarks(), QStringList());
    }

    void flushedBytesOfAFileLeaveTheProcess()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        ChunkWriter writer(&file);
        Event event;
        event.entity = EntityId::Program;
        writer.append(event);
        QVERIFY(writer.flush());
        QFile other(file.fileName());
        QVERIFY(other.open(QIODevice::ReadOnly));
        QCOMPARE(other.readAll().size(), writer.bytesWritten());
    }

    /// As after kill -9 at any moment.
    void aFileThatEndsAnywhereIsReadUpToItsLastWholeChunk()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        ChunkWriter writer(&buffer);
        QList<qint64> ends;
        Event event;
        event.entity = EntityId::Program;
        for (int i = 0; i < 3; ++i) {
            event.value = writer.addString(QString::number(i));
            writer.append(event);
            QVERIFY(writer.flush());
            ends.append(writer.bytesWritten());
        }
        QVERIFY(writer.finish());
        const QByteArray whole = buffer.data();
        for (qsizetype size = 0; size < whole.size(); ++size) {
            const Result<Trace> trace = read(whole.left(size));
            if (size < native::HeaderBytes) {
                QVERIFY(!trace.ok());
                continue;
            }
            QVERIFY(trace.ok());
            QCOMPARE(trace->eventCount(),
                     std::count_if(ends.cbegin(), ends.cend(), [&](qint64 end) { return end <= size; }));
            QCOMPARE(trace->remarks().size(), 1);
            const bool isBetweenChunks = size == native::HeaderBytes || ends.contains(size);
            QVERIFY2(trace->remarks().first().contains(isBetweenChunks ? QStringLiteral("was not closed")
                                                                       : QStringLiteral("in the middle of a chunk")),
                     qPrintable(trace->remarks().first()));
            QVERIFY(trace->remarks().first().contains(QStringLiteral("after event %1 ").arg(trace->eventCount())));
        }
        QCOMPARE(read(whole)->remarks(), QStringList());
    }

    void anyDamagedByteIsNoticed()
    {
        const QByteArray whole = written(small());
        for (qsizetype i = 0; i < whole.size(); ++i) {
            for (int bit = 0; bit < 8; ++bit) {
                QByteArray bytes = whole;
                bytes[i] = char(bytes.at(i) ^ (1 << bit));
                const Result<Trace> trace = read(bytes);
                QVERIFY2(!trace.ok() || !trace->remarks().isEmpty(), qPrintable(QStringLiteral("byte %1").arg(i)));
                QCOMPARE(trace.ok(), i >= native::HeaderBytes);
            }
        }
    }

    void errorsAreClear_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("error");
        const QByteArray whole = written(small());
        const QByteArray head = whole.left(native::HeaderBytes);
        QTest::newRow("empty") << QByteArray() << QStringLiteral("byte 0: the file is empty");
        QTest::newRow("another form") << QByteArray("{\"traceEvents\":[]}")
                                      << QStringLiteral("byte 0: this is no recording of Interleave");
        QTest::newRow("cut in its head") << head.left(9) << QStringLiteral("byte 9: the file ends within its head");
        QByteArray damaged = head;
        damaged[10] = 7;
        QTest::newRow("damaged head") << damaged << QStringLiteral("byte 8: the head of the recording is damaged");
        ByteWriter newer;
        newer.raw(head.left(8));
        newer.fixed(quint16(2));
        newer.fixed(quint16(3));
        newer.fixed(crc32c(newer.bytes().constData(), newer.size()));
        QTest::newRow("newer") << newer.bytes()
                               << QStringLiteral(
                                      "byte 8: the recording has format version 2.3, and this program knows versions "
                                      "up to 1.1: use a newer one");
    }

    void errorsAreClear()
    {
        QFETCH(QByteArray, bytes);
        const Result<Trace> trace = read(bytes);
        QVERIFY(!trace.ok());
        QTEST(trace.error().toString(), "error");
    }

    void damageThatFitsItsChecksumsIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("remark");
        const auto row = [](const char *name, const QByteArray &bytes, const char *reason) {
            QTest::newRow(name)
                << bytes
                << QStringLiteral("The recording is damaged (byte 16: %1): what happened after event 0 cannot be read.")
                       .arg(QLatin1String(reason));
        };
        row("a stored size of 4 GiB", withChunk(0, 0, 0xffffffff, 10, 0, 0, {}),
            "a chunk claims to be larger than chunks can be");
        row("an unpacked size of 4 GiB", withChunk(0, 1, 4, 0xffffffff, 0, 0, "abcd"),
            "a chunk claims to be larger than chunks can be");
        row("sizes that differ", withChunk(0, 0, 4, 5, 0, 0, "abcd"), "a chunk gives its size in two ways");
        row("no zstd frame", withChunk(0, 1, 4, 5, 0, 0, "abcd"), "a chunk does not unpack");
        row("an unknown kind", withChunk(2, 0, 0, 0, 0, 0, {}), "a chunk is of a kind that this program does not know");
        row("a wrong first event", withChunk(0, 0, 0, 0, 5, 0, {}), "a chunk begins with event 6, not with event 1");
        const char *nonsense = "the content of a chunk makes no sense";
        row("no content", withChunk(0, 0, 0, 0, 0, 0, {}), nonsense);
        row("more strings than bytes", withChunk(0, 0, 4, 4, 0, 0, QByteArray("\0\x7f\0\0", 4)), nonsense);
        row("a string longer than the chunk", withChunk(0, 0, 4, 4, 0, 0, QByteArray("\0\1\x7f\0", 4)), nonsense);
        row("a number without end",
            withChunk(0, 0, 13, 13, 0, 0, QByteArray("\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 13)),
            nonsense);
        row("a billion events", withChunk(0, 0, 7, 7, 0, 1'000'000'000, QByteArray(7, '\0')), nonsense);
        row("bytes left over", withChunk(0, 0, 8, 8, 0, 0, QByteArray(8, '\0')), nonsense);
        row("a parent that comes later", withChunk(0, 0, 11, 11, 0, 0, QByteArray("\0\0\0\0\1\5\2\0\0\0\0", 11)),
            nonsense);
        row("a label that is not there", withChunk(0, 0, 11, 11, 0, 0, QByteArray("\0\0\0\0\1\5\1\1\0\0\0", 11)),
            nonsense);
        row("an unknown kind of event",
            withChunk(0, 0, 17, 17, 0, 1, QByteArray(7, '\0') + QByteArray("\x7f\0\0\0\0\2\0\0\0\0", 10)), nonsense);
        row("an entity that is not there",
            withChunk(0, 0, 17, 17, 0, 1, QByteArray(7, '\0') + QByteArray("\0\0\0\0\0\x10\0\0\0\0", 10)), nonsense);
        row("an entity below zero",
            withChunk(0, 0, 17, 17, 0, 1, QByteArray(7, '\0') + QByteArray("\0\0\0\0\0\1\0\0\0\0", 10)), nonsense);
    }

    void damageThatFitsItsChecksumsIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, remark);
        const Result<Trace> trace = read(bytes);
        QVERIFY(trace.ok());
        QCOMPARE(trace->remarks(), QStringList{remark});
        QCOMPARE(trace->eventCount(), 0);
    }

    void whatFollowsTheEndIsReported()
    {
        const QByteArray whole = written(small());
        const Result<Trace> trace = read(whole + "x");
        QVERIFY(trace.ok());
        QCOMPARE(trace->eventCount(), 4);
        QCOMPARE(trace->remarks(),
                 QStringList{QStringLiteral("The recording is damaged (byte %1: something follows the end of the "
                                            "recording): what happened after event 4 cannot be read.")
                                 .arg(whole.size())});
    }

    void aDeviceThatFailsIsReportedOnce()
    {
        QFile full(QStringLiteral("/dev/full"));
        if (!full.open(QIODevice::WriteOnly))
            QSKIP("no /dev/full here");
        ChunkWriter writer(&full);
        Event event;
        event.entity = EntityId::Program;
        writer.append(event);
        QVERIFY(!writer.flush());
        QVERIFY(!writer.errorString().isEmpty());
        QVERIFY(!writer.finish());
    }

    void eventsTakeFewBytes()
    {
        TraceGenerator generator(11);
        generator.generate(100'000);
        const Trace trace = generator.trace();
        const qsizetype size = written(trace).size();
        // Random traces hold far more surprise than programs do; this guards against a column that goes wrong.
        QVERIFY2(size < trace.eventCount() * 11,
                 qPrintable(QString::number(double(size) / double(trace.eventCount()))));
    }
};

QTEST_APPLESS_MAIN(NativeTest)
#include "tst_native.moc"
