// Who is told first when the other side comes in the tick between those of the one that waits.
var c = ASQ.csp.chan();
ASQ.csp.put(c, "before");
function body(n) {
    return ASQ().runner(function* () {
        yield ASQ(1).val([]);
        ASQ.csp.putAsync(c, "put " + n, function (x) { log("put", [n, x]); });
        ASQ.csp.takeAsync(c, function (x) { log("took", [n, x]); });
    });
}
body(1);
ASQ().val(function () { body(2); });
ASQ().val(function () {}).val(function () { body(3); });
