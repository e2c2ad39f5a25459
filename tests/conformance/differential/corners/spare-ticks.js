// Steps registered in one turn run back to back; after a completion from outside, one a batch.
var a = ASQ().val(function () { log("a1", []); }).val(function () { log("a2", []); }).val(function () { log("a3", []); });
var b = ASQ().val(function () { log("b1", []); }).val(function () { log("b2", []); }).val(function () { log("b3", []); });
function two(name) { return ASQ(function (done) { later(10, done); }).val(function () { log(name + 1, []); }).val(function () { log(name + 2, []); }).val(function () { log(name + 3, []); }); }
two("c"); two("d");
