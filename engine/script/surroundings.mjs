// What a program finds around it besides ASQ: timers, a clock and random numbers of the executor's, a console, and texts of
// values as people read them.

import { makeConsole } from "./console.mjs";
import { makeInspector } from "./inspect.mjs";
import { promiseText } from "./runtime/install.mjs";

// Puts all that into `global`. Gives the function that describes a value in at most `budget` characters, objects within
// objects up to `depth` of them.
export function surround(host, global, isSequence, closed) {
    const slice = Array.prototype.slice;

    function hide(object, name, value) {
        return Object.defineProperty(object, name, { value: value, enumerable: false, writable: true, configurable: true });
    }

    // --- timers, clock, random numbers -------------------------------------------------------------------------------
    function setTimer(repeat) {
        return function (callback, delay) {
            if (typeof callback !== "function")
                throw TypeError("a timer needs a function to call");
            const milliseconds = +delay;
            return host.startTimer(callback, milliseconds >= 1 && milliseconds <= 2147483647 ? milliseconds : 1, repeat,
                slice.call(arguments, 2));
        };
    }
    hide(global, "setTimeout", setTimer(false));
    hide(global, "setInterval", setTimer(true));
    hide(global, "clearTimeout", function (id) { host.stopTimer(id); });
    hide(global, "clearInterval", function (id) { host.stopTimer(id); });
    const immediates = new Set();
    let immediate = 0;
    hide(global, "setImmediate", function (callback) {
        if (typeof callback !== "function")
            throw TypeError("setImmediate needs a function to call");
        const args = slice.call(arguments, 1);
        const id = ++immediate;
        immediates.add(id);
        host.setImmediate(function () {
            if (immediates["delete"](id))
                callback.apply(undefined, args);
        });
        return id;
    });
    hide(global, "clearImmediate", function (id) { immediates["delete"](id); });
    hide(global, "hostOnUncaught", function (handler) { host.onUncaught(handler); });

    const RealDate = Date;
    function now() { return host.epoch() + Math.floor(host.now()); }
    function ProgramDate(a, b, c, d, e, f, g) {
        if (!new.target)
            return new RealDate(now()).toString();
        switch (arguments.length) {
        case 0: return new RealDate(now());
        case 1: return new RealDate(a);
        default: return new RealDate(a, b, c === undefined ? 1 : c, d || 0, e || 0, f || 0, g || 0);
        }
    }
    ProgramDate.prototype = RealDate.prototype;
    ProgramDate.prototype.constructor = ProgramDate;
    ProgramDate.now = now;
    ProgramDate.parse = RealDate.parse;
    ProgramDate.UTC = RealDate.UTC;
    hide(global, "Date", ProgramDate);
    hide(global, "performance", { now: function () { return host.now(); } });

    let random = host.seed() >>> 0 || 1;
    Math.random = function () { // Marsaglia's xorshift32
        random ^= random << 13;
        random ^= random >>> 17;
        random ^= random << 5;
        return (random >>> 0) / 4294967296;
    };

    // --- texts of values -------------------------------------------------------------------------------------------
    function special(value) {
        return value === closed ? "[CLOSED]" : isSequence(value) ? "[Sequence]" : "";
    }
    const inspect = makeInspector(special, promiseText, RealDate);
    hide(global, "console", makeConsole(inspect, function (line, error) { host.print(line, error); },
        function () { return host.now(); }));

    return function (value, budget, depth) {
        try {
            const text = inspect(value, { flat: true, depth: depth - 1, budget: budget });
            return text.length > budget ? text.slice(0, budget - 1) + "…" : text;
        } catch (error) {
            return "{…}";
        }
    };
}
