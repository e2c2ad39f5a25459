ASQ.failed("a").or(function () { throw "b"; });
ASQ.failed("a").or(function () { throw ASQ.messages("b", "c"); });
ASQ.failed("a").or(function () { throw 0; });
ASQ(function () { throw undefined; });
ASQ(function (done) { done.fail(); });
ASQ(function (done) { done.fail(1, 2); });
ASQ.failed("silent");
