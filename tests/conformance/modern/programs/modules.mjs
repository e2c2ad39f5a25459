// import and export in all their shapes, cycles, live bindings, top-level await, import(..).
import def, { count, bump, default as again, helper as aid } from "./lib/counter.mjs";
import * as counter from "./lib/counter.mjs";
import { isEven, isOdd } from "./lib/even.mjs";
import plain from "./lib/plain.js";
import { star, renamed, ns, Shape } from "./lib/barrel.mjs";
import "./lib/effect.mjs";
import { late } from "./lib/slow.mjs";

console.log("main begins", def, count, again === def);
bump(); bump();
console.log(count, counter.count, counter.default, Object.keys(counter).sort(), typeof aid);
console.log(isEven(10), isOdd(7), isEven(3));
console.log(plain.name, star, renamed, Object.keys(ns), new Shape(3).area());
console.log(await late, (await import("./lib/lazy.mjs")).value);
console.log((await import("./lib/lazy.mjs")) === (await import("./lib/lazy.mjs")));
function shadow(count) { return count; }
{ let bump = 5; console.log(shadow(bump), { count, bump }); }
for (const count of [9]) console.log(count);
const f = ({ count } = { count: 8 }) => count, g = () => { var count = 7; return count; };
console.log(f(), g(), typeof this, (() => { try { undeclared = 1; } catch (e) { return e.name; } })());
await import("./lib/missing.mjs").catch(e => console.log("missing:", typeof e.message));
try { count.x = 1; } catch (e) { console.log(e.name); }
console.log(typeof import.meta.url, import.meta.url.endsWith("modules.mjs"));
export const unused = await Promise.resolve("exported");
export default function () {}
label: for (;;) break label;
