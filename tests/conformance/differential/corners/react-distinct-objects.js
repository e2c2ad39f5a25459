// Two failures that a try caught are two objects, equal as they look.
var r = ASQ.react(function (next) { next(1); later(10, function () { next(2); }); }).try(function (done) { done.fail("same"); });
ASQ.react.distinctConsecutive(r).val(function () { log("consecutive", arguments); });
ASQ.react.distinct(r).val(function () { log("distinct", arguments); });
