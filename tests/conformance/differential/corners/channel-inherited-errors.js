// What inherits from Error.prototype is an error for takem, however it was made; what only looks like one is none.
var csp = ASQ.csp, waiting = csp.chan(), buffered = csp.chan(9);
function Ours(text) { this.message = text; }
Ours.prototype = Object.create(Error.prototype);
function Deeper() {}
Deeper.prototype = Object.create(Ours.prototype);
var disowned = new Error("disowned");
Object.setPrototypeOf(disowned, null);
var values = [new Ours("ours"), new Deeper(), Object.create(Error.prototype), Error.prototype, disowned,
    { message: "a message", stack: "a stack" }, new RangeError("range")];
function* take(ch, name) {
    for (var i = 0; i < values.length; ++i) {
        try {
            log(name, ["came", values.indexOf(yield csp.takem(ch))]);
        } catch (error) {
            log(name, ["thrown", values.indexOf(error)]);
        }
    }
}
values.forEach(function (value) { csp.put(buffered, value); });
ASQ().runner(
    csp.go(function* () { for (var i = 0; i < values.length; ++i) yield csp.put(waiting, values[i]); }),
    csp.go(function* () { yield* take(waiting, "waiting"); yield* take(buffered, "buffered"); })
).val(function () { log("end", []); });
