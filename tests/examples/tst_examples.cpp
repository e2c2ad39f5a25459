#include "trace/formats/tracefile.h"
#include "trace/traceverifier.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace asq;

class tst_Examples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWeatherStationRecordsItself();
    void theShippedRecordingIsWhole();

private:
    static int count(const trace::Trace &trace, trace::EventKind kind)
    {
        int found = 0;
        for (const trace::Event &event : trace.events())
            found += event.kind == kind ? 1 : 0;
        return found;
    }
};

void tst_Examples::theWeatherStationRecordsItself()
{
    QTemporaryDir folder;
    const QString recording = folder.filePath(QStringLiteral("weather.asqtrace"));
    QProcess weather;
    weather.start(QStringLiteral(WEATHER), {recording});
    QVERIFY(weather.waitForFinished(5000));
    QCOMPARE(weather.exitCode(), 0);
    const QString output = QString::fromUtf8(weather.readAllStandardOutput());
    QVERIFY2(output.contains(QLatin1String("mean of 6")) && output.contains(QLatin1String("station closed")),
             qPrintable(output));

    const trace::Result<trace::TraceFile> file = trace::readTraceFile(recording);
    QVERIFY(file.ok());
    for (const trace::Contradiction &contradiction : trace::TraceVerifier::verify(file->trace))
        QFAIL(qPrintable(contradiction.text));
    QVERIFY(count(file->trace, trace::EventKind::Delivered) >= 4);
    QVERIFY(count(file->trace, trace::EventKind::Buffered) >= 1);
    // The text itself is there only when it is run beside its source.
    QCOMPARE(file->trace.files().constFirst().name, QStringLiteral("weather.cpp"));
}

void tst_Examples::theShippedRecordingIsWhole()
{
    const trace::Result<trace::TraceFile> file = trace::readTraceFile(QStringLiteral(TRACES "/weather.asqtrace"));
    QVERIFY(file.ok());
    QVERIFY(file->trace.remarks().isEmpty());
    QVERIFY(trace::TraceVerifier::verify(file->trace).isEmpty());
    QCOMPARE(file->trace.label(trace::EntityId::Program), QStringLiteral("weather"));
}

QTEST_GUILESS_MAIN(tst_Examples)
#include "tst_examples.moc"
