var c = ASQ.csp.chan(2);
ASQ.csp.put(c, new Error("stored"));
try { ASQ.csp.takem(c); } catch (e) { log("thrown at once", [e]); }
ASQ().runner(ASQ.csp.go(function* () {
    try { log("no", [yield ASQ.csp.takem(c)]); } catch (e) { log("thrown when it comes", [e]); }
    log("take", [yield ASQ.csp.take(c)]);
    log("not an error", [yield ASQ.csp.takem(c)]);
    yield ASQ.csp.takem(c);
}), ASQ.csp.go(function* () {
    yield ASQ.after(10);
    log("put", [yield ASQ.csp.put(c, new Error("met")), yield ASQ.csp.put(c, new Error("as a value")), yield ASQ.csp.put(c, "text")]);
    yield ASQ.csp.put(c, new Error("nobody catches"));
})).or(function (e) { log("failed", arguments); });
later(50, function () {
    var d = ASQ.csp.chan();
    ASQ.csp.takemAsync(d, function (x) { log("called with", [x]); });
    ASQ.csp.takemAsync(d).or(function (e) { log("or", [e]); });
    ASQ.csp.putAsync(d, new Error("1"));
    ASQ.csp.putAsync(d, new Error("2"), function (x) { log("put", [x]); });
    ASQ.csp.altsAsync([d, ASQ.csp.timeout(20)], function (x) { log("time", [x.value, x.channel.closed]); });
});
