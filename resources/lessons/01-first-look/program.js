// A small café. Two machines warm up side by side; then a cook and a waiter meet at the counter.
const counter = ASQ.csp.chan();

function kettle(done) { setTimeout(function boils() { done("tea"); }, 60); }
function oven(done) { setTimeout(function isHot() { done("rolls"); }, 100); }

function takesTime(milliseconds) {
  return ASQ(function takesTime(done) { setTimeout(function isOver() { done(); }, milliseconds); });
}

function* cook() {
  for (const dish of ["omelette", "soup", "pancakes"]) {
    yield takesTime(30);
    console.log("cook: " + dish + " is ready");
    yield ASQ.csp.put(counter, dish); // waits here until the waiter takes it
  }
  console.log("cook: done for today");
}

function* waiter() {
  for (let table = 1; table <= 3; table++) {
    const dish = yield ASQ.csp.take(counter); // waits here until the cook puts something
    console.log("waiter: " + dish + " for table " + table);
    yield takesTime(70); // there and back
  }
  console.log("waiter: done for today");
}

ASQ()
.gate(kettle, oven)
.then(function openDoors(done, drink, bread) {
  console.log("open, with " + drink + " and " + bread);
  done();
})
.runner(ASQ.csp.go(cook), ASQ.csp.go(waiter))
.val(function closeDoors() { console.log("closed"); });
