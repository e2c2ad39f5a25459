// The console, as Node's writes: formats, groups, tables, counters and clocks.

/// `print(line, isError)` takes one line, or several with line ends between them; `now` gives milliseconds.
export function makeConsole(inspect, print, now) {
    const slice = Array.prototype.slice;
    let indent = "";
    const counts = new Map();
    const clocks = new Map();

    function text(value) {
        return typeof value === "string" ? value : inspect(value);
    }
    function number(value, convert) {
        return typeof value === "symbol" ? "NaN" : typeof value === "object" && value !== null ? "NaN"
            : Object.is(convert(value), -0) ? "-0" : String(convert(value));
    }
    function json(value) {
        try {
            return JSON.stringify(value);
        } catch (error) {
            return "[Circular]";
        }
    }
    function asText(value) {
        if (typeof value === "string")
            return value;
        if (typeof value === "number")
            return Object.is(value, -0) ? "-0" : String(value);
        if (value === null || typeof value !== "object")
            return typeof value === "function" && !hasOwnText(value) ? inspect(value, { depth: 0 }) : String(value);
        return hasOwnText(value) || value instanceof Error ? String(value) : inspect(value, { depth: 0 });
    }
    /// The program gave it a toString of its own.
    function hasOwnText(value) {
        const shown = value.toString;
        return typeof shown === "function" && shown !== Object.prototype.toString && shown !== Function.prototype.toString
            && shown !== Array.prototype.toString && shown !== Error.prototype.toString && shown !== Date.prototype.toString
            && shown !== RegExp.prototype.toString;
    }
    function formatted(sign, value) {
        switch (sign) {
        case "s": return asText(value);
        case "d": return number(value, Number);
        case "i": return number(value, part => parseInt(part, 10));
        case "f": return number(value, parseFloat);
        case "j": return json(value);
        case "o": return inspect(value, { depth: 4, showHidden: true });
        case "O": return inspect(value);
        default: return ""; // %c: styles
        }
    }
    function format(args) {
        if (!args.length)
            return "";
        const first = args[0];
        if (typeof first !== "string" || args.length === 1)
            return args.map(text).join(" ");
        let next = 1;
        const head = first.replace(/%[sdifjoOc%]/g, all => {
            if (all === "%%")
                return "%";
            return next < args.length ? formatted(all.charAt(1), args[next++]) : all;
        });
        return [head].concat(args.slice(next).map(text)).join(" ");
    }
    function write(message, isError) {
        print(indent ? indent + message.replace(/\n/g, "\n" + indent) : message, isError);
    }
    function printer(isError) {
        return function () { write(format(slice.call(arguments)), isError); };
    }

    // --- tables ------------------------------------------------------------------------------------------------------
    function widthOf(cell) { return Array.from(cell).length; }
    function drawn(head, rows) {
        const widths = head.map((cell, column) =>
            Math.max.apply(null, [cell].concat(rows.map(row => row[column])).map(widthOf)) + 2);
        const line = (left, middle, right) => left + widths.map(width => "─".repeat(width)).join(middle) + right;
        const row = cells => "│" + cells.map((cell, column) =>
            " " + cell + " ".repeat(widths[column] - widthOf(cell) - 1)).join("│") + "│";
        return [line("┌", "┬", "┐"), row(head), line("├", "┼", "┤")].concat(rows.map(row), [line("└", "┴", "┘")]).join("\n");
    }
    function isObject(value) { return value !== null && typeof value === "object"; }
    function entriesOf(data) {
        if (data instanceof Map)
            return Array.from(data.entries()).map((entry, index) => [String(index), entry[1], entry[0]]);
        if (data instanceof Set)
            return Array.from(data.values()).map((value, index) => [String(index), value]);
        return Object.keys(data).map(key => [key, data[key]]);
    }
    function table(data, columns) {
        if (!isObject(data)) {
            write(format([data]), false);
            return;
        }
        const shown = value => inspect(value, { depth: isObject(value) ? 0 : 2, flat: true });
        const isMap = data instanceof Map;
        const entries = entriesOf(data);
        const names = columns ? columns.map(String) : [];
        let hasValues = false;
        entries.forEach(entry => {
            if (!isObject(entry[1]) || typeof entry[1] === "function" || isMap)
                hasValues = true;
            else if (!columns)
                Object.keys(entry[1]).forEach(name => { if (!names.includes(name)) names.push(name); });
        });
        const index = isMap || data instanceof Set ? "(iteration index)" : "(index)";
        const head = [index].concat(isMap ? ["Key"] : [], isMap ? [] : names, hasValues ? ["Values"] : []);
        const rows = entries.map(entry => {
            const isRow = isObject(entry[1]) && !isMap;
            const cells = isMap ? [] : names.map(name => isRow && name in entry[1] ? shown(entry[1][name]) : "");
            return [entry[0]].concat(isMap ? [shown(entry[2])] : [], cells, hasValues ? [isRow ? "" : shown(entry[1])] : []);
        });
        write(drawn(head, rows), false);
    }

    // --- clocks ------------------------------------------------------------------------------------------------------
    function duration(milliseconds) {
        if (milliseconds >= 60000) {
            const minutes = Math.floor(milliseconds / 60000);
            return minutes + ":" + ((milliseconds - minutes * 60000) / 1000).toFixed(3).padStart(6, "0") + " (m:ss.mmm)";
        }
        return milliseconds >= 1000 ? (milliseconds / 1000).toFixed(3) + "s"
            : Number(milliseconds.toFixed(3)) + "ms";
    }
    function withClock(label, action) {
        const name = label === undefined ? "default" : String(label);
        if (!clocks.has(name))
            write("Warning: No such label '" + name + "' for console.time()", true);
        else
            action(name, duration(now() - clocks.get(name)));
    }

    const log = printer(false);
    const error = printer(true);
    return {
        log, info: printer(false), debug: printer(false), error, warn: printer(true), table,
        dir(value, options) { write(inspect(value, options), false); },
        dirxml: printer(false),
        trace() {
            const message = format(slice.call(arguments));
            const frames = String(new Error().stack).split("\n").slice(1).map(frame => "    at " + frame);
            write("Trace" + (message ? ": " + message : "") + "\n" + frames.join("\n"), true);
        },
        assert(condition) {
            if (condition)
                return;
            const args = slice.call(arguments, 1);
            if (typeof args[0] === "string")
                args[0] = "Assertion failed: " + args[0];
            else
                args.unshift(args.length ? "Assertion failed:" : "Assertion failed");
            write(format(args), true);
        },
        group() {
            if (arguments.length)
                write(format(slice.call(arguments)), false);
            indent += "  ";
        },
        groupCollapsed() {
            if (arguments.length)
                write(format(slice.call(arguments)), false);
            indent += "  ";
        },
        groupEnd() { indent = indent.slice(2); },
        count(label) {
            const name = label === undefined ? "default" : String(label);
            counts.set(name, (counts.get(name) || 0) + 1);
            write(name + ": " + counts.get(name), false);
        },
        countReset(label) {
            const name = label === undefined ? "default" : String(label);
            if (!counts.has(name))
                write("Warning: Count for '" + name + "' does not exist", true);
            counts["delete"](name);
        },
        time(label) {
            const name = label === undefined ? "default" : String(label);
            if (clocks.has(name))
                write("Warning: Label '" + name + "' already exists for console.time()", true);
            else
                clocks.set(name, now());
        },
        timeLog(label) {
            const args = slice.call(arguments, 1);
            withClock(label, (name, passed) => write([name + ": " + passed].concat(args.map(text)).join(" "), false));
        },
        timeEnd(label) {
            withClock(label, (name, passed) => {
                write(name + ": " + passed, false);
                clocks["delete"](name);
            });
        },
    };
}
