// Random programs over the implemented API, one for each seed: up to six sequences, iterables, reactive sequences, channels,
// and what happens to them later. A program logs all it sees with `log(label, values)`; the delays of its timers are all
// different. Every program is finite: effects burn `fuel`, and nested texts get shorter.

import * as csp from "./generate-csp.mjs";
import * as react from "./generate-react.mjs";
import * as steps from "./generate-steps.mjs";

// Words for further calls, a module each: functions of the writer that give pairs [weight, make], see words().
const vocabularies = [
    steps,
    csp,
    react,
];

class Random {
    constructor(seed) { this.state = (seed * 2654435761) >>> 0 || 1; for (let i = 0; i < 8; ++i) this.next(); }
    next() {
        this.state ^= this.state << 13;
        this.state ^= this.state >>> 17;
        this.state ^= this.state << 5;
        return this.state >>> 0;
    }
    below(count) { return this.next() % count; }
    chance(percent) { return this.below(100) < percent; }
    pick(list) { return list[this.below(list.length)]; }
    // Of pairs [weight, make].
    weighted(options) {
        let at = this.below(options.reduce((sum, option) => sum + option[0], 0));
        for (const [weight, make] of options) {
            if (at < weight)
                return make();
            at -= weight;
        }
    }
}

// A step that does not abort: a run in a duplicate looks at whether the sequence is aborted that it was copied from, which is
// not copied.
function unaborted(text) { return text.replace(/done\.abort\(\)/g, "done()"); }

class Writer {
    constructor(seed) {
        this.random = new Random(seed);
        this.made = { sequence: [], iterable: [], reactive: [], channel: [], copy: [] };
        this.copied = new Set(); // sequences that have duplicates
        this.labels = 0;
        this.names = 0;
        this.delays = 0;
        this.depth = 0;
        this.emitters = 0;
    }

    // What the vocabularies have for a place: `segments`, `operations`, `plainOperations` (not on reactive sequences), `sequences`
    // (expressions), `statements`, `communications` (in goroutines), `effects`.
    words(place) { return vocabularies.flatMap(vocabulary => vocabulary[place] ? vocabulary[place](this) : []); }

    // --- words ---------------------------------------------------------------------------------------------------
    label() { return JSON.stringify("L" + ++this.labels); }
    name(kind) { return { sequence: "s", iterable: "i", reactive: "r", channel: "c", copy: "d", plain: "x" }[kind] + this.names++; }
    delay() { return 10 + 10 * ((this.delays++ * 37) % 41); }
    deeper(make, instead) {
        if (this.depth >= 3)
            return instead();
        ++this.depth;
        const text = make();
        --this.depth;
        return text;
    }
    some(low, high, make) { return Array.from({ length: low + this.random.below(high - low + 1) }, make); }

    value() {
        return this.random.weighted([
            [30, () => String(this.random.below(50))],
            [30, () => JSON.stringify("v" + this.random.below(50))],
            [4, () => "null"],
            [4, () => "undefined"],
            [3, () => "false"],
            [2, () => "0"],
            [2, () => '""'],
            [5, () => "[1, [2]]"],
            [3, () => "[]"],
            [3, () => "{ k: 1 }"],
            [8, () => `ASQ.messages(${this.values(0, 3)})`],
        ]);
    }
    values(low = 0, high = 3) { return this.some(low, high, () => this.value()).join(", "); }
    error() {
        return this.random.weighted([
            [5, () => JSON.stringify("e" + this.random.below(50))],
            [4, () => `new Error("x${this.random.below(50)}")`],
            [1, () => `ASQ.messages(${this.values(0, 3)})`],
            [1, () => this.random.pick(["0", "undefined", "false", "null"])],
        ]);
    }
    errors() { return this.some(0, 2, () => this.error()).join(", "); }
    failing(percent) { return this.random.chance(percent); }

    // --- functions -----------------------------------------------------------------------------------------------
    completion(done = "done") {
        const r = this.random;
        return r.weighted([
            [34, () => `${done}(${this.values()});`],
            [24, () => `later(${this.delay()}, function () { ${done}(${this.values()}); });`],
            [5, () => `${done}.fail(${this.errors()});`],
            [4, () => `later(${this.delay()}, function () { ${done}.fail(${this.errors()}); });`],
            [5, () => `throw ${this.error()};`],
            [3, () => `${done}.errfcb(${r.pick(["null", "0", '"e"', 'new Error("cb")'])}, ${this.values(1)});`],
            [6, () => `Promise.resolve(${this.value()}).then(${done}, ${done}.fail);`],
            [2, () => `${done}(${this.values()}); ${done}(${this.values()});`],
            [2, () => `${done}(${this.values()}); throw ${this.error()};`],
            [2, () => `${done}.fail(${this.errors()}); throw ${this.error()};`],
            [2, () => `${done}(${this.values()}); ${done}.fail(${this.errors()});`],
            [1, () => `${done}.abort();`],
            [1, () => `later(${this.delay()}, function () { ${done}.abort(); });`],
            [6, () => `${this.effect()} ${done}(${this.values()});`],
            [3, () => `${done}(${this.values()}); ${this.effect()}`],
        ]);
    }
    step() { return `function (done) { log(${this.label()}, rest(arguments)); ${this.completion()} }`; }
    plainFunction() {
        const r = this.random;
        const end = r.weighted([
            [12, () => `return ${this.value()};`],
            [3, () => ""],
            [2, () => `throw ${this.error()};`],
            [3, () => `${this.effect()} return ${this.value()};`],
        ]);
        return `function () { log(${this.label()}, arguments); ${end} }`;
    }
    handler() {
        const end = this.random.weighted([[9, () => ""], [2, () => `throw ${this.error()};`], [2, () => this.effect()]]);
        return `function () { log(${this.label()}, arguments); ${end} }`;
    }
    generator() {
        return this.deeper(
            () => `function* (token) { var x; log(${this.label()}, token.messages); ${this.some(0, 5, () => this.turn("token")).join(" ")} }`,
            () => `function* (token) { log(${this.label()}, token.messages); yield token; }`);
    }
    turn() {
        return this.random.weighted([
            [8, () => `token.messages.push(${this.value()}); x = yield token; log(${this.label()}, [x === token, token.messages]);`],
            [6, () => `x = yield ${this.value()}; log(${this.label()}, [x]);`],
            [6, () => `x = yield ${this.awaitable()}; log(${this.label()}, [x]);`],
            [4, () => `try { x = yield ${this.awaitable()}; log(${this.label()}, [x]); } catch (e) { log(${this.label()}, ["caught", e]); }`],
            [2, () => `x = yield function (cb) { ${this.thunk()} }; log(${this.label()}, [x]);`],
            [2, () => `log(${this.label()}, token.messages);`],
            [2, () => `yield;`],
            [2, () => `return ${this.value()};`],
            [1, () => `return token;`],
            [1, () => `throw ${this.error()};`],
            [1, () => `token.messages = [${this.values()}];`],
            [2, () => `token.add(${this.coroutine()});`],
            [3, () => this.effect()],
        ]);
    }
    thunk() {
        return this.random.pick([`cb(null, ${this.values(1)});`, `later(${this.delay()}, function () { cb(${this.random.pick(["0", '"e"'])}, ${this.values(1)}); });`]);
    }
    goroutine() {
        const body = () => this.some(1, 5, () => this.communication()).join(" ");
        return this.deeper(
            () => `ASQ.csp.go(function* (ch, a) { var x; log(${this.label()}, [a, ch.messages.length]); ${body()} log(${this.label()}, []); }${this.random.pick(["", `, ${this.value()}`, `, [${this.values(1)}]`])})`,
            () => `ASQ.csp.go(function* (ch) { yield ASQ.csp.put(ch, ${this.value()}); })`);
    }
    channel() { return this.random.pick(["ch", "ch", ...this.made.channel]); }
    communication() {
        const L = () => this.label();
        return this.random.weighted([
            [10, () => `x = yield ASQ.csp.put(${this.channel()}, ${this.value()}); log(${L()}, ["put", x]);`],
            [10, () => `x = yield ASQ.csp.take(${this.channel()}); log(${L()}, ["took", x]);`],
            [2, () => `x = yield ASQ.csp.put(${this.channel()}, new Error("in")); log(${L()}, ["put", x]);`],
            [4, () => `x = yield ${this.value()}; log(${L()}, [x]);`],
            [5, () => `x = yield ${this.awaitable()}; log(${L()}, [x]);`],
            [3, () => `try { x = yield ${this.awaitable()}; log(${L()}, [x]); } catch (e) { log(${L()}, ["caught", e]); }`],
            [3, () => `for (x = 0; x < 3; ++x) { log(${L()}, [yield ASQ.csp.${this.random.pick(["put", "take"])}(${this.channel()}, x)]); }`],
            ...this.words("communications"),
            [1, () => `ch.go(function* (ch) { log(${L()}, []); log(${L()}, [yield ASQ.csp.take(ch)]); });`],
            [1, () => `ch.buffer_size = ${this.random.below(3)};`],
            [1, () => `log(${L()}, ch.messages);`],
            [1, () => `return ${this.value()};`],
            [1, () => `throw ${this.error()};`],
            [3, () => this.effect()],
        ]);
    }
    coroutine() {
        return this.random.weighted([
            [12, () => this.generator()],
            [2, () => `ASQ.iterable(${this.some(0, 3, () => this.random.pick([this.plainFunction(), this.value()])).join(", ")})`],
            [1, () => this.value()],
            [1, () => `Promise.resolve(${this.value()})`],
        ]);
    }
    coroutines() {
        return this.random.weighted([
            [6, () => this.some(1, 3, () => this.coroutine()).join(", ")],
            [5, () => this.some(1, 4, () => this.goroutine()).join(", ")],
            [1, () => [this.goroutine(), this.generator(), ...this.some(0, 1, () => this.goroutine())].join(", ")],
        ]);
    }
    awaitable() {
        return this.random.weighted([
            [6, () => this.inlineSequence()],
            [2, () => `ASQ(function (done) { later(${this.delay()}, function () { done(${this.values()}); }); })`],
            [2, () => `Promise.resolve(${this.value()})`],
            [1, () => `Promise.reject(${this.error()})`],
            [1, () => `ASQ.failed(${this.errors()})`],
            [1, () => this.existing("sequence", () => "ASQ(1)")],
            ...this.words("sequences"),
        ]);
    }
    inlineSequence() {
        return this.deeper(
            () => `ASQ(${this.elements()})${this.some(0, 2, () => this.operation(true)).join("")}`,
            () => `ASQ(${this.values()})`);
    }
    existing(kind, instead) { return this.made[kind].length ? this.random.pick(this.made[kind]) : instead(); }
    elements() { return this.some(0, 3, () => this.random.pick([this.step(), this.value()])).join(", "); }

    // --- operations on a sequence --------------------------------------------------------------------------------
    segment() {
        return this.random.weighted([
            [8, () => this.step()],
            [3, () => this.inlineSequence()],
            [2, () => this.existing("sequence", () => this.step())],
            [1, () => this.existing("reactive", () => this.step())],
            [1, () => this.existing("iterable", () => this.step())],
            ...this.words("segments"),
        ]);
    }
    operation(plain) {
        const r = this.random;
        const step = () => r.weighted([
            [10, () => `.then(${this.some(1, 3, () => r.weighted([[5, () => this.step()], [2, () => this.value()], [1, () => this.inlineSequence()]])).join(", ")})`],
            [8, () => `.val(${this.some(1, 2, () => r.weighted([[5, () => this.plainFunction()], [2, () => this.value()]])).join(", ")})`],
            [7, () => `.${r.pick(["or", "or", "onerror"])}(${this.some(1, 2, () => this.handler()).join(", ")})`],
            [6, () => `.${r.pick(["gate", "gate", "all"])}(${this.some(1, 4, () => this.segment()).join(", ")})`],
            [4, () => `.seq(${r.weighted([
                [2, () => this.inlineSequence()],
                [2, () => `function () { log(${this.label()}, arguments); return ${this.inlineSequence()}; }`],
                [1, () => this.existing("sequence", () => "ASQ(7)")],
                [1, () => this.existing("reactive", () => "ASQ(8)")],
                [1, () => this.existing("iterable", () => "ASQ(9)")],
            ])})`],
            [3, () => `.promise(${r.pick([
                `Promise.resolve(${this.value()})`,
                `function () { return Promise.resolve(${this.value()}); }`,
                `function () { return Promise.reject(${this.error()}); }`,
                `function () { return new Promise(function (ok, no) { later(${this.delay()}, function () { ok(${this.value()}); }); }); }`,
            ])})`],
            [4, () => this.deeper(() => `.runner(${this.coroutines()})`, () => ".val(1)")],
            [1, () => ".defer()"],
            ...this.words("operations"),
            ...(plain ? this.words("plainOperations") : []),
        ]);
        return plain && r.chance(8) ? `.pipe(trigger(${this.label()}))` : step();
    }
    // A gate or a run of a duplicate ends when the sequence that it was copied from has, and a fork of one is called twice:
    // quirks of the original that are not copied.
    source() {
        this.copied.add(this.made.sequence.at(-1));
        return this.made.sequence.at(-1);
    }
    copyable() {
        return this.random.pick([() => `.then(${this.step()})`, () => `.val(${this.plainFunction()})`, () => `.or(${this.handler()})`,
            () => `.seq(function () { return ${this.inlineSequence()}; })`, () => `.runner(${this.coroutines()})`])();
    }
    chain(low, high, plain = true) { return this.some(low, high, () => this.operation(plain)).join(""); }

    // --- what happens to what is there already ---------------------------------------------------------------------
    effect() {
        return this.deeper(() => `if (burn()) { ${this.anyEffect()} }`, () => "");
    }
    anyEffect() {
        const r = this.random, options = [[2, () => `later(${this.delay()}, function () { ${this.effect()} });`]];
        const { sequence, iterable, reactive, channel, copy } = this.made;
        if (sequence.length) {
            options.push([6, () => { const it = r.pick(sequence), text = this.chain(1, 2); return `${it}${this.copied.has(it) ? unaborted(text) : text};`; }], [1, () => { const it = r.pick(sequence); return this.copied.has(it) ? "" : `${it}.abort();`; }]);
        }
        if (copy.length)
            options.push([4, () => r.pick([`ASQ.unpause(${r.pick(copy)});`, `if (${copy[0]}.unpause) ${copy[0]}.unpause(${this.values()});`])]);
        if (iterable.length) {
            const it = r.pick(iterable);
            options.push([8, () => `log(${this.label()}, [${it}.next(${this.values()})]);`], [1, () => `log(${this.label()}, [${it}.return(${this.value()})]);`],
                [1, () => `${it}.throw(${this.errors()});`], [2, () => `${it}.${r.pick(["then", "val"])}(${this.plainFunction()});`],
                [2, () => `${it}.or(${this.handler()});`], [1, () => `${it}.abort();`], [1, () => `${it}.pipe(trigger(${this.label()}));`],
                [1, () => `for (var v of ${it}.duplicate()) { log(${this.label()}, [v]); ${r.pick(["", "break;"])} }`]);
        }
        if (reactive.length) {
            const it = r.pick(reactive);
            options.push([8, () => `${it}.push(${this.values()});`], [3, () => `instance(${it}.push(${this.values()}))${this.chain(1, 2)};`],
                [1, () => `${it}.${r.pick(["stop", "pause", "resume", "pause", "resume"])}();`], [1, () => `${it}${this.chain(1, 1, false)};`],
                [1, () => `(instance(${it}.push(1))).abort();`]);
        }
        if (channel.length) {
            const it = r.pick(channel);
            options.push([5, () => `ASQ.csp.putAsync(${it}, ${this.value()}, function (x) { log(${this.label()}, ["put", x]); });`],
                [5, () => `ASQ.csp.takeAsync(${it}, function (x) { log(${this.label()}, ["took", x]); });`],
                [1, () => `ASQ.csp.takeAsync(${it})${this.chain(1, 2)};`],
                [1, () => `log(${this.label()}, [ASQ.csp.put(${it}, ${this.value()})]);`],
                [1, () => `${it}.close();`], [1, () => `${it}.buffer_size = ${r.below(3)};`],
                [1, () => `log(${this.label()}, [${it}.closed, ${it}.messages, ${it}.buffer_size]);`]);
        }
        return r.weighted([...options, ...this.words("effects")]);
    }

    // --- the whole -------------------------------------------------------------------------------------------------
    declare(kind, text) {
        const name = this.name(kind);
        const line = `var ${name} = ${text(name)};`;
        this.made[kind].push(name);
        if (kind === "copy")
            this.made.sequence.push(name);
        return line;
    }
    sequence() {
        return this.declare("sequence", () => this.random.weighted([
            [10, () => `ASQ(${this.elements()})${this.chain(0, 5)}`],
            [1, () => `ASQ.failed(${this.errors()})${this.chain(0, 2)}`],
            [2, () => this.made.sequence.length ? `${this.random.pick(this.made.sequence)}.fork()${this.chain(0, 3)}` : "ASQ()"],
            [1, () => this.wrapped()],
            ...this.words("sequences").map(([weight, make]) => [weight, () => make() + this.chain(0, 3)]),
        ]));
    }
    wrapped() {
        return this.random.pick([
            `ASQ.wrap(function (a, cb) { log(${this.label()}, [a]); ${this.thunk()} })(${this.value()})${this.chain(0, 2)}`,
            `ASQ.wrap(function (a, ok, no) { log(${this.label()}, [a]); ${this.random.pick(["ok", "no"])}(${this.values()}); }, { splitcb: true })(${this.value()})${this.chain(0, 2)}`,
            `ASQ.wrap(function (cb, a) { log(${this.label()}, [a]); later(${this.delay()}, function () { cb(${this.values()}); }); }, { simplecb: true, params_last: true })(${this.value()})${this.chain(0, 2)}`,
            `ASQ.wrap(function* (a, b) { log(${this.label()}, [a, b]); return yield ${this.awaitable()}; }, { gen: true })(${this.values(1)})${this.chain(0, 2)}`,
        ]);
    }
    reactive() {
        const r = this.random;
        const setup = `function (next, teardown) { log(${this.label()}, ["setup"]); teardown(function () { log(${this.label()}, ["down"]); });`
            + (r.chance(40) ? ` later(${this.delay()}, function () { next(${this.values()}); });` : "")
            + (r.chance(30) ? ` next(${this.values()});` : "")
            + (r.chance(30) ? ` next.onStream(stream);` : "") + " }";
        return this.declare("reactive", () => `ASQ.react(${setup})${this.chain(0, 4, false)}`);
    }
    statement() {
        const r = this.random;
        return r.weighted([
            [8, () => this.sequence()],
            [2, () => this.declare("iterable", () => `ASQ.iterable(${this.some(0, 4, () => r.pick([this.plainFunction(), this.value()])).join(", ")})`)],
            [3, () => this.reactive()],
            [2, () => this.declare("channel", () => `ASQ.csp.chan(${r.pick(["", "1", "2"])})`)],
[1, () => this.declare("sequence", () => unaborted(`ASQ(${this.elements()})${this.some(0, 3, () => this.copyable()).join("")}`)) + "\n"
                + this.declare("copy", () => `${this.source()}.duplicate()${this.chain(0, 2)}`)],
            [1, () => this.made.sequence.length ? `var x${this.names} = ${r.pick(this.made.sequence)}.errfcb(); later(${this.delay()}, function () { x${this.names++}(${r.pick(["0", "'e'"])}, ${this.values(1)}); });` : ""],
            [1, () => `later(${this.delay()}, function () { stream.emit(${r.pick(["'data'", "'error'"])}, ${this.values()}); });`],
            [6, () => `later(${this.delay()}, function () { ${this.effect()} });`],
            [3, () => this.effect()],
            ...this.words("statements"),
        ]);
    }
    text() { return this.some(2, 9, () => this.statement()).filter(line => line).join("\n"); }
}

export function generate(seed) {
    return new Writer(seed).text();
}
