var a = ASQ.csp.chan(), b = ASQ.csp.chan(1), L = 0;
ASQ().runner(ASQ.csp.go(function* (ch) {
    log("none ready", [yield ASQ.csp.alts([a, [b, "first listed"], ch])]);
    log("closed ones are left out", [(a.close(), yield ASQ.csp.alts([a, b]))]);
    log("waits", [yield ASQ.csp.alts([b, ch])]);
    log("the loser is gone", [b.take_queue.length, yield ASQ.csp.put(b, "free"), b.take_queue.length]);
    log("an error is a value", [yield ASQ.csp.alts([ch])]);
    b.close();
    log("all closed", [yield ASQ.csp.alts([a, b, [a, 1]])]);
    try { ASQ.csp.alts([]); } catch (e) { log("usage", [e.message]); }
}), ASQ.csp.go(function* (ch) {
    yield ASQ.after(10);
    log("put", [yield ASQ.csp.put(ch, "for whoever waits")]);
    log("put an error", [yield ASQ.csp.put(ch, new Error("in"))]);
})).val(function () { log("end", arguments); });
var both = ASQ.csp.chan();
log("both sides of one", [ASQ.isSequence(ASQ.csp.alts([[both, "own"], both]))]);
later(30, function () { log("what that left", [both.messages, both.put_queue.length, both.take_queue.length]); });
