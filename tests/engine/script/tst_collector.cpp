#include "asqprogram.h"

#include <QDir>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

using namespace asqtest;

/// The script engine's garbage collector beside our own objects in its heap: a collection may come whenever one of them is
/// made. QV4_MM_AGGRESSIVE_GC has the engine collect at each allocation; that is slow, so few programs run that way.
class CollectorTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_temporary;
    const QString m_corners = sourcePath(QStringLiteral("tests/conformance/differential"));

    QString write(const QByteArray &text) const
    {
        QFile program(m_temporary.filePath(QStringLiteral("program.js")));
        if (!program.open(QIODevice::WriteOnly))
            return {};
        program.write(text);
        return program.fileName();
    }
    static Outcome run(const QStringList &programs)
    {
        return runAsq(QStringList{QStringLiteral("run"), QStringLiteral("--virtual"), QStringLiteral("--until"),
                                  QStringLiteral("1000000")}
                          + programs,
                      120000);
    }
    static Outcome runCollectingAlways(const QStringList &programs)
    {
        qputenv("QV4_MM_AGGRESSIVE_GC", "1");
        const auto back = qScopeGuard([] { qunsetenv("QV4_MM_AGGRESSIVE_GC"); });
        return run(programs);
    }

private Q_SLOTS:
    void methodsThatNobodyKeepsAreMadeAgainAndAgain()
    {
        const Outcome outcome = run({write(R"(
            for (let i = 0; i < 60000; ++i)
                ASQ(i).val(function () {});
            console.log("made");
        )")});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.output, "made\n");
    }

    void shapesOfTheProgramsOwnHastenNoMethodsEnd()
    {
        const Outcome outcome = run({write(R"(
            let steps = 0;
            function turn(round) {
                for (let i = 0; i < 100; ++i) {
                    ASQ(i).then(function (done, n) { done(n); }).val(function () { ++steps; }).or(function () {});
                    const own = {};
                    own["a" + i + "_" + round] = own["b" + i + "_" + round] = i;
                }
            }
            for (let round = 0; round < 200; ++round)
                setTimeout(turn, round, round);
            setTimeout(function () { console.log(steps, "steps"); }, 1000);
        )")});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.output, "20000 steps\n");
    }

    void aCollectionAtEachAllocationIsNotNoticed()
    {
        const QString program = write(R"(
            const Other = ASQ.clone(), csp = ASQ.csp, ch = csp.chan(1);
            function show(text) { return function () { console.log(text, Array.from(arguments).join()); }; }
            Other(1).then(function (done, n) { done.errfcb(null, n + 1); }).val(show("clone"));
            ASQ(1).gate(function (done) { done(2, 3); }, function (done) { setTimeout(done, 5, 4); })
                .then(function (done, pair, one) { done.fail(pair.join("+") + "+" + one); }).or(show("failed"));
            ASQ().then(function (done) { setTimeout(done.abort, 1); }).val(show("never"));
            ASQ().runner(csp.go(function* () {
                yield csp.put(ch, "given");
                show("taken")(yield csp.take(ch));
                yield csp.alts([csp.timeout(3), [ch, 1]]);
            })).pipe(Object.assign(show("piped"), { fail: show("pipe failed") }));
            ASQ(ASQ.messages(1, 2)).promise(Promise.resolve(5)).val(show("promised"));
            ASQ("a", "b").fork().val(show("forked"));
            const twice = ASQ().val(show("again")).duplicate();
            twice.unpause("twice");
            ASQ.iterable().val(show("next")).next(7);
            const stream = ASQ.react(function (proceed, onStream) {
                setTimeout(function () { proceed("event"); }, 2);
            });
            stream.val(show("stream"));
        )");
        const Outcome usual = run({program});
        QCOMPARE(usual.exitCode, 0);
        QVERIFY2(usual.output.count('\n') >= 9, usual.report());
        const Outcome outcome = runCollectingAlways({program});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.output, usual.output);
    }

    void aCornerIsAsPublishedWhileEverythingIsCollected_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"channel-alts", "core-clone", "errfcb", "go-children"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void aCornerIsAsPublishedWhileEverythingIsCollected()
    {
        QFETCH(QString, name);
        const QString corner = m_corners + QStringLiteral("/corners/") + name;
        const QString program = write("begin(\"" + name.toUtf8() + "\", function (stream) {\n"
                                      + fileContent(corner + QStringLiteral(".js")) + "}, 1);\n");
        const Outcome outcome = runCollectingAlways({m_corners + QStringLiteral("/surroundings.js"), program});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY2(outcome.output == fileContent(corner + QStringLiteral(".out")), outcome.report());
    }

    void lessonsSayTheSameWhileEverythingIsCollected_data()
    {
        QTest::addColumn<QString>("name");
        const QStringList lessons = QDir(sourcePath(QStringLiteral("resources/lessons")))
                                        .entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        for (qsizetype i = 0; i < lessons.size(); i += 8)
            QTest::newRow(qPrintable(lessons.at(i))) << lessons.at(i);
    }
    void lessonsSayTheSameWhileEverythingIsCollected()
    {
        QFETCH(QString, name);
        const QString program = sourcePath(QStringLiteral("resources/lessons/")) + name + QStringLiteral("/program.js");
        const Outcome usual = run({program});
        const Outcome outcome = runCollectingAlways({program});
        QVERIFY(!usual.output.isEmpty());
        QCOMPARE(outcome.output, usual.output);
        QCOMPARE(outcome.exitCode, usual.exitCode);
    }
};

QTEST_GUILESS_MAIN(CollectorTest)
#include "tst_collector.moc"
