var s = ASQ(1), val = s.val; val(function (x) { log("unbound", arguments); });
var i = ASQ.iterable(1, 2), next = i.next; log("next", [next(), next === i.next]);
