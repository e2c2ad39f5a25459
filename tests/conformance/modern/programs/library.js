// Functions of the library that the engine lacks.
const log = (...a) => console.log(...a);
log([1, [2, [3, [4]]]].flat(), [1, [2, [3, [4]]]].flat(Infinity), [1, [2, [3]]].flat(0), [1, , [2, , 3]].flat(), [1, 2].flatMap(x => [x, [x * 2]]));
log([1, 2, 3].at(-1), [1, 2, 3].at(5), "abc".at(-2), "abc".at(3), [5, 12, 8].findLast(x => x > 6), [5, 12, 8].findLastIndex(x => x > 100));
log([3, 1, 2].toSorted(), [1, 2, 3].toReversed(), [1, 2, 3].with(1, 9), [1, 2, 3, 4].toSpliced(1, 2, "x"));
log(Object.fromEntries([["a", 1], ["b", 2]]), Object.fromEntries(new Map([["k", "v"]])), Object.hasOwn({ q: 1 }, "q"), Object.hasOwn({}, "toString"));
log("a-b-c".replaceAll("-", "+"), "aaa".replaceAll("a", (m, i) => m + i), "x.y.z".replaceAll(".", "$&$&"), "abab".replaceAll(/a(b)/g, "[$1]"), "aa".replaceAll("", "_"));
log("  pad ".trimStart() + "|", "|" + "  pad ".trimEnd(), "5".padStart(3, "0"), "5".padEnd(3, "ab"));
for (const m of "a1b22".matchAll(/([a-z])(\d+)/g)) log(m[0], m[1], m[2], m.index);
try { "x".matchAll(/x/); } catch (e) { log(e.name); } try { "x".replaceAll(/x/, ""); } catch (e) { log(e.name); }
const date = /(?<year>\d{4})-(?<month>\d\d)/; const found = date.exec("on 2026-11-23");
log(found.groups.year, found.groups.month, found.index, "2026-11".replace(date, "$<month>/$<year>"), "2026-11".match(date).groups.month);
log("2026-11 2027-12".replace(/(?<y>\d{4})-(?<m>\d\d)/g, (...args) => args.at(-1).m + "." + args[1]), [..."a1b2".matchAll(/(?<l>[a-z])(?<d>\d)/g)].map(m => m.groups.l + m.groups.d));
log(/a.b/s.test("a\nb"), /a.b/.test("a\nb"), /[.]/s.test("x"), /\./s.test("x"), /(?<q>['"]).*?\k<q>/.exec("say 'hi' \"x\"")[0]);
const deep = { d: new Date(0), m: new Map([[1, { a: 1 }]]), s: new Set([1, [2]]), a: [1, , 3], n: null, u: undefined, r: /x/gi }; deep.self = deep;
const copy = structuredClone(deep);
log(copy, copy.self === copy, copy.m !== deep.m, copy.d.getTime());
try { structuredClone({ f() {} }); } catch (e) { log(e.name); } try { structuredClone(Symbol("q")); } catch (e) { log(e.name, e.message); }
log(Symbol("desc").description, Symbol().description, Object.entries({ a: 1 }), Object.values("ab"));
Promise.allSettled([Promise.resolve(1), Promise.reject(new Error("x")), 3]).then(r => log(r.map(x => x.status + ":" + (x.value ?? x.reason.message))));
Promise.any([Promise.reject(1), new Promise(r => setTimeout(r, 60, "slow")), new Promise(r => setTimeout(r, 40, "fast"))]).then(log);
Promise.any([]).catch(e => log(e instanceof AggregateError, e.errors.length, e.message));
Promise.resolve(1).finally(() => { log("finally"); return 2; }).then(log);
Promise.reject(1).finally(() => { throw 3; }).catch(log);
log(new AggregateError([1, 2], "m").errors, new AggregateError([]).message === "", AggregateError.name);
const all = Promise.all(new Set([1, Promise.resolve(2)])); log(all, Promise.resolve(5), Promise.reject(6).catch(() => {}) instanceof Promise);
const rejected = Promise.reject(new Error("seen")); rejected.catch(() => {}); setTimeout(() => log(Object.prototype.toString.call(rejected)), 130);
try { Promise(); } catch (e) { log(e.name); } try { new Promise(5); } catch (e) { log(e.name, e.message); }
queueMicrotask(() => log("microtask")); try { queueMicrotask(5); } catch (e) { log(e.name); }
const t = setTimeout(() => log("never"), 1); clearTimeout(t); const im = setImmediate(() => log("never")); clearImmediate(im); setImmediate((a, b) => log("immediate", a, b), 1, 2);
let ticks = 0; const iv = setInterval(() => { log("tick", ++ticks); if (ticks === 3) clearInterval(iv); }, 200);
class Wrapped extends Error { constructor(m, o) { super(m, o); this.name = "Wrapped"; } }
const root = new TypeError("root"), wrapped = new Wrapped("outer", { cause: root }), plainError = new Error("plain", { other: 1 });
log(wrapped.cause === root, wrapped.message, "cause" in plainError, new Error("m", { cause: null }).cause, RangeError("r", { cause: 5 }).cause);
