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
    const Handle = Symbol("handle");
    const bare = Object.create(null); // `this` of all callbacks
    const thrown = { value: undefined };
    const finished = { value: undefined };
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
                get: function () { return bindMethod(this, this[Handle], name, body); },
                set: function (value) {
                    Object.defineProperty(this, name, { value: value, enumerable: true, writable: true, configurable: true });
                },
            });
        });
        return brand(prototype);
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

    // --- triggers ------------------------------------------------------------------------------------------------
    function trigger(handle) {
        function done() { handle.complete(slice.call(arguments)); }
        done.fail = function () { handle.fail(slice.call(arguments)); };
        done.abort = function () { handle.abort(); };
        done.errfcb = function () { handle.errorFirst(slice.call(arguments)); };
        return done;
    }

    // --- ASQ -----------------------------------------------------------------------------------------------------
    const face = {
        host: host, global: global, Handle: Handle, Closed: Closed, bare: bare, slice: slice, hide: hide, SequenceBase: SequenceBase, methods: methods,
        passing: passing, wrapHandle: wrapHandle, messages: messages, isSequence: isSequence, isMessageWrapper: isMessageWrapper,
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
    function outcome(result) {
        if (!result.done)
            return result.value;
        finished.value = result.value;
        return finished;
    }
    return {
        thrown: thrown,
        finished: finished,
        closed: Closed,
        call: function (fn) { return attempt(fn, bare, slice.call(arguments, 1)); },
        invokeStep: function (fn, handle) {
            const args = slice.call(arguments, 1);
            args[0] = trigger(handle);
            return attempt(fn, bare, args);
        },
        invokeItem: function (fn, handle, item) {
            return attempt(fn, bare, [item, trigger(handle)].concat(slice.call(arguments, 3)));
        },
        invokeAttempt: function (fn, handle, giveUp) {
            const done = trigger(handle);
            done["break"] = function () { giveUp.fail(slice.call(arguments)); };
            return attempt(fn, bare, [done].concat(slice.call(arguments, 3)));
        },
        adoptTrigger: trigger,
        adopt: function (handle) { return hide(function () { return handle.call(slice.call(arguments)); }, Handle, handle); },
        // Of a promise: with `spreads`, a wrapper that it resolves or rejects with is spread.
        follow: function (promise, handle, spreads) {
            function spreading(name) {
                return function () {
                    handle[name](spreads && isMessageWrapper(arguments[0]) ? arguments[0] : slice.call(arguments));
                };
            }
            return attempt(promise.then, promise, [spreading("complete"), spreading("fail")]);
        },
        resume: function (iterator, carry) {
            try {
                return outcome(iterator.next(carry));
            } catch (error) {
                thrown.value = error;
                return thrown;
            }
        },
        raise: function (iterator, error) {
            try {
                return outcome(iterator["throw"](error));
            } catch (other) {
                thrown.value = other;
                return thrown;
            }
        },
        makeWrapper: messages,
        makeToken: function (run, list) {
            return hide({ messages: list, add: function () { run.add(slice.call(arguments)); } }, Handle, run);
        },
        makeChannel: csp.makeChannel,
        pick: csp.pick,
        handleOf: function (value) { return value[Handle]; },
        isBranded: isBranded,
        sequenceApi: face.wrapSequence,
        describe: surround(host, global, isSequence, Closed),
    };
}
