// A harbour, with everything that Interleave shows: a gate, coroutines that pass the token, goroutines on a
// channel, a reactive sequence and a failure.
const quay = ASQ.csp.chan();

function takes(milliseconds) {
  return ASQ(function takes(done) { setTimeout(function isOver() { done(); }, milliseconds); });
}

// The ship comes in when tug and pilot are there.
function tug(done) { setTimeout(function casts() { done("tug"); }, 20); }
function pilot(done) { setTimeout(function boards() { done("pilot"); }, 50); }

// Captain and mate give orders in turn.
function* captain(token) {
  console.log("captain: slow ahead");
  yield token;
  console.log("captain: stop");
  yield token;
}
function* mate(token) {
  console.log("mate: lines ashore");
  yield token;
  console.log("mate: all fast");
  return "moored";
}

// The crane unloads, the lorry drives away, one crate at a time.
function* crane() {
  for (let crate = 1; crate <= 3; crate++) {
    yield takes(20);
    yield ASQ.csp.put(quay, "crate " + crate);
  }
}
function* lorry() {
  for (let trip = 1; trip <= 3; trip++) {
    const crate = yield ASQ.csp.take(quay);
    console.log("lorry: " + crate);
    yield takes(35);
  }
}

// Every call on the radio is answered; one nobody understands.
let call;
ASQ.react(function radio(next) { call = next; })
.then(function listen(done, words) {
  setTimeout(function isUnderstood() {
    if (words === "?") {
      done.fail("say again");
    } else {
      done(words);
    }
  }, 30);
})
.val(function answer(words) { console.log("radio: understood, " + words); })
.or(function repeat(reason) { console.log("radio: " + reason); });

setTimeout(function firstCall() { call("request a berth"); }, 10);
setTimeout(function secondCall() { call("?"); }, 30);

ASQ()
.gate(tug, pilot)
.val(function arrive(first, second) { console.log("the ship comes in with " + first + " and " + second); })
.runner(captain, mate)
.val(function berth(state) { console.log("the ship is " + state); })
.runner(ASQ.csp.go(crane), ASQ.csp.go(lorry))
.val(function leave() { console.log("the ship puts to sea"); });
