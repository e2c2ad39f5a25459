// The words of streams made of streams, for generate.mjs: each function gives pairs [weight, make].
function source(w) {
    return w.random.weighted([
        [10, () => w.existing("reactive", () => `ASQ.react(function (next) { next(${w.values()}); later(${w.delay()}, function () { next(${w.values()}); }); })`)],
        [2, () => w.existing("sequence", () => `ASQ(${w.values()})`)],
        [1, () => w.inlineSequence()],
        [1, () => w.existing("iterable", () => `ASQ.iterable(${w.plainFunction()})`)],
    ]);
}
// Each source once: streams that hear one another several times grow without end.
function sources(w) {
    const list = [...new Set(w.some(1, 3, () => source(w)))];
    if (w.random.chance(10))
        list.push(w.value());
    return list.join(", ");
}
function predicate(w) {
    return w.random.weighted([
        [6, () => `function (v) { log(${w.label()}, arguments); return ${w.random.pick(["typeof v === 'string'", "v", "arguments.length > 1", "true"])}; }`],
        [1, () => `function () { throw ${w.error()}; }`],
        [1, () => "undefined"],
    ]);
}

// Expressions that are a reactive sequence.
function streams(w) {
    const r = w.random;
    return r.weighted([
        [9, () => `ASQ.react.${r.pick(["all", "zip", "allLatest", "latest", "combineLatest", "any", "merge"])}(${sources(w)})`],
        [3, () => `ASQ.react.filter(${source(w)}, ${predicate(w)})`],
        [3, () => `ASQ.react.${r.pick(["distinct", "distinctConsecutive", "distinctUntilChanged"])}(${source(w)})`],
        [3, () => `ASQ.react.of(${w.some(0, 3, () => r.chance(60) ? w.value() : w.inlineSequence()).join(", ")})`],
    ]);
}
export function statements(w) {
    const heard = () => `.val(function () { log(${w.label()}, arguments); })`;
    return [
        [4, () => w.declare("reactive", () => streams(w) + heard() + w.chain(0, 2, false))],
        [1, () => `observe(stream, ASQ.react.fromObservable(observable(stream, ${w.delay()}))${heard()});`],
        [1, () => `${w.existing("reactive", () => "ASQ(1)")}.toObservable().subscribe({ onNext: function () { log(${w.label()}, arguments); }, onError: function () { log(${w.label()}, ["error", [].slice.call(arguments)]); } });`],
    ];
}
// On existing streams.
export function effects(w) {
    if (w.made.reactive.length === 0)
        return [];
    return [
        [4, () => `for (var k = 0; k < 3; ++k) ${w.random.pick(w.made.reactive)}.push(${w.random.pick(["k", "k % 2", "'same'", "k, k"])});`],
        [1, () => `stream.emit("data", ${w.values()});`],
    ];
}
