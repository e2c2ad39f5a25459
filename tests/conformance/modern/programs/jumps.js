// Jumps out of a try whose finally runs other tries, throws, or jumps itself.
const log = (...values) => console.log(...values);

function rest() {
    block: {
        try {
            break block;
        } finally {
            try { throw 1; } catch (error) { log("caught", error); }
            log("the rest of the finally");
        }
        log("never");
    }
    return "rest";
}
function cleanup(text) {
    try {
        return JSON.parse(text).a;
    } catch (error) {
        return error.name;
    } finally {
        try { JSON.parse("{"); } catch { log("cleanup failed"); } finally { log("inner finally"); }
        for (let i = 0; i < 3; ++i) {
            try { if (i === 1) continue; log("round", i); } finally { log("after round", i); }
        }
        log("cleaned");
    }
}
function throwing() {
    try {
        for (const one of [1, 2]) {
            try { if (one) continue; } finally { throw "lost"; }
        }
    } catch (error) {
        log("caught", error);
    }
    log("after the loop");
    try { try { return 1; } finally { throw 2; } } catch (error) { log("caught", error); } finally { log("finally"); }
    return "throwing";
}
function nested(way) {
    const seen = [];
    outer: for (let i = 0; i < 4; ++i) {
        switch (way) {
        case "skip":
        default:
            try {
                seen.push("a" + i);
                try {
                    if (way === "continue") continue outer;
                    if (way === "break") break outer;
                    if (way === "switch") break;
                    if (way === "return" && i === 1) return /* twice */ (seen.push("value"), seen.join());
                    if (way === "plain") continue
                    if (way === "nothing") return;
                    if (way === "throw") throw seen.pop();
                } finally {
                    try { null.x; } catch { seen.push("b" + i); }
                }
                seen.push("c" + i);
            } catch (error) {
                seen.push("caught " + error);
                if (i === 2) return seen.join() // no semicolon
            } finally {
                seen.push("d" + i);
                if (way === "override" && i === 2) return "overridden " + seen.join();
                if (way === "stop" && i === 1) break outer;
            }
        }
        seen.push("e" + i);
    }
    return seen.join();
}
function* generator() {
    try {
        try { yield 1; return 2; } finally { try { yield 3; throw 4; } catch (error) { yield error; } yield 5; }
    } finally {
        yield 6;
    }
}
function strict(n) {
    "use strict";
    try { return n > 0 ? strict(n - 1) : `depth ${n}`; } finally { try { throw n; } catch (m) { log("unwound", m); } }
}
const arrow = list => { try { return list.map(x => { try { return x * 2; } finally { log("each", x); } }); } finally { log("all"); } };
class Account {
    static last = (() => { try { return "first"; } finally { log("static"); } })();
    get total() { if (this.closed) try { return 0; } finally { log("closed"); } else return 10; }
}
async function* numbers() {
    try { yield 1; yield 2; } finally { log("numbers end"); await null; throw "from the end"; }
}
async function awaiting() {
    try {
        outer: for (const word of ["x", "y"]) {
            for await (const number of numbers()) {
                log(word, number);
                if (number === 1) continue outer;
            }
        }
    } catch (error) {
        log("caught", error);
    }
    const found = await (async () => {
        for await (const number of [Promise.resolve(7), 8]) {
            try { if (number === 7) return await number; } finally { try { await Promise.reject("r"); } catch (e) { log("in finally", e); } }
        }
    })();
    loop: for await (const n of [1, 2, 3]) {
        try { if (n === 1) continue; if (n === 2) continue loop; break; } finally { await null; log("n", n); }
    }
    try { return found; } finally { try { await Promise.reject(1); } catch { log("still here"); } log("last"); }
}

log(rest());
log(cleanup("{\"a\": 5}"), cleanup("["));
log(throwing());
for (const way of ["continue", "break", "switch", "return", "plain", "nothing", "throw", "override", "stop", "none"])
    log(way, nested(way));
log([...generator()]);
log(strict(2));
log(arrow([1, 2]));
log(Account.last, new Account().total, Object.assign(new Account(), { closed: true }).total);
for (const x of [1, 2, 3]) {
    try { if (x === 2) break; } finally { try { throw x; } catch (e) { log("top", e); } }
}
awaiting().then(value => log("awaited", value), error => log("failed", error));
