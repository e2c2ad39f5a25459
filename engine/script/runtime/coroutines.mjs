// What drives async functions and async generators once they are generators (lowering/functions.mjs). Each call is a
// coroutine for whoever watches: it starts, is suspended at an await on somebody, is resumed, and completes or fails.

export function makeCoroutines(promises, observer, global) {
    const { Promise, pending, resolvePromise, reject, awaitValue, promiseResolve } = promises;

    /// Whom an awaited value belongs to: {reason, entity}.
    function suspend(entity, value) {
        const state = promises.isPromise(value) ? promises.stateOf(value) : null;
        observer.suspended(entity, state ? state.entity : 0, promises.isSequence(value) ? value : undefined);
    }

    // --- async functions ---------------------------------------------------------------------------------------------
    class AsyncCall {
        constructor(generator, entity) {
            this.generator = generator;
            this.promise = pending();
            this.entity = entity;
            if (entity)
                promises.stateOf(this.promise).entity = entity;
        }
        run(ok, value, cause) {
            if (this.entity)
                observer.resumed(this.entity, cause, value);
            this.step(ok, value);
        }
        step(ok, value) {
            let result;
            try {
                result = ok ? this.generator.next(value) : this.generator["throw"](value);
            } catch (error) {
                this.fail(error);
                return;
            }
            if (result.done) {
                if (this.entity)
                    observer.completed(this.entity, result.value);
                resolvePromise(this.promise, result.value);
                if (this.entity)
                    observer.ended();
            } else {
                if (this.entity)
                    suspend(this.entity, result.value);
                this.wait(result.value);
            }
        }
        wait(value) {
            try {
                awaitValue(value, this);
            } catch (error) { // a getter of the value's threw
                awaitValue(undefined, { run: (ok, nothing, cause) => this.run(false, error, cause) });
            }
        }
        fail(error) {
            if (this.entity)
                observer.failed(this.entity, error);
            reject(this.promise, error);
            if (this.entity)
                observer.ended();
        }
    }
    function runAsync(name, body, self, args) {
        const entity = observer ? observer.started(name || "async function") : 0;
        let generator;
        try {
            generator = args ? body.apply(self, args) : body.call(self);
        } catch (error) { // of a parameter's default
            const promise = pending();
            if (entity)
                observer.failed(entity, error);
            reject(promise, error);
            if (entity)
                observer.ended();
            return promise;
        }
        const call = new AsyncCall(generator, entity);
        call.step(true, undefined);
        return call.promise;
    }

    // --- async generators --------------------------------------------------------------------------------------------
    class Given {
        constructor(value) { this.value = value; }
    }
    const Body = Symbol("body");
    class GeneratorRun {
        constructor(generator, name) {
            this.generator = generator;
            this.name = name;
            this.requests = [];
            this.isStarted = false;
            this.isRunning = false;
            this.isOver = false;
            this.entity = 0;
        }
        request(kind, value) {
            const promise = pending();
            this.requests.push({ kind, value, promise });
            if (!this.isRunning)
                this.serve();
            promises.stateOf(promise).entity = this.entity;
            return promise;
        }
        serve() {
            while (this.requests.length && !this.isRunning) {
                const request = this.requests[0];
                if (!this.isStarted && request.kind !== "next")
                    this.isOver = true;
                if (this.isOver) {
                    this.answerAfterwards(request);
                } else {
                    this.isRunning = true;
                    if (observer)
                        this.begin(request.value);
                    this.isStarted = true;
                    if (request.kind === "return")
                        this.wait(request.value, this.returning());
                    else
                        this.step(request.kind === "next", request.value);
                }
            }
        }
        begin(value) {
            if (this.isStarted)
                observer.resumed(this.entity, observer.cause(), value);
            else
                this.entity = observer.started(this.name || "async generator");
        }
        /// return(value) while it is at a yield: the value is awaited first.
        returning() {
            return { run: (ok, value, cause) => {
                if (this.entity)
                    observer.resumed(this.entity, cause, value);
                this.advance(ok ? "return" : "throw", value);
            } };
        }
        answerAfterwards(request) {
            if (request.kind === "next") {
                this.requests.shift();
                resolvePromise(request.promise, { value: undefined, done: true });
            } else if (request.kind === "throw") {
                this.requests.shift();
                reject(request.promise, request.value);
            } else {
                this.isRunning = true;
                awaitValue(request.value, { run: (ok, value) => {
                    this.isRunning = false;
                    this.requests.shift();
                    if (ok)
                        resolvePromise(request.promise, { value, done: true });
                    else
                        reject(request.promise, value);
                    this.serve();
                } });
            }
        }
        run(ok, value, cause) {
            if (this.entity)
                observer.resumed(this.entity, cause, value);
            this.step(ok, value);
        }
        wait(value, reaction) {
            if (this.entity)
                suspend(this.entity, value);
            awaitValue(value, reaction);
        }
        step(ok, value) {
            this.advance(ok ? "next" : "throw", value);
        }
        advance(kind, value) {
            let result;
            try {
                result = this.generator[kind](value);
            } catch (error) {
                this.finish();
                if (this.entity)
                    observer.failed(this.entity, error);
                reject(this.requests.shift().promise, error);
                if (this.entity)
                    observer.ended();
                this.serve();
                return;
            }
            if (!result.done && !(result.value instanceof Given)) {
                this.wait(result.value, this);
                return;
            }
            const given = result.done ? result.value : result.value.value;
            if (result.done)
                this.finish();
            this.isRunning = false;
            if (this.entity) {
                if (result.done)
                    observer.completed(this.entity, given);
                else
                    observer.gave(this.entity, given);
            }
            resolvePromise(this.requests.shift().promise, { value: given, done: result.done });
            if (this.entity)
                observer.ended();
            this.serve();
        }
        finish() {
            this.isOver = true;
            this.isRunning = false;
        }
    }
    class AsyncGenerator {
        next(value) { return this[Body].request("next", value); }
        ["throw"](error) { return this[Body].request("throw", error); }
        ["return"](value) { return this[Body].request("return", value); }
        [Symbol.asyncIterator]() { return this; }
    }
    Object.defineProperty(AsyncGenerator.prototype, Symbol.toStringTag, { value: "AsyncGenerator", configurable: true });
    function runAsyncGenerator(name, body, self, args) {
        const object = Object.create(AsyncGenerator.prototype);
        const run = new GeneratorRun(args ? body.apply(self, args) : body.call(self), name);
        Object.defineProperty(object, Body, { value: run });
        return object;
    }

    // --- for await, yield* -------------------------------------------------------------------------------------------
    /// The iterator of `iterable`; one that is not async gives promises of what its values come to.
    function asyncIteratorOf(iterable) {
        const method = iterable[Symbol.asyncIterator];
        if (method !== undefined && method !== null)
            return method.call(iterable);
        if (typeof iterable[Symbol.iterator] !== "function")
            throw TypeError((iterable === null ? "null" : typeof iterable) + " is not async iterable");
        const iterator = iterable[Symbol.iterator]();
        function lifted(kind, value) {
            let result;
            try {
                result = iterator[kind](value);
                return promiseResolve(Promise, result.value).then(settled => ({ value: settled, done: result.done }));
            } catch (error) {
                return Promise.reject(error);
            }
        }
        return {
            next(value) { return lifted("next", value); },
            ["return"](value) {
                return typeof iterator["return"] === "function" ? lifted("return", value)
                    : Promise.resolve({ value, done: true });
            },
            ["throw"](error) {
                return typeof iterator["throw"] === "function" ? lifted("throw", error) : Promise.reject(error);
            },
        };
    }
    function checked(result) {
        if (result === null || (typeof result !== "object" && typeof result !== "function"))
            throw TypeError("Iterator result " + String(result) + " is not an object");
        return result;
    }
    class Loop {
        constructor(iterable) {
            this.iterator = asyncIteratorOf(iterable);
            this.isOpen = false;
            this.hasFailed = false;
            this.value = undefined;
        }
        /// `site` is the loop's: the generator may have made calls of its own.
        *next(site) {
            this.isOpen = false;
            const next = this.iterator.next();
            if (site)
                global.__asq_site = site;
            const result = checked(yield next);
            if (result.done)
                return false;
            this.value = result.value;
            this.isOpen = true;
            return true;
        }
        fail(error) {
            this.hasFailed = true;
            throw error;
        }
        /// After a `break`, a `return` or an error of the loop's body: the iterator hears of it.
        *finish() {
            if (!this.isOpen || typeof this.iterator["return"] !== "function")
                return;
            if (!this.hasFailed) {
                checked(yield this.iterator["return"]());
                return;
            }
            try {
                yield this.iterator["return"]();
            } catch (error) {
                // the error of the body is the one that counts
            }
        }
    }
    function* delegate(iterable) {
        const iterator = asyncIteratorOf(iterable);
        let kind = "next";
        let value;
        let isOpen = true;
        try {
            for (;;) {
                isOpen = false;
                const result = checked(yield iterator[kind](value));
                if (result.done)
                    return result.value;
                isOpen = true;
                try {
                    value = yield new Given(result.value);
                    kind = "next";
                } catch (error) {
                    value = error;
                    kind = "throw";
                    isOpen = false;
                    if (typeof iterator["throw"] !== "function")
                        throw TypeError("The iterator does not provide a 'throw' method");
                }
            }
        } finally {
            if (isOpen && typeof iterator["return"] === "function")
                yield iterator["return"]();
        }
    }

    return {
        /// Runs the rest of a generator, as an async function would.
        runRest(generator, name) {
            const call = new AsyncCall(generator, observer ? observer.started(name) : 0);
            call.step(true, undefined);
            return call.promise;
        },
        __asq_async: runAsync,
        __asq_asyncGenerator: runAsyncGenerator,
        __asq_give(value) { return new Given(value); },
        __asq_delegate: delegate,
        __asq_each(iterable) { return new Loop(iterable); },
    };
}
