var i = ASQ.iterable(1, function () { log("step", arguments); return 2; }, ASQ.messages(3, 4), [5]);
log("keys", [Object.keys(i).sort()]);
for (var n = 0; n < 5; ++n) log("next", [i.next("a", n)]);
i.then(6); log("again", [i.next(), i.next()]);
log("return", [i.return(7), i.return(8), i.next()]);
var j = ASQ.iterable().val(1).then(function () { j.val(9); return 2; });
for (var v of j) log("of", [v]);
log("over", [j.next(), j.abort()]);
var k = ASQ.iterable(1, 2, 3); var [x, y] = k; log("taken apart", [x, y, k.next()]);
