var s = ASQ(1), cb = s.errfcb(); s.val(function () { log("values", arguments); });
later(10, function () { cb(null, 2, 3); cb(null, 4); });
var t = ASQ(), early = t.errfcb(); early(null, 1); early(null, 2); t.val(function () { log("last early call", arguments); });
var u = ASQ(), bad = u.errfcb(); u.or(function () { log("error", arguments); }); later(10, function () { bad("e", 1); });
