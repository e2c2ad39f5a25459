// `ASQ.state(value, handler)`, also there as `state`: a coroutine for `runner(..)` that handles one state of a machine. The
// state is the token's first message: the first machine to run sets it to its own value if nothing came in, `transition(to)`
// changes it, and `false` ends all. `handler(transition)` is a generator, begun anew each time its state is entered.
export function installState(face) {
    const { global, hide, ASQ } = face;

    ASQ.state = function (value, handler) {
        function* machine(token) {
            function now() { return token.messages[0]; }
            function transition(to) { token.messages[0] = to; }
            if (!token.messages.length)
                transition(value);
            for (; now() !== false; yield token) {
                if (now() === value)
                    yield* handler(transition);
                if (now() === false)
                    return;
            }
        }
        return hide(machine, "name", handler.name || "state " + value);
    };
    hide(global, "state", ASQ.state);
}
