// What a program finds around it besides ASQ: timers, a clock and random numbers of the executor's, a console, and texts of
// values as people read them.

// Puts all that into `global`. Gives the function that describes a value in about `budget` characters.
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
    hide(global, "setImmediate", function (callback) {
        const args = slice.call(arguments, 1);
        host.setImmediate(function () { callback.apply(undefined, args); });
    });
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
    function inspect(value, depth, seen, quoted) {
        switch (typeof value) {
        case "string": return quoted ? "'" + value.replace(/\\/g, "\\\\").replace(/'/g, "\\'").replace(/\n/g, "\\n") + "'" : value;
        case "number": return Object.is(value, -0) ? "-0" : String(value);
        case "symbol": return value.toString();
        case "function": return value.name ? "[Function: " + value.name + "]" : "[Function (anonymous)]";
        case "object": break;
        default: return String(value);
        }
        if (value === null)
            return "null";
        if (value === closed)
            return "[CLOSED]";
        if (value instanceof Error)
            return depth > 0 ? "[" + value.name + ": " + value.message + "]" : value.name + ": " + value.message;
        if (isSequence(value))
            return "[Sequence]";
        if (seen.indexOf(value) >= 0)
            return "[Circular *1]";
        if (value instanceof RealDate)
            return value.toISOString();
        if (value instanceof RegExp)
            return String(value);
        if (typeof Promise === "function" && value instanceof Promise)
            return "Promise { … }";
        if (depth > 2)
            return Array.isArray(value) ? "[Array]" : "[Object]";
        const inner = seen.concat([value]);
        const parts = [];
        if (Array.isArray(value)) {
            for (let i = 0; i < value.length && i < 100; ++i)
                parts.push(i in value ? inspect(value[i], depth + 1, inner, true) : "<1 empty item>");
            if (value.length > 100)
                parts.push("... " + (value.length - 100) + " more items");
            return parts.length ? "[ " + parts.join(", ") + " ]" : "[]";
        }
        Object.keys(value).forEach(function (key) {
            const property = Object.getOwnPropertyDescriptor(value, key);
            const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : "'" + key + "'";
            parts.push(name + ": " + (property.get ? "[Getter]" : inspect(property.value, depth + 1, inner, true)));
        });
        const prototype = Object.getPrototypeOf(value);
        const maker = prototype && prototype !== Object.prototype && prototype.constructor ? prototype.constructor.name + " " : "";
        return maker + (parts.length ? "{ " + parts.join(", ") + " }" : "{}");
    }
    function format(args) {
        return args.map(function (value) { return inspect(value, 0, [], false); }).join(" ");
    }
    function printer(error) {
        return function () { host.print(format(slice.call(arguments)), error); };
    }
    hide(global, "console", {
        log: printer(false), info: printer(false), debug: printer(false), warn: printer(true), error: printer(true),
    });

    return function (value, budget) {
        try {
            const text = inspect(value, 0, [], true);
            return text.length > budget ? text.slice(0, budget - 1) + "…" : text;
        } catch (error) {
            return "{…}";
        }
    };
}
