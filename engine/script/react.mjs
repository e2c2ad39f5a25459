// The call shapes of reactive sequences: `ASQ.react`. `face` is what prelude.mjs shares with the parts of the face.
export function installReact(face) {
    const { host, Handle, slice, hide, methods, wrapSequence, extended, ASQ } = face;
    const Reactive = methods(Object.create(face.SequenceBase), face.sequenceMethods);

    ASQ.react = function (setup) {
        const template = hide(Object.create(Reactive), Handle, undefined);
        let reactive = null;
        function next() {
            const instance = reactive.push(slice.call(arguments));
            return instance === undefined ? undefined : wrapSequence(instance);
        }
        function registerTeardown(teardown) {
            if (typeof teardown === "function")
                reactive.onTeardown(teardown);
        }
        next.onStream = function () {
            slice.call(arguments).forEach(function (stream) {
                stream.on("data", next);
                stream.on("error", next);
            });
        };
        next.unStream = function () {
            slice.call(arguments).forEach(function (stream) {
                stream.removeListener("data", next);
                stream.removeListener("error", next);
            });
        };
        reactive = host.createReactive(setup, function () { setup.call(template, next, registerTeardown); });
        template[Handle] = reactive.steps();
        extended(template);
        template.push = next;
        template.stop = function () { reactive.stop(); };
        template.pause = function () { reactive.pause(); };
        template.resume = function () { reactive.resume(); };
        return template;
    };
}
