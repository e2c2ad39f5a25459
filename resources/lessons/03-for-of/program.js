// A loop walks through the stops of a tram line; each stop is a step of an iterable sequence.
const line = ASQ.iterable();

line
.then(function harbour() { return "Harbour"; })
.then(function market() { return "Market"; })
.then(function museum() { return "Museum"; })
.then(function depot() { return "Depot"; });

for (const stop of line) {
  console.log("next stop: " + stop);
  if (stop === "Museum") {
    console.log("somebody pulls the brake");
    break;
  }
}

const afterwards = line.next();
console.log("is the ride over? " + afterwards.done);
