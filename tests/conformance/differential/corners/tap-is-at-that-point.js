var s = ASQ(1).val(function (x) { return x + 1; });
ASQ(s).val(function (x) { log("tapped", arguments); });
s.val(function (x) { log("source goes on", arguments); return 5; });
ASQ().seq(s).val(function (x) { log("later tap", arguments); });
