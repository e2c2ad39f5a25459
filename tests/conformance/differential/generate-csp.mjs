// The words of channels beyond put and take, for generate.mjs: each function gives pairs [weight, make].
function place(w) { return w.random.chance(60) ? w.channel() : w.existing("channel", () => "ch"); }
function actions(w, place) {
    return "[" + w.some(1, 3, () => w.random.chance(45) ? `[${place(w)}, ${w.value()}]` : w.random.chance(10) ? `ASQ.csp.timeout(${w.delay()})` : place(w)).join(", ") + "]";
}

// In the body of a goroutine, where `ch` is the shared channel.
export function communications(w) {
    const L = () => w.label();
    return [
        [9, () => `x = yield ASQ.csp.alts(${actions(w, place)}); log(${L()}, ["alts", x]);`],
        [3, () => `try { x = yield ASQ.csp.takem(${place(w)}); log(${L()}, ["took", x]); } catch (e) { log(${L()}, ["thrown", e]); }`],
        [1, () => `x = yield ASQ.csp.takem(${place(w)}); log(${L()}, ["took", x]);`],
        [1, () => `x = yield ASQ.csp.take(ASQ.csp.timeout(${w.delay()})); log(${L()}, ["time", x]);`],
        [1, () => `${place(w)}.close();`],
        [2, () => `x = ASQ.csp.alts(${actions(w, place)}); x = yield x; log(${L()}, ["alts", x]);`],
        [2, () => `x = ASQ.csp.${w.random.pick(["put", "take"])}(${place(w)}, ${w.value()}); log(${L()}, [yield ${w.value()}]); log(${L()}, ["later", yield x]);`],
    ];
}
// Anywhere.
export function effects(w) {
    const there = w => w.random.pick(w.made.channel);
    const called = () => `function (x) { log(${w.label()}, ["called", x]); }`;
    if (w.made.channel.length === 0)
        return [];
    return [
        [3, () => `ASQ.csp.altsAsync(${actions(w, there)}, ${called()});`],
        [2, () => `ASQ.csp.altsAsync(${actions(w, there)})${w.chain(1, 2)};`],
        [2, () => `try { ASQ.csp.takemAsync(${there(w)}, ${called()}); } catch (e) { log(${w.label()}, ["thrown", e]); }`],
        [1, () => `try { ASQ.csp.takemAsync(${there(w)}).or(${w.handler()}); } catch (e) { log(${w.label()}, ["thrown", e]); }`],
        [2, () => `ASQ.csp.putAsync(${there(w)}, new Error("in"))${w.random.chance(50) ? ".val(" + w.plainFunction() + ")" : ""};`],
        [1, () => `log(${w.label()}, [${there(w)}.put_queue.length, ${there(w)}.take_queue.length]);`],
    ];
}
export function statements(w) {
    return [
        [1, () => w.declare("channel", () => `ASQ.csp.timeout(${w.delay()})`)],
    ];
}
