// Texts of values as the console of Node writes them: what fits on a line of 72 stands on one, long lists of short
// values stand in columns, what is nested more than two deep is named only.

const LineLength = 80;
const InnerLevels = 3; // that may share a line
const Word = /^[A-Za-z_$][\w$]*$/;

/// `special(value)` names values of the host's own ("[CLOSED]"); `promiseText(value, inspect)` gives what stands in a promise.
export function makeInspector(special, promiseText, RealDate) {
    class Inspection {
        constructor(options) {
            this.depth = options.depth === undefined ? 2 : options.depth === null ? Infinity : options.depth;
            this.flat = options.flat === true; // all on one line
            this.left = options.budget === undefined ? Infinity : options.budget; // characters; nobody looks at the rest
            this.showHidden = options.showHidden === true;
            this.indentation = 0;
            this.level = 0;
            this.reached = 0; // the level of the object shown last
            this.seen = [];
            this.circular = [];
        }

        // --- what is no object ---------------------------------------------------------------------------------------
        quoted(text) {
            const mark = !text.includes("'") ? "'" : !text.includes("\"") ? "\""
                : !text.includes("`") && !text.includes("${") ? "`" : "'";
            const escaped = text.replace(/[\\\x00-\x1f\x7f]/g, sign => {
                const known = "\b\t\n\v\f\r\\".indexOf(sign);
                return known >= 0 ? "\\" + "btnvfr\\".charAt(known)
                    : "\\x" + ("0" + sign.charCodeAt(0).toString(16).toUpperCase()).slice(-2);
            });
            return mark + (mark === "'" ? escaped.replace(/'/g, "\\'") : escaped) + mark;
        }
        string(text) {
            if (!this.flat && text.length > 16 && text.length > LineLength - this.indentation - 4 && text.includes("\n"))
                return text.match(/[^\n]*\n|[^\n]+/g).map(line => this.quoted(line))
                    .join(" +\n" + " ".repeat(this.indentation));
            return this.quoted(text);
        }
        primitive(value) {
            switch (typeof value) {
            case "string": return this.string(value);
            case "number": return Object.is(value, -0) ? "-0" : String(value);
            case "symbol": return value.toString();
            default: return String(value);
            }
        }

        // --- objects -------------------------------------------------------------------------------------------------
        value(value) {
            if (this.left <= 0)
                return "…";
            if (value === null || (typeof value !== "object" && typeof value !== "function")) {
                const text = this.primitive(typeof value === "string" && value.length > this.left
                    ? value.slice(0, this.left) + "…" : value);
                this.left -= text.length + 2;
                return text;
            }
            const name = special(value);
            if (name)
                return name;
            if (this.seen.includes(value)) {
                if (!this.circular.includes(value))
                    this.circular.push(value);
                return "[Circular *" + (this.circular.indexOf(value) + 1) + "]";
            }
            return this.object(value);
        }
        makerName(value) {
            for (let object = value; object !== null; object = Object.getPrototypeOf(object)) {
                const property = Object.getOwnPropertyDescriptor(object, "constructor");
                if (property && typeof property.value === "function" && property.value.name)
                    return property.value.name;
            }
            return "";
        }
        tagOf(value, maker) {
            let tag;
            try {
                tag = value[Symbol.toStringTag];
            } catch (error) {
                return "";
            }
            return typeof tag === "string" && tag && tag !== maker ? " [" + tag + "]" : "";
        }
        /// "Name(size) " before the brackets; nothing for what is common.
        prefix(value, common, size) {
            const maker = this.makerName(value);
            const count = size === undefined ? "" : "(" + size + ")";
            const tag = this.tagOf(value, maker);
            if (maker === "")
                return "[" + common + count + ": null prototype]" + tag + " ";
            if (maker === common && (common === "Object" || common === "Array") && !tag)
                return "";
            return maker + count + tag + " ";
        }
        object(value) {
            const shape = this.shapeOf(value);
            if (!shape.keys.length && shape.isEmpty)
                return shape.text === undefined ? shape.prefix + shape.open + shape.close : shape.text;
            if (this.level > this.depth) {
                const maker = this.makerName(value);
                return "[" + (Array.isArray(value) ? "Array" : maker === "" ? "Object: null prototype" : maker
                    + this.tagOf(value, maker)) + "]";
            }
            this.seen.push(value);
            this.reached = this.level++;
            this.left -= shape.prefix.length + 4;
            const parts = shape.parts ? shape.parts() : [];
            if (this.showHidden && Array.isArray(value))
                parts.push("[length]: " + value.length);
            for (let i = 0; i < shape.keys.length; ++i) {
                if (this.left <= 0) {
                    parts.push("… " + (shape.keys.length - i) + " more");
                    break;
                }
                parts.push(this.property(value, shape.keys[i]));
            }
            --this.level;
            this.seen.pop();
            const reference = this.circular.indexOf(value);
            const mark = reference < 0 ? "" : "<ref *" + (reference + 1) + "> ";
            const head = mark + (shape.text !== undefined ? shape.text + " " : shape.prefix) + shape.open;
            return this.laidOut(head, shape.isList ? this.inColumns(parts, value) : parts, shape.close, parts.length);
        }
        ownKeys(value, isList) {
            if (isList && this.left !== Infinity && value.length > 100)
                return []; // Looking for names among all the indices costs too much where a short text is wanted.
            // Not Object.keys: with this engine, that runs getters.
            const isEnumerable = key => Object.prototype.propertyIsEnumerable.call(value, key);
            const keys = Object.getOwnPropertyNames(value).filter(key => (!isList || !/^(0|[1-9]\d*)$/.test(key))
                && isEnumerable(key));
            return keys.concat(Object.getOwnPropertySymbols(value).filter(isEnumerable));
        }
        /// How a value is shown: {prefix, open, close, keys, parts(), text, isList, isEmpty}.
        shapeOf(value) {
            const shape = { prefix: "", open: "{", close: "}", keys: [], parts: null, text: undefined, isList: false,
                isEmpty: false };
            if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView)))
                return this.listShape(value, shape);
            shape.keys = this.ownKeys(value, false);
            shape.isEmpty = true; // but for what follows
            if (value instanceof Map) {
                shape.isEmpty = value.size === 0;
                shape.prefix = this.prefix(value, "Map", value.size);
                shape.parts = () => this.each(value.entries(), value.size, entry =>
                    this.nested(entry[0], 2) + " => " + this.nested(entry[1], 2));
            } else if (value instanceof Set) {
                shape.isEmpty = value.size === 0;
                shape.prefix = this.prefix(value, "Set", value.size);
                shape.parts = () => this.each(value.values(), value.size, item => this.nested(item, 2));
            } else if (typeof value === "function") {
                shape.text = this.functionText(value);
            } else if (value instanceof Error) {
                this.errorShape(value, shape);
            } else if (value instanceof RegExp) {
                shape.text = String(value);
            } else if (value instanceof RealDate) {
                shape.text = isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
            } else {
                this.plainShape(value, shape);
            }
            return shape;
        }
        plainShape(value, shape) {
            const promise = promiseText(value, content => this.nested(content, 2));
            if (promise !== undefined) {
                const maker = this.makerName(value);
                shape.prefix = maker + " ";
                shape.keys = Object.keys(value);
                shape.isEmpty = false;
                shape.parts = () => [promiseText(value, content => this.nested(content, 2))];
            } else if (value instanceof WeakMap || value instanceof WeakSet) {
                shape.text = this.makerName(value) + " { <items unknown> }";
            } else if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                const kind = value instanceof String ? "String" : value instanceof Number ? "Number" : "Boolean";
                shape.text = "[" + kind + ": " + this.primitive(value.valueOf()) + "]";
                if (kind === "String")
                    shape.keys = shape.keys.filter(key => !/^\d+$/.test(String(key)));
            } else if (value instanceof ArrayBuffer) {
                const length = Math.min(value.byteLength, 50);
                const bytes = Array.from(new Uint8Array(value, 0, length), byte => ("0" + byte.toString(16)).slice(-2));
                shape.prefix = "ArrayBuffer ";
                shape.isEmpty = false;
                shape.parts = () => ["[Uint8Contents]: <" + bytes.join(" ")
                    + (value.byteLength > 50 ? " ... " + (value.byteLength - 50) + " more bytes" : "") + ">",
                "byteLength: " + bytes.length];
            } else if (Object.prototype.toString.call(value) === "[object Generator]") {
                shape.prefix = "Object [Generator] ";
            } else if (Object.prototype.toString.call(value) === "[object Arguments]") {
                shape.prefix = "[Arguments] ";
                shape.isEmpty = value.length === 0;
            } else {
                shape.prefix = this.prefix(value, "Object");
            }
        }
        listShape(value, shape) {
            const isArray = Array.isArray(value);
            const common = isArray ? "Array" : this.makerName(value);
            const isCommon = isArray && this.makerName(value) === "Array";
            shape.prefix = isCommon ? "" : this.prefix(value, common, value.length).replace(/ \[\w+\] $/, " ");
            shape.open = "[";
            shape.close = "]";
            shape.isList = true;
            shape.isEmpty = value.length === 0;
            shape.keys = this.ownKeys(value, true);
            shape.parts = () => this.items(value);
            return shape;
        }
        each(iterator, size, text) {
            const parts = [];
            for (let next = iterator.next(); !next.done; next = iterator.next()) {
                if (this.left <= 0) {
                    parts.push("… " + (size - parts.length) + " more");
                    break;
                }
                parts.push(text(next.value));
            }
            return parts;
        }
        items(value) {
            const parts = [];
            let holes = 0;
            const closeHoles = () => {
                if (holes)
                    parts.push("<" + holes + " empty item" + (holes > 1 ? "s" : "") + ">");
                holes = 0;
            };
            let i = 0;
            for (; i < value.length && parts.length < 100 && this.left > 0; ++i) {
                if (!(i in value)) {
                    ++holes;
                    continue;
                }
                closeHoles();
                const property = Object.getOwnPropertyDescriptor(value, i);
                parts.push(property && (property.get || property.set) ? this.accessor(property) : this.nested(value[i], 2));
            }
            closeHoles();
            if (i < value.length)
                parts.push("... " + (value.length - i) + " more item" + (value.length - i > 1 ? "s" : ""));
            return parts;
        }
        functionText(value) {
            const isClass = isClassOf(value);
            const maker = this.makerName(value);
            const known = value.name && value.name.length ? value.name : "";
            if (isClass) {
                const base = Object.getPrototypeOf(value);
                const name = known ? " " + known : " (anonymous)";
                const isDerived = base && base.name && base !== Function.prototype;
                return "[class" + name + (isDerived ? " extends " + base.name : "") + "]";
            }
            const kind = maker && maker !== "Function" && maker !== "Object" ? maker : "Function";
            return "[" + kind + (known ? ": " + known : " (anonymous)") + "]";
        }
        errorShape(value, shape) {
            shape.keys = shape.keys.filter(key =>
                !["stack", "message", "name", "fileName", "lineNumber", "columnNumber"].includes(key));
            const title = String(value.name) + (value.message !== "" ? ": " + value.message : "");
            shape.text = this.level > 0 ? "[" + title + "]" : title;
            const hidden = ["cause", "errors"].filter(key => {
                const property = Object.getOwnPropertyDescriptor(value, key);
                return property && !property.enumerable;
            });
            shape.isEmpty = hidden.length === 0;
            shape.parts = () => hidden.map(key => "[" + key + "]: " + this.nested(value[key], 2));
        }
        nested(value, indent) {
            this.indentation += indent;
            const text = this.value(value);
            this.indentation -= indent;
            return text;
        }
        accessor(property) {
            return property.get ? property.set ? "[Getter/Setter]" : "[Getter]" : "[Setter]";
        }
        property(object, key) {
            const property = Object.getOwnPropertyDescriptor(object, key) || { value: object[key] };
            const name = typeof key === "symbol" ? "[" + key.toString() + "]" : Word.test(key) ? key : this.quoted(key);
            this.left -= name.length + 2;
            if (property.get || property.set)
                return name + ": " + this.accessor(property);
            return name + ": " + this.nested(property.value, 2);
        }

        // --- lines ---------------------------------------------------------------------------------------------------
        /// Short items of a long list stand in columns, about two and a half times as wide as high.
        inColumns(parts, list) {
            const isCut = list.length > 100 && parts.length > 100;
            const count = parts.length - (isCut ? 1 : 0);
            if (this.flat || parts.length <= 6)
                return parts;
            const lengths = parts.slice(0, count).map(part => part.length);
            const widest = Math.max.apply(null, lengths) + 2;
            const total = lengths.reduce((sum, length) => sum + length + 2, 0);
            if (widest * 3 + this.indentation >= LineLength || (total / widest <= 5 && widest > 8))
                return parts;
            const bias = Math.sqrt(widest - total / parts.length);
            const biased = Math.max(widest - 3 - bias, 1) || 1;
            const columns = Math.min(Math.round(Math.sqrt(2.5 * biased * count) / biased),
                Math.floor((LineLength - this.indentation) / widest), InnerLevels * 4, 15);
            if (columns <= 1)
                return parts;
            const widths = [];
            for (let column = 0; column < columns; ++column) {
                let width = 0;
                for (let i = column; i < count; i += columns)
                    width = Math.max(width, lengths[i]);
                widths.push(width + 2);
            }
            const isNumeric = Array.prototype.every.call(list, item => typeof item === "number");
            const rows = [];
            for (let first = 0; first < count; first += columns) {
                const end = Math.min(first + columns, count);
                let row = "";
                for (let i = first; i < end - 1; ++i)
                    row += (parts[i] + ", ")[isNumeric ? "padStart" : "padEnd"](widths[i - first]);
                rows.push(row + (isNumeric ? parts[end - 1].padStart(widths[end - 1 - first] - 2) : parts[end - 1]));
            }
            if (isCut)
                rows.push(parts[count]);
            return rows;
        }
        /// On one line if it is short and the object shown last is not nested too deep in it, else a part a line.
        laidOut(open, parts, close, count) {
            if (this.flat)
                return open + " " + parts.join(", ") + " " + close;
            if (this.reached - this.level < InnerLevels && parts.length === count) {
                const room = LineLength - 10 - this.indentation - open.length - 2 * count;
                const joined = parts.join(", ");
                if (parts.reduce((sum, part) => sum + part.length, 0) <= room && !joined.includes("\n"))
                    return open + " " + joined + " " + close;
            }
            const indent = "\n" + " ".repeat(this.indentation);
            return open + indent + "  " + parts.join("," + indent + "  ") + indent + close;
        }
    }
    return function inspect(value, options) {
        return new Inspection(options || {}).value(value);
    };
}

function isClassOf(value) {
    const property = Object.getOwnPropertyDescriptor(value, "prototype");
    return property !== undefined && property.writable === false && value.prototype !== undefined;
}
