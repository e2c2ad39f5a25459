#include "script/instrument.h"

#include <QJSEngine>
#include <QTest>

#include <algorithm>

using namespace asq::script;

class InstrumentSites : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSiteIsWhereTheLastNameStands_data();
    void aSiteIsWhereTheLastNameStands();
    void sitesOfAProgramOverSeveralLines();
    void numbersBeginWhereTheCallerSays();
    void theCalleeReadsTheSiteOfItsCall_data();
    void theCalleeReadsTheSiteOfItsCall();
    void aYieldLeavesItsSite();
    void aCaughtPrimitiveLeavesTheSiteOfItsThrow();

private:
    QString sites(const QString &text);
    Instrumenter m_instrumenter;
};

/// One line a site: `line:column callee = binding (line:column label, …)`.
QString InstrumentSites::sites(const QString &text)
{
    const auto result = m_instrumenter.instrument(text, 1);
    if (const SyntaxError *error = std::get_if<SyntaxError>(&result))
        return error->message;
    QStringList lines;
    QList<Site> all = std::get<Instrumented>(result).sites;
    std::sort(all.begin(), all.end(),
              [](const Site &a, const Site &b) { return std::pair(a.line, a.column) < std::pair(b.line, b.column); });
    for (const Site &site : std::as_const(all)) {
        QString line = QStringLiteral("%1:%2 %3").arg(site.line).arg(site.column).arg(site.callee);
        if (!site.binding.isEmpty())
            line += QLatin1String(" = ") + site.binding;
        QStringList arguments;
        for (const SiteArgument &argument : site.arguments)
            arguments +=
                QStringLiteral("%1:%2 %3").arg(argument.line).arg(argument.column).arg(argument.label).trimmed();
        if (!arguments.isEmpty())
            line += QLatin1String(" (") + arguments.join(QLatin1String(", ")) + QLatin1Char(')');
        lines += line;
    }
    return lines.join(QLatin1String(" | "));
}

void InstrumentSites::aSiteIsWhereTheLastNameStands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *text, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("nothing", "", "");
    row("only a comment", "// f()", "");
    row("a function", "f();", "1:1 f");
    row("a method", "csp.put(ch, 1)", "1:5 csp.put (1:9 ch, 1:13)");
    row("two members of three", "ASQ.csp.put(ch)", "1:9 csp.put (1:13 ch)");
    row("this and super", "this.run(); ({ m() { super.m(); } })", "1:6 this.run | 1:28 super.m");
    row("a chain", "ASQ(1).then(a).val(b)", "1:1 ASQ (1:5) | 1:8 then (1:13 a) | 1:16 val (1:20 b)");
    row("a chain that is assigned", "var sq = ASQ().then(a);", "1:10 ASQ = sq | 1:16 then = sq (1:21 a)");
    row("a property that is assigned", "this.sq = o.q = ASQ()", "1:17 ASQ = q");
    row("a property of an object", "({ sq: ASQ(), 'b c': f(), [d]: g() })", "1:8 ASQ = sq | 1:22 f = b c | 1:32 g");
    row("a parameter", "function f(ch = csp.chan(), { a = g() } = h()) {}", "1:21 csp.chan = ch | 1:35 g = a | 1:43 h");
    row("bound through a choice", "var c = a ? f() : (b || g())", "1:13 f = c | 1:25 g = c");
    row("not bound", "var x = f() + 1, [y] = g(), z = h().length; x += k(); m(n())",
        "1:9 f | 1:24 g | 1:33 h | 1:50 k | 1:55 m (1:57) | 1:57 n");
    row("what a yield is bound to", "function* g() { var v = yield csp.take(ch); }",
        "1:25 yield = v (1:31) | 1:35 csp.take (1:40 ch)");
    row("labels of arguments", "f(function one() {}, function () {}, two, three.four, () => 1, 5, ...six)",
        "1:1 f (1:3 one, 1:22, 1:38 two, 1:43 four, 1:55, 1:64, 1:67)");
    row("yields", "function* g() { yield; yield t; yield* h(); }",
        "1:17 yield | 1:24 yield (1:30 t) | 1:33 yield (1:40) | 1:40 h");
    row("throw", "throw oops", "1:1 throw (1:7 oops)");
    row("new", "new Promise(f); new a.B; new (g())()", "1:5 new Promise (1:13 f) | 1:23 new a.B | 1:31 g | 1:35 new");
    row("a call of a call", "f()(1)", "1:1 f | 1:4  (1:5)");
    row("a function called at once", "(function () {})(1)", "1:2  (1:18)");
    row("a name in brackets", "a['b'](); a[c]()", "1:3 a.b | 1:13 ");
    row("optional links", "a?.b?.(c)?.d()", "1:4 a.b (1:8 c) | 1:12 d");
    row("a tagged template", "o.tag`a${b}`", "1:3 o.tag (1:10 b)");
    row("super", "class A extends B { constructor() { super(1); } }", "1:37 super (1:43)");
    row("columns after a byte order mark",
        "\xef\xbb\xbf"
        "f()",
        "1:1 f");
    row("columns count UTF-16 units", "'\xf0\x9f\x98\x80'; f()", "1:7 f");
    row("line ends of all kinds", "f(\r\n g(),\r h(),\n k())", "1:1 f (2:2, 3:2, 4:2) | 2:2 g | 3:2 h | 4:2 k");
    row("a first line for the shell", "#!/bin/node\nf()", "2:1 f");
}

void InstrumentSites::aSiteIsWhereTheLastNameStands()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const QStringList found = sites(text).split(QLatin1String(" | "));
    const QStringList wanted = expected.split(QLatin1String(" | "));
    QCOMPARE(found, wanted);
}

void InstrumentSites::sitesOfAProgramOverSeveralLines()
{
    const QString text = QStringLiteral("var ch = ASQ.csp.chan();\n"
                                        "\n"
                                        "ASQ(\"tick\")\n"
                                        "  .runner(\n"
                                        "    csp.go(function* producer(c) {\n"
                                        "      yield csp.put(ch, 1);\n"
                                        "    }),\n"
                                        "    consumer\n"
                                        "  )\n"
                                        "  .val(function (m) { console.log(m); });\n");
    QCOMPARE(sites(text).split(QLatin1String(" | ")),
             (QStringList{QStringLiteral("1:18 csp.chan = ch"), QStringLiteral("3:1 ASQ (3:5)"),
                          QStringLiteral("4:4 runner (5:5, 8:5 consumer)"),
                          QStringLiteral("5:9 csp.go (5:12 producer)"), QStringLiteral("6:7 yield (6:13)"),
                          QStringLiteral("6:17 csp.put (6:21 ch, 6:25)"), QStringLiteral("10:4 val (10:8)"),
                          QStringLiteral("10:31 console.log (10:35 m)")}));
}

void InstrumentSites::numbersBeginWhereTheCallerSays()
{
    const auto result = m_instrumenter.instrument(QStringLiteral("f(a); g(b)"), 40);
    QCOMPARE(std::get<Instrumented>(result).text, QStringLiteral("f((__asq_site=40,a)); g((__asq_site=41,b));"));
}

void InstrumentSites::theCalleeReadsTheSiteOfItsCall_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // columns that the calls of `at` saw
    const auto row = [](const char *name, const char *text, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("plain", "at(1); at();", "1 8");
    row("calls in arguments come first", "at(at(1), at())", "4 11 1");
    row("a call in the first argument only", "at(at(), 1)", "4 1");
    row("a call deep in the last argument", "at([1, { a: at() }])", "13 1");
    row("a chain", "at().at().at(1).at()", "1 6 11 17");
    row("a chain with calls in arguments", "at(1).at(at()).at()", "1 10 7 16");
    row("optional links", "at?.().at?.(1).at().at?.()", "1 8 16 21");
    row("optional links at the end", "at?.(); at.at?.(); at?.at(); at().at?.(); at?.at()?.at(at())",
        "1 12 24 30 35 47 56 53");
    row("parentheses", "(at)(); (at().at)(); (0, at)(); (at().at)(1)", "2 10 15 23 34 39");
    row("a computed name with a call", "at()[(at(), 'at')](); at()[(at(), 'at')](at())", "1 7 6 23 29 42 28");
    row("spread",
        "at(...[1]); at(...(function* () { at(); yield 1; })(), 2); at(...(function* () { at(); yield 1; })())",
        "1 35 13 82 60");
    row("tagged templates", "at`x`; at`${at()}`; at().at`y`; at().at`${1}`", "1 13 8 21 26 33 38");
    row("new", "new at; new at(); new at(at()); new (at, at)()", "5 13 26 23 38");
    row("in a with", "with ({}) { at(); at(1); at(at()); }", "13 19 29 26");
    row("in default parameters", "(function (a = at(), b = at(at())) {})()", "16 29 26");
    row("direct eval leaves the site of eval", "eval('at.call(null)')", "1");
    row("yield", "(function* () { at(yield at()); })().next()", "26");
}

void InstrumentSites::theCalleeReadsTheSiteOfItsCall()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto result = m_instrumenter.instrument(text, 1);
    QVERIFY(std::holds_alternative<Instrumented>(result));
    const Instrumented &instrumented = std::get<Instrumented>(result);
    QJSEngine engine;
    Instrumenter::prepare(engine);
    engine.evaluate(QStringLiteral("var seen = []; function at() { seen.push(__asq_site); return at; } at.at = at;"));
    const QJSValue value = engine.evaluate(instrumented.text);
    QVERIFY2(!value.isError(), qPrintable(value.toString() + instrumented.text));
    QStringList columns;
    const QJSValue seen = engine.globalObject().property(QStringLiteral("seen"));
    for (int i = 0; i < seen.property(QStringLiteral("length")).toInt(); ++i)
        columns += QString::number(instrumented.sites.at(seen.property(static_cast<quint32>(i)).toInt() - 1).column);
    QCOMPARE(columns.join(QLatin1Char(' ')), expected);
}

void InstrumentSites::aYieldLeavesItsSite()
{
    const QString text = QStringLiteral("function* g() { yield; yield f(); var x = yield 3;\n yield* [f(), 5]; }");
    const Instrumented instrumented = std::get<Instrumented>(m_instrumenter.instrument(text, 0));
    QJSEngine engine;
    Instrumenter::prepare(engine);
    engine.evaluate(QStringLiteral("function f() {}"));
    engine.evaluate(instrumented.text);
    engine.evaluate(QStringLiteral("var it = g();"));
    QStringList places;
    for (int i = 0; i < 5; ++i) {
        const Site &site = instrumented.sites.at(engine.evaluate(QStringLiteral("it.next(), __asq_site")).toInt());
        places += QStringLiteral("%1 %2:%3").arg(site.callee).arg(site.line).arg(site.column);
    }
    QCOMPARE(places,
             (QStringList{QStringLiteral("yield 1:17"), QStringLiteral("yield 1:24"), QStringLiteral("yield 1:43"),
                          QStringLiteral("yield 2:2"), QStringLiteral("yield 2:2")}));
}

void InstrumentSites::aCaughtPrimitiveLeavesTheSiteOfItsThrow()
{
    const Instrumented instrumented = std::get<Instrumented>(
        m_instrumenter.instrument(QStringLiteral("function f() {\n  throw g('x');\n}\nfunction g(x) { return x; }"),
                                  0));
    QJSEngine engine;
    Instrumenter::prepare(engine);
    engine.evaluate(instrumented.text);
    const int number = engine.evaluate(QStringLiteral("try { f() } catch (e) { __asq_site }")).toInt();
    const Site &site = instrumented.sites.at(number);
    QCOMPARE(site.callee, QStringLiteral("throw"));
    QCOMPARE(site.line, 2);
    QCOMPARE(site.column, 3);
}

QTEST_GUILESS_MAIN(InstrumentSites)
#include "tst_instrument_sites.moc"
