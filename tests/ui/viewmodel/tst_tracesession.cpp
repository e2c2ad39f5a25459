#include "sampletrace.h"

#include "viewmodel/recordingfile.h"
#include "viewmodel/tracesession.h"

#include "trace/formats/tracefile.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace asq::trace;
using interleave::TraceSession;

class TraceSessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordingsAreToldFromProgramsInEveryForm()
    {
        const QTemporaryDir folder;
        for (const char *name :
             {"a.asqtrace", "a.asqtext", "a.json", "a.json.gz", "a.json.zst", "a.pftrace", "a.pftrace.gz"}) {
            const QString path = folder.filePath(QLatin1String(name));
            QVERIFY(!writeTraceFile(sampleTrace(), path, *kindOfFileName(path)));
            QVERIFY2(interleave::isRecording(path), name);
            const Result<Trace> trace = interleave::readRecording(path);
            QVERIFY2(trace && trace->eventCount() > 0, name);
        }
        for (const char *text : {"{ let a = 1; }", "[1, 2].forEach(f)", "ASQ();", "\n\x08", ""}) {
            QFile file(folder.filePath(QStringLiteral("program.js")));
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(text);
            file.close();
            QVERIFY2(!interleave::isRecording(file.fileName()), text);
        }
    }

    void theCursorIsKeptInsideTheRecording()
    {
        TraceSession session;
        session.setTrace(sampleTrace());
        session.setCursorEvent(1e9);
        QCOMPARE(session.cursorEvent(), double(session.eventCount()));
        session.setCursorEvent(-3);
        QCOMPARE(session.cursorEvent(), 0.0);
        session.setCursorEvent(7.4);
        QCOMPARE(session.cursorEvent(), 7.0);
        session.setCursorEvent(qQNaN());
        QCOMPARE(session.cursorEvent(), 0.0);
    }

    void theStateAtAnEventIsTheSameHoweverItWasReached()
    {
        TraceSession session;
        session.setTrace(sampleTrace());
        QList<asq::analysis::ProgramState> forwards;
        for (int k = 0; k <= session.eventCount(); ++k) {
            session.setCursorEvent(k);
            forwards.append(session.state());
        }
        for (int k = session.eventCount(); k >= 0; --k) {
            session.setCursorEvent(k);
            QVERIFY(session.state() == forwards.at(k));
        }
    }

    void aLongerSnapshotExtendsAndTheCursorAtTheEndFollows()
    {
        const Trace whole = sampleTrace();
        TraceSession session;
        session.resetTrace(beginning(whole, 20));
        const int recording = session.recording();
        session.setCursorEvent(20);
        session.setTrace(beginning(whole, 35));
        QCOMPARE(session.recording(), recording);
        QCOMPARE(session.cursorEvent(), 35.0);
        session.setCursorEvent(10);
        session.setTrace(beginning(whole, whole.eventCount()));
        QCOMPARE(session.cursorEvent(), 10.0);

        TraceSession atOnce;
        atOnce.setTrace(beginning(whole, whole.eventCount()));
        session.setCursorEvent(50);
        atOnce.setCursorEvent(50);
        QVERIFY(session.state() == atOnce.state());
        const quint32 end = quint32(whole.eventCount()) + 1;
        QVERIFY(std::ranges::equal(session.source().slices(1, end), atOnce.source().slices(1, end)));
        QVERIFY(!atOnce.source().slices(1, end).isEmpty());
    }

    void anotherRecordingStartsAnew()
    {
        TraceSession session;
        session.setTrace(sampleTrace());
        session.setCursorEvent(12);
        session.setSelectedEntity(3);
        const int recording = session.recording();
        QSignalSpy cursor(&session, &TraceSession::cursorChanged);
        QSignalSpy selection(&session, &TraceSession::selectionChanged);
        session.resetTrace(sampleTrace());
        QCOMPARE(session.recording(), recording + 1);
        QCOMPARE(session.cursorEvent(), 0.0);
        QCOMPARE(session.selectedEntity(), 0);
        QCOMPARE(cursor.count(), 1);
        QCOMPARE(selection.count(), 1);
    }

    void whoDoesNotExistCannotBeSelected()
    {
        TraceSession session;
        session.setTrace(sampleTrace());
        session.setSelectedEntity(100000);
        QCOMPARE(session.selectedEntity(), 0);
        session.setSelectedEntity(-1);
        QCOMPARE(session.selectedEntity(), 0);
    }
};

QTEST_GUILESS_MAIN(TraceSessionTest)
#include "tst_tracesession.moc"
