// What the packages' own tests expect to find: the stream that one of them listens to.
function fakeDuplexStream() {
    var listeners = {};
    return {
        on: function (name, listener) {
            (listeners[name] = listeners[name] || []).push(listener);
            return this;
        },
        emit: function (name) {
            var values = [].slice.call(arguments, 1), stream = this;
            (listeners[name] || []).slice().forEach(function (listener) { listener.apply(stream, values); });
            return this;
        },
        removeListener: function (name, listener) {
            listeners[name] = (listeners[name] || []).filter(function (other) { return other !== listener; });
            return this;
        },
        removeAllListeners: function (name) {
            delete listeners[name];
            return this;
        },
    };
}
