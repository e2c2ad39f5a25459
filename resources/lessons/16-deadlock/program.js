// Two painters, one brush and one ladder. Each takes one thing and waits for the other. Nobody paints.
const brush = ASQ.csp.chan(1);
const ladder = ASQ.csp.chan(1);

function painter(name, first, firstName, second, secondName) {
  return function* paints() {
    yield ASQ.csp.take(first);
    console.log(name + " has the " + firstName);
    yield walks(20);
    console.log(name + " waits for the " + secondName);
    yield ASQ.csp.take(second);
    console.log(name + " paints");
    yield ASQ.csp.put(first, firstName);
    yield ASQ.csp.put(second, secondName);
  };
}
function walks(milliseconds) {
  return ASQ(function walks(done) { setTimeout(function arrives() { done(); }, milliseconds); });
}

ASQ.csp.put(brush, "brush");
ASQ.csp.put(ladder, "ladder");

ASQ()
.runner(
  ASQ.csp.go(painter("Mona", brush, "brush", ladder, "ladder")),
  ASQ.csp.go(painter("Rolf", ladder, "ladder", brush, "brush"))
)
.val(function stepBack() { console.log("the wall is painted"); });
