var a = ASQ.react(function (n) { later(10, function () { n("a1"); }); later(30, function () { n("a2"); }); }), b = ASQ.react(function (n) { later(20, function () { n("b1"); }); later(40, function () { n("b2"); }); });
ASQ().gate(a, b).val(function () { log("gate", arguments); });
var c = ASQ.react(function (n) { later(25, n); later(50, n); }).gate(a, b).val(function () { log("instances", arguments); });
