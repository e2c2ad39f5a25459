// The call shapes of asynquence in JavaScript: functions with properties, variable arguments, wrappers, iterators.
// No queue, no state and no order of its own: each call goes on to the kernel. `host` is the ScriptHost; handles are the
// kernel's objects (scripthandles.h).
import { installCsp } from "./csp.mjs";
import { installReact } from "./react.mjs";
import { surround } from "./surroundings.mjs";

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
    // The steps of contrib go by their number in the host's table.
    const stepNames = host.stepNames();
    function appending(name) {
        const kind = stepNames.indexOf(name);
        return function (self, handle, args) {
            handle.append(kind, args);
            return self;
        };
    }
    // Calls `settle` with its arguments as one: several as an array.
    function ofOne(settle) {
        return function () { settle(arguments.length > 1 ? slice.call(arguments) : arguments[0]); };
    }
    function wrapHandle(prototype, handle) {
        return hide(Object.create(prototype), Handle, handle);
    }

    const Sequence = {}, Iterable = {};
    const sequenceMethods = {
        then: passing("then"),
        val: passing("val"),
        or: passing("onError"),
        onerror: passing("onError"),
        gate: passing("gate"),
        all: passing("gate"),
        seq: passing("seq"),
        promise: passing("promise"),
        runner: passing("runner"),
        defer: function (self, handle) { handle.defer(); return self; },
        abort: function (self, handle) { handle.abort(); return self; },
        duplicate: function (self, handle) {
            const copy = wrapHandle(Sequence, handle.duplicate());
            const copyHandle = copy[Handle];
            function unpause() { copyHandle.unpause(slice.call(arguments)); }
            return Object.defineProperty(copy, "unpause", {
                enumerable: true,
                configurable: true,
                get: function () { return copyHandle.canUnpause() ? unpause : undefined; },
            });
        },
    };
    const onlyPlain = { // and not for reactive sequences
        pipe: passing("pipe"),
        fork: function (self, handle) { return wrapHandle(Sequence, handle.fork()); },
        errfcb: function (self, handle) { return handle.errfcb(); },
        pThen: appending("pThen"),
        pCatch: appending("pCatch"),
        toPromise: function (self, handle) {
            return new Promise(function (resolve, reject) {
                const listener = ofOne(resolve);
                listener.fail = ofOne(reject);
                handle.tell(listener);
            });
        },
    };
    stepNames.forEach(function (name) {
        if (!(name in onlyPlain))
            sequenceMethods[name] = appending(name);
    });
    methods(methods(Sequence, sequenceMethods), onlyPlain);

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
    function ASQ() {
        return wrapHandle(Sequence, host.createSequence(slice.call(arguments), undefined));
    }
    ASQ.messages = messages;
    ASQ.isSequence = isSequence;
    ASQ.isMessageWrapper = isMessageWrapper;
    ASQ.failed = function () { return wrapHandle(Sequence, host.createFailed(slice.call(arguments))); };
    ASQ.unpause = function (sequence) {
        if (sequence.unpause)
            sequence.unpause();
        return sequence;
    };
    ASQ.after = function () {
        const sequence = ASQ();
        return sequence.after.apply(sequence, arguments);
    };
    ASQ.failAfter = function () {
        const sequence = ASQ();
        return sequence.failAfter.apply(sequence, arguments);
    };
    ASQ.iterable = function () { return wrapIterable(host.createIterable(slice.call(arguments))); };

    // --- wrap ----------------------------------------------------------------------------------------------------
    function labelOf(fn, args) {
        const first = typeof args[0] === "string" || typeof args[0] === "number" ? " " + args[0] : "";
        return (fn.name || "request") + first;
    }
    ASQ.wrap = function (fn, options) {
        const o = options !== null && typeof options === "object" ? options : {};
        if ((o.errfcb && o.splitcb) || (o.errfcb && o.simplecb) || (o.splitcb && o.simplecb)
            || ("errfcb" in o && !o.errfcb && !o.splitcb && !o.simplecb)
            || (o.params_first && o.params_last) || (o.spread && !o.gen))
            throw Error("Invalid options");
        const softThis = o["this"] && typeof o["this"] === "object" ? o["this"] : bare;
        const last = !!o.params_first || (!o.params_last && (!("params_first" in o) || "params_last" in o));
        if (o.gen) {
            const spread = !("spread" in o) || !!o.spread;
            const body = spread ? function* (token) { yield* fn.apply(this, token.messages); } : fn;
            return function () { return ASQ(messages.apply(null, arguments)).runner(body); };
        }
        return function () {
            const self = this === undefined || this === null || this === global ? softThis : this;
            const args = slice.call(arguments);
            function step(done) {
                const callbacks = o.splitcb ? [done, done.fail] : o.simplecb ? [done] : [done.errfcb];
                // Into the list itself: a duplicate of the sequence that runs as well passes the callbacks of both, as published.
                Array.prototype[last ? "push" : "unshift"].apply(args, callbacks);
                fn.apply(self, args);
            }
            return wrapHandle(Sequence, host.createSequence([step], labelOf(fn, args)));
        };
    };

    const face = {
        host: host, Handle: Handle, Closed: Closed, slice: slice, hide: hide, methods: methods, wrapHandle: wrapHandle, isSequence: isSequence,
        messages: messages, ASQ: ASQ, Sequence: Sequence, sequenceMethods: sequenceMethods,
    };
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
        sequenceApi: function (handle) { return wrapHandle(Sequence, handle); },
        describe: surround(host, global, isSequence, Closed),
    };
}
