function step(d) { log("a message that is a function", rest(arguments)); d("from it"); }
ASQ().val(function () { return step; }).try(function (d) { log("try", rest(arguments)); d(); });
ASQ().val(function () { return step; }).any(function (d) { log("any", rest(arguments)); d(); });
ASQ().val(function () { return ASQ.messages(1, step, 2); }).waterfall(function (d) { log("waterfall", rest(arguments)); d(); });
ASQ().val(function () { return ASQ("inner", 2); }).until(function (d) { log("until", rest(arguments)); d(); });
var s = ASQ().val(function () { return step; });
ASQ.after(20).gate(s).val(function () { log("gate", arguments); });
later(20, function () { s.fork().val(function () { log("fork", arguments); }); });
