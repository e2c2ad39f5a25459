// Modules that were lowered (lowering/modules.mjs): finds those that a program imports, joins them, runs them in the order of
// the language: what a module imports runs before it. One that awaits at its top level lets those after it wait.

/// `modules` reads files (ScriptModules). `awaiting` runs the rest of a generator as an async function.
export function makeLoader(modules, calls, promises, awaiting, global) {
    const records = new Map();
    const { Promise } = promises;

    class Record {
        constructor(name, loaded) {
            this.name = name;
            this.body = loaded.body;
            this.info = JSON.parse(loaded.info);
            this.namespace = Object.create(null);
            Object.defineProperty(this.namespace, Symbol.toStringTag, { value: "Module" });
            this.children = [];
            this.getters = {}; // of what it exports
            this.generator = null;
            this.outcome = null; // a promise, if it awaits
            this.meta = loaded.meta;
        }
        get imports() { return this.children.map(child => child.namespace); }
        exports(getters) { this.getters = getters; }
        /// From here on importers see the names; in the order of the alphabet, as the language says.
        open() {
            Object.keys(this.getters).sort().forEach(name => {
                Object.defineProperty(this.namespace, name, { get: this.getters[name], enumerable: true });
            });
        }
    }
    const builtin = { namespace: {}, getters: { "default": () => global.ASQ, ASQ: () => global.ASQ } };
    Record.prototype.open.call(builtin);

    /// The module and all that it imports, those not known before at the end of `found`.
    function find(specifier, referrer, line, column, found) {
        const name = modules.resolve(specifier, referrer, line, column);
        if (name === "")
            return builtin;
        return records.get(name) || add(name, modules.read(name, specifier, referrer, line, column), found);
    }
    function add(name, loaded, found) {
        const record = new Record(name, loaded);
        records.set(name, record);
        try {
            record.info.requests.forEach(request => {
                record.children.push(find(request.source, name, request.line, request.column, found));
            });
        } catch (error) {
            records["delete"](name);
            throw error;
        }
        found.push(record);
        return record;
    }
    function join(found) {
        found.forEach(record => {
            record.generator = record.body.call(undefined, record);
            record.generator.next();
        });
        for (let isChanged = true; isChanged;) { // stars may lead to stars
            isChanged = false;
            found.forEach(record => record.info.stars.forEach(index => {
                const getters = record.children[index].getters;
                Object.keys(getters).forEach(name => {
                    if (name !== "default" && !(name in record.getters)) {
                        record.getters[name] = getters[name];
                        isChanged = true;
                    }
                });
            }));
        }
        found.forEach(record => record.open());
        found.forEach(record => record.info.requests.forEach((request, index) => request.names.forEach(wanted => {
            if (!(wanted.name in record.children[index].namespace))
                modules.refuse("The module \"" + request.source + "\" exports no \"" + wanted.name + "\"", record.name,
                    wanted.line, wanted.column);
        })));
    }
    /// Undefined when it ran through, a promise when it awaits.
    function runOne(record) {
        if (record.info.awaits)
            return awaiting(record.generator, record.name);
        record.generator.next();
        return undefined;
    }
    /// Runs `found` from `index` on, each after what it imports. Undefined, or a promise.
    function runFrom(found, index) {
        for (let i = index; i < found.length; ++i) {
            const waiting = runOne(found[i]);
            if (waiting)
                return waiting.then(() => runFrom(found, i + 1));
        }
        return undefined;
    }
    function run(specifier, referrer, line, column) {
        const found = [];
        const record = find(specifier, referrer, line, column, found);
        join(found);
        record.outcome = record.outcome || runFrom(found, 0);
        return record;
    }

    global.__asq_import = function (specifier, referrer) {
        try {
            const record = run(String(specifier), referrer, 0, 0);
            return Promise.resolve(record.outcome).then(() => record.namespace);
        } catch (error) {
            return Promise.reject(error);
        }
    };
    return {
        /// The program itself. Calls back with what it throws.
        runMain(name, loaded) {
            try {
                const found = [];
                add(name, loaded, found);
                join(found);
                const waiting = runFrom(found, 0);
                if (waiting)
                    waiting.then(undefined, error => calls.uncaughtError(error));
                return true;
            } catch (error) {
                calls.uncaughtError(error);
                return false;
            }
        },
    };
}
