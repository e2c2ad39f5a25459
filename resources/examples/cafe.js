// The same program as cafe.cpp, event for event: a gate, coroutines that pass a token, goroutines that meet at a channel,
// a reactive sequence and a failure.
var counter = ASQ.csp.chan();

ASQ()
.gate(
  function kettle(done) { setTimeout(function boils() { done("tea"); }, 20); },
  function oven(done) { setTimeout(function isHot() { done("rolls"); }, 10); }
)
.val(function open(drink, bread) { console.log("open with " + drink + " and " + bread); return drink; })
.runner(
  function* first(token) {
    token.messages.push("from first");
    yield token;
    console.log("first goes on");
  },
  function* second(token) {
    console.log("second hears " + token.messages[1]);
    yield token;
  }
)
.runner(
  ASQ.csp.go(function* cook() {
    yield ASQ.csp.put(counter, "soup");
    yield ASQ.csp.put(counter, "pie");
  }),
  ASQ.csp.go(function* waiter() {
    console.log("served: " + (yield ASQ.csp.take(counter)));
    console.log("served: " + (yield ASQ.csp.take(counter)));
  })
)
.val(function breaks() { throw "the till jams"; })
.or(function repair(error) { console.log("repaired: " + error); });

var orders = ASQ.react(function listen(next) {
  setTimeout(function early() { next("coffee"); }, 5);
  setTimeout(function late() { next("cake"); }, 15);
})
.then(function prepare(done, dish) { setTimeout(function ready() { done(dish); }, 30); })
.val(function serve(dish) { console.log("order: " + dish); });
