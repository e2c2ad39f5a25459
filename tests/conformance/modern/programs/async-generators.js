// Async generators and for await: requests in a queue, returns, errors, delegation.
const log = (...a) => console.log(...a);
const tick = v => new Promise(r => setTimeout(r, 2, v));
async function* count(n) { try { for (let i = 1; i <= n; ++i) { const got = yield tick(i); if (got) log("got", got); } return "end"; } finally { log("closed"); } }
async function* chain() { const r = yield* count(2); log("delegate gave", r); yield* [10, Promise.resolve(11)]; yield 12; }
const source = { items: 3, async *[Symbol.asyncIterator]() { for (let i = 0; i < this.items; ++i) yield i; } };
const manual = { [Symbol.asyncIterator]() { let i = 0; return { next() { return Promise.resolve({ value: i, done: i++ > 2 }); }, return() { log("manual return"); return Promise.resolve({}); } }; } };
class Lines { constructor(...l) { this.l = l; } static async *of(...l) { yield* l; } async *each() { for (const x of this.l) { await null; yield x.toUpperCase(); } } }
(async () => {
    for await (const x of count(3)) log(x);
    for await (const x of count(5)) { if (x === 2) break; log(x); }
    for await (const x of chain()) log("chain", x);
    for await (const x of source) log("source", x);
    for await (const x of manual) { if (x === 1) break; log("manual", x); }
    for await (const { a, ...r } of [{ a: 1, b: 2 }, Promise.resolve({ a: 3, c: 4 })]) log(a, r);
    outer: for await (const x of [1, 2]) { for await (const y of [1, 2, 3]) { if (y === 2) continue outer; log(x, y); } }
    const g = count(2);
    log(await g.next(), await g.next("hello"), await g.next(), await g.next());
    const h = count(3);
    log(await Promise.all([h.next(), h.next(), h.return("early"), h.next()]));
    const k = count(3);
    await k.next();
    await k.throw(new Error("into")).catch(e => log("thrown", e.message));
    log(await k.next());
    async function* bad() { yield 1; throw new TypeError("bad"); }
    try { for await (const x of bad()) log(x); } catch (e) { log(e.name, e.message); }
    try { for await (const x of [1, Promise.reject("no")]) log(x); } catch (e) { log("caught", e); }
    try { for await (const x of 5) log(x); } catch (e) { log(e.name); }
    async function* rejecting() { try { yield Promise.reject("r"); } catch (e) { log("inside", e); yield "recovered"; } }
    for await (const x of rejecting()) log(x);
    const found = await (async () => { for await (const x of count(9)) if (x === 2) return x * 100; })();
    log(found);
    for await (const x of Lines.of("a", "b")) log(x);
    for await (const x of new Lines("x", "y").each()) log(x);
    log(g[Symbol.asyncIterator]() === g, Object.prototype.toString.call(g), typeof g.next);
    const never = count(1); log(await never.return("unstarted"), await never.next());
    let v; for await (v of [7]) ; log(v);
    const o = {}; for await (o.p of [8, 9]); log(o);
})();
