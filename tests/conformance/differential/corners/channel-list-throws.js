// The list of a channel's messages is the program's: what its push and shift throw comes out of put and take.
var csp = ASQ.csp, ch = csp.chan(3), list = ch.messages;
csp.put(ch, "first");
list.push = function () { throw Error("no push"); };
try {
    csp.put(ch, "second");
} catch (error) {
    log("put", [error, list.length]);
}
ASQ().runner(csp.go(function* () {
    try {
        yield csp.put(ch, "third");
    } catch (error) {
        log("goroutine", [error]);
    }
    list.shift = function () { throw Error("no shift"); };
    try {
        log("take", [yield csp.take(ch)]);
        log("takem", [yield csp.takem(ch)]);
    } catch (error) {
        log("taken", [error]);
    }
    delete list.shift;
    log("take", [yield csp.take(ch)]);
})).val(function () { log("end", []); });
