// The call shapes of channels: `ASQ.csp`. `face` is what prelude.mjs shares with the parts of the face.
export function installCsp(face) {
    const { host, Handle, hide, messages, ASQ, Closed } = face;

    // `size` is what programs read as buffer_size: what they gave, however odd.
    function channelOf(handle, size) {
        const ch = hide({}, Handle, handle);
        function waiting(count) {
            return function () {
                const list = [];
                for (let i = handle[count](); i > 0; --i)
                    list.push({});
                return list;
            };
        }
        function close() { handle.close(); }
        function property(name, get, set) {
            Object.defineProperty(ch, name, { enumerable: true, configurable: true, get: get, set: set });
        }
        property("close", function () { return handle.isDissolved() ? null : close; });
        property("closed", function () { return handle.isClosed(); });
        property("messages", function () { return handle.isDissolved() ? null : handle.messages(); });
        property("put_queue", waiting("waitingPuts"));
        property("take_queue", waiting("waitingTakes"));
        property("buffer_size", function () { return size; }, function (given) {
            size = given;
            handle.setBufferSize(+given || 0);
        });
        return ch;
    }
    function chan(size) { return channelOf(host.createChannel(+size || 0), +size || 0); }
    const put = host.channelFunction("put"), take = host.channelFunction("take"), takem = host.channelFunction("takem");
    function alts(actions) {
        if (!Array.isArray(actions) || actions.length === 0)
            throw Error("Invalid usage");
        const channels = actions.map(function (action) { return Array.isArray(action) ? action[0] : action; });
        const puts = actions.map(function (action) { return Array.isArray(action) ? [action[1]] : undefined; });
        return host.alts(channels, puts);
    }
    // With a callback it is called, for errors too where the caller says so; without one the sequence is what comes back.
    function asynchronously(result, callback, method) {
        const sequence = ASQ(result);
        if (typeof callback !== "function")
            return sequence;
        method === "val" ? sequence.val(callback) : sequence.pThen(callback, callback);
    }
    function throwing(value) {
        if (value instanceof Error)
            throw value;
        return value;
    }
    function argumentsOf(args, given) { return given > 1 ? (Array.isArray(args) ? args : [args]) : []; }
    function go(generator, args) {
        const handle = host.createGo(generator, argumentsOf(args, arguments.length));
        return hide(function goroutine() { throw Error("a goroutine runs in runner(..)"); }, Handle, handle);
    }
    // Makes of a function that calls back, as `ASQ.wrap` takes it and with its options, one that gives a channel: what it
    // calls back with can be taken from there, once; then the channel closes. A failure comes as an Error.
    function channelify(fn, options) {
        const begin = ASQ.wrap(fn, options);
        return function () {
            const ch = chan(0);
            function give(value) { asynchronously(put(ch, value), function () { ch.close(); }, "val"); }
            begin.apply(this, arguments)
                .val(function (value) { give(arguments.length > 1 ? messages.apply(null, arguments) : value); })
                .or(function (error) { give(error instanceof Error ? error : Error(String(error))); });
            return ch;
        };
    }
    ASQ.csp = {
        chan: chan,
        channel: chan,
        put: put,
        putAsync: function (ch, value, callback) { return asynchronously(put(ch, value), callback, "val"); },
        take: take,
        takeAsync: function (ch, callback) { return asynchronously(take(ch), callback, "val"); },
        takem: takem,
        takemAsync: function (ch, callback) {
            const sequence = asynchronously(takem(ch), callback, "pThen");
            return sequence && sequence.val(throwing);
        },
        alts: alts,
        altsAsync: function (actions, callback) { return asynchronously(alts(actions), callback, "pThen"); },
        timeout: function (delay) { return channelOf(host.createTimeout(+delay >= 1 && +delay <= 2147483647 ? +delay : 1), 0); },
        go: go,
        channelify: channelify,
        CLOSED: Closed,
    };

    return {
        // The channel that the goroutines of a run share; the token holds it for the next of them.
        makeChannel: function (handle, token) {
            const ch = channelOf(handle, handle.bufferSize());
            const run = token[Handle];
            Object.defineProperty(ch, "go", {
                enumerable: true,
                configurable: true,
                get: function () {
                    return handle.isDissolved() ? null : function (generator, args) {
                        run.go(generator, argumentsOf(args, arguments.length));
                    };
                },
            });
            hide(token, "__channel", ch);
            return ch;
        },
        // What alts() tells.
        pick: function (value, channel) { return { value: value, channel: channel }; },
    };
}
