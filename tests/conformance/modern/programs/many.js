// Many objects with private names and in weak collections: the engine's own weak collections crash.
class Point { #x; #y = 1; constructor(x) { this.#x = x; } get x() { return this.#x; } sum() { return this.#x + this.#y; } }
let total = 0;
const map = new WeakMap(), set = new WeakSet();
for (let i = 0; i < 20000; ++i) { const p = new Point(i); total += p.sum(); map.set(p, i); set.add(p); if (map.get(p) !== i || !set.has(p)) console.log("lost", i); }
console.log(total);
const frozen = Object.freeze({}), key = {}, other = () => {};
map.set(frozen, 1).set(key, 2).set(other, 3);
console.log(map.get(frozen), map.get(key), map.get(other), map.has({}), map.delete(key), map.has(key), map.delete(key), map.get(5));
try { map.set(5, 1); } catch (e) { console.log(e.name, e.message); }
console.log(Object.keys(frozen), JSON.stringify(key), map instanceof WeakMap, Object.prototype.toString.call(set), { ...other });
class A { #x = 1; #m() { return 2; } static #s = 3; get() { return this.#x + this.#m(); } set(v) { this.#x = v; return this; } static s() { return this.#s; } }
class B extends A { #x = 10; both() { return this.#x + this.get(); } }
const b = Object.freeze(new B());
console.log(b.set(5).both(), b);
try { Object.create(b).get(); } catch (e) { console.log(e.message); }
try { B.s(); } catch (e) { console.log(e.message); }
try { A.prototype.get.call(null); } catch (e) { console.log(e.message); }
try { A.prototype.get.call(5); } catch (e) { console.log(e.message); }
console.log({ ...new B() }, Object.keys(new B()), JSON.stringify(new B()), Object.assign({}, new B()));
