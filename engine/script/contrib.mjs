// The methods that contrib adds to sequences: `everywhere`, and on plain ones only.
export function contribMethods(face) {
    const { host, slice, passing } = face;
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
    const everywhere = { runner: passing("runner") };
    // Steps go by their number in the host's table.
    host.stepNames().forEach(function (name, kind) {
        const table = name === "pThen" || name === "pCatch" ? onlyPlain : everywhere;
        table[name] = function (self, handle, args) {
            handle.append(kind, args);
            return self;
        };
    });
    // Calls `settle` with its arguments as one: several as an array.
    function ofOne(settle) {
        return function () { settle(arguments.length > 1 ? slice.call(arguments) : arguments[0]); };
    }
    return { everywhere: everywhere, onlyPlain: onlyPlain };
}
