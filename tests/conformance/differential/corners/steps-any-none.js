ASQ("in").any(function (d, m) { d(m, 1); }, function (d) { d.fail("no"); }, ASQ(5)).val(function () { log("any", arguments); });
ASQ().any(function (d) { d.fail("a", "b"); }, function (d) { later(20, function () { d.fail(); }); }).or(function () { log("any fails", arguments); });
ASQ().any(function (d) { d(1); d(2); }, function (d) { later(30, function () { d(3); }); }).val(function () { log("twice", arguments); });
ASQ().any(function (d) { d.fail(1); d(2); }, function (d) { later(30, function () { d(3); }); }).val(function () { log("both", arguments); });
ASQ().any(function (d) { d.abort(); }, function (d) { d(1); }).val(function () { log("never", arguments); }).or(function () { log("never", arguments); });
ASQ().any(function (d) { throw "thrown"; }, function () { log("not started", []); }).or(function () { log("throws", arguments); });
ASQ().none(function (d) { d.fail("x", "y"); }, function (d) { d.fail(); }).val(function () { log("none", arguments); });
ASQ().none(function (d) { d.fail("x"); }, function (d) { d(); }, function (d) { d(7, 8); }).or(function () { log("some", arguments); });
ASQ(1).any().none().first().last().race().val(function () { log("no step", arguments); });
