#include "foreignfiles.h"
#include "workload.h"

#include "viewmodel/recordingloader.h"

#include "trace/formats/nativefile.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace asq::trace;
using interleave::AnalysedTrace;
using interleave::RecordingLoader;
using interleave::TraceSession;

using Recording = std::shared_ptr<AnalysedTrace>;

class RecordingLoaderTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_path;
    QString m_foreignPath;
    static constexpr qint64 Large = 64 * 1024; ///< Bytes: the file is larger than that.
    static constexpr int Patience = 60'000; ///< Milliseconds, on a machine that does other things too.

private Q_SLOTS:
    void initTestCase()
    {
        m_path = m_folder.filePath(QStringLiteral("large.asqtrace"));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        ChunkWriter writer(&file);
        Workload(&writer, 3).run(150'000);
        QVERIFY(writer.finish());
        m_foreignPath = m_folder.filePath(QStringLiteral("large.json"));
        QFile foreign(m_foreignPath);
        QVERIFY(foreign.open(QIODevice::WriteOnly));
        const QByteArray slices = chromeSlices(40'000);
        QCOMPARE(foreign.write(slices), slices.size());
    }

    void theBeginningOfAFileIsWhatTheWholeBeginsWith()
    {
        const Result<Trace> whole = openNative(m_path);
        QVERIFY(whole.ok());
        const std::optional<Trace> beginning = openNativeBeginning(m_path, 20'000);
        QVERIFY(beginning);
        QVERIFY(beginning->eventCount() >= 20'000 && beginning->eventCount() < whole->eventCount());
        QVERIFY(beginning->entityCount() < whole->entityCount());
        for (qsizetype i = 0; i < beginning->eventCount(); ++i) {
            const Event event = beginning->event(i);
            QCOMPARE(event, whole->event(i));
            QVERIFY(qsizetype(index(event.entity)) < beginning->entityCount());
            QVERIFY(qsizetype(index(event.other)) < beginning->entityCount());
        }
        for (quint32 id = 1; id < quint32(beginning->entityCount()); ++id) {
            QCOMPARE(beginning->entity(EntityId{id}), whole->entity(EntityId{id}));
            QCOMPARE(beginning->label(EntityId{id}), whole->label(EntityId{id}));
        }
        QVERIFY(!openNativeBeginning(m_path, whole->eventCount()));
    }

    void aLargeRecordingShowsItsBeginningAndThenTheWholeWhileTheCursorStays()
    {
        RecordingLoader loader;
        TraceSession session;
        qsizetype shownFirst = 0;
        connect(&loader, &RecordingLoader::begun, this, [&](const QString &, const Recording &beginning) {
            session.resetTo(std::move(*beginning));
            session.setCursorEvent(1234);
            session.setSelectedEntity(3);
            shownFirst = session.eventCount();
        });
        connect(&loader, &RecordingLoader::loaded, this,
                [&](const QString &, const Recording &whole) { session.goOnWith(std::move(*whole)); });
        QSignalSpy loaded(&loader, &RecordingLoader::loaded);
        loader.start(m_path, Large);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, Patience);
        QVERIFY(!loader.isLoading());
        QVERIFY(shownFirst > 0 && shownFirst < session.eventCount());
        QCOMPARE(session.cursorEvent(), 1234.0);
        QCOMPARE(session.selectedEntity(), 3);
        QCOMPARE(session.recording(), 1);
    }

    void whatIsTakenUpInPiecesIsWhatIsMadeAtOnce()
    {
        RecordingLoader loader;
        Recording whole;
        connect(&loader, &RecordingLoader::loaded, this,
                [&](const QString &, const Recording &recording) { whole = recording; });
        loader.start(m_path, Large);
        QTRY_VERIFY_WITH_TIMEOUT(whole, Patience);
        QVERIFY(whole->lookedThrough);
        const Result<Trace> trace = openNative(m_path);
        QVERIFY(trace.ok());
        TraceSession atOnce;
        atOnce.setTrace(*trace);
        QCOMPARE(whole->source.trace().eventCount(), trace->eventCount());
        QCOMPARE(whole->source.lanes().size(), atOnce.lanes().size());
        const interleave::TimelineSource &made = atOnce.source();
        const quint32 end = quint32(trace->eventCount()) + 1;
        QVERIFY(std::ranges::equal(whole->source.slices(1, end), made.slices(1, end)));
        for (quint32 id = 1; id < quint32(trace->entityCount()); id += 7) {
            const EntityId entity{id};
            QCOMPARE(whole->source.spanCount(entity), made.spanCount(entity));
            for (qsizetype i = 0; i < made.spanCount(entity); ++i)
                QCOMPARE(whole->source.span(entity, i), made.span(entity, i));
            QCOMPARE(whole->source.eventsOf(entity, 1, end), made.eventsOf(entity, 1, end));
            QCOMPARE(whole->source.levels(entity, 1, end), made.levels(entity, 1, end));
        }
        for (quint32 at = 1; at < quint32(trace->eventCount()); at += 9'973)
            QVERIFY(whole->states.at(EventId{at}) == atOnce.stateIndex().at(EventId{at}));
        for (const EventId line : std::as_const(whole->lookedThrough->lines))
            QVERIFY(trace->event(line).kind == EventKind::Logged || trace->event(line).kind == EventKind::Reported);
        QVERIFY(!whole->lookedThrough->lines.isEmpty());
        QVERIFY(!whole->lookedThrough->findings.isEmpty());
    }

    void calledOffInTheMidstTheBeginningIsAllThatComes()
    {
        RecordingLoader loader;
        QSignalSpy loaded(&loader, &RecordingLoader::loaded);
        QSignalSpy cancelled(&loader, &RecordingLoader::cancelled);
        bool begun = false;
        connect(&loader, &RecordingLoader::begun, this, [&] {
            begun = true;
            loader.cancel();
        });
        loader.start(m_path, Large);
        QTRY_COMPARE_WITH_TIMEOUT(cancelled.size(), 1, Patience);
        QVERIFY(begun);
        QVERIFY(!loader.isLoading());
        QCOMPARE(loaded.size(), 0);
    }

    void aLargeFileOfAnotherToolShowsItsBeginningToo()
    {
        RecordingLoader loader;
        TraceSession session;
        QString selected;
        qsizetype shownFirst = 0;
        qint64 time = 0;
        connect(&loader, &RecordingLoader::begun, this, [&](const QString &, const Recording &beginning) {
            session.resetTo(std::move(*beginning));
            session.setCursorEvent(1234);
            session.setSelectedEntity(int(session.trace().entityCount()) - 1);
            shownFirst = session.eventCount();
            selected = session.trace().label(session.selection());
            time = session.trace().event(session.cursor()).realTime;
        });
        connect(&loader, &RecordingLoader::loaded, this,
                [&](const QString &, const Recording &whole) { session.goOnWith(std::move(*whole)); });
        QSignalSpy loaded(&loader, &RecordingLoader::loaded);
        loader.start(m_foreignPath, Large);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, Patience);
        QVERIFY(shownFirst > 1234 && shownFirst < session.eventCount());
        // The process that comes late stands first, and so every number is another one.
        QCOMPARE(session.trace().label(EntityId{2}), QStringLiteral("process 2"));
        QCOMPARE(session.trace().event(session.cursor()).realTime, time);
        QVERIFY(!selected.isEmpty());
        QCOMPARE(session.trace().label(session.selection()), selected);
    }

    void calledOffTheBeginningOfAnotherToolsFileSaysThatItIsOne()
    {
        RecordingLoader loader;
        QSignalSpy loaded(&loader, &RecordingLoader::loaded);
        Recording shown;
        connect(&loader, &RecordingLoader::begun, this, [&](const QString &, const Recording &beginning) {
            shown = beginning;
            loader.cancel();
        });
        loader.start(m_foreignPath, Large);
        QTRY_VERIFY_WITH_TIMEOUT(shown, Patience);
        QVERIFY(!loader.isLoading());
        QCOMPARE(shown->source.trace().remarks(),
                 QStringList{QStringLiteral("This is the beginning of the recording only.")});
        QVERIFY(shown->source.trace().eventCount() > 10'000);
        QCOMPARE(loaded.size(), 0);
    }
};

QTEST_GUILESS_MAIN(RecordingLoaderTest)
#include "tst_recordingloader.moc"
