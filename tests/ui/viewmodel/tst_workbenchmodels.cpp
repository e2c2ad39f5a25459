#include "sampletrace.h"

#include "viewmodel/channelmodel.h"
#include "viewmodel/commandmodel.h"
#include "viewmodel/consolemodel.h"
#include "viewmodel/findingsmodel.h"
#include "viewmodel/inspector.h"
#include "viewmodel/programdocument.h"
#include "viewmodel/sourcemarks.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

using namespace asq::trace;
using namespace interleave;

class WorkbenchModelsTest : public QObject
{
    Q_OBJECT

    TraceSession m_session;

    static QStringList column(const QAbstractItemModel &model, int role)
    {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts.append(model.data(model.index(row, 0), role).toString());
        return texts;
    }

private Q_SLOTS:
    void init() { m_session.resetTrace(sampleTrace()); }

    void theConsoleHasWhatWasWrittenAndFollowsTheCursor()
    {
        ConsoleModel console;
        QAbstractItemModelTester tester(&console);
        console.setSession(&m_session);
        QVERIFY(console.count() > 3);
        QCOMPARE(console.cursorRow(), -1);
        m_session.setCursorEvent(m_session.eventCount());
        QCOMPARE(console.cursorRow(), console.count() - 1);
        const int lines = console.count();
        console.addNote(QStringLiteral("ended"), ConsoleModel::Note);
        QCOMPARE(console.count(), lines + 1);
        QVERIFY(console.allText().endsWith(QStringLiteral("ended")));
        console.clearNotes();
        QCOMPARE(console.count(), lines);
    }

    void aChannelShowsWhatItHoldsAtTheCursor()
    {
        ChannelModel channels;
        QAbstractItemModelTester tester(&channels);
        channels.setSession(&m_session);
        QCOMPARE(channels.total(), 1);
        QCOMPARE(channels.count(), 0);
        bool heldSomething = false;
        for (int k = 1; k <= m_session.eventCount(); ++k) {
            m_session.setCursorEvent(k);
            if (channels.count() == 0)
                continue;
            const EntityId orders = entityCalled(m_session.trace(), QStringLiteral("orders"));
            const QStringList buffer = channels.data(channels.index(0), ChannelModel::BufferRole).toStringList();
            QCOMPARE(buffer.size(), m_session.state().channel(orders).buffer.size());
            heldSomething = heldSomething || !buffer.isEmpty();
        }
        QVERIFY(heldSomething);
    }

    void theInspectorTellsTheSameHoweverTheCursorCameThere()
    {
        Inspector inspector;
        inspector.setSession(&m_session);
        m_session.setSelectedEntity(int(index(entityCalled(m_session.trace(), QStringLiteral("go worker")))));
        QStringList forwards;
        for (int k = 0; k <= m_session.eventCount(); ++k) {
            m_session.setCursorEvent(k);
            forwards.append(inspector.allText());
        }
        for (int k = m_session.eventCount(); k >= 0; --k) {
            m_session.setCursorEvent(k);
            QCOMPARE(inspector.allText(), forwards.at(k));
        }
    }

    void withoutASelectionTheInspectorTellsWhoIsAlive()
    {
        Inspector inspector;
        inspector.setSession(&m_session);
        QVERIFY(!inspector.hasEntity());
        m_session.setCursorEvent(m_session.eventCount() / 2);
        QVERIFY(inspector.live()->count() > 0);
        for (const EntityId id : inspector.live()->entities())
            QVERIFY(m_session.state().entity(id).state != asq::analysis::State::Completed);
    }

    void marksStandAtTheLinesOfLiveCoroutines()
    {
        SourceMarks marks;
        QAbstractItemModelTester tester(&marks);
        marks.setSession(&m_session);
        QVERIFY(marks.stale());
        marks.setText(m_session.trace().files().constLast().text);
        QVERIFY(!marks.stale());
        m_session.setCursorEvent(m_session.eventCount() / 2);
        QVERIFY(marks.count() > 0);
        for (int row = 0; row < marks.count(); ++row) {
            const EntityId id = EntityId(marks.data(marks.index(row), SourceMarks::EntityRole).toUInt());
            const LocationId place = m_session.state().entity(id).location;
            QCOMPARE(marks.data(marks.index(row), SourceMarks::LineRole).toUInt(),
                     m_session.trace().location(place).line);
        }
        marks.setText(QStringLiteral("something else"));
        QCOMPARE(marks.count(), 0);
    }

    void whatIsOpenAtTheEndIsFoundOnlyOnceTheRecordingHasEnded()
    {
        TraceBuilder builder;
        const auto named = [&builder](EntityKind kind, const char *name) {
            const EntityId id = builder.addEntity(
                {kind, EntityId::Program, builder.intern(QString::fromLatin1(name)), {}});
            Event created;
            created.entity = id;
            builder.append(created);
            return id;
        };
        const EntityId channel = named(EntityKind::Channel, "orders");
        const EntityId taker = named(EntityKind::Goroutine, "taker");
        Event event;
        event.entity = taker;
        event.kind = EventKind::Started;
        builder.append(event);
        event.kind = EventKind::Suspended;
        event.reason = WaitReason::Take;
        event.other = channel;
        builder.append(event);
        m_session.resetTrace(builder.snapshot());

        FindingsModel findings;
        QAbstractItemModelTester tester(&findings);
        findings.setEnded(false);
        findings.setSession(&m_session);
        QCOMPARE(findings.count(), 0);
        findings.setEnded(true);
        QCOMPARE(findings.count(), 1);
        QCOMPARE(findings.data(findings.index(0), FindingsModel::EntityRole).toUInt(), index(taker));
    }

    void everyCommandHasATitleAndKeysOfItsOwn()
    {
        CommandModel commands;
        QAbstractItemModelTester tester(&commands);
        const QStringList titles = column(commands, CommandModel::TitleRole);
        QCOMPARE(QSet<QString>(titles.begin(), titles.end()).size(), titles.size());
        QStringList keys;
        for (int row = 0; row < commands.count(); ++row)
            keys += commands.data(commands.index(row), CommandModel::SequencesRole).toStringList();
        QVERIFY(!keys.contains(QString()));
        QCOMPARE(QSet<QString>(keys.begin(), keys.end()).size(), keys.size());
        commands.setFilter(QStringLiteral("step"));
        QVERIFY(commands.count() >= 2);
        QCOMPARE(commands.commandAt(0), CommandModel::StepBack);
    }

    void aDocumentIsSavedAndForgetsItsErrorWhenEdited()
    {
        QTemporaryDir folder;
        ProgramDocument document;
        document.replace(QStringLiteral("a.js"), QStringLiteral("ASQ()"));
        QVERIFY(!document.hasPath());
        document.setError(1, QStringLiteral("wrong"));
        document.setText(QStringLiteral("ASQ();"));
        QCOMPARE(document.errorLine(), 0);
        QVERIFY(document.modified());
        QVERIFY(document.saveAs(folder.filePath(QStringLiteral("b.js"))));
        QVERIFY(!document.modified());
        QCOMPARE(document.name(), QStringLiteral("b.js"));
        QVERIFY(!document.saveAs(QStringLiteral("/nowhere/b.js")));
    }
};

QTEST_GUILESS_MAIN(WorkbenchModelsTest)
#include "tst_workbenchmodels.moc"
