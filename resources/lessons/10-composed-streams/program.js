// Two sensors, each a reactive sequence. The third asks for one reading of both: a gate over streams.
function sensor(name, first, milliseconds) {
  return ASQ.react(function attach(next) {
    setTimeout(function measures() { next(first); }, milliseconds);
    setTimeout(function measuresAgain() { next(first + 1); }, milliseconds + 120);
  })
  .val(function reading(value) {
    console.log(name + " reads " + value);
    return value;
  });
}
const wind = sensor("wind", 12, 40);
const rain = sensor("rain", 3, 90);

ASQ.react(function everyHour(next) {
  setTimeout(function strikes() { next("one o'clock"); }, 20);
})
.val(function begin(hour) { console.log(hour + ": waiting for both"); })
.gate(wind, rain)
.then(function report(done, windValue, rainValue) {
  console.log("wind " + windValue + ", rain " + rainValue);
  done();
});
