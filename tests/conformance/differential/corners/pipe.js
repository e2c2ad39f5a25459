ASQ(1, 2).pipe(trigger("p")).val(function () { log("empty", arguments); });
ASQ.failed("e").pipe(trigger("q"));
var s = ASQ(function (d) { later(10, d); }); s.pipe(trigger("r"), trigger("t"));
