// What an extension sees of a sequence's inside: three flags, and four lists that are live. The kernel keeps all of it; a list
// is fetched before each access and given back after each change.
const lists = ["then_queue", "or_queue", "sequence_messages", "sequence_errors"];
const changers = ["push", "pop", "shift", "unshift", "splice", "reverse", "sort", "fill", "copyWithin"];
const flags = ["seq_error", "seq_aborted", "then_ready"];

export function internalsOf(handle) {
    const views = {};
    function live(name) {
        const target = [];
        function fetched() {
            const now = handle.list(name);
            target.length = 0;
            for (let i = 0; i < now.length; ++i)
                target[i] = now[i];
            return target;
        }
        function changing(trap) {
            return function (_, key, value) {
                Reflect[trap](fetched(), key, value);
                handle.setList(name, target);
                return true;
            };
        }
        function reading(trap) {
            return function (_, key) { return Reflect[trap](fetched(), key); };
        }
        // The engine's own changers of arrays bypass the traps.
        function changer(key) {
            return function () {
                const result = Array.prototype[key].apply(fetched(), arguments);
                handle.setList(name, target);
                return result;
            };
        }
        return new Proxy(target, {
            get: function (_, key) { return changers.indexOf(key) >= 0 ? changer(key) : Reflect.get(fetched(), key); },
            has: reading("has"),
            ownKeys: reading("ownKeys"),
            getOwnPropertyDescriptor: reading("getOwnPropertyDescriptor"),
            set: changing("set"),
            deleteProperty: changing("deleteProperty"),
            defineProperty: changing("defineProperty"),
        });
    }
    return function internals(name, value) {
        if (flags.indexOf(name) >= 0) {
            if (arguments.length > 1)
                handle.setFlag(name, !!value);
            else
                return handle.flag(name);
        } else if (lists.indexOf(name) >= 0) {
            return views[name] || (views[name] = live(name));
        }
    };
}
