var s = ASQ(function (d) { later(10, d); }).val(function () { log("no", []); });
later(5, function () { log("returns itself", [s.abort() === s]); s.val(function () { log("no", []); }).or(function () { log("no", []); }); });
var e = ASQ.failed("kept"); later(5, function () { e.abort(); e.or(function () { log("error survives", arguments); }); });
var outer = ASQ(s).val(function () { log("no", []); }).or(function () { log("no", []); });
