// The methods that contrib adds to sequences: `everywhere`, and on plain ones only.
export function contribMethods(face) {
    const { host, slice, native } = face;
    const onlyPlain = { // and not on reactive sequences
        errfcb: function (self, handle) { return handle.errfcb(); },
        toPromise: function (self, handle) {
            return new Promise(function (resolve, reject) {
                const listener = ofOne(resolve);
                listener.fail = ofOne(reject);
                handle.tell(listener);
            });
        },
    };
    const everywhere = { runner: native("runner") };
    host.stepNames().forEach(function (name) {
        const table = name === "pThen" || name === "pCatch" ? onlyPlain : everywhere;
        table[name] = native(name);
    });
    // Calls `settle` with its arguments as one: several as an array.
    function ofOne(settle) {
        return function () { settle(arguments.length > 1 ? slice.call(arguments) : arguments[0]); };
    }
    return { everywhere: everywhere, onlyPlain: onlyPlain };
}
