var a = ASQ(function (d) { later(10, function () { d(1, 2); }); }).val(function () { log("own", arguments); });
var i = ASQ.iterable();
ASQ().all(a, i, ASQ.failed("gone").or(function () { log("handled", arguments); })).or(function () { log("gate", arguments); });
var b = ASQ(3), j = ASQ.iterable();
ASQ().all(b, j, ASQ(4, 5)).val(function () { log("all", arguments); });
later(20, function () { log("next", [j.next("n", "m")]); });
