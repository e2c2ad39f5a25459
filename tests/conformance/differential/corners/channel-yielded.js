// What waits for a channel in a goroutine: the operation itself yielded at once, and all the ways to get hold of it first.
function say() { log("said", arguments); }
function told(name) { return function (value) { say(name, "told", value); }; }
var csp = ASQ.csp;
var a = csp.chan(), b = csp.chan(), c = csp.chan(), d = csp.chan(), e = csp.chan(1), f = csp.chan();

ASQ(1, 2).runner(
    csp.go(function* () {
        // By functions of the language, which call with arguments of their own, or with those that they got.
        var both = yield [a, b].map(csp.take);
        say("map", Array.isArray(both), both.length, ASQ.isSequence(both[0]), ASQ.isSequence(both[1]));
        both[0].val(told("a of map"));
        say("b of map", yield both[1]);
        say("call", yield csp.take.call(null, a));
        say("apply", yield csp.take.apply(null, [a]));
        say("bind", yield csp.take.bind(null, a)());
        say("spread", yield csp.take(...[a]));
        // Kept, looked at, and yielded by two.
        var kept = csp.take(b);
        kept.val(told("kept"));
        say("kept", yield kept);
        var named;
        say("assigned", yield named = csp.take(b));
        say("still there", ASQ.isSequence(named));
        named.val(told("named"));
        say("comma", yield (csp.take(a), csp.take(b)));
        say("either", yield true ? csp.take(a) : 0);
        say("or", yield 0 || csp.take(a));
        say("nothing", yield csp.take(f));
    }),
    csp.go(function* () {
        for (var i = 0; i < 7; ++i)
            say("put a", i, yield csp.put(a, "a" + i));
    }),
    csp.go(function* () {
        for (var i = 0; i < 4; ++i)
            say("put b", i, yield csp.put(b, "b" + i));
        say("put f", yield csp.put(f, undefined));
    })
).val(function () { say("first run", [].slice.call(arguments)); });

// Delegated, driven by hand, thrown into, closed while it waits, with a buffer.
function* inner() {
    var value = yield csp.take(c);
    say("inner", value);
    try {
        yield csp.takem(c);
    } catch (error) {
        say("thrown", error.message);
    }
    return yield csp.take(c);
}
ASQ().runner(
    csp.go(function* () {
        say("delegated", yield* inner());
        var step = inner().next();
        say("by hand", ASQ.isSequence(step.value), step.done);
        step.value.val(told("by hand"));
        say("handed on", yield step.value);
        say("closed", (yield csp.take(d)) === csp.CLOSED, yield csp.put(d, 1));
    }),
    csp.go(function* () {
        yield csp.put(c, 1);
        yield csp.put(c, Error("two"));
        say("put an error", yield csp.put(c, Error("three")));
        yield csp.put(c, ASQ.messages(1, 2));
        d.close();
        for (var i = 0; i < 3; ++i)
            say("buffered", yield csp.put(e, i));
        e.close();
    }),
    csp.go(function* () {
        for (var value; (value = yield csp.take(e)) !== csp.CLOSED;)
            say("from the buffer", value);
        csp.put(a, "left");
    })
).val(function () { say("second run", [].slice.call(arguments)); })
 .or(function (error) { say("failed", String(error)); });
