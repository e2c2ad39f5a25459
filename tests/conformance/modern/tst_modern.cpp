#include "asqprogram.h"
#include "localserver.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace asqtest;

/// Modern JavaScript, which the engine lacks: what programs print is what Node printed (compare.mjs wrote it), errors name
/// their place, and a recording shows async functions as coroutines.
class ModernTest : public QObject
{
    Q_OBJECT

private:
    const QString m_folder = sourcePath(QStringLiteral("tests/conformance/modern"));
    QTemporaryDir m_temporary;

    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(m_temporary.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write");
        file.write(text);
        return file.fileName();
    }
    static Outcome run(const QString &program, const QStringList &more = {})
    {
        return runAsq(QStringList{QStringLiteral("run"), QStringLiteral("--virtual"), QStringLiteral("--until"),
                                  QStringLiteral("100000000"), program}
                      + more);
    }
    /// "line:column" that the error message names.
    QByteArray placeOf(const QByteArray &errors, const QString &file) const
    {
        const qsizetype at = errors.indexOf(file.toUtf8() + ':');
        const QList<QByteArray> parts = at < 0 ? QList<QByteArray>()
                                               : errors.mid(at + file.toUtf8().size() + 1).split(':');
        return parts.size() < 2 ? errors : parts.at(0) + ':' + parts.at(1);
    }

private Q_SLOTS:
    void aProgramPrintsWhatNodePrints_data()
    {
        QTest::addColumn<QString>("program");
        const QStringList files = QDir(m_folder + QStringLiteral("/programs"))
                                      .entryList({QStringLiteral("*.js"), QStringLiteral("*.mjs")}, QDir::Files);
        QVERIFY(files.size() >= 8);
        for (const QString &file : files)
            QTest::newRow(qPrintable(file)) << m_folder + QStringLiteral("/programs/") + file;
    }
    void aProgramPrintsWhatNodePrints()
    {
        QFETCH(QString, program);
        const Outcome outcome = run(program);
        const QByteArray expected = fileContent(program.left(program.lastIndexOf(u'.')) + QStringLiteral(".out"));
        QVERIFY2(outcome.output == expected, outcome.report());
    }

    void randomProgramsPrintWhatNodePrints()
    {
        const Outcome outcome = run(m_folder + QStringLiteral("/random.js"));
        QVERIFY2(outcome.output == fileContent(m_folder + QStringLiteral("/random.out")), outcome.report());
    }

    /// While it is recorded every call announces its site: nothing else may change.
    void aRecordedProgramPrintsTheSame_data() { aProgramPrintsWhatNodePrints_data(); }
    void aRecordedProgramPrintsTheSame()
    {
        QFETCH(QString, program);
        const Outcome outcome = run(program,
                                    {QStringLiteral("--record"), m_temporary.filePath(QStringLiteral("r.asqtrace"))});
        const QByteArray expected = fileContent(program.left(program.lastIndexOf(u'.')) + QStringLiteral(".out"));
        QVERIFY2(outcome.output == expected, outcome.report());
        const Outcome inspected = runAsq(
            {QStringLiteral("inspect"), m_temporary.filePath(QStringLiteral("r.asqtrace"))});
        QVERIFY2(inspected.exitCode == 0 && inspected.output.contains("Nothing in it contradicts itself"),
                 inspected.report());
    }

    void anErrorNamesItsPlaceWithoutARecording_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("place");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char *name, const char *text, const char *place, const char *words) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(place) << QByteArray(words);
        };
        row("thrown in an async function", "async function f() {\n  await null;\n  throw new Error('lost');\n}\nf();",
            "3:3", "in a promise");
        row("a primitive", "var a = 1;\n  throw 'word';", "2:3", "\"word\"");
        row("a missing name", "let x = {};\nx.a = [1,\n  nothing];", "3:3", "not defined");
        row("a missing method", "let x = {};\n  x.y = 1; x.go(x.y);", "2:14", "go");
        row("a property of undefined", "class A {\n  #a;\n  m() { return this.#a.size; }\n}\nnew A().m();", "3:24",
            "size");
        row("rejected with a primitive", "function g(reject) { reject('no'); }\nnew Promise((a, b) => g(b));", "1:22",
            "no");
        row("below a multi-line template", "const t = `a\nb${1}\nc`; const { a, ...r } = {};\n\nmissing();", "5:1",
            "missing");
        row("a sequence that fails", "ASQ(function (done) {\n  done.fail('broken');\n});", "2:8", "broken");
    }
    void anErrorNamesItsPlaceWithoutARecording()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, place);
        QFETCH(QByteArray, words);
        const QString program = write(QStringLiteral("p.js"), text);
        const Outcome outcome = run(program);
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.errors.contains(words), outcome.report());
        QCOMPARE(placeOf(outcome.errors, program), place);
    }

    void anImportErrorNamesPlaceAndCause_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("place");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char *name, const char *text, const char *place, const char *words) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(place) << QByteArray(words);
        };
        row("no such file", "\nimport { a } from './none.mjs';", "2:19", "there is no file");
        row("no such name", "import { b,\n  zz } from './good.mjs';", "2:3", "exports no \"zz\"");
        row("no path", "import fs from 'fs';", "1:16", "by their path");
    }
    void anImportErrorNamesPlaceAndCause()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, place);
        QFETCH(QByteArray, words);
        write(QStringLiteral("good.mjs"), "export const b = 1;");
        const QString program = write(QStringLiteral("main.mjs"), text);
        const Outcome outcome = run(program);
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.errors.contains(words), outcome.report());
        QCOMPARE(placeOf(outcome.errors, program), place);
    }
    void aSyntaxErrorOfAnImportedFileStandsThere()
    {
        const QString bad = write(QStringLiteral("bad.mjs"), "export const a = 1;\nconst b = ;");
        const Outcome outcome = run(write(QStringLiteral("main.mjs"), "import { a } from './bad.mjs';"));
        QCOMPARE(outcome.exitCode, 1);
        QCOMPARE(placeOf(outcome.errors, bad), QByteArray("2:11"));
    }

    void anAwaitIsRecordedLikeAYield()
    {
        const QString program = write(QStringLiteral("await.js"),
                                      "async function inner() {\n  await null;\n  return 5;\n}\n"
                                      "async function outer() {\n  const x = await inner();\n"
                                      "  const y = await ASQ(x).val(v => v + 1);\n"
                                      "  console.log(y);\n}\nouter();");
        const QString recording = m_temporary.filePath(QStringLiteral("await.asqtrace"));
        const Outcome outcome = run(program, {QStringLiteral("--record"), recording});
        QCOMPARE(outcome.output, QByteArray("6\n"));
        const Outcome inspected = runAsq({QStringLiteral("inspect"), recording});
        for (const char *wanted : {"coroutine `outer` at ", "started     outer",
                                   "created     inner: coroutine in outer @6:19", "suspended   inner promise @2:3",
                                   "suspended   outer promise on inner @6:13", "suspended   outer sequence on",
                                   "resumed     outer", "completed   outer", "completed   inner \"5\" @2:3"})
            QVERIFY2(inspected.output.contains(wanted), inspected.report() + wanted);
    }

    void aRequestIsAnsweredFromTheListBesideTheProgram()
    {
        const Outcome outcome = run(m_folder + QStringLiteral("/network/net.js"));
        QCOMPARE(outcome.output,
                 QByteArray("true application/json { name: 'Ada' } 120\n503 busy\n200 now\n"
                            "TypeError fetch failed: refused\ntrue\nAbortError true\n"));
    }

    void aRequestGoesToAServerWithNetwork()
    {
        const LocalServer server;
        const QByteArray program = "const base = 'http://127.0.0.1:" + QByteArray::number(server.port()) + R"(';
fetch(base + '/hello').then(async (r) => console.log(r.status, r.ok, r.headers.get('x-made-by'), await r.json()))
    .then(() => fetch(base + '/echo', { method: 'POST', body: 'three words here', headers: { 'X-Tone': 'low' } }))
    .then(async (r) => console.log(r.status, await r.text()))
    .then(() => fetch(base + '/missing'))
    .then((r) => console.log(r.status, r.ok, r.statusText))
    .then(() => fetch('http://127.0.0.1:1/nobody'))
    .catch((e) => console.log(e.name, e.message.startsWith('fetch failed')))
    .then(() => {
        const stop = new AbortController();
        setTimeout(() => stop.abort(), 1);
        return fetch(base + '/never', { signal: stop.signal });
    })
    .catch((e) => console.log(e.name));
)";
        const Outcome outcome = runAsq(
            {QStringLiteral("run"), QStringLiteral("--network"), write(QStringLiteral("out.js"), program)});
        QCOMPARE(outcome.errors, QByteArray());
        QCOMPARE(outcome.output,
                 QByteArray("200 true a test { greeting: 'hello' }\n200 POST low three words here\n"
                            "404 false Not Found\nTypeError true\nAbortError\n"));
        QCOMPARE(outcome.exitCode, 0);
    }

    void aProgramTooDeepForTheParserSaysSo()
    {
        const QByteArray text = QByteArray(400, '(') + "console.log(1)" + QByteArray(400, ')') + ";";
        const Outcome outcome = run(write(QStringLiteral("deep.js"), text));
        QCOMPARE(outcome.output, QByteArray("1\n"));
        QVERIFY2(outcome.errors.contains("too deep"), outcome.report());
    }
};

QTEST_GUILESS_MAIN(ModernTest)
#include "tst_modern.moc"
