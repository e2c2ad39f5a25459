ASQ(1, 2).promise(function (a, b) { return Promise.resolve(a + b); }).val(function () { log("function", arguments); });
ASQ().promise({ then: function (ok) { ok(1, 2); } }).val(function () { log("thenable", arguments); });
ASQ().promise(Promise.resolve(ASQ.messages(3, 4))).val(function () { log("wrapper", arguments); });
ASQ().promise(function () { return Promise.reject(ASQ.messages("a", "b")); }).or(function () { log("rejected", arguments); });
ASQ().promise({ then: function (ok, no) { no("n"); ok("y"); } }).or(function () { log("first", arguments); });
ASQ().promise(5).or(function (e) { log("type error", [e instanceof TypeError]); });
ASQ().promise(Promise.resolve(undefined)).val(function () { log("undefined", arguments); });
