var s = ASQ(1, 2);
var f = s.fork().val(function () { log("fork", arguments); return "f"; });
s.val(function () { log("main", arguments); throw "e"; });
var g = s.fork().or(function () { log("fork error", arguments); });
f.val(function () { log("fork goes on", arguments); });
var late = ASQ(function (d) { later(10, function () { d("l"); }); }), h = late.fork();
later(20, function () { h.val(function () { log("late", arguments); }); });
