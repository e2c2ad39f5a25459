ASQ().runner(function* () { try { yield ASQ.failed("e", "f"); } catch (e) { log("caught", [e]); } throw ASQ.messages(1, 2); }, function* () { log("no", []); }).or(function () { log("one value", arguments); });
ASQ().runner(function* () { return ASQ.failed("last"); }).or(function () { log("returned failure", arguments); });
ASQ().runner(function* () { yield function (cb) { cb("t"); }; }).or(function () { log("thunk", arguments); });
ASQ().runner(ASQ.iterable(function () { throw "i"; })).or(function () { log("iterable", arguments); });
ASQ().runner(function () { throw "made"; }).or(function () { log("before", arguments); });
ASQ().runner(function* () { try { yield ASQ(function () {}); } finally { log("no", []); } }).abort();
