// The call shapes of `ASQ.wrap`: functions that take callbacks, and generators, as makers of sequences.
export function installWrap(face) {
    const { host, global, bare, slice, messages, finished, ASQ } = face;

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
            return finished(host.createSequence([step], labelOf(fn, args), 0));
        };
    };
}
