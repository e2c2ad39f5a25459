function heard(name, s) { s.val(function () { log(name, arguments); }); return s; }
var a = ASQ.react(function () {}), b = ASQ.react(function () {});
heard("all", ASQ.react.all(a, b));
heard("allLatest", ASQ.react.allLatest(a, b));
heard("latest", ASQ.react.combineLatest(a, b));
var any = heard("any", ASQ.react.merge(a, "no stream", b));
heard("one", ASQ.react.zip(a));
heard("filter", ASQ.react.filter(any, function (v) { return typeof v === "number"; }));
heard("distinct", ASQ.react.distinct(any));
heard("until changed", ASQ.react.distinctUntilChanged(any));
log("no stream", [ASQ.react.any(1, 2), ASQ.react.filter(3, function () {})]);
later(10, function () { a.push(1); a.push(2); b.push("x"); a.push([3, 4]); });
later(20, function () { b.push("y", "z"); b.push(); a.push(2); a.push(2); });
later(30, function () {
    any.pause();
    a.push("lost");
    try { any.resume(); } catch (e) { log("resumed", [e]); }
    any.push("by hand");
});
