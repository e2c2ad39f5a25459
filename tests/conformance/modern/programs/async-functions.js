// Order, values, `this`, arguments, names and errors of async functions in all their shapes.
const log = (...args) => console.log(...args);
async function plain(a, b) { log("plain", a, b, arguments.length); return a + (await b); }
const arrow = async x => x * 2;
const block = async (x, y = x + 1) => { await null; return [x, y]; };
async function defaults(a, { b = 2, ...others } = {}, ...rest) { await 0; return [a, b, others, rest, arguments.length]; }
async function throwing() { throw new RangeError("at once"); }
async function badDefault(a = missing()) { return a; }
const object = {
    name: "object",
    async method(x) { const inner = async () => this.name + x; return inner(); },
    async ["computed" + 1]() { return this === object; },
    async async() { return "async"; },
    await: 5,
    get later() { return async () => this.name; },
};
class Base {
    async who() { return "base"; }
    static async make() { return new this(); }
    twice(x) { return x * 2; }
}
class Derived extends Base {
    async who() { const more = await super.who(); return "derived of " + more; }
    async sum(...xs) { let total = 0; for (const x of xs) total += await super.twice(x); return total; }
    async nested() { const f = async () => { const g = () => super.twice(21); return g(); }; return f(); }
}
(async function main() {
    log(await plain(1, Promise.resolve(2), 3));
    log(await arrow(4), await block(1), await block(1, 5));
    log(await defaults(1), await defaults(1, { b: 3, c: 4, d: 5 }, 6, 7));
    try { await throwing(); } catch (e) { log(e.name, e.message, e instanceof RangeError); }
    await badDefault().catch(e => log("rejected", e.name));
    log(await object.method("!"), await object.computed1(), await object.async(), await object.later());
    const d = await Derived.make();
    log(await d.who(), await d.sum(1, 2, 3), await d.nested(), d instanceof Derived);
    log(plain.name, plain.length, arrow.name, block.name, object.method.name, typeof plain);
    log(await (async () => { try { return await Promise.reject("r"); } catch (e) { return "caught " + e; } finally { log("finally"); } })());
    const thenable = { then(resolve) { log("then called"); resolve("from thenable"); } };
    log(await thenable);
    log(await (async () => { for (let i = 0; ; ++i) { if (i === 3) return i; if (await (i === 1)) continue; await i; } })());
    function outer() { return (async () => arguments[0] + arguments.length)(); }
    log(await outer(10, 20));
    log(await Promise.all([1, 2, 3].map(async (x, i) => { await null; return x * i; })));
    label: for (const a of [1, 2, 3]) { for (const b of [1, 2, 3]) { if (await b === 2) continue label; log(a, b); } }
    const sw = async v => { switch (await v) { case 1: return "one"; default: return "other"; } };
    log(await sw(1), await sw(2));
    let x = 1;
    x += await Promise.resolve(5);
    log(x, `${await 1}-${await 2}`, [await 3, ...await [4, 5]], { k: await 6, ...await { z: 7 } });
    log(await (await (async () => async () => 8)())());
    log(typeof (async () => {})().then, Object.prototype.toString.call((async () => {})()));
    new Promise((_, reject) => reject(new Error("late"))).catch(e => log("late caught", e.message));
    const conditional = true ? await "yes" : await "no";
    log(conditional, (await null) ?? "dflt", (await 0) || "or", await (await 1, 2));
    var hoisted = await inner(3);
    async function inner(n) { return n <= 0 ? 0 : n + await inner(n - 1); }
    log(hoisted);
})();
log("sync end");
