// Who comes first, microtask by microtask.
const log = s => console.log(s);
(async () => { log("a1"); await null; log("a2"); await null; log("a3"); await null; log("a4"); })();
Promise.resolve().then(() => log("p1")).then(() => log("p2")).then(() => log("p3"));
queueMicrotask(() => log("q1"));
(async () => { log("b1"); await Promise.resolve(); log("b2"); })().then(() => log("b3"));
(async () => Promise.resolve(1))().then(() => log("returns a promise"));
(async () => 1)().then(() => log("returns a value"));
(async () => { await (async () => { await null; log("inner"); })(); log("outer"); })();
new Promise(r => r(Promise.resolve())).then(() => log("resolved with a promise"));
new Promise(r => r({ then(f) { log("then of a thenable"); f(); } })).then(() => log("resolved with a thenable"));
Promise.reject(1).catch(() => log("c1")).finally(() => log("f1")).then(() => log("f2"));
Promise.reject(1).then(() => log("never")).catch(() => log("c2"));
Promise.all([Promise.resolve(1), 2]).then(() => log("all"));
Promise.race([new Promise(() => {}), Promise.resolve()]).then(() => log("race"));
Promise.any([Promise.reject(), Promise.resolve()]).then(() => log("any"));
Promise.allSettled([Promise.reject(), 1]).then(r => log("settled " + JSON.stringify(r)));
Promise.any([Promise.reject(1), Promise.reject(2)]).catch(e => log(e.name + " " + e.message + " " + e.errors));
(async () => { try { await Promise.reject("x"); } catch (e) { log("caught " + e); } finally { await null; log("after finally"); } })();
(async () => { await { then(f) { f(1); } }; log("awaited thenable"); })();
class Mine extends Promise {}
Mine.resolve(1).then(() => log("mine"));
(async () => { await Mine.resolve(2); log("awaited mine"); })();
log(Mine.resolve(1).then(() => {}) instanceof Mine);
setTimeout(() => { log("t1"); Promise.resolve().then(() => log("t1 micro")); }, 1);
setTimeout(() => log("t2"), 1);
setTimeout(async () => { log("t3"); await 0; log("t3 micro"); }, 5);
const order = [];
async function* g() { order.push("g1"); yield 1; order.push("g2"); yield Promise.resolve(2); order.push("g3"); return 3; }
(async () => { for await (const x of g()) order.push("x" + x); order.push("done"); })();
(async () => { for (let i = 0; i < 14; ++i) { order.push("t" + i); await null; } log(order.join(" ")); })();
const p = new Promise(r => setTimeout(r, 3, "late"));
p.then(v => log(v + " 1")); (async () => log(await p + " 2"))(); p.then(v => log(v + " 3"));
log("end of text");
