// A copy of the core API: `ASQ`, and each that `ASQ.clone()` makes. A copy has a queue of its own in the kernel (`queue` is its
// number), and its own extensions. `contrib` are methods that its sequences have besides those of the core.
import { internalsOf } from "./internals.mjs";

export function makeCopy(face, queue, contrib) {
    const { host, global, Handle, SequenceBase, slice, hide, methods, native, Core, messages } = face;
    const Sequence = Object.create(SequenceBase);
    const extensions = {};
    let isExtended = false;
    const before = global.ASQ;

    const core = {
        then: native("then"),
        or: native("or"),
        onerror: native("onerror"),
        gate: native("gate"),
        all: native("all"),
        pipe: native("pipe"),
        seq: native("seq"),
        val: native("val"),
        promise: native("promise"),
        fork: function (self, handle) { return wrapSequence(handle.fork()); },
        abort: function (self, handle) { handle.abort(); return self; },
        duplicate: function (self, handle) {
            const copy = wrapSequence(handle.duplicate());
            const copyHandle = copy[Handle];
            function unpause() { copyHandle.unpause(slice.call(arguments)); }
            return Object.defineProperty(copy, "unpause", {
                enumerable: true,
                configurable: true,
                get: function () { return copyHandle.canUnpause() ? unpause : undefined; },
            });
        },
        defer: function (self, handle) { handle.defer(); return self; },
    };
    function wrapSequence(handle) { return finished(host.sequenceFor(handle, queue)); }
    function finished(sequence) { return isExtended ? extended(sequence) : sequence; }
    // Gives a sequence what `ASQ.extend` has registered; what the core has is not replaced.
    function extended(sequence) {
        const internals = isExtended ? internalsOf(sequence[Handle]) : undefined;
        for (const name in extensions)
            if (!(name in core) && (name in contrib.everywhere || name in contrib.onlyPlain || !sequence[name]))
                sequence[name] = extensions[name](sequence, internals);
        return sequence;
    }

    host.addPrototype(Sequence, Core);
    // Made for the few that use a method which is not native.
    Object.defineProperty(Sequence, Handle, {
        get: function () {
            const core = this[Core];
            const handle = core && host.handleFor(core);
            if (handle)
                hide(this, Handle, handle);
            return handle;
        },
    });
    methods(methods(methods(Sequence, core), contrib.everywhere), contrib.onlyPlain);

    function ASQ() {
        if (!isExtended)
            return host.createSequence(slice.call(arguments), undefined, queue);
        // Extensions are built before the first step is there.
        const sequence = extended(host.createSequence([], undefined, queue));
        sequence[Handle].then(slice.call(arguments));
        return sequence;
    }
    ASQ.failed = function () { return wrapSequence(host.createFailed(slice.call(arguments), queue)); };
    ASQ.extend = function (name, build) {
        extensions[name] = build;
        isExtended = true;
        if (queue === 0)
            host.setExtended();
        return ASQ;
    };
    ASQ.messages = messages;
    ASQ.isSequence = face.isSequence;
    ASQ.isMessageWrapper = face.isMessageWrapper;
    ASQ.unpause = function (sequence) {
        if (sequence.unpause)
            sequence.unpause();
        return sequence;
    };
    ASQ.noConflict = function () {
        global.ASQ = before;
        return ASQ;
    };
    ASQ.clone = function () { return makeCopy(face, host.addTickQueue(), { everywhere: {}, onlyPlain: {} }).ASQ; };
    // For plugins.
    ASQ.__schedule = function (callback) { host.schedule(callback, queue); };
    ASQ.__tapSequence = function (def) {
        const tap = host.createTap(def.seq, queue);
        let handle, sequence;
        Object.defineProperty(def, "seq", {
            enumerable: true,
            configurable: true,
            get: function () {
                const now = tap.flow();
                if (now !== handle)
                    sequence = wrapSequence(handle = now);
                return sequence;
            },
        });
    };
    const reactive = Object.assign({}, core, contrib.everywhere);
    delete reactive.pipe;
    delete reactive.fork;
    return { ASQ: ASQ, Sequence: Sequence, sequenceMethods: reactive, finished: finished, extended: extended };
}
