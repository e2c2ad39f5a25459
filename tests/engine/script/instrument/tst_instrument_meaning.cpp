#include "script/instrument.h"

#include <QJSEngine>
#include <QTest>

using namespace asq::script;

/// Each snippet runs as it is and instrumented; what it prints (or throws) must be the same.
class InstrumentMeaning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anInstrumentedProgramDoesTheSame_data();
    void anInstrumentedProgramDoesTheSame();
    void aProgramKeepsItsLines_data() { anInstrumentedProgramDoesTheSame_data(); }
    void aProgramKeepsItsLines();
    void theVariablesOfInstrumentedProgramsAreNotEnumerable();
    void whatTheEngineLacksButTheWebHasRunsToo_data();
    void whatTheEngineLacksButTheWebHasRunsToo();

private:
    static QString run(const QString &program);
    Instrumenter m_instrumenter;
};

namespace {

const char Prelude[] = R"js(
var lines = [];
function show(x) {
    return x === undefined ? "undefined" : typeof x === "function" ? "fn:" + x.name + "/" + x.length
        : typeof x === "string" ? x : x instanceof Error ? x.name + ": " + x.message : JSON.stringify(x);
}
function log() { lines.push([].map.call(arguments, show).join(" ")); return arguments[0]; }
function id(x) { log("id", x); return x; }
var global = this;
function self() { return this === global ? "global" : this === undefined ? "nothing" : this && this.name; }
var o = { name: "o", self: self, me: function () { log("me"); return this; }, args: function () { return arguments.length; } };
)js";

struct Snippet {
    const char *name;
    const char *text;
};

const Snippet Snippets[] = {
    {"arguments are evaluated in order", "log(id(1), id(2), id(3));"},
    {"callee comes before arguments", "function f() { log('callee'); return log; } f()(id(1), id(2)); f()();"},
    {"a callee that is no function throws after its arguments", "var n = 3; try { n(id(1)); } catch (e) { log(e); }"},
    {"messages about missing methods",
     "try { o.nothing(); } catch (e) { log(e); } try { o.me().nothing(); } catch (e) { log(e); }"
     "try { missing(); } catch (e) { log(e); } try { o.nothing.more(); } catch (e) { log(e); }"
     "try { undefined.x(); } catch (e) { log(e); } try { var q; q.m(1); } catch (e) { log(e); }"
     "try { o.me().nothing(1); } catch (e) { log(e); } try { new o.nothing(); } catch (e) { log(e); }"},
    {"this of a plain call", "log(self()); log(self(1)); (function () { 'use strict'; log(self(), self(1)); })();"},
    {"this of strict functions",
     "function s() { 'use strict'; return this; } log(s() === undefined, s(1) === undefined);"},
    {"this of a method", "log(o.self(), o.self(1), o.me().self(), o.me().self(id(2)), o.me().me().self());"},
    {"this in parentheses", "log((o.self)(), (o.me().self)(), (0, o.self)(), (o.me().self)(1), ((o.me().self))());"},
    {"this of computed members", "log(o['self'](), o.me()['self'](), o.me()[id('self')](), o[id('self')]());"},
    {"this in with", "var w = { name: 'w', self: self }; with (w) { log(self(), self(1)); log((self)()); }"},
    {"with finds variables of its object",
     "with ({ a: 1, f: function (x) { return x + this.a; } }) { log(f(a), f(f(a))); }"},
    {"optional calls",
     "var u; log(u?.x(), u?.x.y(), o?.self(), o?.self(1), o.me?.().self(), u?.(id(1)), o.no?.(id(1)), "
     "o?.me().self());"},
    {"optional chains stop as a whole", "var u; log(u?.a().b().c, o?.me().name, u?.[id('k')](), o?.['self']?.()); "},
    {"optional chain in parentheses",
     "log((o?.self)(), (o?.me().self)(), (o?.me)().self(), (o?.me()).self(), delete (o?.me()));"},
    {"delete and optional chains",
     "var d = { a: { b: 1 }, f() { return this.a; } }; log(delete d?.f().b, d, delete o.me(), delete d.f().b);"},
    {"tagged templates",
     "function t(s) { return s.raw.join('|') + [].slice.call(arguments, 1).join(',') + self.call(this); }"
     "o.t = t; log(t`a`, t`a${id(1)}b${id(2)}c`, o.t`x`, o.me().t`y${1}`, (() => t)()`z`, (o.me().t)`q`);"},
    {"a tagged template keeps its strings object",
     "function t(s) { return s; } function f() { return t`a${1}b`; } log(f() === f());"},
    {"spread",
     "log(Math.max(...[1, 5, 2])); log(...[id(1)], ...[], id(2)); log(...'ab'); o.args(...[1], ...[2, 3],);"
     "log(o.args(...[1, 2]), o.args(...[]), o.me().args(...[1, 2, 3])); log(new Array(...[1, 2]));"},
    {"spread of a generator that calls", "function* g() { yield id(1); yield id(2); } log(...g());"},
    {"trailing commas", "log(o.args(1,), o.args(1, id(2),));"},
    {"new",
     "function P(a) { this.a = a; } log(new P, new P(), new P(1), new P(id(2)), new (function () { return P; }())(3));"
     "var n = { P: P }; log(new n.P(4), new n['P'](5), new (id(n).P)(6), new (id(n).P), new n[id('P')]());"
     "log(new P().a, new P(7).a); function T() { log(new.target === T); } new T; T();"},
    {"new of new", "function A() { return function B(x) { this.b = x; }; } log(new new A()(1), new new A);"},
    {"direct eval sees the scope",
     "function f() { var local = 5; return eval('local'); } log(f()); function g() { var l = 6; return (eval)('l'); } "
     "log(g());"
     "function h() { eval('var z = 1'); return z; } log(h()); log(eval());"},
    {"indirect eval does not",
     "var where = 'global'; function f() { var where = 'local'; return [eval('where'), (0, eval)('where')]; } "
     "log(f());"},
    {"functions passed on have no name",
     "log(function () {}, () => 1, function named(a) {}, (function () {}), class {}, class K {});"
     "log((function () {}).name === '');"},
    {"classes passed on have no name",
     "function base() { return Object; } function n(c) { return c.name; } log(n(class extends base() {}) === n((class "
     "extends Object {})));"},
    {"functions assigned keep their name",
     "var f = function () {}; var g = () => 1, h = class {}; log(f, g, h.name); log({ k: function () {} }.k, { m() {} "
     "}.m);"
     "var [x = function () {}] = []; log(x); (function (p = () => 1) { log(p); })();"},
    {"hoisting", "log(typeof early, early()); function early() { return 1; } log(typeof late); var late = 1;"},
    {"functions in blocks", "{ function inner() { return 7; } log(inner()); } log(typeof inner);"},
    {"use strict at the beginning", "'use strict'; try { undeclared = 1; } catch (e) { log(e.name); } log(self());"},
    {"use strict in a function",
     "function f() { 'use strict'; try { undeclared2 = log('assigned'); } catch (e) { log(e.name); } } f();"},
    {"a string that only looks like a directive",
     "function f() { log('first'); 'use strict'; return this !== undefined; } log(f());"},
    {"generators",
     "function* g(a) { var x = yield a; log(x); var y = yield; log(y); yield* inner(); return id(9); }"
     "function* inner() { try { yield 'i1'; yield id('i2'); } finally { log('done'); } }"
     "var it = g(1); log(it.next(), it.next('x'), it.next('y'), it.next(), it.next(), it.next());"},
    {"yields of yields",
     "function* g() { log(yield yield 1, yield); return [yield, yield 2, (yield)]; } var it = g();"
     "for (var i = 0; i < 8; i++) log(it.next(i));"},
    {"yield with a call",
     "function* g() { log(id(yield id(1)), yield id(yield 2)); } var it = g(); for (var i = 0; i < 5; i++) "
     "log(it.next('v' + i));"},
    {"yield as the last thing of a line",
     "function* g() { var a = yield\n[1].forEach(log)\nyield\n(log)(2); yield\n/x/.test(log('re'));"
     " a = yield () => 1\n[3].map(log) } var it = g(); log(it.next(), it.next(), it.next(), it.next(), it.next());"},
    {"yield of nothing in a comma list and brackets",
     "function* g() { return [yield, (yield, 1), { a: yield }, `${yield}`]; } var it = g(); for (var i = 0; i < 6; "
     "i++) log(it.next(i));"},
    {"throw into a generator",
     "function* g() { try { yield id(1); } catch (e) { log('caught', e); throw id('again'); } } var it = g(); "
     "it.next();"
     "try { it.throw('x'); } catch (e) { log(e); }"},
    {"yield star gives the return value",
     "function* a() { return id(3); } function* b() { log(yield* a()); log(yield* (yield 1)); } var it = b(); "
     "log(it.next()); log(it.next([5])); log(it.next());"},
    {"yield is a name in sloppy code", "var yield = 1; log(yield, yield + id(1));"},
    {"throw",
     "try { throw 1; } catch (e) { log(e); } try { throw id('x'); } catch (e) { log(e); } try { throw new "
     "Error(id('m')); } catch (e) { log(e); }"
     "try { throw (1, 2) } catch (e) { log(e) }"},
    {"throw of a function as the last thing of a line",
     "function f() { if (o) throw () => 1\n(log)(2) } try { f() } catch (e) { log(e) }"},
    {"classes",
     "class A { constructor(x) { log('A', x, new.target.name); this.x = x; } m() { return id('A.m'); } static s() { "
     "return this.name; } get g() { return id(3); } }"
     "class B extends A { constructor() { super(id(1)); super.m(); } m() { return super.m() + super['m']() + super.g; "
     "} static s() { return super.s(); } *gen() { yield super.m(); } ['c' + id(1)]() { return 1; } }"
     "var b = new B(); log(b.m(), B.s(), b.c1(), b.x); log(b.gen().next());"},
    {"super without arguments",
     "class A { constructor() { log(arguments.length); } } class B extends A { constructor() { super(); log(this "
     "instanceof B); } } new B; new B();"
     "class C extends A { constructor() { const f = () => super(); f(); } } new C();"},
    {"extends of a call",
     "function mix(x) { log('mix'); return x; } class A {} class B extends mix(A) {} log(new B() instanceof A); class "
     "D extends mix(mix(A)) {} new D();"},
    {"super in objects",
     "var p = { hi() { return 'p' + self.call(this); } }; var c = { __proto__: p, name: 'c', hi() { return super.hi() "
     "+ super.hi(1); } }; log(c.hi());"},
    {"getters and setters",
     "var g = { get a() { return id('got'); }, set a(v) { log('set', v, id(1)); } }; g.a = id(g.a); log(g.a); g.a = "
     "g.a;"},
    {"default parameters",
     "function f(a = id(1), b = id(a + 1), { c = id(3) } = {}, [d = id(4)] = []) { return [a, b, c, d]; } log(f(), "
     "f(9), f(1, 2, { c: 3 }, [4]), f.length);"},
    {"default parameters of arrows",
     "var f = (a = id(1), b = (0, id(a))) => [a, b]; log(f(), f(2)); var g = ({ x = id(5) } = {}) => x; log(g());"},
    {"destructuring",
     "var { a, b = id(2), c: { d = id(3) } = id({}) } = id({ a: 1 }); log(a, b, d); [o.me().z, a] = [id(4), id(5)]; "
     "log(o.z, a); ({ a: o.me().y } = { a: 6 }); log(o.y);"
     "delete o.z; delete o.y; var [h, ...t] = id([1, 2, 3]); log(h, t);"},
    {"labels",
     "outer: for (var i = 0; i < 3; i++) { inner: for (;;) { if (id(i) === 1) continue outer; break inner; } "
     "log('end', i); } l: log('labelled'); m: { log(id('in')); break m; }"},
    {"loops",
     "for (var i = id(0); i < id(2); id(i++)) log(i); for (var k in id({ a: 1 })) log(k); for (const v of id([7, 8])) "
     "log(v); do log('once'); while (id(0)) while (id(false)) log('never');"
     "for (o.me().k in { p: 1 }) log(o.k); for (o.me().k of [3]) log(o.k); delete o.k; for (id(1), id(2); false;);"},
    {"conditions",
     "if (id(0)) log('yes'); else log('no'); if (id(1)) log('a')\nelse log('b')\nlog(id(1) ? id(2) : id(3), id(0) || "
     "id(4), id(1) && id(5), id(null) ?? id(6));"},
    {"else before a parenthesis",
     "if (0) log(1); else(function () { log('else'); })(); do(function () { log('do'); })(); while (0)"},
    {"switch", "switch (id(2)) { case id(1): log('one'); case id(2): log('two'); default: log('default'); }"},
    {"try and finally",
     "function f() { try { return id('r'); } finally { log('f'); } } log(f()); try { id(1), log.nothing.x(); } catch "
     "({ name }) { log(name); } finally { log('z'); }"},
    {"semicolons that are not there",
     "var a = 1\nlog(a)\nlog(a + 1)\nvar b = o\n.me()\n.name\nlog(b)\nvar c = log\n(3)\na\n++\nb\nlog(a, typeof "
     "b)\nlet d = id(4)\nlog(d)\n;[1].forEach(log)\n;(log)(5)\n;`x`.length\nlog()\n"},
    {"statements that begin with a call",
     "function t() { log('t'); return t; }\nvar a = 1\nt()\nt()()\nt()\nt()`x`\nt().name\nt() + t()\nt() ? t() : "
     "t()\nlog(a)"},
    {"a call at the end of a line before brackets",
     "var a = [1]\nvar b = id(a)\n[0]\nlog(b)\nvar x = id(2)\n/ 2 / 1\nlog(x)"},
    {"return",
     "function f() { return\nid(1) } log(f()); function g() { return id(2)\n} log(g()); function h() { return(id)(3) } "
     "log(h()); function k() { return id(1), id(2) } log(k());"},
    {"arrow functions",
     "log((() => id(1))(), (x => id(x))(2), (() => ({ a: id(3) }))(), (() => { return id(4); })()); o.arrow = function "
     "() { return (() => this.name)(); }; log(o.arrow()); delete o.arrow;"},
    {"arguments object",
     "function f() { return arguments.length + [].slice.call(arguments).join(); } log(f(), f(id(1)), f(1, id(2)), "
     "f(undefined)); function g(a) { arguments[0] = 2; return a; } log(g(1));"},
    {"length and holes", "log(o.args(), o.args(undefined), o.args(void 0, void 0), [, id(1), ,].length);"},
    {"typeof and void", "log(typeof id(1), typeof nothing, void id(2), !id(0), -id(3), +id('4'));"},
    {"comma", "log((id(1), id(2)), (id(3), 4)); var a = (id(5), id(6)); log(a); id(7), id(8);"},
    {"in and instanceof",
     "log('a' in id({ a: 1 }), id([]) instanceof Array); for (var x = ('a' in id({ a: 1 })) ? 1 : 2; x < 2; x++) "
     "log(x);"},
    {"assignment order",
     "var a = {}; function t(n) { log('target', n); return a; } t(1).x = id(2); t(3)[id('k')] = id(4); t(5).x += "
     "id(6); log(a); t(1).x++; log(a);"},
    {"exponent and templates", "log(id(2) ** id(3), `a${id(1)}b${id(2)}${`n${id(3)}`}`);"},
    {"regular expressions",
     "log(/a(b)/.exec('ab')[1], 'x/y'.split(/\\//).length, id(4) / 2 / id(1), /[/]\\/[(]/.test('//('));"},
    {"comments everywhere",
     "log(/* a */ 1 /* b */, /* ( */ id(/* , */) /* ) */); log /* f */ (); o /* . */ . /* . */ self /* ( */ ( /* ) */ "
     "); o // x\n.me() // )\n.self( // )\n); log(id(2) // last )\n);"},
    {"iife forms",
     "(function () { log(1); })(); (function () { log(2); }()); !function () { log(3); }(); (() => log(4))(); void "
     "function () { log(5); }(); +function () { log(6) }()"},
    {"promises are made in order",
     "new Promise(function (r) { log('executor'); r(1); }).then(log).then(id); Promise.resolve(id(2)); log('sync');"},
    {"symbols and iterators",
     "var it = { [Symbol.iterator]: function* () { yield id(1); yield* [id(2)]; } }; log([...it]); for (var x of it) "
     "log(x); var m = new Map([[id(1), id(2)]]); log(m.get(1));"},
    {"proxies see the same accesses",
     "var p = new Proxy(o, { get(t, k) { log('get', k); return t[k]; }, has(t, k) { log('has', k); return k in t; } "
     "}); p.self(); p.self(1); p.me().self(); p?.me?.(); log(p.name);"},
    {"recursion",
     "function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); } log(fib(12)); function down(n) { 'use strict'; "
     "return n ? down(n - 1) : 'bottom'; } log(down(500));"},
    {"a helper of arguments inside arguments",
     "log(id(id(id(1))), id([id(2), { a: id(3), b: [id(4)] }]), id(id(5) ? id(6) : id(7)));"},
    {"argument that assigns",
     "var a, b; log(a = id(1), b = a = 2); id(a = 3); id(a += id(1)); log(a, b); id(b = function () {}); log(b); "
     "id([a] = [id(9)]); log(a);"},
    {"error positions",
     "function f() {\n throw new Error('x'); }\ntry { f(\n) } catch (e) { log(e.lineNumber); }\ntry {\n\n null.x(\n1); "
     "} catch (e) { log(e.lineNumber); }"},
    {"functions as text",
     "log(String(function a() { return id(1); }).length === String(function a() { return id(1); }).length);"},
    {"unicode names",
     "var ünïcödé = function (ß) { return ß; }, \\u0061bc = 1, 変数 = id('値'); log(ünïcödé(id(1)), abc, 変数); o.ключ "
     "= id; o.ключ(2); delete o.ключ;"},
    {"escaped names", "var \\u{66}oo = id; foo(1); \\u0066oo(2); o.\\u0073elf(); log(o.s\\u0065lf());"},
    {"strings with line ends", "log('a\\\nb', `c\nd`, id(`e\n${id(1)}\nf`));"},
    {"empty statements", ";;; {} log(1);;"},
    {"the value of a program", "id(1); id(2)"},
    {"an uncaught primitive", "log(1); throw id('uncaught');"},
    {"an uncaught error", "log(1); o.nothing.more();"},
    {"let and const",
     "let a = id(1); const b = id(2); { let a = id(3); log(a); } for (let i = 0; i < 2; i++) o['f' + i] = () => i; "
     "log(a, b, o.f0(), o.f1()); try { tdz(); let t1 = t1 + 1; } catch (e) { log(e.name); } function tdz() { return 1; "
     "}"},
    {"async is a name",
     "var async = function (x) { return id(x); }; async(1); async (2); log(async\n(3)); var of = 1, get = id, set = 2, "
     "static_ = 3; get(of);"},
    {"csp-like program",
     "var csp = { put: function* (c, v) { c.push(id(v)); yield c; }, take: c => c.shift() }; var ch = [];"
     "function* main(ch) { for (var i = 0; i < 3; i++) { yield* csp.put(ch, i); log('took', csp.take(ch)); } } for "
     "(var s of main(ch)) log(s);"},
};

} // namespace

QString InstrumentMeaning::run(const QString &program)
{
    QJSEngine engine;
    Instrumenter::prepare(engine);
    engine.evaluate(QString::fromUtf8(Prelude));
    QStringList stack;
    const QJSValue value = engine.evaluate(program, QStringLiteral("program.js"), 1, &stack);
    QCoreApplication::processEvents();
    QString printed = engine.evaluate(QStringLiteral("lines.join('\\n')")).toString();
    printed += QLatin1String("\n= ") + value.toString()
        + (stack.isEmpty() ? QLatin1String("") : QLatin1String(" (thrown)"));
    if (value.isError())
        printed += QLatin1String(" in line ") + QString::number(value.property(QStringLiteral("lineNumber")).toInt());
    return printed;
}

void InstrumentMeaning::anInstrumentedProgramDoesTheSame_data()
{
    QTest::addColumn<QString>("text");
    for (const Snippet &snippet : Snippets)
        QTest::newRow(snippet.name) << QString::fromUtf8(snippet.text);
}

void InstrumentMeaning::anInstrumentedProgramDoesTheSame()
{
    QFETCH(QString, text);
    const auto result = m_instrumenter.instrument(text, 1);
    if (const SyntaxError *error = std::get_if<SyntaxError>(&result))
        QFAIL(qPrintable(QStringLiteral("%1:%2 %3").arg(error->line).arg(error->column).arg(error->message)));
    const Instrumented &instrumented = std::get<Instrumented>(result);
    const QString expected = run(text);
    if (run(instrumented.text) != expected)
        qInfo("%s", qPrintable(instrumented.text));
    QCOMPARE(run(instrumented.text), expected);
    QVERIFY2(!expected.contains(QLatin1String("SyntaxError")), qPrintable(expected));
}

void InstrumentMeaning::aProgramKeepsItsLines()
{
    QFETCH(QString, text);
    const auto result = m_instrumenter.instrument(text, 1);
    QVERIFY(std::holds_alternative<Instrumented>(result));
    const Instrumented &instrumented = std::get<Instrumented>(result);
    const QStringList before = text.split(QLatin1Char('\n'));
    const QStringList after = instrumented.text.split(QLatin1Char('\n'));
    QCOMPARE(after.size(), before.size());
    // instrumented again it has the same sites in the same lines: it is a program still
    const auto again = m_instrumenter.instrument(instrumented.text, 1);
    QVERIFY(std::holds_alternative<Instrumented>(again));
    QList<int> expected;
    for (const Site &site : instrumented.sites)
        expected += site.line;
    QList<int> found;
    for (const Site &site : std::get<Instrumented>(again).sites) {
        if (!site.callee.startsWith(QLatin1String("__asq_")))
            found += site.line;
    }
    QCOMPARE(found, expected);
}

void InstrumentMeaning::theVariablesOfInstrumentedProgramsAreNotEnumerable()
{
    QJSEngine engine;
    Instrumenter::prepare(engine);
    QCOMPARE(engine.evaluate(QStringLiteral("var names = []; for (var name in this) names.push(name); names.join()"))
                 .toString(),
             QStringLiteral("name,names"));
    QCOMPARE(engine.evaluate(QStringLiteral("__asq_site")).toInt(), 0);
}

void InstrumentMeaning::whatTheEngineLacksButTheWebHasRunsToo_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("byte order mark") << QStringLiteral("\ufefflog(1)");
    QTest::newRow("hash bang") << QStringLiteral("#!/usr/bin/env node\nlog(1)");
    QTest::newRow("byte order mark and hash bang") << QStringLiteral("\ufeff#!/usr/bin/env node\nlog(1)");
    QTest::newRow("comment of a web page") << QStringLiteral("<!-- begin\nlog(1) <!-- rest\n--> end");
}

void InstrumentMeaning::whatTheEngineLacksButTheWebHasRunsToo()
{
    QFETCH(QString, text);
    const auto result = m_instrumenter.instrument(text, 1);
    QVERIFY(std::holds_alternative<Instrumented>(result));
    QCOMPARE(run(std::get<Instrumented>(result).text).section(QLatin1Char('\n'), 0, 0), QStringLiteral("1"));
}

QTEST_GUILESS_MAIN(InstrumentMeaning)
#include "tst_instrument_meaning.moc"
