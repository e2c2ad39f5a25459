#include "foreignfiles.h"
#include "tracechecks.h"
#include "workload.h"

#include "trace/formats/largefile.h"
#include "trace/formats/packingdevice.h"
#include "trace/formats/textwriter.h"
#include "trace/formats/watcheddevice.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace asq::trace;

class LargeFileTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString keep(const QString &name, const QByteArray &bytes, FilePacking packing = FilePacking::None)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no file");
        if (packing == FilePacking::None) {
            file.write(bytes);
            return path;
        }
        PackingDevice packed(&file, packing);
        packed.write(bytes);
        if (!packed.finish())
            qFatal("not packed");
        return path;
    }

private Q_SLOTS:
    void aFileOfAnyFormHasABeginning_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<FilePacking>("packing");
        const QByteArray chrome = chromeSlices(5'000);
        const QByteArray perfetto = perfettoSlices(5'000);
        QTest::newRow("chrome") << chrome << FilePacking::None;
        QTest::newRow("chrome, gzip") << chrome << FilePacking::Gzip;
        QTest::newRow("chrome, zstd") << chrome << FilePacking::Zstd;
        QTest::newRow("perfetto") << perfetto << FilePacking::None;
        QTest::newRow("perfetto, gzip") << perfetto << FilePacking::Gzip;
        QTest::newRow("perfetto, zstd") << perfetto << FilePacking::Zstd;
    }
    void aFileOfAnyFormHasABeginning()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(FilePacking, packing);
        const QString path = keep(QStringLiteral("file"), bytes, packing);
        const std::optional<Trace> beginning = openBeginning(path, {.bytes = bytes.size() / 5});
        QVERIFY(beginning);
        const Result<Trace> whole = openWhole(path);
        QVERIFY(whole.ok());
        QCOMPARE(whole->remarks().join(u'\n'), QString());
        QVERIFY(beginning->eventCount() > whole->eventCount() / 6);
        QVERIFY(beginning->eventCount() < whole->eventCount() / 4);
        QCOMPARE(contradictionsIn(*beginning), QString());
        QCOMPARE(beginning->remarks(), list({"This is the beginning of the recording only."}));
        QVERIFY(!openBeginning(path, {.bytes = bytes.size()}));
    }

    void theBeginningOfANativeFileGoesByEvents()
    {
        const QString path = m_folder.filePath(QStringLiteral("native"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        ChunkWriter writer(&file);
        Workload(&writer, 3).run(60'000);
        QVERIFY(writer.finish());
        file.close();
        const std::optional<Trace> beginning = openBeginning(path, {.events = 20'000});
        QVERIFY(beginning);
        QVERIFY(beginning->eventCount() >= 20'000 && beginning->eventCount() < 40'000);
        QCOMPARE(beginning->remarks(), list({"This is the beginning of the recording only."}));
        const Result<Trace> whole = openWhole(path);
        QVERIFY(whole.ok());
        QVERIFY(whole->store());
    }

    void whatIsLargeGoesByItsSizeUnpacked()
    {
        const QByteArray chrome = chromeSlices(1'000);
        for (const FilePacking packing : {FilePacking::None, FilePacking::Gzip, FilePacking::Zstd}) {
            QFile file(keep(QStringLiteral("file"), chrome, packing));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(isLargeRecording(&file, file.size()));
            file.seek(0);
            QVERIFY(!isLargeRecording(&file, 100 * chrome.size()));
        }
        QFile program(keep(QStringLiteral("program"), QByteArray(100'000, '/')));
        QVERIFY(program.open(QIODevice::ReadOnly));
        QVERIFY(!isLargeRecording(&program, 1000));
    }

    void theWholeTellsHowFarItIsAndCanBeCalledOff()
    {
        const QString path = keep(QStringLiteral("file"), chromeSlices(20'000), FilePacking::Gzip);
        QList<double> shares;
        const Result<Trace> whole = openWhole(path, [&](double share) {
            shares.append(share);
            return true;
        });
        QVERIFY(whole.ok());
        QVERIFY(std::is_sorted(shares.begin(), shares.end()));
        QVERIFY(shares.first() == 0.0 && shares.last() == 1.0 && shares.size() > 2);
        int asked = 0;
        const Result<Trace> calledOff = openWhole(path, [&](double) { return ++asked < 2; });
        QVERIFY(!calledOff);
        QCOMPARE(calledOff.error().toString(), QStringLiteral("called off"));
        QCOMPARE(asked, 2); // And nobody asks again.
    }

    void aFileMayEndAtAnyByte_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("chrome") << chromeSlices(6);
        QTest::newRow("perfetto") << perfettoSlices(6);
    }
    void aFileMayEndAtAnyByte()
    {
        QFETCH(QByteArray, bytes);
        qsizetype events = 0;
        for (qsizetype size = 0; size <= bytes.size(); ++size) {
            QBuffer buffer(&bytes);
            QVERIFY(buffer.open(QIODevice::ReadOnly));
            WatchedDevice beginning(&buffer, size);
            const Result<TraceFile> file = readTraceFrom(&beginning);
            QCOMPARE(beginning.isCut(), size < bytes.size());
            if (!file) {
                QVERIFY(!file.error().toString().isEmpty());
                continue;
            }
            QCOMPARE(contradictionsIn(file->trace), QString());
            QVERIFY(file->trace.eventCount() >= events);
            events = file->trace.eventCount();
        }
        QVERIFY(events > 20);
    }
};

QTEST_GUILESS_MAIN(LargeFileTest)
#include "tst_largefile.moc"
