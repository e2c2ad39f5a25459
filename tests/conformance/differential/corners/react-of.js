var item = ASQ(function (done) { later(30, function () { done("second", "with two"); }); });
var s = ASQ.react.of("first", item, ["list"], ASQ.failed("fails"), "never").val(function () { log("of", arguments); });
later(10, function () { s.push("pushed"); });
ASQ.react.extend("doubled", function (api) { return function () { return api.val(function (v) { log("doubled", [v]); return v + v; }); }; });
ASQ.react.of(4).doubled().val(function (v) { log("extended", [v]); });
log("only later ones", [typeof s.doubled, typeof ASQ().doubled]);
var failing = ASQ.react(function (next, teardown) { teardown(function () { log("down", []); }); if (failing) throw "setup"; });
later(50, function () { failing.pause(); try { failing.resume(); } catch (e) { log("thrown by resume", [e]); } failing.push(1).val(function (v) { log("goes on", [v]); }); });
