ASQ(function (d) { log("a1", []); d(); }, function (d) { log("a2", []); d(); }, function (d) { log("a3", []); d(); });
ASQ(function (d) { log("b1", []); d(); }, function (d) { log("b2", []); d(); }).or(function () {});
ASQ().seq(ASQ(1), ASQ(2)).val(function (x) { log("c", [x]); });
