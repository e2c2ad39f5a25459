ASQ().runner(function* () { var x = yield ASQ.messages(1, 2); log("wrapper", [x]); x = yield ASQ.messages(); log("empty", [x]); x = yield undefined; log("undefined", [x]);
    x = yield function (cb) { cb(null, 3, 4); }; log("thunk", [x]); x = yield Promise.resolve(5); log("promise", [x]); x = yield ASQ(6, 7); log("sequence", [x]); x = yield ASQ(); log("none", [x]);
    x = yield ASQ.messages(8, ASQ.messages(9)); log("groups", [x]); x = yield null; log("null", [x]); return ASQ.messages("a", "b"); }).val(function () { log("result", arguments); });
ASQ().runner(function* () { return ASQ(function (d) { later(10, function () { d(1, 2); }); }); }).val(function () { log("awaited", arguments); });
ASQ().runner(4, Promise.resolve(5)).val(function () { log("values", arguments); });
ASQ("m").runner(function* (token) { yield token; }).val(function () { log("no token", arguments); });
