// A relay race of four runners over channels, for looking at long runs: every lap makes some 75 events.
const laps = 13; // about a thousand events; 1300 make a hundred thousand
const names = ["Ana", "Bo", "Cy", "Di"];
const stations = names.map(function station() { return ASQ.csp.chan(); });

function runs(milliseconds) {
  return ASQ(function runs(done) { setTimeout(function arrives() { done(); }, milliseconds); });
}

function runner(position) {
  const from = stations[position], to = stations[(position + 1) % names.length];
  return function* leg() {
    for (let lap = 1; lap <= laps; lap++) {
      if (position > 0 || lap > 1) {
        yield ASQ.csp.take(from);
      }
      yield runs(5 + position);
      if (position < names.length - 1 || lap < laps) {
        yield ASQ.csp.put(to, lap);
      }
    }
    console.log(names[position] + " has run " + laps + " laps");
  };
}

const race = ASQ();
race.runner.apply(race, names.map(function start(name, position) { return ASQ.csp.go(runner(position)); }))
.val(function finish() { console.log("the race is over"); });
