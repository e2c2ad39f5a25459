// A pipeline of three goroutines: a fast source, a slow middle, and a channel with room for two between them.
const rawPhotos = ASQ.csp.chan(2);
const prints = ASQ.csp.chan();
const LAST = "no more";

function takesTime(milliseconds) {
  return ASQ(function takesTime(done) { setTimeout(function isOver() { done(); }, milliseconds); });
}

function* camera() {
  for (let number = 1; number <= 5; number++) {
    yield takesTime(10);
    yield ASQ.csp.put(rawPhotos, "photo " + number); // free while there is room
    console.log("photo " + number + " taken");
  }
  yield ASQ.csp.put(rawPhotos, LAST);
}

function* laboratory() {
  let photo = yield ASQ.csp.take(rawPhotos);
  while (photo !== LAST) {
    yield takesTime(45);
    yield ASQ.csp.put(prints, photo + ", developed");
    photo = yield ASQ.csp.take(rawPhotos);
  }
  yield ASQ.csp.put(prints, LAST);
}

function* album() {
  for (let print; (print = yield ASQ.csp.take(prints)) !== LAST;) {
    console.log("album: " + print);
  }
}

ASQ()
.runner(ASQ.csp.go(camera), ASQ.csp.go(laboratory), ASQ.csp.go(album))
.val(function close() { console.log("the album is closed"); });
