#include "tracegenerator.h"

#include "trace/formats/textreader.h"
#include "trace/traceverifier.h"

#include <QFile>
#include <QTest>

using namespace asq::trace;

class VerifierTest : public QObject
{
    Q_OBJECT

    static QString printed(const QList<Contradiction> &found)
    {
        QStringList lines;
        for (const Contradiction &contradiction : found)
            lines.append(TraceVerifier::toString(contradiction));
        return lines.join(u'\n');
    }
    static Trace read(const QString &text)
    {
        const Result<Trace> trace = readText(text);
        if (!trace)
            qFatal("%s", qPrintable(trace.error().toString()));
        return *trace;
    }

private Q_SLOTS:
    void whatCannotHappenIsFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *text, const char *found) {
            QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(found);
        };
        row("nothing is wrong", "started program\nreturned program\n", "");
        row("a second program", "created p: program\n", "entity 2 is a second program");
        row("a location in no file", "file a.js \"x\"\nstarted program @#3:1\nreturned program\n",
            "location 1 is in file 3, and there are 1");
        row("it happens to nobody", "completed nobody\n", "event 1: it happens to nobody");
        row("the program's clock goes back", "5ms/5ms completed program\n4ms/6ms completed program\n",
            "event 2: the program's clock goes backwards");
        row("the real clock goes back", "5ms/5ms completed program\n6ms/4ms completed program\n",
            "event 2: the real clock goes backwards");
        row("an entity before its creation", "entity a: sequence\ncompleted a\ncompleted a\n",
            "event 1: sequence `a` has not been created yet");
        row("another party before its creation",
            "entity a: channel\ncreated g: goroutine\nstarted g\nsuspended g take on a\n",
            "event 3: channel `a` has not been created yet");
        row("a parent before its creation", "entity a: sequence \"\"\ncreated b: step in a\n",
            "event 1: sequence 0.0 has not been created yet");
        row("created twice", "created a: sequence\ncreated a\n", "event 2: sequence `a` exists already");
        row("a slice that is not closed", "started program\n", "program 0 still runs at the end");
        row("a slice closed twice", "started program\nreturned program\nreturned program\n",
            "event 3: program 0 stops running but does not run");
        row("a slice within the same", "created a: step\nstarted a\nstarted a\nreturned a\nreturned a\n",
            "event 3: step `a` begins to run while it runs");
        row("slices that cross", "created a: step\ncreated b: step\nstarted a\nstarted b\nreturned a\n",
            "event 5: step `a` stops running while step `b` runs inside it");
        row("slices of two threads cross",
            "created p: process\ncreated a: thread in p\ncreated b: thread in p\nstarted a\nstarted b\nreturned a\n"
            "returned b\n",
            "");
        row("slices within one thread cross",
            "created a: thread\ncreated b: track in a\nstarted a\nstarted b\nreturned a\n",
            "event 5: thread `a` stops running while track `b` runs inside it");
        row("tracks of no thread run side by side",
            "created p: process\ncreated a: track in p\ncreated b: track in p\nstarted a\nstarted b\nreturned a\n"
            "returned b\n",
            "");
        row("what a thread's entities do nests in it",
            "created a: thread\ncreated b: thread\ncreated s: step in a\ncreated t: step in b\nstarted s\nstarted t\n"
            "returned s\nreturned t\n",
            "");
        row("resumed but not suspended", "created a: step\nresumed a\nreturned a\n",
            "event 2: step `a` is resumed but was not suspended");
        row("resumed after it returned", "created a: step\nstarted a\nreturned a\nresumed a\nreturned a\n",
            "event 4: step `a` is resumed but was not suspended");
        row("suspended for no reason", "created a: step\nstarted a\nsuspended a\n",
            "event 3: step `a` is suspended for no reason");
        row("a reason of something else", "completed program take\n", "event 1: \"completed\" has a reason");
        row("a log line has two kinds", "logged program\nlogged program error\nlogged program take\n",
            "event 3: \"logged\" has a reason");
        row("a token for nobody", "created a: coroutine\nstarted a\ntransferred a\nreturned a\n",
            "event 3: control is transferred to nobody");
        row("something after an abort", "created a: step\naborted a\ncompleted a\n",
            "event 3: \"completed\" after step `a` was aborted");
        row("two aborts", "created a: step\naborted a\naborted a\n", "event 3: \"aborted\" after step `a` was aborted");
        row("code goes on after it aborts itself", "created a: step\nstarted a\naborted a\nlogged a\nreturned a\n", "");
        row("a timer fires unarmed", "created a: timer\nfired a\nreturned a\n",
            "event 2: timer `a` is fired but was not armed");
        row("a timer fires twice", "created a: timer\narmed a\nfired a\nreturned a\nfired a\nreturned a\n",
            "event 5: timer `a` is fired but was not armed");
        row("a cancelled timer fires", "created a: timer\narmed a\ncancelled a\nfired a\nreturned a\n",
            "event 4: timer `a` is fired but was not armed");
        row("a value from nowhere", "created a: channel\ntaken a by program\n",
            "event 2: no value waits at channel `a`");
        row("a put that did not wait", "created a: channel\nbuffered a by program x1\n",
            "event 2: no put waits at channel `a`");
        row("a take that did not wait", "created a: channel\nrendezvous a to program x2\n",
            "event 2: no take waits at channel `a`");
        row("closed twice", "created a: channel\nclosed a\nclosed a\n",
            "event 3: \"closed\" after channel `a` was closed");
        row("a put after the end", "created a: channel\nclosed a\noffered a by program\n",
            "event 3: \"offered\" after channel `a` was closed");
        row("a gap hides the past",
            "entity t: timer\nentity s: step\nstarted s\ngap program x7\nreturned s\nfired t\nreturned t\nresumed "
            "s\nreturned s\n",
            "event 1: step `s` has not been created yet");
    }

    void whatCannotHappenIsFound()
    {
        QFETCH(QString, text);
        QTEST(printed(TraceVerifier::verify(read(text))), "found");
    }

    void causesPointBackwards()
    {
        for (quint32 cause : {1U, 2U, 4'000'000'000U}) {
            TraceBuilder builder;
            Event event;
            event.entity = EntityId::Program;
            event.kind = EventKind::Completed;
            event.cause = EventId{cause};
            builder.append(event);
            QCOMPARE(printed(TraceVerifier::verify(builder.snapshot())),
                     QStringLiteral("event 1: its cause, event %1, does not come before it").arg(cause));
        }
    }

    void parentsComeFirst()
    {
        TraceBuilder builder;
        builder.addEntity({EntityKind::Sequence, EntityId{3}, StringId::Empty, LocationId::Unknown});
        builder.addEntity({EntityKind::Sequence, EntityId{3}, StringId::Empty, LocationId::Unknown});
        builder.setEntity(EntityId::Program, {EntityKind::Step, EntityId::None, StringId::Empty, LocationId::Unknown});
        QCOMPARE(printed(TraceVerifier::verify(builder.snapshot())),
                 QStringLiteral("entity 1 is not the program\nthe parent of entity 2 comes after it\nthe parent of "
                                "entity 3 comes after it"));
    }

    /// Every kind of event happens to some kinds of entities and not to others.
    void everyKindOfEventHasItsEntities_data()
    {
        QTest::addColumn<QString>("event");
        QTest::addColumn<QString>("kinds");
        const auto row = [](const char *event, const char *kinds) {
            QTest::newRow(event) << QString::fromLatin1(event) << QString::fromLatin1(kinds);
        };
        const char *all = "sequence iterable reactive instance step segment handler coroutine goroutine channel timer "
                          "outside process "
                          "thread track counter";
        row("created", all);
        row("scheduled", "iterable step segment handler coroutine goroutine outside thread track");
        row("started", "iterable reactive step segment handler coroutine goroutine outside thread track");
        row("suspended", "iterable step segment coroutine goroutine");
        row("resumed", "iterable step segment coroutine goroutine");
        row("returned", "iterable reactive step segment handler coroutine goroutine timer outside thread track");
        row("completed",
            "sequence iterable reactive instance step segment handler coroutine goroutine timer outside process thread "
            "track counter");
        row("failed", all);
        row("aborted", all);
        row("transferred", "iterable coroutine goroutine");
        for (const char *event : {"offered", "requested", "buffered", "taken", "rendezvous", "closed", "dropped"})
            row(event, "channel");
        for (const char *event : {"armed", "fired", "cancelled"})
            row(event, "timer");
        row("delivered", "reactive outside thread track");
        row("choice", all);
        row("logged", all);
        row("marked", "outside process thread track counter");
        row("reported", "sequence iterable reactive instance");
        row("gap", "");
        row("ignored", "step segment");
    }

    void everyKindOfEventHasItsEntities()
    {
        QFETCH(QString, event);
        QFETCH(QString, kinds);
        QStringList accepted;
        for (int kind = 1; kind < EntityKindCount; ++kind) {
            const QString word = QLatin1String(name(EntityKind(kind)));
            const QString text = QStringLiteral("entity a: %1\n%2 a\n").arg(word, event);
            if (!printed(TraceVerifier::verify(read(text))).contains(QStringLiteral("does not happen to a")))
                accepted.append(word);
        }
        QCOMPARE(accepted.join(u' '), kinds);
    }

    void aSnapshotMayEndInTheMiddle()
    {
        const Trace trace = read(QStringLiteral("started program\n"));
        TraceVerifier::Options options;
        options.isWhole = false;
        QCOMPARE(printed(TraceVerifier::verify(trace, options)), QString());
        QCOMPARE(printed(TraceVerifier::verify(read(QStringLiteral("remark \"cut\"\nstarted program\n")))), QString());
    }

    void itStopsWhenThereIsTooMuch()
    {
        QString text;
        for (int i = 0; i < 50; ++i)
            text += QStringLiteral("completed nobody\n");
        TraceVerifier::Options options;
        options.most = 10;
        QCOMPARE(TraceVerifier::verify(read(text), options).size(), 10);
    }

    void theSampleIsClean()
    {
        QFile file(QStringLiteral(SAMPLES "/orders.asqtext"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(printed(TraceVerifier::verify(read(QString::fromUtf8(file.readAll())))), QString());
    }

    void generatedTracesAreClean()
    {
        for (quint32 seed = 1; seed <= 30; ++seed) {
            TraceGenerator generator(seed);
            generator.generate(3'000);
            QCOMPARE(printed(TraceVerifier::verify(generator.trace())), QString());
        }
    }
};

QTEST_APPLESS_MAIN(VerifierTest)
#include "tst_verifier.moc"
