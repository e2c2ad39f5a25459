// The call shapes of reactive sequences: `ASQ.react`. `face` is what prelude.mjs shares with the parts of the face.
export function installReact(face) {
    const { host, Handle, slice, hide, methods, finished, extended, isSequence, messages, ASQ, Sequence } = face;
    const Reactive = methods(Object.create(face.SequenceBase), face.sequenceMethods);
    const extensions = {};

    function eachStream(streams, method, listener) {
        slice.call(streams).forEach(function (stream) {
            stream[method]("data", listener);
            stream[method]("error", listener);
        });
    }
    // What programs see of a reactive sequence; `create(template, next)` gives the kernel's.
    function template(create) {
        const made = hide(Object.create(Reactive), Handle, undefined);
        let reactive = null;
        function next() {
            const instance = reactive.push(slice.call(arguments));
            return instance === undefined ? undefined : finished(instance);
        }
        next.onStream = function () { eachStream(arguments, "on", next); };
        next.unStream = function () { eachStream(arguments, "removeListener", next); };
        function registerTeardown(teardown) {
            if (typeof teardown === "function")
                reactive.onTeardown(teardown);
        }
        reactive = create(made, next, registerTeardown);
        const steps = made[Handle] = reactive.steps();
        function unpause() { steps.unpause(slice.call(arguments)); }
        Object.defineProperty(made, "unpause", {
            enumerable: true,
            configurable: true,
            get: function () { return steps.canUnpause() ? unpause : undefined; },
        });
        extended(made);
        made.push = next;
        made.stop = function () { reactive.stop(); };
        made.pause = function () { reactive.pause(); };
        made.resume = function () { reactive.resume(); };
        Object.keys(extensions).forEach(function (name) { made[name] = made[name] || extensions[name](made); });
        return made;
    }
    ASQ.react = function (setup) {
        return template(function (made, next, registerTeardown) {
            return host.createReactive(setup, function () { setup.call(made, next, registerTeardown); });
        });
    };
    ASQ.react.extend = function (name, build) {
        extensions[name] = build;
        return ASQ.react;
    };

    // --- made of others ------------------------------------------------------------------------------------------
    function streamOf(kind, sources, predicate) {
        const listened = sources.filter(isSequence);
        if (listened.length === 0)
            return undefined;
        return template(function (made) {
            const reactive = host.createStream(kind, listened, predicate);
            // Its listeners went with the pause, and do not come back.
            Object.defineProperty(made, "resume", {
                enumerable: true,
                configurable: true,
                get: function () { return resume; },
                set: function () {},
            });
            function resume() {
                if (!reactive.isPaused())
                    return;
                reactive.resume();
                throw TypeError("a stream made of other streams cannot be resumed");
            }
            return reactive;
        });
    }
    function combining(kind) {
        return function () { return streamOf(kind, slice.call(arguments)); };
    }
    function selecting(kind) {
        return function (sequence, predicate) { return streamOf(kind, [sequence], predicate); };
    }
    const react = ASQ.react;
    react.all = react.zip = combining("zip");
    react.allLatest = combining("allLatest");
    react.latest = react.combineLatest = combining("latest");
    react.any = react.merge = combining("merge");
    react.filter = selecting("filter");
    react.distinct = selecting("distinct");
    react.distinctConsecutive = react.distinctUntilChanged = selecting("distinctConsecutive");
    react.of = function () {
        const items = slice.call(arguments).map(function (item) { return isSequence(item) ? item : ASQ(item); });
        return template(function () { return host.createStream("of", items, undefined); });
    };

    // --- observables ---------------------------------------------------------------------------------------------
    react.fromObservable = function (observable) {
        const observed = host.createObserved(function () { observable.dispose(); });
        // As published, what comes before the setup comes with its number and the list that it waited in, empty by then.
        const waited = [];
        let count = 0;
        observable.subscribe(
            function (value) { observed.next(observed.isLive() ? [value] : [value, count++, waited]); },
            function () {},
            function () { observed.complete(); });
        return template(function () { return observed.reactive(); });
    };
    function toObservable(self) {
        return Rx.Observable.create(function (observer) {
            self.val(function () {
                observer.onNext.apply(observer, arguments);
                return messages.apply(null, arguments);
            });
            self.or(function () {
                observer.onError.apply(observer, arguments);
            });
        });
    }
    methods(Reactive, { toObservable: toObservable });
    methods(Sequence, { toObservable: toObservable });
}
