// The methods of a sequence are made when they are first used. Programs that look at its properties find all of them, as its
// own: whoever lists or copies properties makes them first.
export function installReflection(global, hide, isLazy, Prototype) {
    function whole(object) {
        if (isLazy(object))
            for (const name in object)
                void object[name];
        return object;
    }
    const Object = global.Object;
    ["keys", "values", "entries", "getOwnPropertyNames", "getOwnPropertyDescriptor"].forEach(function (name) {
        const original = Object[name];
        hide(Object, name, function (object, key) { return original(whole(object), key); });
    });
    const assign = Object.assign, hasOwn = Object.prototype.hasOwnProperty;
    hide(Object, "assign", function (target) {
        for (let i = 1; i < arguments.length; ++i)
            whole(arguments[i]);
        return assign.apply(Object, arguments);
    });
    hide(Prototype, "hasOwnProperty", function (name) { return hasOwn.call(whole(this), name); });
}
