var r = ASQ.react(function () {});
ASQ().seq(function () { return r; }).or(function (e) { log("no pipe", [e instanceof TypeError]); });
ASQ.react(function () { throw "setup"; });
var t = ASQ.react(function (n, down) { down(function () { log("d1", []); throw "down"; }); down(function () { log("d2", []); }); });
later(10, function () { try { t.stop(); } catch (e) { log("thrown", [e]); } t.stop(); });
ASQ.iterable(1).then(ASQ(3)).or(5);
