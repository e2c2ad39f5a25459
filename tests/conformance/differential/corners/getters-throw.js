// Getters of the program's own, where the library looks: what they throw is what fails.
var marked = ["a"], thenable = { get then() { throw Error("then"); } };
Object.defineProperty(marked, "__ASQ__", { get: function () { throw Error("mark"); } });
try {
    ASQ(marked).val(function () { log("never", []); });
} catch (error) {
    log("ASQ", [error]);
}
function told(name) { return function () { log(name, rest([0].concat([].slice.call(arguments)))); }; }
ASQ(1).promise(thenable).val(told("promise")).or(told("promise failed"));
ASQ(1).promise(function () { return thenable; }).val(told("made")).or(told("made failed"));
ASQ().runner(function* () { return yield thenable; }).val(told("runner")).or(told("runner failed"));
ASQ().runner(csp(function* () { return yield thenable; })).or(told("goroutine failed"));
function csp(body) { return ASQ.csp.go(body); }
