// Fields, private members, static blocks.
const log = (...a) => console.log(...a);
let order = [];
const note = (n, v) => { order.push(n); return v; };
class Counter {
    static #made = 0;
    static all = [];
    #count = 0;
    step = 1;
    label = "c" + this.step;
    [note("key", "dyn" + "amic")] = note("value", 1);
    handler = () => this.#count;
    static { note("static block"); this.ready = true; Counter.all.push("first"); }
    constructor(step) { if (step) this.step = step; Counter.#made++; }
    get count() { return this.#count; }
    set count(v) { this.#count = v; }
    #bump(n = this.step) { this.#count += n; return this; }
    bump(n) { return this.#bump(n); }
    static made() { return this.#made; }
    static isCounter(o) { return #count in o; }
    equals(other) { return this.#count === other.#count; }
    get #half() { return this.#count / 2; }
    set #half(v) { this.#count = v * 2; }
    half(v) { if (v !== undefined) this.#half = v; return this.#half; }
    swap() { [this.#count, this.step] = [this.step, this.#count]; return this; }
    inc() { return [this.#count++, ++this.#count, this.#count--, this.#count **= 2, (this.#count ||= 5), (this.#count &&= 7), (this.#count ??= 8)]; }
    static opt(o) { return [o?.#count, o?.bump?.(1)?.#count]; }
}
const c = new Counter(3);
log(c, c.bump().bump(4).count, c.handler(), c.half(), c.half(10), c.count, Counter.made(), Counter.all, Counter.ready);
log(Counter.isCounter(c), Counter.isCounter({}), c.equals(new Counter()), order, c.swap().count, c.step, c.inc());
log(Counter.opt(null), Counter.opt(undefined), Counter.opt(c));
try { Counter.prototype.bump.call({ step: 1 }); } catch (e) { log(e.name, e.message); }
try { Counter.isCounter(5); } catch (e) { log(e.name); }
class Base { tag = "base"; constructor() { this.seen = this.tag; this.init(); } init() { this.inited = true; } }
class Derived extends Base { tag = "derived"; #own = this.seen + "!"; extra; constructor(...a) { super(...a); this.late = this.#own; } init() { super.init(); this.has = "tag" in this; } static create = (...a) => new this(...a); }
log(new Derived(), Derived.create(1) instanceof Derived, Object.keys(new Derived()));
class Plain extends Base { more = 1; }
log(new Plain());
const Named = class { static id = 5; field = class {}; fn = function () {}; arrow = () => {}; };
log(Named.name, new Named().field.name, new Named().fn.name, new Named().arrow.name, Named.id);
const make = base => class extends base { #m = 1; get m() { return this.#m; } set m(v) { this.#m = v; } };
const A = make(Object), B = make(A), ab = new B();
ab.m = 9; log(ab.m, new A().m);
const list = [];
for (const n of [1, 2, 3]) { class Each { #n = n; static s = n * 2; n() { return this.#n; } } list.push([new Each().n(), Each.s]); }
log(list);
class Stack { #items = []; push(...xs) { this.#items.push(...xs); return this; } pop() { return this.#items.pop(); } get size() { return this.#items.length; } *[Symbol.iterator]() { yield* this.#items; } static from(it) { return new Stack().push(...it); } }
log([...Stack.from("abc")], Stack.from([1, 2]).pop(), new Stack().size);
class Async { #v = 4; async #get() { await null; return this.#v; } async get() { return await this.#get(); } async *each() { yield this.#v; yield* [await this.#get()]; } static async #s() { return "s"; } static s() { return this.#s(); } }
(async () => { const a = new Async(); log(await a.get(), await Async.s()); for await (const v of a.each()) log(v); })();
class Link { #next = null; #value; constructor(v) { this.#value = v; } append(l) { this.#next = l; return this; } sum() { return this.#value + (this.#next?.sum() ?? 0); } depth() { return this.#next ? 1 + this.#next.depth() : 1; } static last(l) { while (l.#next) l = l.#next; return l.#value; } }
const l = new Link(1).append(new Link(2).append(new Link(3)));
log(l.sum(), l.depth(), Link.last(l));
class Getter { static #cache = new Map(); static get(k) { return Getter.#cache.get(k) ?? Getter.#cache.set(k, { k }).get(k); } }
log(Getter.get("a") === Getter.get("a"));
var proto = { hi() { return "proto"; } };
class WithSuper { x = super.toString === Object.prototype.toString; }
log(new WithSuper().x);
class E extends Error { code = 7; constructor(m) { super(m); this.name = "E"; } }
try { throw new E("boom"); } catch ({ code, message, name }) { log(code, message, name); }
log(typeof class { static #p = 1; static q = this.#p; }, class { static q = 1; }.q, (class { static n = this.name; }).n);
class Order { a = order.push("a"); static b = order.push("b"); ["c"] = order.push("c"); static { order.push("block"); } d = order.push("d"); }
order = []; new Order(); log(order);
var sep = class { 'quoted key' = 1; 42 = 2; async = 3; get = 4; static = 5; static static = 6; };
log(new sep(), sep.static);
