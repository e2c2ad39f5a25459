// What the programs of this comparison find around them, in both worlds: `log`, timers by another name, a stream, and how a
// value is shown. What an engine words in its own way (messages of its errors, stacks) is not shown.
var program = "", fuel = 0;
function show(value, depth) {
    depth = depth || 0;
    if (typeof value === "string")
        return value.indexOf("    at ") >= 0 || /@|:\d+/.test(value) ? "<stack>" : JSON.stringify(value);
    if (typeof value === "function")
        return "<function>";
    if (value === null || typeof value !== "object")
        return Object.is(value, -0) ? "-0" : String(value);
    if (value instanceof Error)
        return value.name === "Error" ? "Error(" + value.message + ")" : "<" + value.name + ">";
    if (value === ASQ.csp.CLOSED)
        return "<closed>";
    if (depth > 4)
        return "…";
    if (Array.isArray(value)) {
        var parts = [];
        for (var i = 0; i < value.length; ++i)
            parts.push(show(value[i], depth + 1));
        return (ASQ.isMessageWrapper(value) ? "messages" : "") + "[" + parts.join(", ") + "]";
    }
    if (ASQ.isSequence(value))
        return "<sequence>";
    if ("put_queue" in value)
        return "<channel>";
    if (typeof value.add === "function" && "messages" in value)
        return "<token>";
    return "{" + Object.keys(value).sort().map(function (key) { return key + ": " + show(value[key], depth + 1); }).join(", ") + "}";
}
function log(label, values) { console.log(program + " " + label + " " + show([].slice.call(values))); }
function rest(values) { return [].slice.call(values, 1); }
function burn() { return --fuel > 0; }
function later(delay, action) { setTimeout(action, delay); }
function trigger(label) {
    function piped() { log(label, ["piped", [].slice.call(arguments)]); }
    piped.fail = function () { log(label, ["piped failure", [].slice.call(arguments)]); };
    return piped;
}
function instance(sequence) { return sequence || ASQ("paused"); }
function makeStream() {
    var listeners = { data: [], error: [] };
    return {
        on: function (name, listener) { listeners[name].push(listener); },
        removeListener: function (name, listener) { listeners[name] = listeners[name].filter(function (l) { return l !== listener; }); },
        emit: function (name) {
            var values = rest(arguments);
            listeners[name].slice().forEach(function (listener) { listener.apply(undefined, values); });
        },
    };
}
// An observable of what a stream emits, with something before anybody listens; it completes after a time.
function observable(stream, delay) {
    var it = {
        disposed: 0,
        dispose: function () { ++it.disposed; log("dispose", [it.disposed]); },
        subscribe: function (next, error, completed) {
            next("early");
            stream.on("data", next);
            later(delay, completed);
        },
    };
    return it;
}
function observe(stream, sequence) { stream.emit("data", "at once"); return sequence; }
var Rx = { Observable: { create: function (init) { return { subscribe: function (observer) { init(observer); } }; } } };
function begin(name, body, at) {
    setTimeout(function () {
        program = name;
        fuel = 40;
        body(makeStream());
    }, at);
}
hostOnUncaught(function (error) { log("uncaught", [error]); });
