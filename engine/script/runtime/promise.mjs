// Promise and its jobs, as the language says. The engine's own posts each job as an event of Qt's and tells nobody of a
// rejection without a handler; here the jobs stand in one queue that the executor empties after each turn, in the order in
// which they came, so that every run is the same and each job can be recorded.
//
// A job is three places of the queue: what to do, whether it went well, with what value; and a fourth: what led to it.

/// `observer` gives causes to jobs and hears of them; null when nobody watches.
export function makePromises(host, observer, isSequence) {
    const State = Symbol("state");
    const Pending = 0, Fulfilled = 1, Rejected = 2;
    const queue = [];
    let head = 0;
    let unhandled = [];
    let isAnnounced = false; // the host knows that there is something to do
    let then = null; // the one that programs find

    // --- jobs --------------------------------------------------------------------------------------------------------
    function announce() {
        if (!isAnnounced) {
            isAnnounced = true;
            host.jobsWait();
        }
    }
    function enqueue(job, ok, value) {
        announce();
        queue.push(job, ok, value, observer ? observer.cause() : 0);
    }
    function runJob() {
        const job = queue[head], ok = queue[head + 1], value = queue[head + 2], cause = queue[head + 3];
        queue[head] = queue[head + 2] = undefined;
        head += 4;
        if (head === queue.length) {
            head = 0;
            queue.length = 0;
        } else if (head > 4096 && head * 2 > queue.length) {
            queue.splice(0, head);
            head = 0;
        }
        job.run(ok, value, cause);
    }
    /// Runs at most `count` jobs; true when there are more.
    function runJobs(count) {
        isAnnounced = false;
        for (let i = 0; i < count && queue.length; ++i)
            runJob();
        if (!queue.length)
            tellUnhandled();
        return queue.length > 0;
    }
    /// What was rejected, and still has no handler when the jobs are done.
    function tellUnhandled() {
        if (!unhandled.length)
            return;
        const list = unhandled;
        unhandled = [];
        for (let i = 0; i < list.length; ++i) {
            if (!list[i].handled)
                host.unhandledRejection(list[i].value, list[i].site);
        }
    }
    /// A callback of the program's: shown as a job of its own.
    function shown(cause, action) {
        if (!observer) {
            action();
            return;
        }
        observer.jobBegins(cause);
        action();
        observer.ended();
    }
    class Microtask {
        constructor(callback) { this.callback = callback; }
        run(ok, value, cause) {
            shown(cause, () => {
                try {
                    (0, this.callback)();
                } catch (error) {
                    host.uncaughtError(error);
                }
            });
        }
    }

    // --- states ------------------------------------------------------------------------------------------------------
    class PromiseState {
        constructor() {
            this.status = Pending;
            this.value = undefined;
            this.reactions = null;
            this.handled = false;
            this.site = 0;
            this.entity = 0; // of the async call that settles it
        }
    }
    function settle(state, status, value) {
        const reactions = state.reactions;
        state.status = status;
        state.value = value;
        state.reactions = null;
        if (status === Rejected && !state.handled) {
            state.site = host.currentSite();
            unhandled.push(state);
            announce();
        }
        for (let i = 0; reactions && i < reactions.length; ++i)
            enqueue(reactions[i], status === Fulfilled, value);
    }
    function rejectState(state, error) { settle(state, Rejected, error); }
    function resolvePromise(promise, value) {
        const state = promise[State];
        if (value === promise) {
            rejectState(state, TypeError("Chaining cycle detected for promise #<Promise>"));
            return;
        }
        if (value === null || (typeof value !== "object" && typeof value !== "function")) {
            settle(state, Fulfilled, value);
            return;
        }
        let then;
        try {
            then = value.then;
        } catch (error) {
            rejectState(state, error);
            return;
        }
        if (typeof then !== "function")
            settle(state, Fulfilled, value);
        else
            enqueue(new Follow(promise, value, then), true, undefined);
    }
    /// [resolve, reject]: functions without a name, of which the first call counts.
    function resolvingFunctions(promise) {
        let isOver = false;
        return [value => {
            if (!isOver) {
                isOver = true;
                resolvePromise(promise, value);
            }
        }, error => {
            if (!isOver) {
                isOver = true;
                rejectState(promise[State], error);
            }
        }];
    }
    function react(promise, reaction) {
        const state = promise[State];
        if (state.status === Pending)
            (state.reactions || (state.reactions = [])).push(reaction);
        else
            enqueue(reaction, state.status === Fulfilled, state.value);
        state.handled = true;
    }
    class Follow {
        constructor(promise, value, then) {
            this.promise = promise;
            this.value = value;
            this.then = then;
        }
        run(ok, value, cause) {
            const [resolve, reject] = resolvingFunctions(this.promise);
            try {
                if (isSequence(this.value)) // whose `then` is something else
                    react(this.value.toPromise(), new Reaction(undefined, undefined, null, { resolve, reject }));
                else if (this.then === then && isPromise(this.value)) // of ours: nobody sees the call
                    this.then.call(this.value, resolve, reject);
                else
                    shown(cause, () => this.then.call(this.value, resolve, reject));
            } catch (error) {
                reject(error);
            }
        }
    }
    class Reaction {
        constructor(onFulfilled, onRejected, derived, capability) {
            this.onFulfilled = onFulfilled;
            this.onRejected = onRejected;
            this.derived = derived;
            this.capability = capability;
        }
        resolve(value) {
            if (this.derived)
                resolvePromise(this.derived, value);
            else if (this.capability)
                (0, this.capability.resolve)(value);
        }
        reject(error) {
            if (this.derived)
                rejectState(this.derived[State], error);
            else if (this.capability)
                (0, this.capability.reject)(error);
        }
        run(ok, value, cause) {
            const handler = ok ? this.onFulfilled : this.onRejected;
            if (typeof handler === "function")
                shown(cause, () => this.handle(handler, value));
            else if (ok)
                this.resolve(value);
            else
                this.reject(value);
        }
        handle(handler, value) {
            let result;
            try {
                result = handler(value);
            } catch (error) {
                this.reject(error);
                return;
            }
            this.resolve(result);
        }
    }

    // --- what programs see -------------------------------------------------------------------------------------------
    class Promise {
        constructor(executor) {
            if (typeof executor !== "function")
                throw TypeError("Promise resolver " + describe(executor) + " is not a function");
            Object.defineProperty(this, State, { value: new PromiseState() }); // `{ ...promise }` takes nothing of it
            const [resolve, reject] = resolvingFunctions(this);
            try {
                executor(resolve, reject);
            } catch (error) {
                reject(error);
            }
        }
        then(onFulfilled, onRejected) {
            if (!isPromise(this))
                throw TypeError("Method Promise.prototype.then called on incompatible receiver " + describe(this));
            const species = speciesOf(this);
            const derived = species === Promise ? pending() : null;
            const capability = derived ? null : capabilityOf(species);
            react(this, new Reaction(onFulfilled, onRejected, derived, capability));
            return derived || capability.promise;
        }
        ["catch"](onRejected) { return this.then(undefined, onRejected); }
        ["finally"](onFinally) {
            if (typeof onFinally !== "function")
                return this.then(onFinally, onFinally);
            const species = speciesOf(this);
            return this.then(
                value => promiseResolve(species, onFinally()).then(() => value),
                error => promiseResolve(species, onFinally()).then(() => { throw error; }));
        }
        static resolve(value) { return promiseResolve(this, value); }
        static reject(error) {
            const capability = capabilityOf(this);
            (0, capability.reject)(error);
            return capability.promise;
        }
        static withResolvers() { return capabilityOf(this); }
        static all(items) {
            return combine(this, items, (collected, index, capability) => [
                collected.once(index, value => value), capability.reject], capability => capability.resolve);
        }
        static allSettled(items) {
            return combine(this, items, (collected, index) => {
                const settled = { isOver: false };
                return [collected.once(index, value => ({ status: "fulfilled", value: value }), settled),
                    collected.once(index, reason => ({ status: "rejected", reason: reason }), settled)];
            }, capability => capability.resolve);
        }
        static any(items) {
            return combine(this, items, (collected, index, capability) => [
                capability.resolve, collected.once(index, error => error)],
            capability => errors => capability.reject(new AggregateError(errors, "All promises were rejected")));
        }
        static race(items) {
            const capability = capabilityOf(this);
            try {
                const resolve = resolverOf(this);
                for (const item of items)
                    resolve.call(this, item).then(capability.resolve, capability.reject);
            } catch (error) {
                (0, capability.reject)(error);
            }
            return capability.promise;
        }
        static get [Symbol.species]() { return this; }
    }
    Object.defineProperty(Promise.prototype, Symbol.toStringTag, { value: "Promise", configurable: true });
    then = Promise.prototype.then;

    function describe(value) {
        return typeof value === "function" ? "function" : value !== null && typeof value === "object" ? "#<Object>"
            : String(value);
    }
    function isPromise(value) {
        return value !== null && typeof value === "object" && value[State] instanceof PromiseState;
    }
    function pending() {
        const promise = Object.create(Promise.prototype);
        Object.defineProperty(promise, State, { value: new PromiseState() });
        return promise;
    }
    function speciesOf(promise) {
        const constructor = promise.constructor;
        if (constructor === Promise || constructor === undefined)
            return Promise;
        if (constructor === null || (typeof constructor !== "object" && typeof constructor !== "function"))
            throw TypeError("The .constructor property is not an object");
        const species = constructor[Symbol.species];
        return species === undefined || species === null ? Promise : species;
    }
    function capabilityOf(constructor) {
        const capability = { promise: undefined, resolve: undefined, reject: undefined };
        if (constructor === Promise) {
            capability.promise = pending();
            const functions = resolvingFunctions(capability.promise);
            capability.resolve = functions[0];
            capability.reject = functions[1];
            return capability;
        }
        if (typeof constructor !== "function")
            throw TypeError("PromiseResolve called on non-object");
        capability.promise = new constructor((resolve, reject) => {
            capability.resolve = resolve;
            capability.reject = reject;
        });
        return capability;
    }
    function promiseResolve(constructor, value) {
        if (isPromise(value) && value.constructor === constructor)
            return value;
        if (constructor === Promise) {
            const promise = pending();
            resolvePromise(promise, value);
            return promise;
        }
        const capability = capabilityOf(constructor);
        (0, capability.resolve)(value);
        return capability.promise;
    }
    function resolverOf(constructor) {
        const resolve = constructor.resolve;
        if (typeof resolve !== "function")
            throw TypeError("Promise resolve or reject function is not callable");
        return resolve;
    }
    /// Values by index; the last to come finishes.
    class Collected {
        constructor(finish) {
            this.values = [];
            this.missing = 1;
            this.finish = finish;
        }
        once(index, map, shared) {
            const state = shared || { isOver: false };
            return value => {
                if (state.isOver)
                    return;
                state.isOver = true;
                this.values[index] = map(value);
                this.arrived();
            };
        }
        arrived() {
            if (--this.missing === 0)
                (0, this.finish)(this.values);
        }
    }
    function combine(constructor, items, handlers, finish) {
        const capability = capabilityOf(constructor);
        try {
            const resolve = resolverOf(constructor);
            const collected = new Collected(finish(capability));
            let index = 0;
            for (const item of items) {
                collected.values.push(undefined);
                ++collected.missing;
                const [onFulfilled, onRejected] = handlers(collected, index++, capability);
                resolve.call(constructor, item).then(onFulfilled, onRejected);
            }
            collected.arrived();
        } catch (error) {
            (0, capability.reject)(error);
        }
        return capability.promise;
    }

    class AggregateError extends Error {
        constructor(errors, message) {
            super(message);
            this.message = message === undefined ? "" : String(message);
            Object.defineProperty(this, "errors", { value: Array.from(errors), writable: true, configurable: true });
        }
    }
    Object.defineProperty(AggregateError.prototype, "name", { value: "AggregateError", writable: true, configurable: true });

    function queueMicrotask(callback) {
        if (typeof callback !== "function")
            throw TypeError("The \"callback\" argument must be of type function. Received " + describe(callback));
        enqueue(new Microtask(callback), true, undefined);
    }
    /// `reaction.run(ok, value, cause)` is called with what the value comes to.
    function awaitValue(value, reaction) {
        react(promiseResolve(Promise, value), reaction);
    }
    return {
        Promise, AggregateError, queueMicrotask, awaitValue, pending, resolvePromise, runJobs, isPromise,
        isSequence,
        /// A step or a run got the promise and listens to it in its turn: it has a handler from now on.
        takeOver(promise) {
            if (isPromise(promise))
                promise[State].handled = true;
        },
        reject(promise, error) { rejectState(promise[State], error); },
        stateOf(promise) { return promise[State]; },
        isResolved: state => state.status === Fulfilled,
        isRejected: state => state.status === Rejected,
        promiseResolve,
    };
}
