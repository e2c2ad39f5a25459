var i = ASQ.iterable(function () { throw "e"; }, 2).or(function () { log("or", arguments); throw "f"; }, function () { log("second", arguments); });
log("empty object", [i.next()]); log("done", [i.next()]);
var j = ASQ.iterable(1); log("chain", [j.throw("a", "b") === j, j.next(), j.return(5)]);
var k = ASQ.iterable(function () { throw ASQ.messages(1, 2); }).or(function () { log("spread", arguments); }); k.next();
ASQ.iterable(function () { throw new Error("unheard"); }).next();
ASQ.iterable(function () { throw "deferred"; }).defer().next();
