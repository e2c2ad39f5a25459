// The call shapes of asynquence in JavaScript: functions with properties, variable arguments, wrappers, iterators.
// No queue, no state and no order of its own: each call goes on to the kernel. `host` is the ScriptHost; handles are the
// kernel's objects (scripthandles.h).
import { contribMethods } from "./contrib.mjs";
import { makeCopy } from "./copies.mjs";
import { installCsp } from "./csp.mjs";
import { installReact } from "./react.mjs";
import { installReflection } from "./reflection.mjs";
import { installState } from "./state.mjs";
import { surround } from "./surroundings.mjs";
import { installWrap } from "./wrap.mjs";

export function install(host, global) {
    const Brand = "__ASQ__";
    const Handle = Symbol("handle"), Core = Symbol("core");
    const bare = Object.create(null); // `this` of all callbacks
    const thrown = { value: undefined };
    const Closed = {};
    const slice = Array.prototype.slice;

    function hide(object, name, value) {
        return Object.defineProperty(object, name, { value: value, enumerable: false, writable: true, configurable: true });
    }
    function brand(object) {
        return Object.defineProperty(object, Brand, { value: true, enumerable: false });
    }
    function isBranded(value) {
        return !!(value !== null && typeof value === "object" && value[Brand]);
    }
    function isSequence(value) {
        return isBranded(value) && !Array.isArray(value);
    }
    function isMessageWrapper(value) {
        return isBranded(value) && Array.isArray(value);
    }
    function messages() {
        return brand(slice.call(arguments));
    }

    // --- methods -------------------------------------------------------------------------------------------------
    // A method stands on the prototype as a getter that binds it to its object on first use: programs pass
    // `sequence.next` and the like around, and compare them, but most sequences use two or three of their methods.
    function bindMethod(self, handle, name, body) {
        function bound() {
            return body(self, handle, slice.call(arguments));
        }
        Object.defineProperty(self, name, { value: bound, enumerable: true, writable: true, configurable: true });
        return bound;
    }
    function methods(prototype, table) {
        Object.keys(table).forEach(function (name) {
            const body = table[name];
            Object.defineProperty(prototype, name, {
                enumerable: true,
                configurable: true,
                get: body.getter || function () { return bindMethod(this, this[Handle], name, body); },
                set: function (value) {
                    Object.defineProperty(this, name, { value: value, enumerable: true, writable: true, configurable: true });
                },
            });
        });
        return brand(prototype);
    }
    // A method of sequences that the kernel's side does, and binds itself: it gives the object back.
    function native(name) {
        return { getter: host.methodGetter(name) };
    }
    // A method that hands its arguments to the handle and gives the object back.
    function passing(name) {
        return function (self, handle, args) {
            handle[name](args);
            return self;
        };
    }
    function wrapHandle(prototype, handle) {
        return hide(Object.create(prototype), Handle, handle);
    }

    const SequenceBase = {}, Iterable = {};
    // Programs list the methods of an iterable sequence, as they do with any iterator they are given: all are its own.
    const iterableMethods = {
        val: passing("val"),
        then: passing("val"),
        or: passing("onError"),
        pipe: passing("pipe"),
        next: function (self, handle, args) {
            const value = handle.next(args);
            return handle.isDone() ? { done: true } : handle.hasThrown() ? {} : { value: value };
        },
        "throw": passing("raise"),
        "return": function (self, handle, args) { return { done: true, value: handle.finish(args[0]) }; },
        abort: function (self, handle) { handle.abort(); },
        duplicate: function (self, handle) { return wrapIterable(handle.duplicate()); },
        defer: function (self, handle) { handle.defer(); return self; },
    };
    const iterableNames = Object.keys(iterableMethods);
    function wrapIterable(handle) {
        const iterable = wrapHandle(Iterable, handle);
        for (let i = 0; i < iterableNames.length; ++i)
            bindMethod(iterable, handle, iterableNames[i], iterableMethods[iterableNames[i]]);
        return iterable;
    }
    Object.defineProperty(brand(Iterable), Symbol.iterator, { value: function () { return this; }, enumerable: false });

    // --- ASQ -----------------------------------------------------------------------------------------------------
    const face = {
        host: host, global: global, Handle: Handle, Closed: Closed, Core: Core, bare: bare, slice: slice, hide: hide, SequenceBase: SequenceBase, methods: methods,
        native: native, wrapHandle: wrapHandle, messages: messages, isSequence: isSequence, isMessageWrapper: isMessageWrapper,
    };
    const copy = makeCopy(face, 0, contribMethods(face));
    const ASQ = copy.ASQ;
    Object.assign(face, copy);
    ["after", "failAfter"].forEach(function (name) {
        ASQ[name] = function () {
            const sequence = ASQ();
            return sequence[name].apply(sequence, arguments);
        };
    });
    ASQ.iterable = function () { return wrapIterable(host.createIterable(slice.call(arguments))); };
    installWrap(face);
    installState(face);
    installReflection(global, hide, function (value) { return isSequence(value) && value[Handle] !== undefined; }, SequenceBase);
    installReact(face);
    const csp = installCsp(face);
    hide(global, "ASQ", ASQ);

    // --- what the kernel calls ---------------------------------------------------------------------------------------
    function attempt(fn, self, args) {
        try {
            return fn.apply(self, args);
        } catch (error) {
            thrown.value = error;
            return thrown;
        }
    }
    return {
        thrown: thrown,
        bare: bare,
        handleKey: Handle,
        closed: Closed,
        call: function (fn) { return attempt(fn, bare, slice.call(arguments, 1)); },
        invokeAttempt: function (fn, done, giveUp, list) {
            done["break"] = giveUp.fail;
            return attempt(fn, bare, [done].concat(list));
        },
        adopt: function (handle) { return hide(function () { return handle.call(slice.call(arguments)); }, Handle, handle); },
        // Of a promise: with `spreads`, a wrapper that it resolves or rejects with is spread.
        follow: function (promise, done, spreads) {
            function spreading(target) {
                return function () {
                    target.apply(bare, spreads && isMessageWrapper(arguments[0]) ? arguments[0] : arguments);
                };
            }
            return attempt(promise.then, promise, [spreading(done), spreading(done.fail)]);
        },
        makeWrapper: brand,
        makeToken: function (run, list) {
            return hide({ messages: list, add: function () { run.add(slice.call(arguments)); } }, Handle, run);
        },
        makeChannel: csp.makeChannel,
        pick: csp.pick,
        finished: face.finished,
        describe: surround(host, global, isSequence, Closed),
    };
}
