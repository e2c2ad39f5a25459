var s = ASQ(function (done) { done.fail("x"); }).or(function () { log("1", arguments); throw "y"; }, function () { log("2", arguments); s.or(function () { log("added", arguments); }); });
s.or(function () { log("3", arguments); throw new Error("z"); });
later(10, function () { s.or(function () { log("late", arguments); }); s.val(function () { log("no", []); }); });
