// The words of contrib's steps for generate.mjs, and of what extensions use: each function gives pairs [weight, make].
function attempt(w) { // Finite: without fuel it succeeds.
    const end = w.random.weighted([[6, () => w.completion()], [2, () => `done.fail(${w.errors()});`], [2, () => `throw ${w.error()};`],
        [3, () => `done.break(${w.errors()});`], [1, () => `later(${w.delay()}, function () { done.break(${w.errors()}); });`]]);
    return `function (done) { log(${w.label()}, rest(arguments)); if (burn()) { ${end} } else done("no fuel"); }`;
}
function each(w) {
    return `function (item, done) { log(${w.label()}, arguments.length > 2 ? [item].concat([].slice.call(arguments, 2)) : [item]); ${w.completion()} }`;
}
// One half of pThen. What the second one gives back is a message even if it is a sequence, which is left out: given to a promise
// it is called as a thenable, and Qt's engine takes no value from a resolving call with two arguments.
function settled(w, second = false) {
    const end = w.random.weighted([[5, () => `return ${w.value()};`], [second ? 0 : 2, () => `return ${w.awaitable()};`], [1, () => ""], [2, () => `throw ${w.error()};`],
        [1, () => `${w.effect()} return ${w.value()};`]]);
    return `function (m) { log(${w.label()}, [arguments.length, m]); ${end} }`;
}
// A sequence of a copy of the API, with the methods of the core and one of an extension that looks inside and changes things.
function copied(w) {
    const r = w.random;
    const inside = `log(${w.label()}, [internals("seq_error"), internals("seq_aborted"), internals("then_ready"), internals("then_queue").length,
        internals("or_queue").length, internals("sequence_messages").slice(), internals("sequence_errors").slice()]);`;
    const change = r.pick([`internals("sequence_messages").push(${w.values(1) || 1});`, `api.val(${w.plainFunction()});`, `internals("or_queue").shift();`,
        `internals("then_queue").pop();`, `internals("then_queue").reverse();`, `if (internals("seq_error")) { internals("sequence_errors").length = 0; internals("seq_error", false); internals("then_ready", true); api.val(1); }`,
        `ASQ.__schedule(function () { log(${w.label()}, ["scheduled"]); });`, ""]);
    const core = () => r.pick([() => `.then(${w.step()})`, () => `.val(${w.plainFunction()})`, () => `.or(${w.handler()})`, () => `.gate(${w.segment()}, ${w.step()})`,
        () => `.seq(${w.inlineSequence()})`, () => `.seq(function () { return ${w.inlineSequence()}; })`, () => ".look()"])();
    return `ASQ.clone().extend("look", function (api, internals) { return function () { ${inside} ${change} return api; }; })(${w.elements()})`
        + w.some(1, 4, core).join("");
}
const list = w => w.random.pick(["[1, 2, 3]", `[${w.value()}]`, `[${w.values(0, 3)}]`, "[]"]);
const elements = (w, low, high, make) => w.some(low, high, make).join(", ");

// On any sequence.
export function operations(w) {
    const r = w.random;
    return [
        [8, () => `.${r.pick(["any", "first", "last", "none", "race"])}(${elements(w, 1, 4, () => w.segment())})`],
        [2, () => r.pick([() => `.map(${list(w)}, ${each(w)})`, () => `.map(${each(w)}, ${list(w)})`,
            () => `.val(function () { return ASQ.messages(${list(w)}, ${w.values(0, 2) || 1}); }).map(undefined, ${each(w)})`])()],
        [3, () => `.waterfall(${elements(w, 1, 3, () => r.chance(90) ? w.step() : w.value())})`],
        [3, () => `.until(${elements(w, 1, 2, () => attempt(w))})`],
        [4, () => `.try(${elements(w, 1, 2, () => w.step())})`],
        [2, () => `.after(${elements(w, 1, 1, () => w.delay())}${r.chance(40) ? `, ${w.values(1)}` : ""})`],
        [1, () => `.failAfter(${w.delay()}${r.chance(60) ? `, ${w.errors() || 1}` : ""})`],
    ];
}
// On plain sequences only.
export function plainOperations(w) {
    return [
        [4, () => `.pThen(${settled(w)}${w.random.chance(40) ? `, ${settled(w, true)}` : ""})`],
        [3, () => `.pCatch(${settled(w, true)})`],
    ];
}
// Expressions that are a sequence.
export function sequences(w) {
    return [
        [2, () => `ASQ.after(${w.delay()}${w.random.chance(60) ? `, ${w.values(1)}` : ""})`],
        [1, () => `ASQ.failAfter(${w.delay()}${w.random.chance(60) ? `, ${w.errors() || 1}` : ""})`],
    ];
}
// Segments, and whatever else only taps a sequence.
export function segments(w) {
    return [[1, () => w.deeper(() => copied(w), () => "ASQ(3)")]];
}
// Statements.
export function statements(w) {
    const sequence = () => w.existing("sequence", () => "ASQ(1)");
    return [
        [2, () => `${sequence()}.toPromise().then(function (m) { log(${w.label()}, ["ok", m]); }, function (m) { log(${w.label()}, ["no", m]); });`],
        [2, () => `${copied(w)};`],
        [1, () => `var x${w.names} = ${copied(w)}; later(${w.delay()}, function () { x${w.names++}.look(); });`],
    ];
}
