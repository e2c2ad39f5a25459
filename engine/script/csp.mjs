// The call shapes of channels: `ASQ.csp`. `face` is what prelude.mjs shares with the parts of the face.
export function installCsp(face) {
    const { host, Handle, slice, hide, ASQ, Closed } = face;

    function channelOf(handle) {
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
        property("buffer_size", function () { return handle.bufferSize(); },
            function (size) { handle.setBufferSize(+size || 0); });
        return ch;
    }
    function chan(size) { return channelOf(host.createChannel(+size || 0)); }
    function put(ch, value) { return ch[Handle].put(value); }
    function take(ch) { return ch[Handle].take(); }
    function asynchronously(result, callback) {
        const sequence = ASQ(result);
        if (typeof callback !== "function")
            return sequence;
        sequence.val(callback);
    }
    ASQ.csp = {
        chan: chan,
        channel: chan,
        put: put,
        take: take,
        putAsync: function (ch, value, callback) { return asynchronously(put(ch, value), callback); },
        takeAsync: function (ch, callback) { return asynchronously(take(ch), callback); },
        go: function (generator, args) {
            const list = arguments.length > 1 ? (Array.isArray(args) ? args : [args]) : [];
            const handle = host.createGo(generator, list);
            return hide(function goroutine() { throw Error("a goroutine runs in runner(..)"); }, Handle, handle);
        },
        CLOSED: Closed,
    };

    // The channel that the goroutines of a run share; the token holds it for the next of them.
    return function makeChannel(handle, token) {
        const ch = channelOf(handle);
        const run = token[Handle];
        Object.defineProperty(ch, "go", {
            enumerable: true,
            configurable: true,
            get: function () {
                return handle.isDissolved() ? null : function (generator, args) {
                    run.go(generator, arguments.length > 1 ? (Array.isArray(args) ? args : [args]) : []);
                };
            },
        });
        hide(token, "__channel", ch);
        return ch;
    };
}
