function old(a, b, cb) { log("called", [a, b, this === undefined || Object.getPrototypeOf(this) === null]); later(10, function () { cb(a > 1 && "big", a, b); }); }
ASQ.wrap(old)(1, 2).val(function () { log("values", arguments); });
ASQ.wrap(old)(2, 2).or(function () { log("error", arguments); });
ASQ.wrap(function (ok, no, x) { no(x, 2); }, { splitcb: true, params_last: true })(1).or(function () { log("split", arguments); });
ASQ.wrap(function (x, cb) { cb(x, 2); }, { simplecb: true })(1).val(function () { log("simple", arguments); });
ASQ.wrap(function (x, cb) { log("this", [this.k]); cb(); }, { this: { k: 3 } })(1);
ASQ.wrap(function* (a, b) { log("spread", arguments); return yield a + b; }, { gen: true })(1, 2).val(function () { log("sum", arguments); });
ASQ.wrap(function* (token) { log("token", token.messages); }, { gen: true, spread: false })(1, 2);
[{ errfcb: true, splitcb: true }, { errfcb: false }, { spread: true }, { params_first: true, params_last: true }].forEach(function (o) { try { ASQ.wrap(old, o); log("made", []); } catch (e) { log("refused", [e]); } });
