// A walk that gets longer while it is walked: a step that finds a further path appends a step for it.
const paths = { gate: "meadow", meadow: "mill", mill: "hill" };

function walkTo(place) {
  return ASQ(function walks(done) { setTimeout(function arrives() { done(place); }, 40); });
}

const walk = ASQ.iterable()
.then(function setOut(token) { return walkTo(token.messages[0]); })
.then(lookAround);

function lookAround(place) {
  const further = paths[place];
  console.log(further ? place + ": a path leads to the " + further : place + ": no path leads on");
  if (!further) {
    return place;
  }
  walk.then(lookAround); // the sequence did not know this step when it began
  return walkTo(further);
}

ASQ("gate")
.runner(walk)
.val(function rest(place) { console.log("rest on the " + place); });
