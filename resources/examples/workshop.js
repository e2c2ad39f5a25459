// The same program as workshop.cpp, event for event: the steps that choose among segments, try again, wait and recover, and a
// machine of two states.
var tries = 0;

ASQ()
.first(
  function byShip(done) { setTimeout(function lands() { done("timber"); }, 30); },
  function byTruck(done) { setTimeout(function parks() { done("planks"); }, 10); }
)
.any(
  function polish(done, what) { done.fail("no wax for " + what); },
  function paint(done, what) { setTimeout(function dries() { done("red " + what); }, 5); }
)
.val(function look(polished, painted) { console.log((polished || "rough") + ", " + painted); return painted; })
.waterfall(
  function measure(done, what) { done(what.length); },
  function cut(done, length) { done(length * 2); }
)
.val(function sum(length, pieces) { console.log(String(length + pieces)); })
.until(function glue(done) {
  if (++tries < 3) throw "it slips";
  done(tries);
})
["try"](function clamp(done, tries) { throw "too tight after " + tries; })
.val(function note(clamped) { console.log("caught: " + clamped["catch"]); })
.after(20)
.race(
  function slow(done) { setTimeout(function ends() { done("first coat"); }, 20); },
  function fast(done) { setTimeout(function wins() { done("varnish"); }, 10); }
)
.val(function apply(coat) { console.log(coat); })
.last(
  function early(done) { setTimeout(function here() { done("one"); }, 5); },
  function late(done) { setTimeout(function there() { done("two"); }, 15); }
)
.none(function drops(done) { done.fail("dropped"); })
.pThen(function lifts() { throw "it broke"; })
.pCatch(function mends(error) { console.log("mending: " + error); return "as new"; })
.val(function begin(state) { console.log(state); return 1; })
.runner(
  ASQ.state(1, function* open(transition) { console.log("open"); transition(2); }),
  ASQ.state(2, function* closing(transition) { console.log("closing"); transition(false); })
);
