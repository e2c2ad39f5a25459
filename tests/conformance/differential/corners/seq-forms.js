ASQ(1, 2).seq(function (a, b) { log("args", arguments); return ASQ(a + b); }).val(function (x) { log("sum", arguments); });
ASQ().seq(function () { return undefined; }).or(function (e) { log("type error", [e instanceof TypeError]); });
ASQ().seq(ASQ.failed("f")).or(function () { log("failed", arguments); });
var it = ASQ.iterable(); ASQ().seq(function () { return it; }).val(function () { log("iterable", arguments); });
later(10, function () { it.next(1, 2); });
