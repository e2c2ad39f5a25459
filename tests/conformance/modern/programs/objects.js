// Spread and rest, logical assignment, optional catch, numbers, patterns.
const log = (...a) => console.log(...a);
const a = { x: 1, y: { z: 2 } }, sym = Symbol("s");
log({ ...a, x: 3 }, { x: 0, ...a }, { ...null, ...undefined, ...5, ..."hi", ...[7, 8] }, { ...{ get g() { return "got"; } } });
log({ [sym]: 1, ...{ [sym]: 2, q: 3 } }, { m() { return 1; }, ...a, get w() { return this.x; }, });
const { x, ...rest } = a, { y: { z, ...none }, ...others } = { y: { z: 1, k: 2 }, n: 3 };
log(x, rest, z, none, others);
const key = "dyn"; const { [key]: dv = "default", [`${key}2`]: d2, ...dr } = { dyn2: 5, e: 6 };
log(dv, d2, dr);
function f({ a, b: { c = 3, ...d } = {}, ...e }, [g, ...h] = [1, 2], ...i) { return [a, c, d, e, g, h, i]; }
log(f({ a: 1, b: { q: 2 }, z: 9 }, "xyz", 7, 8), f({}));
let p, q; ({ p, ...q } = { p: 1, r: 2, s: 3 }); log(p, q); [p, { ...q }] = [5, { t: 6 }]; log(p, q);
for (const { n, ...m } of [{ n: 1, o: 2 }]) log(n, m);
const arrow = ({ u, ...v }) => ({ ...v, u: u * 2 }); log(arrow({ u: 2, w: 3 }));
try { throw { code: 1, msg: "m" }; } catch ({ code, ...more }) { log(code, more); }
try { null.x; } catch { log("optional catch"); } finally { log("finally"); }
let n = null, zero = 0, one = 1, calls = 0; const get = () => { ++calls; return o; }, k = () => { ++calls; return "deep"; };
const o = { deep: null, list: [] };
n ??= "set"; zero ||= "or"; one &&= "and"; log(n, zero, one);
get().deep ??= "once"; get()[k()] ||= "no"; get().deep &&= get().deep + "!"; log(o, calls);
o.fn ??= () => {}; log(o.fn.name); o.list[o.list.length] ??= 5; log(o.list);
const frozen = Object.freeze({ a: 1 }); frozen.a ??= 2; log(frozen);
log(1_000_000, 0xff_ff, 0b1010_0001, 1_0.5_0, .1_2, 1e1_0, 2 ** 3 ** 2, (-2) ** 2); let e2 = 3; e2 **= 2; log(e2);
var s = { set v(x) { log("setter", x); } }; const copy = { ...s, v: 5 }; log(copy);
log(a?.y?.z, a?.["x"], a.q?.(), a.toString?.().length, (a?.y).z, delete a?.nothing, a?.y?.["z"].toFixed(1));
log([..."héllo"].length, Math.max(...[1, 5, 3], 4), [...new Set([1, 1, 2])], new Date(...[2020, 0, 1]) instanceof Date);
outer: for (var i = 0; i < 3; ++i) { for (;;) { if (i === 1) continue outer; log("i", i); break; } }
log(((a, b = a, { c } = { c: b }, ...d) => [a, b, c, d])(1), (function () { return arguments.length; })(...[1, 2], 3));
function tag(strings, ...values) { return strings.raw.join("|") + values.join(","); }
log(tag`a${1}b\n${2}c`, String.raw`\u00e9${3}`, `line1
line2`);
log(typeof globalThis, globalThis.Array === Array);
const { length, ...chars } = "abc"; log(length, chars);
const inherits = Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true }, hidden: { value: 3 } }); const { ...ownOnly } = inherits; log(ownOnly);
var { a: a1, ...r1 } = { a: 1, b: 2 }, { b: b1, ...r2 } = r1; log(a1, r1, b1, r2);
log((({ a, ...b }, { c, ...d }) => [a, b, c, d])({ a: 1, z: 2 }, { c: 3, y: 4 }));
