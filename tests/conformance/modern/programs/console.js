// The console's formats, groups, tables and counters.
console.log("%s is %d years and %i, %f, %j %o %O %% %c done", "Bob", 42.5, 42.9, "3.5x", { a: 1 }, [1], { b: { c: { d: {} } } }, "css", "extra", { e: 1 });
console.log("%s", null, undefined, true, Symbol("q")); console.log("%s %s %s", { a: { b: 1 } }, [1, [2]], 5); console.log("%d", "x"); console.log("100%", 5); console.log("%s"); console.log("a%sb%sc", 1);
console.log(); console.log(""); console.log("a", 1, null, undefined, true, -0, 1e21, "b"); console.log([]); console.log({}); console.log([undefined, null, , 3]); console.log(["it's", 'say "x"', `b\`'"`]);
console.log({ "a-b": 1, 2: 3, valid_name: 4, [Symbol("s")]: 5, f() {}, g: () => 1, h: class {}, i: class extends Array {} });
console.log(new Map([["a", 1], [{ k: 1 }, [1, 2]]]), new Set(["x", { y: 1 }]), new WeakMap(), [new Date(0)], /re/g, [new Error("inner").message]);
console.log({ a: { b: { c: { d: 1 } } } }, [[[[1]]]], { l: [1, 2, { m: [3] }] });
console.log(Array.from({ length: 120 }, (_, i) => i)); console.log(Array.from({ length: 30 }, (_, i) => "item" + i));
console.log({ name: "a rather long name to fill the line", other: "another value that is long", third: [1, 2, 3], fourth: { nested: true } });
class Point { constructor(x, y) { this.x = x; this.y = y; } get len() { return 5; } } console.log(new Point(1, 2), [new Point(3, 4)], Point, Object.create(null), Object.create(Point.prototype));
const loop = { name: "loop" }; loop.self = loop; loop.list = [loop]; console.log(loop);
console.log("multi\nline", ["multi\nline"]); console.log(Object.assign(() => {}, { prop: 1 })); console.log([1.5, -2, NaN, Infinity]); console.log(new String("s"), new Number(1), Object("x").length);
console.group("group 1"); console.log("inside"); console.group(); console.info({ a: 1, b: [1, 2] }); console.log("two\nlines"); console.groupEnd(); console.log("back"); console.groupEnd(); console.groupEnd(); console.log("out");
console.table([{ a: 1, b: "x" }, { a: 2, c: true }]); console.table([[1, 2], [3, 4]]); console.table(["p", "q"]); console.table({ r1: { v: 1 }, r2: { v: 2 } }); console.table([{ a: 1, b: 2 }], ["b"]); console.table(5); console.table(new Map([["k", 1]])); console.table(new Set([1]));
console.count(); console.count(); console.count("x"); console.countReset(); console.count(); console.assert(true, "no"); console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 }); console.debug("debug"); console.log(Promise.resolve([1]), new Promise(() => {}));
console.log([["a", 1], ["b", 2]], [{ id: 1, tags: ["x", "y"] }, { id: 2, tags: [] }]); console.log({ get a() { return 1; }, set a(v) {}, get b() { return 2; }, set c(v) {} }); console.log([function () {}, async () => {}].length, [Symbol.iterator], Math.PI);
console.log(new (class Foo extends Map { extra = 1; })([[1, 2]])); console.log([new Uint8Array([1, 2, 3])], new ArrayBuffer(4)); console.log({ u: undefined, n: null, nan: NaN, neg: -0 }, process_is_undefined()); function process_is_undefined() { return typeof nothing; }
