ASQ().runner(ASQ.csp.go(function* () { throw "x"; }), ASQ.csp.go(function* () { log("other", []); yield ASQ(function (d) { later(10, d); }); log("unheard", []); })).or(function () { log("or", arguments); });
ASQ().runner(ASQ.csp.go(function* () { throw 0; })).or(function () { log("falsy", arguments); });
ASQ().runner(ASQ.csp.go(function* () { return ASQ.failed(new Error("r")); })).val(function () { log("val", arguments); }).or(function () { log("returned", arguments); });
