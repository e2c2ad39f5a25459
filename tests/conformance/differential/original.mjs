// The published library in a context of its own, on a virtual clock: a macrotask at a time, the microtasks after each, timers
// when nothing else is left. Where Interleave differs on purpose (conformance/README.md) the library is changed before it is
// loaded, each change by its name, so that everything else still has to agree.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const core = [
    ["4: an unhandled error loses nobody else's tick", /\bf\.fn\(\);/, "try { f.fn(); } catch (e) { hostReport(e); }"],
    ["5: a falsy value thrown in a gate is a failure", /err_msg = err;/, "err_msg = isMessageWrapper(err) ? err : ASQmessages(err);"],
    ["not copied: what comes after a fork was served is a TypeError of the main sequence", /if \(trigger\) \{(\s*trigger\.apply)/, "if (trigger) { if (trigger.fail) $1"],
    ["not copied: what comes after a fork was served is a TypeError of the main sequence", /if \(trigger\) \{(\s*trigger\.fail\.apply)/, "if (trigger) { if (trigger.fail) $1"],
    ["5: an or-handler may throw a falsy value", /if \(err\.stack\)/, "if (err && err.stack)"],
];
const contrib = [
    ["3: a valueless yield keeps control", /if \(next_val === token\) \{/, "if (arguments.length > 0 && next_val === token) {"],
    ["9: the token never leaks", /if \(typeof next_val !== "undefined"\) \{/, 'if (typeof next_val !== "undefined" && next_val !== token) {'],
    ["5: an or-handler of an iterable sequence throws as in core", /if \(checkBranding\(err\)\) \{([^}]*)\}\s*else \{([^}]*)\}/,
        "if (ASQ.isMessageWrapper(err)) {$1} else {$2; if (err && err.stack) sequence_errors.push(err.stack); }"],
    ["5: a goroutine throws a falsy value", /done = false, it;/, "done = false, it, threw = false;"],
    ["5: a goroutine throws a falsy value", /err = e;/, "err = e; threw = true;"],
    ["5: a goroutine throws a falsy value", /if \(err\) \{(\s*)throw err;/, "if (err || threw) {$1throw err;"],
    ["not copied: the callback of errfcb() on a sequence that is over throws", /sq\.or_cb\(err\);/, "sq.or_cb && sq.or_cb(err);"],
    ["not copied: the callback of errfcb() on a sequence that is over throws", /sq\.val_cb\.apply/, "sq.val_cb && sq.val_cb.apply"],
    ["10: a segment that succeeds twice counts once", /if \(!finished\) \{(\s*completed\+\+;\s*success_messages\[idx\])/g,
        "if (!finished && !(idx in success_messages)) {$1"],
    ["10: a segment that succeeds twice counts once", /if \(!finished\) \{(\s*)completed\+\+;(\s*success_messages = args;)/,
        'if (!finished && !error_messages["passed" + idx]) {$1error_messages["passed" + idx] = true; completed++;$2'],
    ["10: map of nothing is []", /return ASQ\.apply\(ø,args\)(\s*\.gate)/, "if (arr.length === 0) return ASQ(); return ASQ.apply(ø,args)$1"],
    ["6: a message of a stream that is an array stays one", /\.concat\(\s*(args\.length > 0 \? \(args\.length > 1 \? )\[args\]( : args\[0\]\) : undefined)\s*\)/,
        ".concat([$1args$2])"],
    ["6: a stream made of one stream", /if \(messages\.length == 1\) messages = messages\[0\];/, "if (messages.length == 1) messages = args;"],
    ["not copied: a function or a sequence in a wrapper that a coroutine gives away is a step", /(don't let `apply[^]*?)ret\.value\.length > 0 \? ret\.value :/,
        "$1ret.value.length > 0 ? ret.value.map(v => typeof v === \"function\" || ASQ.isSequence(v) ? { hostBoxed: v } : v) :"],
    ["not copied: a function or a sequence in a wrapper that a coroutine gives away is a step", /(if \(arguments\.length > 0\) \{)(\s*\/\/ save any return messages)/,
        "$1for (let i = 0; i < arguments.length; ++i) if (arguments[i] && arguments[i].hostBoxed) arguments[i] = arguments[i].hostBoxed;$2"],
    ["8: growing buffer_size takes in queued puts", /buffer_size: \+bufSize \|\| 0(\s*\};\s*)return ch;/, "buffer_size: +bufSize || 0$1return hostGrowing(ch);"],
];

function changed(text, changes) {
    for (const [name, what, by] of changes) {
        if (!what.test(text))
            throw new Error("the original has no place for: " + name);
        text = text.replace(what, by);
    }
    return text;
}

export class Original {
    constructor(coreFile, contribFile) {
        this.scripts = [new vm.Script(changed(readFileSync(coreFile, "utf8"), core), { filename: "core.js" }),
            new vm.Script(changed(readFileSync(contribFile, "utf8"), contrib), { filename: "contrib.js" })];
    }

    // The lines that the scripts print.
    async run(texts) {
        const lines = [];
        let handler = null, now = 0, ids = 0, immediates = [];
        let timers = [];
        const report = error => handler ? handler(error) : lines.push("uncaught");
        const global = {
            console: { log: line => lines.push(String(line)) },
            setImmediate: job => { immediates.push(job); return ++ids; },
            setTimeout: (job, delay) => {
                timers.push({ job, due: now + (delay >= 1 ? Math.floor(delay) : 1), id: ++ids });
                return ids;
            },
            clearTimeout: id => { timers = timers.filter(timer => timer.id !== id); },
            hostOnUncaught: fn => { handler = fn; },
            hostReport: report,
            hostGrowing: growing,
        };
        const context = vm.createContext(global);
        const settle = () => new Promise(resolve => setImmediate(resolve));
        const perform = async job => {
            try {
                job();
            } catch (error) {
                report(error);
            }
            await settle();
        };
        for (const script of this.scripts)
            script.runInContext(context);
        for (const text of texts)
            await perform(() => vm.runInContext(text, context));
        while (immediates.length || timers.length) {
            while (timers.some(timer => timer.due <= now)) {
                timers.sort((a, b) => a.due - b.due || a.id - b.id);
                await perform(timers.shift().job);
            }
            const batch = immediates;
            immediates = [];
            for (const job of batch)
                await perform(job);
            if (!immediates.length && timers.length)
                now = Math.max(now, Math.min(...timers.map(timer => timer.due)));
        }
        return lines;
    }
}

function growing(channel) {
    let size = channel.buffer_size;
    Object.defineProperty(channel, "buffer_size", {
        enumerable: true,
        get: () => size,
        set: value => {
            size = value;
            channel.put_queue = channel.put_queue.filter(put => !put.resolved);
            while (!channel.closed && channel.messages.length < size && channel.put_queue.length) {
                const put = channel.put_queue.shift();
                put.next(put.next().value);
            }
        },
    });
    return channel;
}
