ASQ().gate(function (d) { log("a", []); d.fail("x", "y"); }, function () { log("no", []); }).or(function () { log("errors", arguments); });
ASQ().gate(function (d) { log("b", []); d(1); throw "t"; }, function () { log("no", []); }).or(function () { log("thrown", arguments); });
ASQ().gate(function (d) { later(10, function () { d.fail("late"); }); }, function (d) { later(20, function () { log("unheard", []); d(); }); }).or(function () { log("late", arguments); });
ASQ().gate(function (d) { throw 0; }).or(function () { log("falsy", arguments); });
ASQ().gate(function (d) { throw ASQ.messages(1, 2); }).or(function () { log("wrapper", arguments); });
ASQ().gate(function (d) { d.fail("one"); throw "two"; }).or(function () { log("first wins?", arguments); });
ASQ().gate(function (d) { d(1); d.fail("x"); d(2); }, function (d) { d(3); }).val(function () { log("once", arguments); });
