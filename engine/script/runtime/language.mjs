// What lowered programs call for objects, classes and regular expressions (lowering/objects.mjs, classes.mjs, operators.mjs).

export function makeLanguage() {
    const define = Object.defineProperty;
    const hasOwn = Object.prototype.hasOwnProperty;

    // --- objects -----------------------------------------------------------------------------------------------------
    function copyLiteral(target, part) {
        Reflect.ownKeys(part).forEach(key => {
            const property = Object.getOwnPropertyDescriptor(part, key);
            const old = property.get || property.set ? Object.getOwnPropertyDescriptor(target, key) : undefined;
            if (old && (old.get || old.set)) {
                property.get = property.get || old.get;
                property.set = property.set || old.set;
            }
            define(target, key, property);
        });
        if (Object.getPrototypeOf(part) !== Object.prototype)
            Object.setPrototypeOf(target, Object.getPrototypeOf(part));
    }
    function copySpread(target, source) {
        if (source === null || source === undefined)
            return;
        const object = Object(source);
        Reflect.ownKeys(object).forEach(key => {
            const property = Object.getOwnPropertyDescriptor(object, key);
            if (property && property.enumerable)
                define(target, key, { value: object[key], writable: true, enumerable: true, configurable: true });
        });
    }
    /// Literal parts come as objects, spread ones in an array.
    function makeObject(target) {
        for (let i = 1; i < arguments.length; ++i) {
            if (Array.isArray(arguments[i]))
                copySpread(target, arguments[i][0]);
            else
                copyLiteral(target, arguments[i]);
        }
        return target;
    }

    const Rest = Symbol("rest");
    const kept = []; // computed keys of patterns that have not come to their rest yet
    let excluded = null;
    function keep(key) {
        const name = typeof key === "symbol" ? key : String(key);
        kept.push(name);
        return name;
    }
    function rest(count) {
        excluded = kept.splice(kept.length - count, count).concat(Array.prototype.slice.call(arguments, 1));
        if (!hasOwn.call(Object.prototype, Rest))
            define(Object.prototype, Rest, { get: takeRest, enumerable: false });
        return Rest;
    }
    function takeRest() {
        const taken = excluded;
        const found = {};
        Reflect.ownKeys(this).forEach(key => {
            if (!taken.includes(key) && key !== Rest) {
                const property = Object.getOwnPropertyDescriptor(this, key);
                if (property && property.enumerable)
                    found[key] = this[key];
            }
        });
        return found;
    }

    // --- classes -----------------------------------------------------------------------------------------------------
    function defineField(object, key, value) {
        if (key in object)
            define(object, key, { value, writable: true, enumerable: true, configurable: true });
        else
            object[key] = value;
    }
    class Shape {
        constructor() {
            this.keys = []; // of computed fields
            this.store = Symbol("private");
            this.initializers = [];
            this.brands = [];
        }
        key(index, method, key) {
            this.keys[index] = typeof key === "symbol" ? key : String(key);
            return method;
        }
        init(object) {
            for (let i = 0; i < this.brands.length; ++i)
                this.brands[i].add(object, undefined);
            for (let i = 0; i < this.initializers.length; ++i)
                this.initializers[i].call(object);
            return object;
        }
    }
    /// A private name. The values that a class gives an object stand in one store, which a hidden property of the object
    /// holds: so they can change when the object is frozen. (A WeakMap would hide them better, but the engine's crashes
    /// when it collects garbage with many objects in one.)
    class Private {
        constructor(shape, name) {
            this.store = shape.store;
            this.name = name;
            this.member = null; // of a method or accessor: its descriptor
            this.owner = "";
        }
        isObject(object) { return object !== null && (typeof object === "object" || typeof object === "function"); }
        /// The object's own store, or undefined; what inherits from the object has none.
        storeOf(object) {
            if (object === null || object === undefined)
                return undefined;
            const store = object[this.store];
            return store !== undefined && store.owner === object && this.name in store ? store : undefined;
        }
        has(object) {
            if (!this.isObject(object))
                throw TypeError("Cannot use 'in' operator to search for '" + this.name + "' in " + String(object));
            return this.storeOf(object) !== undefined;
        }
        add(object, value) {
            let store = object[this.store];
            if (store === undefined || store.owner !== object) {
                store = Object.create(null);
                store.owner = object;
                define(object, this.store, { value: store });
            } else if (this.name in store) {
                throw TypeError("Cannot initialize " + this.name + " twice on the same object");
            }
            store[this.name] = value;
        }
        get(object) {
            const store = this.storeOf(object);
            if (store === undefined && (object === null || object === undefined))
                throw TypeError("Cannot read properties of " + object + " (reading '" + this.name + "')");
            if (store === undefined)
                this.refuse("read private member " + this.name + " from");
            if (!this.member)
                return store[this.name];
            if (this.member.value)
                return this.member.value;
            if (!this.member.get)
                throw TypeError("'" + this.name + "' was defined without a getter");
            return this.member.get.call(object);
        }
        maybe(object) { return object === null || object === undefined ? undefined : this.get(object); }
        set(object, value) {
            const store = this.storeOf(object);
            if (store === undefined)
                this.refuse("write private member " + this.name + " to");
            if (!this.member)
                store[this.name] = value;
            else if (this.member.value)
                throw TypeError("Private method '" + this.name + "' is not writable");
            else if (!this.member.set)
                throw TypeError("'" + this.name + "' was defined without a setter");
            else
                this.member.set.call(object, value);
            return value;
        }
        at(object) { return new Place(this, object); }
        refuse(what) {
            throw TypeError(this.member ? "Receiver must be " + this.owner
                : "Cannot " + what + " an object whose class did not declare it");
        }
        define(property) {
            if (!this.member)
                this.member = property;
            else
                this.member = { get: this.member.get || property.get, set: this.member.set || property.set };
            if (property.value)
                define(property.value, "name", { value: this.name, configurable: true });
        }
    }
    class Place {
        constructor(name, object) {
            this.name = name;
            this.object = object;
        }
        get value() { return this.name.get(this.object); }
        set value(value) { this.name.set(this.object, value); }
    }
    /// Takes the methods away that hold fields, private methods and static blocks; runs the static ones.
    function finish(constructor, shape, fields, statics, methods, name) {
        if (name && constructor.name !== name && !Object.getOwnPropertyDescriptor(constructor, "name"))
            define(constructor, "name", { value: name, configurable: true });
        else if (name && constructor.name === "")
            define(constructor, "name", { value: name, configurable: true });
        const prototype = constructor.prototype;
        methods.forEach(([privateName, method, isStatic]) => {
            const home = isStatic ? constructor : prototype;
            const isKnown = privateName.member !== null;
            privateName.define(Object.getOwnPropertyDescriptor(home, method));
            privateName.owner = (isStatic ? "class " : "an instance of class ") + (constructor.name || "anonymous");
            delete home[method];
            if (isKnown)
                return;
            if (isStatic)
                privateName.add(constructor, undefined);
            else
                shape.brands.push(privateName);
        });
        for (let i = 0; i < fields; ++i) {
            shape.initializers.push(prototype["__asq_f" + i]);
            delete prototype["__asq_f" + i];
        }
        const later = [];
        for (let i = 0; i < statics; ++i) {
            later.push(constructor["__asq_s" + i]);
            delete constructor["__asq_s" + i];
        }
        for (let i = 0; i < statics; ++i)
            later[i].call(constructor);
        return constructor;
    }

    // --- regular expressions: named groups and the flag s ------------------------------------------------------------
    const exec = RegExp.prototype.exec;
    function withGroups(names, match) {
        if (match === null)
            return match;
        match.groups = undefined;
        if (!names.some(name => name))
            return match;
        const groups = match.groups = Object.create(null);
        names.forEach((name, index) => {
            if (name)
                groups[name] = match[index + 1];
        });
        return match;
    }
    function makeExpression(expression, source, flags, names) {
        const property = (name, value) => define(expression, name, { value, writable: true, configurable: true });
        property("source", source);
        property("flags", flags);
        property("dotAll", flags.includes("s"));
        property("exec", function (text) { return withGroups(names, exec.call(this, text)); });
        property("toString", () => "/" + source + "/" + flags);
        property("groupNames", names);
        return expression;
    }

    /// `options` of an error's constructor; the engine's takes none.
    function withCause(error, options) {
        if (error instanceof Error && options !== null && typeof options === "object" && "cause" in options
            && !hasOwn.call(error, "cause"))
            define(error, "cause", { value: options.cause, writable: true, configurable: true });
        return error;
    }

    return {
        __asq_cause: withCause,
        __asq_object: makeObject,
        __asq_keep: keep,
        __asq_rest: rest,
        __asq_field: defineField,
        __asq_shape() { return new Shape(); },
        __asq_private(shape, name) { return new Private(shape, name); },
        __asq_finish: finish,
        __asq_regexp: makeExpression,
    };
}
