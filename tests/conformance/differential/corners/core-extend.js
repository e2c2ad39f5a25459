var C = ASQ.clone(), built = [];
C.extend("look", function (api, internals) {
    built.push(typeof api.then);
    return function (name) { log(name, ["seq_error", "seq_aborted", "then_ready", "nothing"].map(function (n) { return internals(n); }).concat(internals("then_queue").length, internals("or_queue").length, internals("sequence_messages").slice(), internals("sequence_errors").slice())); return api; };
}).extend("then", function () { return function () { log("never", []); }; });
var s = C(1, function (d) { s.look("in a step"); d("a", "b"); }).look("new").or(function () { s.look("in a handler"); });
later(10, function () { s.look("waiting"); s.val(function () { throw "e"; }).val(function () { log("never", []); }); });
later(20, function () { s.look("failed"); });
C.extend("inject", function (api, internals) { return function () { api.then(function (d) { internals("sequence_messages").push("injected"); d.apply(null, rest(arguments)); }); return api; }; });
C("x").inject().val(function () { log("injected", arguments); });
C.extend("mute", function (api, internals) { return function () { internals("or_queue").length = 0; return api; }; });
C(function (d) { d.fail("heard by the host"); }).or(function () { log("never", []); }).mute();
C.extend("turn", function (api, internals) { return function () { internals("then_queue").reverse(); return api; }; });
C().val(function () { log("second", []); }).val(function () { log("first", []); }).turn();
var m = C().gate(function (d) { d(1); }), q;
C.extend("taken", function (api, internals) { return function () { return internals("then_queue").shift(); }; });
var g = C().gate(function (d) { d("from the queue"); }), step = g.taken();
ASQ(step).val(function () { log("step", arguments); });
log("built", [built.length > 0, typeof ASQ().look, typeof C.clone()().look, typeof C().any, typeof C.react]);
