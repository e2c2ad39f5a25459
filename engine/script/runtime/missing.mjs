// Functions of the language's library that the engine lacks. What it has stays.

const Store = Symbol("store");

export function addMissing(global) {
    const slice = Array.prototype.slice;

    function add(object, name, value) {
        if (!(name in object))
            Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
    }
    function methods(object, table) {
        Object.keys(table).forEach(name => add(object, name, table[name]));
    }
    function integer(value) {
        const number = Math.trunc(+value);
        return number === number ? number : 0;
    }
    function relative(index, length) {
        const at = integer(index);
        return at < 0 ? Math.max(length + at, 0) : Math.min(at, length);
    }
    function needsFunction(value) {
        if (typeof value !== "function")
            throw TypeError(String(value) + " is not a function");
    }

    if (!Symbol.asyncIterator)
        Object.defineProperty(Symbol, "asyncIterator", { value: Symbol("Symbol.asyncIterator") });
    if (!("description" in Symbol.prototype)) {
        Object.defineProperty(Symbol.prototype, "description", {
            configurable: true,
            get() {
                const text = Symbol.prototype.toString.call(this).slice("Symbol(".length, -1);
                return text === "" ? undefined : text;
            },
        });
    }
    add(global, "globalThis", global);

    // --- arrays ------------------------------------------------------------------------------------------------------
    function flatten(target, source, depth) {
        for (let i = 0; i < source.length; ++i) {
            if (!(i in source))
                continue;
            if (depth > 0 && Array.isArray(source[i]))
                flatten(target, source[i], depth - 1);
            else
                target.push(source[i]);
        }
        return target;
    }
    function search(array, accept, self) {
        needsFunction(accept);
        for (let i = array.length - 1; i >= 0; --i) {
            if (accept.call(self, array[i], i, array))
                return i;
        }
        return -1;
    }
    methods(Array.prototype, {
        flat(depth) { return flatten([], this, depth === undefined ? 1 : integer(depth)); },
        flatMap(callback, self) {
            needsFunction(callback);
            return flatten([], slice.call(this).map((value, index) => callback.call(self, value, index, this)), 1);
        },
        at(index) {
            const at = integer(index);
            return this[at < 0 ? this.length + at : at];
        },
        findLast(accept, self) {
            const found = search(this, accept, self);
            return found < 0 ? undefined : this[found];
        },
        findLastIndex(accept, self) { return search(this, accept, self); },
        toReversed() { return slice.call(this).reverse(); },
        toSorted(compare) { return slice.call(this).sort(compare); },
        toSpliced() {
            const copy = slice.call(this);
            copy.splice.apply(copy, arguments);
            return copy;
        },
        ["with"](index, value) {
            const at = integer(index) < 0 ? this.length + integer(index) : integer(index);
            if (at < 0 || at >= this.length)
                throw RangeError("Invalid index : " + index);
            const copy = slice.call(this);
            copy[at] = value;
            return copy;
        },
    });

    // --- objects -----------------------------------------------------------------------------------------------------
    methods(Object, {
        fromEntries(entries) {
            const object = {};
            for (const entry of entries)
                object[entry[0]] = entry[1];
            return object;
        },
        hasOwn(object, key) { return Object.prototype.hasOwnProperty.call(object, key); },
        groupBy(items, keyOf) {
            const groups = Object.create(null);
            let index = 0;
            for (const item of items) {
                const key = keyOf(item, index++);
                (groups[key] || (groups[key] = [])).push(item);
            }
            return groups;
        },
    });
    methods(Map, {
        groupBy(items, keyOf) {
            const groups = new Map();
            let index = 0;
            for (const item of items) {
                const key = keyOf(item, index++);
                if (!groups.has(key))
                    groups.set(key, []);
                groups.get(key).push(item);
            }
            return groups;
        },
    });

    // --- strings -----------------------------------------------------------------------------------------------------
    function isGlobal(pattern) { return pattern.flags.includes("g"); }
    function expanded(template, match, text, at, groups) {
        return template.replace(/\$(?:([$&`'])|(\d\d?)|<([^>]*)>)/g, (all, sign, number, name) => {
            switch (sign) {
            case "$": return "$";
            case "&": return match[0];
            case "`": return text.slice(0, at);
            case "'": return text.slice(at + match[0].length);
            default: break;
            }
            if (name !== undefined)
                return groups ? (groups[name] === undefined ? "" : groups[name]) : all;
            const index = +number;
            return index > 0 && index < match.length ? (match[index] === undefined ? "" : match[index]) : all;
        });
    }
    function* everyMatch(pattern, text) {
        for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
            yield match;
            if (match[0] === "")
                ++pattern.lastIndex;
        }
    }
    function replaceMatches(text, matches, replacement) {
        let out = "";
        let done = 0;
        for (const match of matches) {
            const at = match.index;
            const more = match.groups ? [match.groups] : [];
            out += text.slice(done, at) + (typeof replacement === "function"
                ? String(replacement.apply(undefined, slice.call(match).concat([at, text], more)))
                : expanded(String(replacement), match, text, at, match.groups));
            done = at + match[0].length;
        }
        return out + text.slice(done);
    }
    const replace = String.prototype.replace;
    /// Of a literal that was written in another way: its groups have names.
    String.prototype.replace = Object.defineProperty(function (pattern, replacement) {
        if (!(pattern instanceof RegExp) || !pattern.groupNames)
            return replace.call(this, pattern, replacement);
        const text = String(this);
        if (isGlobal(pattern)) {
            pattern.lastIndex = 0;
            return replaceMatches(text, everyMatch(pattern, text), replacement);
        }
        const match = pattern.exec(text);
        return match ? replaceMatches(text, [match], replacement) : text;
    }, "name", { value: "replace" });
    Object.defineProperty(String.prototype, "replace", { enumerable: false });
    methods(String.prototype, {
        at(index) {
            const at = integer(index);
            const found = this.charAt(at < 0 ? this.length + at : at);
            return found === "" ? undefined : found;
        },
        trimStart() { return String(this).replace(/^[\s\ufeff\xa0]+/, ""); },
        trimEnd() { return String(this).replace(/[\s\ufeff\xa0]+$/, ""); },
        matchAll(pattern) {
            const text = String(this);
            const isExpression = pattern instanceof RegExp;
            if (isExpression && !isGlobal(pattern))
                throw TypeError("String.prototype.matchAll called with a non-global RegExp argument");
            const expression = isExpression ? copyOf(pattern) : new RegExp(pattern, "g");
            const matches = everyMatch(expression, text); // returned at once it would be a tail call: see lowering/tails.mjs
            return matches;
        },
        replaceAll(pattern, replacement) {
            const text = String(this);
            if (pattern instanceof RegExp) {
                if (!isGlobal(pattern))
                    throw TypeError("replaceAll must be called with a global RegExp");
                return text.replace(pattern, replacement);
            }
            const wanted = String(pattern);
            const found = [];
            for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + Math.max(wanted.length, 1))) {
                const match = [wanted];
                match.index = at;
                found.push(match);
                if (at >= text.length)
                    break;
            }
            return replaceMatches(text, found, replacement);
        },
    });
    function copyOf(pattern) {
        if (!pattern.groupNames) {
            const copy = new RegExp(pattern.source, pattern.flags);
            copy.lastIndex = pattern.lastIndex;
            return copy;
        }
        pattern.lastIndex = 0;
        return pattern;
    }

    // --- copies of values --------------------------------------------------------------------------------------------
    function refuse(value) {
        const error = new Error((typeof value === "symbol" ? String(value) : typeof value === "function"
            ? String(value.name || "function") : "#<" + ((value.constructor && value.constructor.name) || "Object") + ">")
            + " could not be cloned.");
        error.name = "DataCloneError";
        throw error;
    }
    function copied(value, seen) {
        if (typeof value === "function" || typeof value === "symbol")
            refuse(value);
        if (value === null || typeof value !== "object")
            return value;
        if (seen.has(value))
            return seen.get(value);
        const start = copy => {
            seen.set(value, copy);
            return copy;
        };
        if (value instanceof Date)
            return start(new Date(value.getTime()));
        if (value instanceof RegExp)
            return start(new RegExp(value.source, value.flags));
        if (value instanceof Map) {
            const copy = start(new Map());
            value.forEach((item, key) => copy.set(copied(key, seen), copied(item, seen)));
            return copy;
        }
        if (value instanceof Set) {
            const copy = start(new Set());
            value.forEach(item => copy.add(copied(item, seen)));
            return copy;
        }
        if (value instanceof ArrayBuffer)
            return start(value.slice(0));
        if (ArrayBuffer.isView(value) && value.slice)
            return start(value.slice());
        if (value instanceof Error) {
            const maker = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].find(
                kind => value instanceof kind) || Error;
            const copy = start(new maker(value.message));
            copy.stack = value.stack;
            return copy;
        }
        if (value instanceof WeakMap || value instanceof WeakSet || value instanceof global.Promise)
            refuse(value);
        const copy = start(Array.isArray(value) ? new Array(value.length) : {});
        Object.keys(value).forEach(key => { copy[key] = copied(value[key], seen); });
        return copy;
    }
    add(global, "structuredClone", function structuredClone(value) { return copied(value, new Map()); });

    // --- weak collections --------------------------------------------------------------------------------------------
    // The engine's crash when garbage is collected and many objects are in one. Here the key holds the value, in a hidden
    // property; keys that take no property stand in a map, and live as long as it.
    function needsObject(key, what) {
        if (key === null || (typeof key !== "object" && typeof key !== "function"))
            throw TypeError("Invalid value used " + what);
    }
    class WeakMap {
        constructor(entries) {
            Object.defineProperty(this, Store, { value: { key: Symbol("weak"), others: new Map() } });
            if (entries !== undefined && entries !== null) {
                for (const entry of entries)
                    this.set(entry[0], entry[1]);
            }
        }
        has(key) {
            if (key === null || (typeof key !== "object" && typeof key !== "function"))
                return false;
            const store = this[Store];
            return Object.prototype.hasOwnProperty.call(key, store.key) || store.others.has(key);
        }
        get(key) {
            if (!this.has(key))
                return undefined;
            const store = this[Store];
            return store.others.has(key) ? store.others.get(key) : key[store.key];
        }
        set(key, value) {
            needsObject(key, "as weak map key");
            const store = this[Store];
            if (Object.isExtensible(key))
                Object.defineProperty(key, store.key, { value, writable: true, configurable: true });
            else if (Object.prototype.hasOwnProperty.call(key, store.key) && !Object.isFrozen(key))
                key[store.key] = value;
            else
                store.others.set(key, value);
            return this;
        }
        ["delete"](key) {
            if (!this.has(key))
                return false;
            const store = this[Store];
            return store.others["delete"](key) || delete key[store.key];
        }
    }
    class WeakSet {
        constructor(values) {
            Object.defineProperty(this, Store, { value: new WeakMap() });
            if (values !== undefined && values !== null) {
                for (const value of values)
                    this.add(value);
            }
        }
        has(value) { return this[Store].has(value); }
        add(value) {
            needsObject(value, "in weak set");
            this[Store].set(value, true);
            return this;
        }
        ["delete"](value) { return this[Store]["delete"](value); }
    }
    [WeakMap, WeakSet].forEach(kind => {
        Object.defineProperty(kind.prototype, Symbol.toStringTag, { value: kind.name, configurable: true });
        Object.defineProperty(global, kind.name, { value: kind, writable: true, configurable: true, enumerable: false });
    });
}
