// Two goroutines swap presents over one channel without a buffer: whoever comes first waits for the other.
const doorstep = ASQ.csp.chan();

function walks(milliseconds) {
  return ASQ(function walks(done) { setTimeout(function arrives() { done(); }, milliseconds); });
}

function* ida() {
  console.log("Ida is at the door at once");
  yield ASQ.csp.put(doorstep, "a book");
  console.log("Ida has given the book away");
  yield walks(20);
  const present = yield ASQ.csp.take(doorstep);
  console.log("Ida gets " + present);
}

function* otto() {
  yield walks(50);
  console.log("Otto comes late");
  const present = yield ASQ.csp.take(doorstep);
  console.log("Otto gets " + present);
  yield walks(60);
  yield ASQ.csp.put(doorstep, "a kite");
  console.log("Otto has given the kite away");
}

ASQ()
.runner(ASQ.csp.go(ida), ASQ.csp.go(otto))
.val(function both() { console.log("both go home"); });
