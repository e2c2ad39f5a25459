// A heating that follows a thermometer until somebody switches it off. What is under way is finished.
const thermometer = { listeners: [] };
thermometer.shows = function (degrees) {
  console.log(degrees + " degrees, listeners: " + thermometer.listeners.length);
  thermometer.listeners.forEach(function tell(listener) { listener(degrees); });
};

const heating = ASQ.react(function plugIn(next, registerTeardown) {
  thermometer.listeners.push(next);
  registerTeardown(function unplug() {
    console.log("unplugged");
    thermometer.listeners = thermometer.listeners.filter(function (other) { return other !== next; });
  });
})
.then(function moveValve(done, degrees) {
  setTimeout(function hasMoved() { done(degrees < 20 ? "open" : "closed"); }, 50);
})
.val(function tell(valve) { console.log("the valve is " + valve); });

setTimeout(function cold() { thermometer.shows(17); }, 20);
setTimeout(function warm() { thermometer.shows(21); }, 90);
setTimeout(function switchOff() { heating.stop(); }, 120);
setTimeout(function nobodyCares() { thermometer.shows(15); }, 180);
