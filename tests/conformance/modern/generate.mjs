// Random programs of modern JavaScript: async functions, generators, promises, timers, classes, patterns and spread, which
// print what happens and when. The same seed gives the same program.

export function generate(seed, count) {
    const programs = [];
    for (let i = 0; i < count; ++i)
        programs.push(`setTimeout(() => {\nconst log = (...a) => console.log(${seed + i}, ...a);\n`
            + new Program(seed + i).text() + `\n}, ${i * 100000});\n`);
    return Helpers + programs.join("");
}

const Helpers = `const delay = (ms, v) => new Promise(r => setTimeout(r, ms, v));
const thenable = (v, bad) => ({ then(f, g) { bad ? g(v) : f(v); } });
const quiet = p => { p.catch(() => {}); return p; };
const text = e => e instanceof Error ? e.name : e;
`;

class Program {
    constructor(seed) {
        this.state = (seed * 2654435761) >>> 0 || 1;
        this.names = 0;
        this.functions = []; // {name, kind} that can be called
        for (let i = 0; i < 5; ++i)
            this.below(2);
    }
    below(n) {
        this.state ^= this.state << 13;
        this.state ^= this.state >>> 17;
        this.state ^= this.state << 5;
        return (this.state >>> 0) % n;
    }
    one(...options) { return options[this.below(options.length)]; }
    name(letter) { return letter + ++this.names; }
    times(most, make) { return Array.from({ length: 1 + this.below(most) }, make); }

    // --- expressions ---------------------------------------------------------------------------------------------------------
    number() { return String(this.below(9)); }
    value(scope) {
        if (scope.vars.length && this.below(2))
            return scope.vars[this.below(scope.vars.length)];
        return this.one(this.number(), `"${this.one("a", "b", "c")}"`, "null", "undefined", `[${this.number()}, ${this.number()}]`,
            `({ k: ${this.number()}, l: ${this.number()} })`);
    }
    promise(scope) {
        switch (this.below(this.functions.length ? 13 : 9)) {
        case 0: return `delay(${this.below(4)}, ${this.value(scope)})`;
        case 1: return `Promise.resolve(${this.value(scope)})`;
        case 2: return `quiet(Promise.reject(${this.number()}))`;
        case 3: return `thenable(${this.value(scope)}, ${this.below(3) === 0})`;
        case 4: return `quiet(Promise.${this.one("all", "allSettled", "race", "any")}([${this.times(3, () => this.flat(scope)).join(", ")}]))`;
        case 5: return `quiet(${this.chain(scope)})`;
        case 6: return `quiet((async () => (${this.value(scope)}))())`;
        case 7: return `Promise.resolve(${this.value(scope)}).finally(() => log("fin"))`;
        case 8: return `new Promise(r => { log("executor"); ${this.one("r", "setTimeout", "queueMicrotask")}(${this.one("r", "() => r(1)")}); r(${this.value(scope)}); })`;
        default: return `quiet(${this.call(scope)})`;
        }
    }
    flat(scope) { return this.below(3) ? this.value(scope) : this.one(`delay(${this.below(3)}, ${this.number()})`, `Promise.resolve(${this.number()})`, `quiet(Promise.reject(${this.number()}))`); }
    chain(scope) {
        let out = `Promise.${this.one("resolve", "reject")}(${this.number()})`;
        for (let i = 1 + this.below(3); i > 0; --i)
            out += this.one(`.then(v => { log("then", text(v)); return ${this.flat(scope)}; })`,
                `.catch(e => { log("catch", text(e)); return ${this.flat(scope)}; })`,
                `.then(async v => { await ${this.flat(scope)}; return v; })`,
                `.finally(() => ${this.flat(scope)})`, `.then(v => v, e => ({ ...Object(e), e: 1 }))`);
        return out;
    }
    call(scope) {
        const f = this.functions[this.below(this.functions.length)];
        return f.kind === "generator" ? `${f.name}(${this.value(scope)}).next()` : `${f.name}(${this.value(scope)}, ${this.value(scope)})`;
    }
    awaited(scope) { return scope.isAsync ? `await ${this.promise(scope)}` : this.value(scope); }

    // --- statements ------------------------------------------------------------------------------------------------------------
    block(scope, depth) {
        const inner = { ...scope, vars: scope.vars.slice() };
        const known = this.functions;
        const text = this.times(3, () => this.statement(inner, depth)).join(" ");
        this.functions = known;
        return text;
    }
    statement(scope, depth) {
        const v = () => this.value(scope);
        const make = depth <= 0 ? 7 : 22;
        switch (this.below(make)) {
        case 0: return `log(${this.times(2, v).join(", ")});`;
        case 1: { const n = this.name("v"), t = `let ${n} = ${this.awaited(scope)};`; scope.vars.push(n); return t; }
        case 2: return `log("w", ${this.awaited(scope)});`;
        case 3: return `queueMicrotask(() => log("m", ${v()}));`;
        case 4: return `setTimeout(() => log("t", ${v()}), ${this.below(4)});`;
        case 5: return scope.isAsync && this.below(2) ? `await ${this.one("null", "0", "undefined", "delay(1)")};` : `log("s${this.below(99)}");`;
        case 6: return `${this.promise(scope)}.then(x => log("x", text(x)), e => log("e", text(e)));`;
        case 7: return `if (${v()}) { ${this.block(scope, depth - 1)} } else { ${this.block(scope, depth - 1)} }`;
        case 8: return `try { ${this.block(scope, depth - 1)} ${this.one("", "throw 7;", `throw new RangeError("r");`)} } catch ${this.one("", "(e)")} { log("caught"); ${this.block(scope, depth - 1)} }`;
        case 9: return `try { ${this.block(scope, depth - 1)} } finally { log("finally"); ${this.block(scope, depth - 1)} }`;
        case 10: { const n = this.name("i"); return `for (let ${n} = 0; ${n} < ${1 + this.below(3)}; ++${n}) { ${this.block({ ...scope, vars: scope.vars.concat(n), loop: true }, depth - 1)} }`; }
        case 11: return scope.isAsync ? this.forAwait(scope, depth) : `for (const x of [1, 2]) { log("of", x); ${scope.loop ? "continue;" : ""} }`;
        case 12: { const a = this.name("a"), r = this.name("r"); const t = `let { k: ${a} = ${v()}, ...${r} } = Object(${this.awaited(scope)});`; scope.vars.push(a, r); return t + ` log(${a}, ${r});`; }
        case 13: return `log({ ...Object(${v()}), z: ${v()}, ...{ y: ${v()} } }, [...[${v()}], ${v()}]);`;
        case 14: if (!scope.vars.length) return "log(0);"; { const n = this.one(...scope.vars); return `${n.startsWith("i") ? "" : `${n} ${this.one("??=", "||=", "&&=", "=")} ${this.awaited(scope)};`} log(${n});`; }
        case 15: return this.define(scope, depth);
        case 16: return this.define(scope, depth);
        case 17: return scope.loop ? this.one("continue;", "break;", `if (${v()}) continue;`) : `log("n");`;
        case 18: return scope.inFunction ? `if (${v()} === ${this.number()}) return ${this.awaited(scope)};` : `log("p");`;
        case 19: return this.classes(scope, depth);
        case 20: { const l = this.name("l"); return `${l}: for (const x of [1, 2]) { for (const y of [1, 2]) { log("xy", x, y); ${scope.isAsync ? `await ${v()};` : ""} if (y === ${1 + this.below(2)}) ${this.one("continue", "break")} ${l}; } }`; }
        default: return `switch (${this.awaited(scope)}) { case ${this.number()}: log("one"); case ${v()}: log("two"); break; default: log("other"); }`;
        }
    }
    forAwait(scope, depth) {
        const generators = this.functions.filter(f => f.kind === "generator");
        const from = generators.length && this.below(3) ? `${this.one(...generators).name}(${this.value(scope)})`
            : `[${this.times(3, () => this.flat(scope)).join(", ")}]`;
        const n = this.name("f");
        return `try { for await (const ${n} of ${from}) { log("each", text(${n})); ${this.block({ ...scope, vars: scope.vars.concat(n), loop: true }, depth - 1)} } } catch (e) { log("loop", text(e)); }`;
    }
    define(scope, depth) {
        const kind = this.one("async", "async", "arrow", "generator", "plain");
        const name = this.name("f");
        const p = this.name("p"), q = this.name("q");
        const inner = { vars: scope.vars.concat(p, q), isAsync: kind !== "plain", inFunction: kind !== "generator", loop: false };
        const known = this.functions.slice();
        const parameters = this.one(`${p}, ${q}`, `${p} = ${this.number()}, ...${q}`, `${p}, { k: ${q} } = {}`);
        const safe = parameters.includes("{") ? `${p}, { k: ${q} = ${this.number()} } = {}` : parameters;
        const body = this.block(inner, depth - 1) + (kind === "generator" ? ` yield ${this.awaited(inner)}; ${this.block(inner, depth - 1)} ${this.one("", `yield* [${this.flat(inner)}, 5];`, `return ${this.flat(inner)};`)}`
            : ` ${this.one("", `return ${kind === "plain" ? `Promise.resolve(${this.value(inner)})` : this.awaited(inner)};`, `throw new TypeError("t");`)}${kind === "plain" ? " return Promise.resolve(1);" : ""}`);
        this.functions = known.concat({ name, kind });
        const head = kind === "arrow" ? `const ${name} = async (${safe}) => {` : kind === "generator" ? `async function* ${name}(${safe}) {`
            : kind === "plain" ? `function ${name}(${safe}) { try {` : `async function ${name}(${safe}) {`;
        const use = kind === "generator" ? `${name}(${this.value(scope)}).${this.one("next()", "return(2)", "next(1)")}` : `${name}(${this.value(scope)})`;
        return `${head} ${body} }${kind === "plain" ? " catch (e) { return Promise.reject(e); } }" : ";"} ${use}.then(r => log("r", r), e => log("err", text(e)));`;
    }
    classes(scope, depth) {
        const name = this.name("C");
        const inner = { vars: ["this.a", "this.#b"].concat(scope.vars), isAsync: true, inFunction: true, loop: false };
        const known = this.functions;
        this.functions = [];
        const text = `class ${name} { a = ${this.value(scope)}; #b = ${this.value(scope)}; static s = ${this.value(scope)}; async #m(p) { ${this.block({ ...inner, vars: inner.vars.concat("p") }, depth - 1)} return this.#b; }`
            + ` async go() { this.#b ${this.one("??=", "=", "||=")} ${this.flat(scope)}; const r = await this.#m(${this.number()}); return [r, ${name}.s, #b in this]; } }`
            + ` new ${name}().go().then(r => log("go", r), e => log("go e", text(e)));`;
        this.functions = known;
        return text;
    }
    text() {
        const scope = { vars: [], isAsync: true, inFunction: true, loop: false };
        return `(async () => { ${this.one("", `"use strict"; `)}${this.block(scope, 3)}\n${this.block(scope, 3)}\n${this.block(scope, 2)} })().then(r => log("done", r), e => log("failed", text(e)));\n`
            + `Promise.resolve().then(() => log("tick 1")).then(() => log("tick 2")).then(() => log("tick 3"));\nlog("text ends");`;
    }
}
